"""The items of navigation, in order: what the outline and *go to* list."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from .folding import fold
from .people import leaders, speakers
from .places import Place, text_at
from .session import Session
from .template import Section, label
from .words import word_count


class NavItem(Struct, frozen=True):
    """A place that you can go to: one line in the outline, one screen of notes.

    ``code`` is the person whose place it is, empty in a section that is one place; ``words`` is
    the length of their note.
    """

    place: Place
    code: str = ""
    words: int = 0


def nav_items(session: Session) -> list[NavItem]:
    """Return the items of all sections, section by section."""
    sections = session.template.all_sections
    return [item for section in sections for item in section_items(session, section)]


def neighbour(session: Session, here: Place, by: int) -> Place | None:
    """Return the place ``by`` items after another one; None beyond the first and the last.

    A place that is no item counts as the first one of its section.
    """
    places = [item.place for item in nav_items(session)]
    at = next((n for n, p in enumerate(places) if p == Place(here.section, here.key)), None)
    if at is None:
        at = next((n for n, p in enumerate(places) if p.section == here.section), 0)
    return places[at + by] if 0 <= at + by < len(places) else None


def sections_named(session: Session, text: str) -> Iterator[Section]:
    """Yield the sections whose id or short label begins with a text, in any spelling."""
    wanted = fold(text)
    for section in session.template.all_sections:
        names = (section.id, label(section.short, session.language))
        if wanted and any(fold(name).startswith(wanted) for name in names):
            yield section


def section_items(session: Session, section: Section) -> list[NavItem]:
    """Return the items of a section: one for each person, or one for the whole section."""
    if not section.kind.by_person:
        return [NavItem(Place(section.id))]
    found = [Place(section.id, code) for code in section_codes(session, section)]
    return [
        NavItem(p, p.key, word_count(text_at(session, p))) for p in found or [Place(section.id)]
    ]


def section_codes(session: Session, section: Section) -> list[str]:
    """Return the codes of those who have a place in a section.

    People with a note come first, in the order of the notes, then those who are expected to speak.
    A closing begins with the key of its summary, the section's role.
    """
    noted = session.notes(section.id)
    codes = [code for code, text in noted.items() if text]
    expected = [c for c in speakers(session) if not session.people[c].absent]
    codes += [code for code in (*noted, *expected) if code not in codes]
    codes = list(dict.fromkeys(codes))
    first = section.kind.conclusion_key(section)
    return codes if first is None else [first, *codes]


def place_of_person(session: Session, section: Section, code: str) -> Place:
    """Return a person's place in a section ``by_person``; for the leader, the conclusion's."""
    conclusion = section.kind.conclusion_key(section)
    if conclusion is not None and code in leaders(session)[:1]:
        return Place(section.id, conclusion)
    return Place(section.id, code)
