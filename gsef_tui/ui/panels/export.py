"""Export: format, language of the labels, place; Enter writes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from gsef_tui.model.cldr import language_name
from gsef_tui.report.formats import FORMATS
from gsef_tui.storage.errors import CannotWrite
from gsef_tui.storage.memory import Memory

from .. import exporting
from ..desk import Desk
from ..text import content
from ..widgets.note_area import NoteArea
from .base import Panel


class Export(Panel):
    """Three lines; ↑ ↓ between them, ← → change one. Replacing our own last file takes a second
    Enter; nothing of anybody else's is ever replaced."""

    command = "export"

    def __init__(
        self,
        desk: Desk,
        memory: Memory,
        missing: int,
        done: Callable[[exporting.Written], None],
    ) -> None:
        super().__init__()
        self._desk = desk
        self._memory = memory
        self._missing = missing
        self._done = done
        self._row = 0
        ids = [f.id for f in FORMATS]
        self._format = ids.index(memory.export_format) if memory.export_format in ids else (
            ids.index("docx") if "docx" in ids else 0
        )  # fmt: skip
        self._languages = desk.template.languages
        session = desk.session
        self._language = (
            self._languages.index(session.language) if session.language in self._languages else 0
        )
        self._confirm: Path | None = None
        self._lines = [Static("", classes="line", markup=False) for _ in range(2)]
        self._to = Static(content(" To"), classes="name")
        self._path = NoteArea(
            str(self._proposed()), one_line=True, typed=self.typed, classes="field"
        )
        self._note = Static("", classes="dim", markup=False)

    def compose(self) -> ComposeResult:
        """Heading, the two choices, the path, and what Enter will do."""
        missing = f"{self._missing} missing, see F8" if self._missing else "nothing missing"
        yield Static(Content.assemble(content("Export", "bold"), content(f"   {missing}")))
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
        return FORMATS[self._format].id

    async def opened(self) -> None:
        """Show the choices; the path is seen from its end, the file's name."""
        self._path.to_end()
        self._tell()

    def typed(self, area: NoteArea, offset: int, removed: str, inserted: str, cursor: int) -> None:
        """Another path."""
        self._row = 2
        self._confirm = None
        self._tell()

    async def take_key(self, event: events.Key) -> bool:
        """Arrows choose, Enter writes."""
        if event.key in ("up", "down", "tab", "shift+tab"):
            self._row = (self._row + (1 if event.key in ("down", "tab") else -1)) % 3
        elif event.key in ("left", "right") and self._row < 2:
            self._change(1 if event.key == "right" else -1)
        elif event.key == "enter":
            self._write()
            return True
        else:
            return False
        self._confirm = None
        self._tell()
        return True

    def _change(self, by: int) -> None:
        old = self._proposed()
        if self._row == 0:
            self._format = (self._format + by) % len(FORMATS)
        else:
            self._language = (self._language + by) % len(self._languages)
        if Path(self._path.text) == old:
            self._path.show_text(str(self._proposed()))
        else:
            self._path.show_text(
                str(Path(self._path.text).with_suffix(FORMATS[self._format].suffix))
            )

    def _proposed(self) -> Path:
        """Beside the session, named alike; with the language where it is another."""
        path = self._desk.path
        language = self._languages[self._language] if self._languages else ""
        other = f"-{language}" if language != self._desk.session.language else ""
        return path.with_name(f"{path.stem}{other}{FORMATS[self._format].suffix}")

    def _target(self) -> exporting.Target:
        return exporting.plan(Path(self._path.text).expanduser().absolute(), self._memory)

    def _write(self) -> None:
        if not self._path.text.strip():
            self._say("Name the file to write", error=True)
            return
        target = self._target()
        if target.ours and self._confirm != target.path:
            self._confirm = target.path
            self._say(f"Enter again replaces {target.path.name}, our own last export", error=False)
            return
        try:
            written = exporting.write(
                self._desk.session,
                self._desk.template,
                self._desk.path,
                FORMATS[self._format],
                self._languages[self._language],
                target.path,
            )
        except (CannotWrite, OSError) as error:
            self._say(str(error), error=True)
            return
        self._done(written)

    def _tell(self) -> None:
        names = [f.label for f in FORMATS]
        languages = [language_name(code, code) for code in self._languages]
        for n, (label, options, chosen) in enumerate(
            (("Format", names, self._format), ("Labels", languages, self._language))
        ):
            pieces = [content(f"{'▌' if self._row == n else ' '}{label:<14}")]
            room = (self._lines[n].size.width or self.app.size.width) - 15
            start, stop = window([cell_len(option) + 2 for option in options], chosen, room)
            pieces.append(content("‹" if start else ""))
            for m, option in enumerate(options[start:stop], start):
                shown = f"▐{option}▌" if m == chosen else f" {option} "
                pieces.append(content(shown, "bold $accent" if m == chosen else ""))
            pieces.append(content("›" if stop < len(options) else ""))
            self._lines[n].update(Content.assemble(*pieces))
        self._to.update(content(f"{'▌' if self._row == 2 else ' '}To"))
        target = self._target()
        if target.ours:
            says = f"Enter: write again; {target.path.name} is our own last export"
        elif target.path != Path(self._path.text).expanduser().absolute():
            says = f"That file is there and not ours: it stays, this one will be {target.path.name}"
        else:
            says = "Enter: write it   ↑ ↓ line   ← → change   F5: close"
        self._say(says, error=False)

    def _say(self, text: str, error: bool) -> None:
        self._note.update(content(text))
        self._note.set_class(error, "error")


def window(widths: Sequence[int], chosen: int, room: int) -> tuple[int, int]:
    """From where to where a row of choices is shown, so that the chosen one is seen whole.

    Where not all have room, two columns are left for the signs that there are more.
    """
    if sum(widths) <= room:
        return 0, len(widths)
    start, stop = 0, 1
    while stop < len(widths) and (stop <= chosen or sum(widths[start : stop + 1]) <= room - 2):
        stop += 1
        while start < chosen and sum(widths[start:stop]) > room - 2:
            start += 1
    return start, stop
