"""The widget of the overview: people as rows, the sections in which they speak as columns."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime

from msgspec import Struct
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from gsef_tui.editing.overview import OverviewRow, columns, overview_rows, section_name
from gsef_tui.model.kinds import CLOSING
from gsef_tui.model.people import leaders
from gsef_tui.model.places import Place, code_at
from gsef_tui.model.session import Session
from gsef_tui.model.template import Section
from gsef_tui.model.turns import minutes

from ..text import content, fit, short
from .rows import Pieces, Rows

CELL, NAME, MINUTES = 13, 26, 7
"""Columns of a cell, of a name at most, and of the minutes."""
LEAST = 16
"""The least columns of a name; with less room its code is shown instead."""
CODE, NARROW_CELL, NARROW_MINUTES = 7, 5, 4
"""Columns of a code, of a cell at least, and of the minutes if there is little room."""


class Widths(Struct, frozen=True):
    """The columns of each part; ``minutes`` is 0 if they are not shown."""

    name: int
    cell: int
    minutes: int
    coded: bool = False


def widths(room: int, count: int, spoken: bool) -> Widths:
    """Return the column widths of a matrix of ``count`` sections. If room is short, the minutes are
    dropped first, then codes replace the names. ``spoken``: there are minutes to show."""
    left = room - CELL * count
    if left >= LEAST:
        shown = MINUTES if spoken and left - MINUTES >= LEAST else 0
        return Widths(min(NAME, left - shown), CELL, shown)
    shown = NARROW_MINUTES if spoken else 0
    cell = (room - CODE - shown) // max(1, count)
    return Widths(CODE, max(NARROW_CELL, min(CELL, cell)), shown, coded=True)


class Matrix(Vertical):
    """People by sections, with words and minutes; one row is selected, one column is marked.

    ``chosen`` is called with the place of a row on Enter or a click.
    """

    DEFAULT_CSS = """
    Matrix { height: auto; }
    Matrix Rows { height: auto; max-height: 14; }
    """

    def __init__(self, session: Session, chosen: Callable[[Place], Awaitable[None]]) -> None:
        super().__init__()
        self.rows: Rows[OverviewRow] = Rows(self._pieces, self._chosen)
        self._heads = _Heads(self._head)
        self._go = chosen
        self._session = session
        self._columns: list[Section] = []
        self._column = 0
        self._spoken: Mapping[str, float] = {}

    def compose(self) -> ComposeResult:
        """Yield the headings and the rows."""
        yield self._heads
        yield self.rows

    def take(self, session: Session, now: datetime | None) -> list[OverviewRow]:
        """Use another session, with the minutes of floor counted until ``now``, and return its
        rows."""
        self._session = session
        self._columns = columns(session.template)
        spoken, before = minutes(session, now), self._spoken
        self._spoken = spoken
        if bool(spoken) != bool(before) and self.is_attached:
            self.rows.refresh()  # every row makes room for the minutes
        return overview_rows(session, self._columns, self._spoken)

    def show(self, found: Sequence[OverviewRow], here: Place | None = None) -> None:
        """Show rows, and select the row and column of ``here``; without it the selection stays."""
        self.rows.show(found, None if here is None else self._row_of(found, here))
        if here is not None:
            at = [n for n, section in enumerate(self._columns) if section.id == here.section]
            self._mark(at[0] if at else self._column)
        self._heads.look()

    def turn(self, by: int) -> None:
        """Mark another column, ``by`` columns further."""
        self._mark((self._column + by) % max(1, len(self._columns)))
        self._heads.look()

    def place(self, line: OverviewRow) -> Place:
        """Return where a row leads: for a person, to their notes in the marked column."""
        if line.place is not None or not self._columns:
            return line.place or Place("")
        section = self._columns[self._column]
        first = next(iter(leaders(self._session)), "")
        closing = next((s for s in self._columns if s.kind is CLOSING), None)
        if line.code == first and closing is not None and not self._noted(section, first):
            # The person who leads gives no presentation but the conclusion.
            return Place(closing.id, closing.role)
        return Place(section.id, line.code)

    def _noted(self, section: Section, code: str) -> bool:
        """Return whether a section that is not a closing already has a note of this person."""
        return section.kind is not CLOSING and bool(self._session.notes(section.id).get(code))

    async def _chosen(self, line: OverviewRow) -> None:
        await self._go(self.place(line))

    def _row_of(self, found: Sequence[OverviewRow], here: Place) -> int:
        """Return the row of a place: that of the question, else of the person, else of the
        section."""
        code = code_at(self._session, here)
        ways: tuple[Callable[[OverviewRow], bool], ...] = (
            lambda line: line.place == Place(here.section, here.key),
            lambda line: bool(code) and line.code == code,
            lambda line: line.section == here.section,
        )
        return next((n for way in ways for n, line in enumerate(found) if way(line)), 0)

    def _mark(self, column: int) -> None:
        if column != self._column:
            self._column = column
            self.rows.refresh()

    # -- how it is drawn --------------------------------------------------------------------------

    @property
    def _widths(self) -> Widths:
        # Without the bar and the scrollbar, which may come and go.
        return widths(self.size.width - 2, len(self._columns), bool(self._spoken))

    def _head(self) -> str:
        wide = self._widths
        names = "".join(
            fit(f"{'▸' if n == self._column else ' '}{short(name, wide.cell - 2)}", wide.cell)
            for n, name in enumerate(section_name(s, self._session) for s in self._columns)
        )
        spoken = "min".rjust(wide.minutes) if wide.minutes else ""
        return f"{' ' * (wide.name + 1)}{names}{spoken}"

    def _pieces(self, line: OverviewRow, width: int) -> Pieces:
        if line.place is not None:
            return [(fit(f"  {line.text}", width), "" if line.plain else "muted")]
        wide = self._widths
        who = line.head if wide.coded else line.text
        pieces: Pieces = [(fit(who, wide.name - 1), "strong"), (" ", "")]
        for n, cell in enumerate(line.cells):
            shown = f"▐{cell}▌" if n == self._column else f" {cell} "
            pieces.append((fit(shown, wide.cell), "accent" if n == self._column else ""))
        pieces.append((line.minutes.rjust(wide.minutes) if wide.minutes else "", ""))
        return pieces


class Overview(Vertical):
    """A matrix beside the notes that follows them; it handles no keys.

    Its widgets are mounted when it is shown for the first time, since few users keep it open.
    """

    def __init__(
        self,
        session: Session,
        chosen: Callable[[Place], Awaitable[None]],
        *,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.matrix = Matrix(session, chosen)

    def show(self, session: Session, here: Place, now: datetime) -> None:
        """Show the current session; only rows that differ are redrawn."""
        if self.matrix.parent is None:
            self.mount(
                Static(content(" Overview", "muted"), classes="title"), self.matrix, before=0
            )
        self.matrix.show(self.matrix.take(session, now), here)


class _Heads(Widget):
    """One line that is computed when it is drawn, because its width is known only then."""

    DEFAULT_CSS = """
    _Heads { height: 1; }
    """

    def __init__(self, line: Callable[[], str]) -> None:
        super().__init__()
        self._line = line
        self._drawn = ""

    def look(self) -> None:
        """Redraw the line if it has changed."""
        if self._line() != self._drawn:
            self.refresh()

    def render(self) -> Content:
        """Return the line."""
        self._drawn = self._line()
        return content(self._drawn, "strong")
