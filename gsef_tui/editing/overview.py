"""The overview of a session as rows: people with the sections in which they speak, then the other
sections and the public questions. Nothing here needs Textual."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from gsef_tui.model import navigation, progress, titles
from gsef_tui.model.kinds import EXCHANGES
from gsef_tui.model.people import numbers
from gsef_tui.model.places import Place
from gsef_tui.model.session import NOBODY, Session
from gsef_tui.model.template import Section, Template, label
from gsef_tui.model.words import word_count


class OverviewRow(Struct, frozen=True):
    """A row of the overview: a person with a cell for each column and the minutes spoken, a section
    without people, or a public question.

    ``head``: a person's number and code. ``plain``: the row must not be overlooked, such as an open
    question.
    """

    code: str
    text: str
    head: str = ""
    cells: tuple[str, ...] = ()
    place: Place | None = None
    minutes: str = ""
    plain: bool = False

    @property
    def section(self) -> str:
        """The section of a row without a person."""
        return self.place.section if self.place else ""


def columns(template: Template) -> list[Section]:
    """Return the sections in which each person has a place."""
    return [s for s in template.sections if s.kind.by_person]


def overview_rows(
    session: Session,
    across: list[Section],
    spoken: Mapping[str, float] | None = None,
) -> list[OverviewRow]:
    """Return a row for each person, the one who leads first and the others in the order of the
    programme; then one for each other section, followed by its public questions.

    ``spoken``: the minutes of floor by code.
    """
    digits = numbers(session)
    found = []
    for code in sorted(digits, key=digits.__getitem__):
        cells = tuple(_cell(session, section, code) for section in across)
        length = (spoken or {}).get(code, 0.0)
        title = titles.person_title(session, code)
        head = f"{n} {code}" if (n := digits[code]) < 10 else f"  {code}"
        found.append(
            OverviewRow(code, title, head, cells, minutes=f"{length:.0f}" if length else "")
        )
    for section in session.template.all_sections:
        if section not in across:
            state = progress.status(session, section)
            found.append(
                OverviewRow(
                    "", f"{section_name(section, session)}  {state}", place=Place(section.id)
                )
            )
        if section.kind is EXCHANGES:
            found += question_rows(session, section)
    return found


def column_rows(session: Session, here: Place) -> list[OverviewRow]:
    """Return a row for each column, for a user who types its name. It leads to the current person
    in that section, and in a closing section to its summary, which comes first."""
    found = []
    for section in columns(session.template):
        there = [item.place for item in navigation.section_items(session, section)]
        key = here.key if section.kind.conclusion_key(section) is None else ""
        with_them = next((place for place in there if place.key == key), None)
        if place := with_them or next(iter(there), None):
            state = progress.status(session, section)
            found.append(OverviewRow("", f"{section_name(section, session)}  {state}", place=place))
    return found


def question_rows(session: Session, section: Section) -> list[OverviewRow]:
    """Return a row for each public question: open or answered and by whom, who asked, and the
    text."""
    found = []
    for number, (key, exchange) in enumerate(session.exchanges(section.id).items(), 1):
        answered = [code for code, text in exchange.answers.items() if text.strip()]
        named = ", ".join(code for code in answered if code != NOBODY)
        by = f" by {named}" if named else ""
        state = f"answered{by}" if answered else "open"
        asker = f"{exchange.asked_by.strip()}: " if exchange.asked_by.strip() else ""
        text = f"  Q{number} {state} · {asker}{' '.join(exchange.question.split())}"
        found.append(OverviewRow("", text, place=Place(section.id, key), plain=not answered))
    return found


def next_empty(session: Session, here: Place) -> Place:
    """Return the next place after ``here`` at which nothing is noted yet, wrapping around at the
    end; ``here`` if there is none."""
    every = navigation.nav_items(session)
    places = [item.place for item in every]
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
        item = every[(start + step) % len(every)]
        if _empty(session, item):
            return item.place
    return here


def _empty(session: Session, item: navigation.NavItem) -> bool:
    section = session.template.section(item.place.section)
    if section is None:
        return False
    if section.kind.by_person:
        return not item.words and not section.kind.is_complete(session, section)
    return progress.status(session, section) in ("0", "") and section in session.template.sections


def _cell(session: Session, section: Section, code: str) -> str:
    place = navigation.place_of_person(session, section, code)
    text = section.kind.text_at(session, section, place)
    if text:
        return str(word_count(text))
    role = session.template.role(session.people[code].role) if code in session.people else None
    return "○" if (role and role.speaks) or place.key != code else "–"


def section_name(section: Section, session: Session) -> str:
    """Return the name of a section on the screen."""
    return label(section.short, session.language) or section.id
