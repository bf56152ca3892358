"""The export panel: the user chooses the format, the content and the file; Enter writes it."""

from __future__ import annotations

import asyncio
import os
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace
from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static
from textual.worker import Worker

from gsef_tui.editing.background import run_in_background
from gsef_tui.editing.export import (
    Confirmation,
    Exported,
    ExportRequest,
    ExportService,
    InvalidRequest,
    RemainingNames,
    Target,
)
from gsef_tui.editing.open_session import OpenSession
from gsef_tui.model.cldr import language_name
from gsef_tui.model.clean import clean
from gsef_tui.model.people import speakers
from gsef_tui.model.wording import counted
from gsef_tui.report.cancellation import Cancelled
from gsef_tui.report.formats import FORMATS, Options
from gsef_tui.report.render import ReportRequest
from gsef_tui.storage.app_state import AppState, LastPlace, last_place
from gsef_tui.storage.errors import CannotWrite, shown
from gsef_tui.storage.folders import expanded

from ..text import content
from ..widgets.note_area import NoteArea
from .base import Panel
from .choice_window import window

FORMAT, LABELS, SET, NAMES, PART, PACKED = range(6)
PACKAGES = ("docx pdf", "odt pdf", "docx odt pdf", "docx odt pdf html markdown text")
"""The sets of formats that a package can hold, by their ids."""

SLOW = 0.5
"""Seconds after which the panel shows that it is writing, and how to cancel."""


class Option(Struct, frozen=True):
    """One of the options of a line: its id, and the word that the user sees."""

    id: str
    word: str


class Export(Panel):
    """One line for each choice: ↑ ↓ move between the lines, ← → change one.

    Whatever asks the disk about the path, or takes the names out of the session, runs on another
    thread. The key that needs it waits for the answer, and so does the next key.

    The user presses Enter a second time to replace the last export, or to accept the words that
    remain in a report without names. ``done`` receives what was written, and ``said`` a message for
    the footer if the panel has closed meanwhile.
    """

    DEFAULT_CSS = """
    Export .choice { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    Export .line { height: auto; }
    """

    def __init__(
        self,
        opened: OpenSession,
        memory: AppState,
        missing: int,
        done: Callable[[Exported, ExportRequest], None],
        said: Callable[[str], None],
        key: Callable[[str], str],
    ) -> None:
        super().__init__()
        self._key = key
        self._opened = opened
        self._memory = memory
        self._missing = missing
        self._done = done
        self._said = said
        self._row = 0
        self._current = ExportService(opened.session, opened.path)
        self._choices = choices(self._current)
        self._at = [0] * len(self._choices)
        self._choose(FORMAT, memory.export_format or "docx")
        last = last_place(memory, opened.path) or LastPlace()
        self._choose(LABELS, opened.session.language)
        self._choose(LABELS, last.labels)
        self._choose(SET, "typed" if memory.export_as_typed else "set")
        self._choose(NAMES, "without" if last.nameless else "with")
        self._confirm: Path | None = None
        self._worker: Worker[None] | None = None
        self._cancelled = threading.Event()
        self._dismissed = False
        self._lines = [Static("", classes="choice", markup=False) for _ in self._choices]
        self._to = Static(content(" To"), classes="name")
        self._path = NoteArea(one_line=True, typed=self.typed, classes="field")
        self._outdated = False  # whether what Enter will do is that of an earlier path
        self._note = Static("", classes="muted", markup=False)

    def compose(self) -> ComposeResult:
        """Yield a heading, the choices, the path, and what Enter will do."""
        missing = "nothing missing"
        if self._missing:
            missing = f"{self._missing} missing, see {self._key('check')}"
        gaps = self._service.gap_count(self._request.report)
        found = [missing]
        if gaps:
            found.append(counted(gaps, "{n} gap prints as […]", "{n} gaps print as […]"))
        about = f"   {' · '.join(found)}"
        yield Static(Content.assemble(content("Export", "strong"), content(about)))
        yield from self._lines
        with Horizontal(classes="line"):
            yield self._to
            yield self._path
        yield self._note

    @property
    def entry(self) -> NoteArea:
        """The path, which has the focus; arrow keys change the choices above it."""
        return self._path

    @property
    def _service(self) -> ExportService:
        """The service for the session as it is now."""
        opened, known = self._opened, self._current
        if known.session is not opened.session or known.path != opened.path:
            self._current = ExportService(opened.session, opened.path)
        return self._current

    @property
    def _request(self) -> ExportRequest:
        """What the user has chosen, without the file."""
        report = ReportRequest(
            language=self._chosen(LABELS),
            as_typed=self._chosen(SET) == "typed",
            anonymous=self._chosen(NAMES) == "without",
            only=self._chosen(PART),
            options=Options(packed=tuple(self._chosen(PACKED).split())),
        )
        return ExportRequest(FORMATS[self._at[FORMAT]], report)

    async def opened(self) -> None:
        """Show the choices, and the end of the proposed path, where the name is."""
        self._show_choices()
        service, request, memory = self._service, self._request, self._memory
        proposed = await run_in_background(lambda: service.propose_path(request, memory))
        self._path.show_text(clean(str(proposed)))
        self._path.to_end()
        await self._show_target()

    def typed(self, area: NoteArea, offset: int, removed: str, inserted: str, cursor: int) -> None:
        """Move to the path that the user types; ``settle`` shows what Enter does with it."""
        self._row = len(self._choices)
        self._confirm = None
        self._outdated = True

    async def settle(self) -> None:
        """Show what Enter does with the path that the user has typed."""
        if self._outdated:
            self._show_choices()
            await self._show_target()

    async def process_key(self, event: events.Key) -> bool:
        """Change a choice with the arrow keys, write with Enter, cancel writing with Escape."""
        if self._worker is not None:
            if event.key == "escape":
                self._cancelled.set()
                self._say("Cancelling…", error=False)
            return True
        if event.key in ("up", "down", "tab", "shift+tab"):
            rows = [*self._rows(), len(self._choices)]
            by = 1 if event.key in ("down", "tab") else -1
            self._row = rows[(rows.index(self._row) + by) % len(rows)]
        elif event.key in ("left", "right") and self._row < len(self._choices):
            await self._change(1 if event.key == "right" else -1)
        elif event.key == "enter":
            await self._write()
            return True
        else:
            return False
        self._confirm = None
        self._show_choices()
        await self._show_target()
        return True

    async def leave(self) -> None:
        """Cancel what is being written."""
        self._dismissed = True
        self._cancelled.set()

    # -- choices ----------------------------------------------------------------------------------

    def _chosen(self, row: int) -> str:
        return self._choices[row][1][self._at[row]].id

    def _rows(self) -> Sequence[int]:
        """Return the lines to show; the contents of a package are a choice only for a package."""
        lines = range(len(self._choices))
        return [n for n in lines if n != PACKED or self._chosen(FORMAT) == "package"]

    def _choose(self, row: int, option_id: str) -> None:
        """Choose an option of a line, if the line has it."""
        ids = [option.id for option in self._choices[row][1]]
        if option_id in ids:
            self._at[row] = ids.index(option_id)

    async def _change(self, by: int) -> None:
        """Change the choice of a line, and with it a path that the user did not type."""
        service, memory, before = self._service, self._memory, self._request
        self._at[self._row] = (self._at[self._row] + by) % len(self._choices[self._row][1])
        after, typed = self._request, expanded(self._path.text)

        def propose() -> Path | None:
            new = service.propose_path(after, memory)
            if typed == service.propose_path(before, memory) or not typed.name:
                return new
            return None if os.path.isdir(typed) else typed.with_suffix(new.suffix)

        if (path := await run_in_background(propose)) is not None:
            self._path.show_text(str(path))
        self._path.to_end()

    # -- writing ----------------------------------------------------------------------------------

    async def _write(self) -> None:
        """Write the file, or report what is wrong, or ask for what the user has to confirm."""
        typed = self._path.text.strip()
        if not typed:
            self._say("Enter a file name", error=True)
            return
        service, chosen, memory = self._service, self._request, self._memory

        def check() -> tuple[ExportRequest, Target, Confirmation | None]:
            target = service.plan_target(typed, chosen, memory)
            request = replace(chosen, target=target)
            service.validate(request)
            return request, target, service.confirmation(request)

        try:
            request, target, confirmation = await run_in_background(check)
        except (InvalidRequest, CannotWrite) as error:
            self._say(str(error), error=True)
            return
        if confirmation and self._confirm != target.path:
            self._confirm = target.path
            for n in self._rows():  # the words that remain need the room
                self._lines[n].display = not request.report.anonymous
            self._say(self._question(confirmation), error=False)
            return
        # The worker belongs to the screen, so that it ends properly if the panel closes before it.
        self._worker = self.screen.run_worker(self._work(service, request))

    def _question(self, confirmation: Confirmation) -> str:
        """Return the question that a second Enter answers."""
        if isinstance(confirmation, RemainingNames):
            words = confirmation.words
            room = (self.screen.size.height * 7 // 10 - 8) * (self.screen.size.width - 16)
            return counted(
                len(words),
                "Does this word identify somebody? Enter exports all the same. {words}",
                "Do these {n} words identify somebody? Enter exports all the same. {words}",
                words=listed(words, room),
            )
        return f"Press Enter again to replace {shown(confirmation.path.name)}, your last export"

    async def _work(self, service: ExportService, request: ExportRequest) -> None:
        """Export on another thread, so that the screen stays responsive, and report the result.

        A cancelled export ends before there is a file.
        """
        began = time.monotonic()
        self._cancelled.clear()
        export = asyncio.to_thread(service.export, request, self._cancelled.is_set)
        task = asyncio.create_task(export)
        try:
            while not (await asyncio.wait({task}, timeout=0.1))[0]:
                if time.monotonic() - began > SLOW and not self._cancelled.is_set():
                    self._say("Exporting… Esc cancels", error=False)
            self._done(task.result(), request)
        except Cancelled:
            self._report_end("Export cancelled. No file was written.", error=False)
        except (InvalidRequest, CannotWrite) as error:
            self._report_end(str(error), error=True)
        except asyncio.CancelledError:  # the screen is closing, so there is no place for a message
            self._cancelled.set()
            task.add_done_callback(asyncio.Task.exception)
            raise
        finally:
            self._worker = None

    def _report_end(self, text: str, *, error: bool) -> None:
        """Report how the export ended: here, or in the footer if the panel is closed."""
        if self._dismissed:
            self._said(text)
        else:
            self._say(text, error=error)

    # -- what is shown ----------------------------------------------------------------------------

    def _show_choices(self) -> None:
        rows = self._rows()
        for n, line in enumerate(self._lines):
            line.display = n in rows
            line.update(self._line(n))
        self._to.update(content(f"{'▌' if self._row == len(self._choices) else ' '}To"))

    async def _show_target(self) -> None:
        """Show what Enter will do with the path."""
        service, request, memory = self._service, self._request, self._memory
        typed, self._outdated = self._path.text.strip(), False

        def look() -> tuple[Target, bool]:
            target = service.plan_target(typed, request, memory)
            return target, os.path.isdir(target.path.parent)

        target, has_folder = await run_in_background(look)
        if target.overwrite:
            says = f"Enter: replace {shown(target.path.name)}, your last export"
        elif target.path != target.asked:
            name = shown(target.path.name)
            says = f"A file of that name exists and is kept. This one will be {name}"
        elif has_folder:
            says = f"Enter: export   ↑ ↓ line   ← → change   {self._key('export')}: close"
        else:
            says = f"Folder not found: {shown(target.path.parent)}. Create it first."
        self._say(says, error=False)

    def _line(self, row: int) -> Content:
        """Return the name of a choice and its options; if not all fit, those around the chosen
        one."""
        name, options = self._choices[row]
        at = self._at[row]
        head = f"{'▌' if self._row == row else ' '}{name:<14}"
        widths = [cell_len(option.word) + 2 for option in options]
        start, stop = window(widths, at, self.screen.size.width - len(head) - 2)
        pieces = [content(head), content("‹" if start else "")]
        for n, option in enumerate(options[start:stop], start):
            shown = f"▐{option.word}▌" if n == at else f" {option.word} "
            pieces.append(content(shown, "accent" if n == at else ""))
        return Content.assemble(*pieces, content("›" if stop < len(options) else ""))

    def _say(self, text: str, error: bool) -> None:
        self._note.update(content(text))
        self._note.set_class(error, "error")


def listed(words: Sequence[str], room: int) -> str:
    """Join as many words as fit into ``room`` columns, and say how many more there are."""
    kept = [*words]
    while len(kept) > 1 and sum(cell_len(word) + 2 for word in kept) > room:
        kept.pop()
    more = len(words) - len(kept)
    joined = ", ".join(kept)
    return f"{joined} and {more} more: gsef-tui export --anonymous" if more else joined


def choices(service: ExportService) -> Sequence[tuple[str, Sequence[Option]]]:
    """Return the lines of the panel: the name and the options of each."""
    people = [Option(code, code) for code in speakers(service.session)]
    return (
        ("Format", [Option(f.id, f.suffix.lstrip(".")) for f in FORMATS]),
        ("Labels", [Option(code, language_name(code, code)) for code in service.languages]),
        ("Text", [Option("set", "typeset"), Option("typed", "as typed")]),
        ("Names", [Option("with", "with names"), Option("without", "without names")]),
        ("Part", [Option("", "whole"), *people]),
        ("In it", [Option(packed, packed) for packed in PACKAGES]),
    )
