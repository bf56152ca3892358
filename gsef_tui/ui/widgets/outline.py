"""The outline beside the notes: every section with its progress, and the people of the current
one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from msgspec import Struct
from rich.cells import cell_len

from gsef_tui.model import navigation, progress
from gsef_tui.model.kinds import FACTS
from gsef_tui.model.people import numbers
from gsef_tui.model.places import FORUM, Place, code_at
from gsef_tui.model.session import NOBODY, Session
from gsef_tui.model.template import label

from ..text import fit
from .rows import Pieces, Rows

WIDTH = 18


class OutlineRow(Struct, frozen=True):
    """A section, or a person in the current one."""

    place: Place
    text: str
    status: str
    here: bool
    section: bool


class OutlineView(Rows[OutlineRow]):
    """The sections in the order of the report; Enter goes to the selected place."""

    DEFAULT_CSS = f"""
    OutlineView {{ width: {WIDTH}; height: 1fr; }}
    """

    def __init__(
        self, chosen: Callable[[OutlineRow], Awaitable[None]], *, id: str | None = None
    ) -> None:
        super().__init__(_pieces, chosen, id=id, bar=False)
        self._order: dict[str, list[str]] = {}
        self._here = Place("")

    def show_session(self, session: Session, here: Place, *, arrive: bool) -> None:
        """Show the session. The order of people changes only on arrival at a place, so that nothing
        moves while the user types."""
        if arrive:
            self._order.clear()
        rows = outline_rows(session, here, self._order)
        at = next((n for n, row in enumerate(rows) if row.here), None)
        if here != self._here or rows != list(self.items):
            self._here = here
            self.show(rows, None if self.has_focus and not arrive else at)


def outline_rows(session: Session, here: Place, order: dict[str, list[str]]) -> list[OutlineRow]:
    """Return the rows of the outline; ``order`` keeps the order of people between calls."""
    rows: list[OutlineRow] = []
    digits = numbers(session)
    for section in session.template.all_sections:
        inside = here.section == section.id or (here.section == FORUM and section.kind is FACTS)
        by_person = section.kind.by_person
        name = label(section.short, session.language) or section.id
        state = progress.status(session, section)
        rows.append(
            OutlineRow(
                Place(section.id), name, state, inside and not (by_person and here.key), True
            )
        )
        if not (inside and by_person):
            continue
        found = {s.place.key: s for s in navigation.section_items(session, section)}
        kept = [code for code in order.get(section.id, ()) if code in found]
        order[section.id] = kept + [code for code in found if code not in kept]
        for code in filter(None, order[section.id]):
            item = found[code]
            who = code_at(session, item.place)
            number = digits.get(who, 10)
            shown = who if who in session.people else "–" if who == NOBODY else f"{who} ?"
            mark = "●" if item.words else "○"
            text = f"{number if number < 10 else ' '} {shown} {mark}"
            rows.append(
                OutlineRow(
                    item.place, text, str(item.words or ""), here.key == item.place.key, False
                )
            )
    return rows


def _pieces(row: OutlineRow, width: int) -> Pieces:
    if row.section:
        room = max(0, width - 1 - cell_len(row.status))
        return [
            (fit(row.text, room), "accent" if row.here else ""),
            (row.status, _role(row.status)),
        ]
    name, mark = row.text[:-1], row.text[-1]
    return [
        (f"{'▌' if row.here else ' '}{name}", "accent" if row.here else ""),
        (fit(mark, max(0, width - 6 - cell_len(name))), "done" if mark == "●" else "to do"),
        (row.status.rjust(4), "strong" if row.here else "muted"),
    ]


def _role(status: str) -> str:
    """Return the role of a section's progress: what is complete, a count that asks for nothing, or
    what is to do."""
    some, of, every = status.partition("/")
    complete = status == "✓" or (of and some == every)
    return "done" if complete else "muted" if status.isdigit() else "to do"
