"""The go-to panel: the overview with an input line, which leads to any place."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from gsef_tui.editing.overview import OverviewRow, column_rows, next_empty
from gsef_tui.model.folding import fold
from gsef_tui.model.people import numbers
from gsef_tui.model.places import Place
from gsef_tui.model.session import Session

from ..text import content
from ..widgets.note_area import NoteArea
from ..widgets.overview import Matrix
from .base import Panel

DIGITS = dict(zip("1234567890&é\"'(-è_çà§!", "1234567890123456789068", strict=True))
"""The digits, and the characters that an AZERTY keyboard types on the digit keys without Shift."""


class GoTo(Panel):
    """An input line above the overview.

    A digit goes to a person at once; a code or letters of a name need Enter; ← → change the column;
    Enter alone goes to the next empty place. ``now``: the time until which minutes of floor are
    counted.
    """

    DEFAULT_CSS = """
    GoTo { height: auto; }
    """

    def __init__(
        self,
        session: Session,
        here: Place,
        go: Callable[[Place], Awaitable[None]],
        now: datetime | None = None,
    ) -> None:
        super().__init__()
        self._session = session
        self._here = here
        self._go = go
        self._moved = False
        self._entry = NoteArea(
            one_line=True, typed=self.typed, classes="field",
            placeholder="digit, code or letters · ← → column · ↵ next empty",
        )  # fmt: skip
        self._matrix = Matrix(session, go)
        self._lines = self._matrix.take(session, now)

    def compose(self) -> ComposeResult:
        """Yield the input line and the overview."""
        with Horizontal(classes="line"):
            yield Static(content("Go to  "), classes="name")
            yield self._entry
        yield self._matrix

    @property
    def entry(self) -> NoteArea:
        """The input line."""
        return self._entry

    async def opened(self) -> None:
        """Show all rows and select the current person."""
        self._matrix.show(self._lines, self._here)

    def typed(self, area: NoteArea, offset: int, removed: str, inserted: str, cursor: int) -> None:
        """Show only the people and sections that match."""
        wanted = fold(self._entry.text)
        sections = column_rows(self._session, self._here) if wanted else []
        meant = [line for line in (*self._lines, *sections) if _meant(line, wanted)]
        self._matrix.rows.show(meant, 0)

    async def process_key(self, event: events.Key) -> bool:
        """Handle a digit, the arrows and Enter."""
        if not self._entry.text and (digit := DIGITS.get(event.character or "")):
            return await self._go_to_number(int(digit))
        if event.key in ("left", "right") and not self._entry.text:
            self._matrix.turn(1 if event.key == "right" else -1)
        elif event.key in ("up", "down", "pageup", "pagedown"):
            self._moved = True
            await self._matrix.rows.process_key(event)
        elif event.key == "enter":
            await self._enter()
        else:
            return False
        return True

    async def _go_to_number(self, number: int) -> bool:
        digits = numbers(self._session)
        code = next((code for code, n in digits.items() if n == number), None)
        line = next((line for line in self._lines if code and line.code == code), None)
        if line is not None:
            await self._go(self._matrix.place(line))
        return True

    async def _enter(self) -> None:
        if not self._entry.text and not self._moved:
            await self._go(next_empty(self._session, self._here))
        else:
            await self._matrix.rows.choose()


def _meant(line: OverviewRow, wanted: str) -> bool:
    if not wanted:
        return True
    words = fold(line.text).split()
    return line.code.lower().startswith(wanted) or any(w.startswith(wanted) for w in words)
