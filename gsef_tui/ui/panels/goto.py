"""Go to: people as rows, the sections in which they speak as columns."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime

from msgspec import Struct
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from gsef_tui.model import stops
from gsef_tui.model.cldr import fold
from gsef_tui.model.floor import minutes
from gsef_tui.model.people import leaders, numbers
from gsef_tui.model.places import Place
from gsef_tui.model.session import NOBODY, Session
from gsef_tui.model.template import Kind, Section, Template, label

from ..text import content, fit, short
from ..widgets.note_area import NoteArea
from ..widgets.rows import Pieces, Rows
from .base import Panel

DIGITS = dict(zip("1234567890&é\"'(-è_çà§!", "1234567890123456789068", strict=True))
"""Digits, and what an AZERTY keyboard types on their keys without shift."""
CELL, NAME, MINUTES = 13, 26, 7
"""Columns of a cell, at most of a name, and of the minutes."""
LEAST = 16
"""Columns that names keep where minutes are shown."""


class Line(Struct, frozen=True):
    """A person with a cell a column and the minutes spoken, a section without people, or a public
    question; ``plain``: it is not to be passed over, as a question still open."""

    code: str
    text: str
    cells: tuple[str, ...] = ()
    place: Place | None = None
    minutes: str = ""
    plain: bool = False

    @property
    def section(self) -> str:
        """The section of a line without a person."""
        return self.place.section if self.place else ""


class GoTo(Panel):
    """A digit goes at once; a code or letters of a name and Enter; ← → change the column; Enter
    with nothing typed is the next empty place. ``now``: minutes of floor are counted until then."""

    DEFAULT_CSS = """
    GoTo { height: auto; }
    GoTo Rows { height: auto; max-height: 14; }
    """

    def __init__(
        self,
        session: Session,
        template: Template,
        here: Place,
        go: Callable[[Place], Awaitable[None]],
        now: datetime | None = None,
    ) -> None:
        super().__init__()
        self._session = session
        self._minutes = minutes(session, now)
        self._template = template
        self._here = here
        self._go = go
        self._columns = columns(template)
        at = [n for n, section in enumerate(self._columns) if section.id == here.section]
        self._column = at[0] if at else 0
        self._moved = False
        self._entry = NoteArea(
            one_line=True, typed=self.typed, classes="field",
            placeholder="digit, code or letters · ← → column · ↵ next empty",
        )  # fmt: skip
        self._heads = Static("", classes="line", markup=False)
        self._rows: Rows[Line] = Rows(self._pieces, self._chosen)

    def compose(self) -> ComposeResult:
        """The line, the columns' names, the people and the other sections."""
        with Horizontal(classes="line"):
            yield Static(content("Go to  "), classes="name")
            yield self._entry
        yield self._heads
        yield self._rows

    @property
    def entry(self) -> NoteArea:
        """The line."""
        return self._entry

    async def opened(self) -> None:
        """Everybody, the bar at who one is with."""
        self._show(self._lines())
        code = stops.whose(self._session, self._template, self._here)
        at = (
            n
            for n, line in enumerate(self._rows.items)
            if (line.code == code if code else line.section == self._here.section)
        )
        self._rows.show(self._rows.items, next(at, 0))

    def typed(self, area: NoteArea, offset: int, removed: str, inserted: str, cursor: int) -> None:
        """Only who is meant."""
        wanted = fold(self._entry.text)
        found = self._lines()
        self._show([line for line in found if _meant(line, wanted)])
        self._rows.show(self._rows.items, 0)

    async def take_key(self, event: events.Key) -> bool:
        """A digit, the arrows, Enter."""
        if not self._entry.text and (digit := DIGITS.get(event.character or "")):
            return await self._go_to_number(int(digit))
        if event.key in ("left", "right") and not self._entry.text:
            step = 1 if event.key == "right" else -1
            self._column = (self._column + step) % max(1, len(self._columns))
            self._show(self._rows.items)
        elif event.key in ("up", "down", "pageup", "pagedown"):
            self._moved = True
            await self._rows.take_key(event)
        elif event.key == "enter":
            await self._enter()
        else:
            return False
        return True

    def _lines(self) -> list[Line]:
        return lines(self._session, self._template, self._columns, self._minutes)

    async def _chosen(self, line: Line) -> None:
        await self._go(self._place(line))

    async def _go_to_number(self, number: int) -> bool:
        digits = numbers(self._session, self._template)
        code = next((code for code, n in digits.items() if n == number), None)
        if code is None:
            return True
        found = self._lines()
        await self._go(self._place(next(line for line in found if line.code == code)))
        return True

    async def _enter(self) -> None:
        if not self._entry.text and not self._moved:
            await self._go(next_empty(self._session, self._template, self._here))
        else:
            await self._rows.choose()

    def _place(self, line: Line) -> Place:
        if line.place is not None:
            return line.place
        section = self._columns[self._column]
        first = next(iter(leaders(self._session, self._template)), "")
        closing = next((s for s in self._columns if s.kind is Kind.CLOSING), None)
        if line.code == first and closing is not None and not self._noted(section, first):
            # Who leads the session gives no presentation: the conclusion is theirs.
            return Place(closing.id, closing.role)
        return Place(section.id, line.code)

    def _noted(self, section: Section, code: str) -> bool:
        """Whether a column that is no closing has a note of this person already."""
        return section.kind is not Kind.CLOSING and bool(self._session.notes(section.id).get(code))

    def _show(self, found: Sequence[Line]) -> None:
        names = "".join(
            fit(
                f"{'▸' if n == self._column else ' '}{short(_name(s, self._session), CELL - 2)}",
                CELL,
            )
            for n, s in enumerate(self._columns)
        )
        if self._shows_minutes:
            names += "min".rjust(MINUTES)
        self._heads.update(content(" " * (self._room() + 1) + names, "bold"))
        self._rows.show(found)

    def _room(self) -> int:
        """Columns for the names: what the cells leave."""
        taken = MINUTES if self._shows_minutes else 0
        return max(10, min(NAME, self._left - taken))

    @property
    def _left(self) -> int:
        return self.screen.size.width - 3 - CELL * len(self._columns)

    @property
    def _shows_minutes(self) -> bool:
        """Whether somebody spoke, and the minutes find room."""
        return bool(self._minutes) and self._left - MINUTES >= LEAST

    def _pieces(self, line: Line, width: int) -> Pieces:
        if line.place is not None:
            return [(fit(f"  {line.text}", width), "" if line.plain else "dim")]
        pieces: Pieces = [(fit(line.text, self._room() - 1), "bold"), (" ", "")]
        for n, cell in enumerate(line.cells):
            shown = f"▐{cell}▌" if n == self._column else f" {cell} "
            pieces.append((fit(shown, CELL), "accent" if n == self._column else ""))
        if self._shows_minutes:
            pieces.append((line.minutes.rjust(MINUTES), ""))
        return pieces


def columns(template: Template) -> list[Section]:
    """The sections in which each person has a place."""
    return [s for s in template.sections if s.kind in stops.BY_PERSON]


def lines(
    session: Session,
    template: Template,
    across: list[Section],
    spoken: Mapping[str, float] | None = None,
) -> list[Line]:
    """A line a person, in the programme's order with who leads first, then the other sections, and
    below public questions each of theirs. ``spoken``: the minutes of floor by code."""
    digits = numbers(session, template)
    found = []
    for code in sorted(digits, key=digits.__getitem__):
        cells = tuple(_cell(session, template, section, code) for section in across)
        length = (spoken or {}).get(code, 0.0)
        title = stops.person_title(session, template, code)
        found.append(Line(code, title, cells, minutes=f"{length:.0f}" if length else ""))
    for section in template.all_sections:
        if section not in across:
            state = stops.status(session, template, section)
            found.append(Line("", f"{_name(section, session)}  {state}", place=Place(section.id)))
        if section.kind is Kind.EXCHANGES:
            found += questions(session, section)
    return found


def questions(session: Session, section: Section) -> list[Line]:
    """A line a public question: open or by whom answered, who asked, and what."""
    found = []
    for number, (key, exchange) in enumerate(session.exchanges(section.id).items(), 1):
        answered = [code for code, text in exchange.answers.items() if text.strip()]
        named = ", ".join(code for code in answered if code != NOBODY)
        by = f" by {named}" if named else ""
        state = f"answered{by}" if answered else "open"
        asker = f"{exchange.asked_by.strip()}: " if exchange.asked_by.strip() else ""
        text = f"  Q{number} {state} · {asker}{' '.join(exchange.question.split())}"
        found.append(Line("", text, place=Place(section.id, key), plain=not answered))
    return found


def next_empty(session: Session, template: Template, here: Place) -> Place:
    """The next place after ``here``, round the end, at which nothing is noted yet."""
    every = stops.stops(session, template)
    places = [stop.place for stop in every]
    around = Place(here.section, here.key)
    start = next(
        (
            n
            for n, p in enumerate(places)
            if p == around or (p.section == here.section and not p.key)
        ),
        -1,
    )
    for step in range(1, len(every) + 1):
        stop = every[(start + step) % len(every)]
        if _empty(session, template, stop):
            return stop.place
    return here


def _empty(session: Session, template: Template, stop: stops.Stop) -> bool:
    section = template.section(stop.place.section)
    if section is None:
        return False
    if section.kind in stops.BY_PERSON:
        remarks = session.notes(section.id)
        done = section.kind is Kind.CLOSING and (
            session.closing(section.id).summary or any(remarks.values())
        )
        return not stop.words and not done
    return stops.status(session, template, section) in ("0", "") and section in template.sections


def _cell(session: Session, template: Template, section: Section, code: str) -> str:
    key = code
    if section.kind is Kind.CLOSING and code == next(iter(leaders(session, template)), None):
        key = section.role
        text = session.closing(section.id).summary
    else:
        text = session.notes(section.id).get(key, "")
    if text:
        return str(stops.words(text))
    role = template.role(session.people[code].role) if code in session.people else None
    return "○" if (role and role.speaks) or key != code else "–"


def _name(section: Section, session: Session) -> str:
    return label(section.short, session.language) or section.id


def _meant(line: Line, wanted: str) -> bool:
    if not wanted:
        return True
    words = fold(line.text).split()
    return line.code.lower().startswith(wanted) or any(w.startswith(wanted) for w in words)
