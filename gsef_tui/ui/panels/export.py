"""Export: format, language, typography, names, whose part, and where; Enter writes."""

from __future__ import annotations

import asyncio
import os
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct
from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static
from textual.worker import Worker

from gsef_tui.editing.open_session import OpenSession
from gsef_tui.model.cldr import language_name
from gsef_tui.model.gaps import find_gaps
from gsef_tui.model.people import speakers
from gsef_tui.model.session import Session
from gsef_tui.report.anonymous import Anonymous, anonymous
from gsef_tui.report.formats import FORMATS, Options
from gsef_tui.report.leaving import Left
from gsef_tui.report.making import STORED, Wanted
from gsef_tui.storage.errors import CannotWrite, shown
from gsef_tui.storage.folders import expanded
from gsef_tui.storage.memory import LastPlace, Memory, last_place

from .. import exporting
from ..text import content
from ..widgets.note_area import NoteArea
from .base import Panel
from .choosing import window

FORMAT, LABELS, SET, NAMES, PART, PACKED = range(6)
PACKAGES = ("docx pdf", "odt pdf", "docx odt pdf", "docx odt pdf html markdown text")
"""What a package may hold of the report, by the ids of the formats."""

SLOW = 0.5
"""Seconds after which one is told that it is being written, and how to stop it."""


class Option(Struct, frozen=True):
    """One of the words of a line, with what it stands for."""

    id: str
    word: str


class Export(Panel):
    """A line for each choice, ↑ ↓ between them, ← → change one. Replacing our own last file, and
    leaving words behind in a report without names, take a second Enter; nothing of anybody else's
    is ever replaced."""

    DEFAULT_CSS = """
    Export .choice { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    Export .line { height: auto; }
    """

    def __init__(
        self,
        opened: OpenSession,
        memory: Memory,
        missing: int,
        done: Callable[[exporting.Written, Wanted], None],
        said: Callable[[str], None],
    ) -> None:
        super().__init__()
        self._opened = opened
        self._memory = memory
        self._missing = missing
        self._done = done
        self._said = said
        self._row = 0
        self._choices = choices(opened)
        self._at = [0] * len(self._choices)
        self._choose(FORMAT, memory.export_format or "docx")
        last = last_place(memory, opened.path) or LastPlace()
        self._choose(LABELS, opened.session.language)
        self._choose(LABELS, last.labels)
        self._choose(SET, "typed" if memory.export_as_typed else "set")
        self._choose(NAMES, "without" if last.nameless else "with")
        self._confirm: Path | None = None
        self._worker: Worker[None] | None = None
        self._leaving = threading.Event()
        self._gone = False
        self._nameless: tuple[Session, Anonymous] | None = None
        self._lines = [Static("", classes="choice", markup=False) for _ in self._choices]
        self._to = Static(content(" To"), classes="name")
        self._path = NoteArea(
            str(self._proposed()), one_line=True, typed=self.typed, classes="field"
        )
        self._note = Static("", classes="dim", markup=False)

    def compose(self) -> ComposeResult:
        """Heading, the choices, the path, and what Enter will do."""
        missing = f"{self._missing} missing, see F8" if self._missing else "nothing missing"
        gaps = len(find_gaps(self._opened.session, self._opened.template))
        left = f" · {gaps} {'gap prints' if gaps == 1 else 'gaps print'} as […]" if gaps else ""
        yield Static(Content.assemble(content("Export", "bold"), content(f"   {missing}{left}")))
        yield from self._lines
        with Horizontal(classes="line"):
            yield self._to
            yield self._path
        yield self._note

    @property
    def entry(self) -> NoteArea:
        """The path has the keys; the choices above it are changed with arrows."""
        return self._path

    @property
    def format_id(self) -> str:
        """The format that is chosen."""
        return self._chosen(FORMAT)

    @property
    def wanted(self) -> Wanted:
        """What is wanted of the report."""
        return Wanted(
            language=self._chosen(LABELS),
            as_typed=self._chosen(SET) == "typed",
            nameless=self._chosen(NAMES) == "without",
            only=self._chosen(PART),
            options=Options(packed=tuple(self._chosen(PACKED).split())),
        )

    async def opened(self) -> None:
        """Show the choices; of the path its end, where the name is."""
        self._path.to_end()
        self._tell()

    def typed(self, area: NoteArea, offset: int, removed: str, inserted: str, cursor: int) -> None:
        """Another path."""
        self._row = len(self._choices)
        self._confirm = None
        self._tell()

    async def take_key(self, event: events.Key) -> bool:
        """Arrows choose, Enter writes, Escape stops what is being written."""
        if self._worker is not None:
            if event.key == "escape":
                self._leaving.set()
                self._say("Leaving it…", error=False)
            return True
        if event.key in ("up", "down", "tab", "shift+tab"):
            rows = [*self._rows(), len(self._choices)]
            by = 1 if event.key in ("down", "tab") else -1
            self._row = rows[(rows.index(self._row) + by) % len(rows)]
        elif event.key in ("left", "right") and self._row < len(self._choices):
            self._change(1 if event.key == "right" else -1)
        elif event.key == "enter":
            self._write()
            return True
        else:
            return False
        self._confirm = None
        self._tell()
        return True

    async def leave(self) -> None:
        """What is being written is left with the panel."""
        self._gone = True
        self._leaving.set()

    # -- choices ----------------------------------------------------------------------------------

    def _chosen(self, row: int) -> str:
        return self._choices[row][1][self._at[row]].id

    def _rows(self) -> Sequence[int]:
        """The lines that matter: what is in a package is asked for a package alone."""
        lines = range(len(self._choices))
        return [n for n in lines if n != PACKED or self.format_id == "package"]

    def _choose(self, row: int, option_id: str) -> None:
        """Choose an option of a line; one that the line has not changes nothing."""
        ids = [option.id for option in self._choices[row][1]]
        if option_id in ids:
            self._at[row] = ids.index(option_id)

    def _change(self, by: int) -> None:
        old = self._proposed()
        self._at[self._row] = (self._at[self._row] + by) % len(self._choices[self._row][1])
        new, typed = self._proposed(), expanded(self._path.text)
        if typed == old or not typed.name:
            self._path.show_text(str(new))
        elif not os.path.isdir(typed):
            self._path.show_text(str(typed.with_suffix(new.suffix)))
        self._path.to_end()

    def _proposed(self) -> Path:
        """Where the last export went, else beside the session; named as the session is, with what
        sets it apart: language, names, whose part."""
        path = self._opened.path
        if self._memory.export_folder and os.path.isdir(self._memory.export_folder):
            path = Path(self._memory.export_folder) / path.name
        stem, nameless, part = path.stem, "", self._chosen(PART)
        if self._chosen(NAMES) == "without":
            without = self._without_names()
            stem, nameless, part = without.stem, "anonymous", without.codes.get(part, "")
        parts = (stem, self._chosen(LABELS), nameless, part.lower())
        return path.with_name("-".join(filter(None, parts)) + FORMATS[self._at[FORMAT]].suffix)

    def _without_names(self) -> Anonymous:
        """The session without names, looked through once."""
        session, template = self._opened.session, self._opened.template
        if self._nameless is None or self._nameless[0] is not session:
            self._nameless = (session, anonymous(session, template))
        return self._nameless[1]

    def _target(self) -> exporting.Target:
        return exporting.plan(self._path.text.strip(), self._proposed(), self._memory)

    # -- writing ----------------------------------------------------------------------------------

    def _write(self) -> None:
        if not self._path.text.strip():
            self._say("Name the file to write", error=True)
            return
        if self._chosen(PART) and self.format_id in STORED:
            self._say(
                "This format holds the whole session: choose another, or the whole", error=True
            )
            return
        target = self._target()
        question = self._question(target)
        if question and self._confirm != target.path:
            self._confirm = target.path
            for n in self._rows():  # words that may name somebody take the room
                self._lines[n].display = not self.wanted.nameless
            self._say(question, error=False)
            return
        # The screen's worker: it ends in order though the panel may have gone before.
        self._worker = self.screen.run_worker(self._work(target))

    def _question(self, target: exporting.Target) -> str:
        """What is to be confirmed by a second Enter."""
        if self.wanted.nameless:
            left = by_word(self._without_names().left_over)
            if left:
                room = (self.screen.size.height * 7 // 10 - 8) * (self.screen.size.width - 16)
                ask = "does this word" if len(left) == 1 else f"do these {len(left)} words"
                return f"Enter writes it; {ask} name somebody? {listed(left, room)}"
        if target.ours:
            return f"Enter again replaces {shown(target.path.name)}, our own last export"
        return ""

    async def _work(self, target: exporting.Target) -> None:
        """Make the report off the thread that types. One that is left ends before its file is
        there; what is said then is what came of it."""
        began = time.monotonic()
        wanted, opened = self.wanted, self._opened
        self._leaving.clear()
        task = asyncio.create_task(
            asyncio.to_thread(
                exporting.write,
                *(opened.session, opened.template, opened.path, FORMATS[self._at[FORMAT]], wanted),
                target,
                self._leaving.is_set,
            )
        )
        try:
            while not (await asyncio.wait({task}, timeout=0.1))[0]:
                if time.monotonic() - began > SLOW and not self._leaving.is_set():
                    self._say("Writing… Esc leaves it", error=False)
            self._done(task.result(), wanted)
        except Left:
            self._tell_end("Left: nothing was written", error=False)
        except CannotWrite as error:
            self._tell_end(str(error), error=True)
        except asyncio.CancelledError:  # the screen goes; nobody is there to be told
            self._leaving.set()
            task.add_done_callback(asyncio.Task.exception)
            raise
        finally:
            self._worker = None

    def _tell_end(self, text: str, *, error: bool) -> None:
        """Say how the writing ended: here, or at the foot of the screen once the panel has gone."""
        if self._gone:
            self._said(text)
        else:
            self._say(text, error=error)

    # -- what is shown ----------------------------------------------------------------------------

    def _tell(self) -> None:
        rows = self._rows()
        for n, line in enumerate(self._lines):
            line.display = n in rows
            line.update(self._line(n))
        self._to.update(content(f"{'▌' if self._row == len(self._choices) else ' '}To"))
        target = self._target()
        if target.ours:
            says = f"Enter: write again; {shown(target.path.name)} is our own last export"
        elif target.path != target.asked:
            name = shown(target.path.name)
            says = f"That file is there and not ours: it stays, this one will be {name}"
        elif os.path.isdir(target.path.parent):
            says = "Enter: write it   ↑ ↓ line   ← → change   F5: close"
        else:
            says = f"There is no folder {shown(target.path.parent)}"
        self._say(says, error=False)

    def _line(self, row: int) -> Content:
        """A choice's name and its options; where they are too many, those about the chosen one."""
        name, options = self._choices[row]
        at = self._at[row]
        head = f"{'▌' if self._row == row else ' '}{name:<14}"
        widths = [cell_len(option.word) + 2 for option in options]
        start, stop = window(widths, at, self.screen.size.width - len(head) - 2)
        pieces = [content(head), content("‹" if start else "")]
        for n, option in enumerate(options[start:stop], start):
            shown = f"▐{option.word}▌" if n == at else f" {option.word} "
            pieces.append(content(shown, "bold $accent" if n == at else ""))
        return Content.assemble(*pieces, content("›" if stop < len(options) else ""))

    def _say(self, text: str, error: bool) -> None:
        self._note.update(content(text))
        self._note.set_class(error, "error")


def by_word(left: Sequence[tuple[str, str]]) -> list[str]:
    """The words that are still there, each with its places: ``Duval (exchanges.q1, closing)``."""
    words = dict.fromkeys(word for word, _ in left)
    return [f"{word} ({', '.join(place for w, place in left if w == word)})" for word in words]


def listed(words: Sequence[str], room: int) -> str:
    """As many of these as there is room for, and how many more there are."""
    kept = [*words]
    while len(kept) > 1 and sum(cell_len(word) + 2 for word in kept) > room:
        kept.pop()
    more = len(words) - len(kept)
    return ", ".join(kept) + (f" and {more} more: gsef-tui export --anonymous" if more else "")


def choices(opened: OpenSession) -> Sequence[tuple[str, Sequence[Option]]]:
    """The lines of the panel: each a name and its options."""
    session, template = opened.session, opened.template
    languages = template.languages or (session.language,)
    people = [Option(code, code) for code in speakers(session, template)]
    return (
        ("Format", [Option(f.id, f.suffix.lstrip(".")) for f in FORMATS]),
        ("Labels", [Option(code, language_name(code, code)) for code in languages]),
        ("Text", [Option("set", "typeset"), Option("typed", "as typed")]),
        ("Names", [Option("with", "with names"), Option("without", "without names")]),
        ("Part", [Option("", "whole"), *people]),
        ("In it", [Option(packed, packed) for packed in PACKAGES]),
    )
