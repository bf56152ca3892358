"""The places one can go to, in order, and how far each has come: what outline and go to show."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from .kinds import FACTS
from .people import leaders, numbers, speakers
from .places import FORUM, Place, text_at
from .session import NOBODY, Session
from .template import Section, label
from .words import count_words


class NavItem(Struct, frozen=True):
    """A place in the order of the outline: one line there, one screen of notes."""

    place: Place
    code: str = ""
    words: int = 0


def nav_items(session: Session) -> list[NavItem]:
    """Every place, section by section."""
    return [stop for section in session.template.all_sections for stop in section_items(
        session, section)]  # fmt: skip


def section_items(session: Session, section: Section) -> list[NavItem]:
    """The places of a section: one a person, or the whole section."""
    if not section.kind.by_person:
        return [NavItem(Place(section.id))]
    found = [Place(section.id, code) for code in section_codes(session, section)]
    return [NavItem(p, p.key, words(text_at(session, p))) for p in found or [Place(section.id)]]


def section_codes(session: Session, section: Section) -> list[str]:
    """Who has a place in a section: first who was noted, in that order, then who is expected.

    A closing begins with its summary, under the section's role.
    """
    noted = session.notes(section.id)
    codes = [code for code, text in noted.items() if text]
    expected = [c for c in speakers(session) if not session.people[c].absent]
    codes += [code for code in (*noted, *expected) if code not in codes]
    codes = list(dict.fromkeys(codes))
    first = section.kind.conclusion_key(section)
    return codes if first is None else [first, *codes]


@lru_cache(maxsize=512)
def words(text: str) -> int:
    """How many words a note has; a text that did not change is not counted again."""
    return count_words(text)


def title(session: Session, place: Place) -> str:
    """Where one is, in words: ``Présentations › 1 BA Béatrice Alain``."""
    language = session.language
    if place.section == FORUM:
        facts = session.template.of_kind(FACTS)
        return label(facts[0].short, language) if facts else FORUM
    section = session.template.section(place.section)
    if section is None:
        return str(place)
    head = label(section.short, language) or section.id
    if not section.kind.is_titled(place):
        return head
    entry = section.kind.entry_name(place)
    return f"{head} › {entry or person_title(session, whose(session, place))}"


def whose(session: Session, place: Place) -> str:
    """Return the code of the person to whom a place belongs; empty if it is nobody's.

    A conclusion belongs to the person who leads.
    """
    section = session.template.section(place.section)
    if section is None:
        return ""
    if section.kind.conclusion_key(section) == place.key:
        return next(iter(leaders(session)), "")
    return section.kind.code_at(section, place)


def place_of_person(session: Session, section: Section, code: str) -> Place:
    """Return a person's place in a section ``by_person``; for the leader, the conclusion's."""
    conclusion = section.kind.conclusion_key(section)
    if conclusion is not None and code in leaders(session)[:1]:
        return Place(section.id, conclusion)
    return Place(section.id, code)


def person_title(session: Session, code: str) -> str:
    """A person as the screen names them: number, code, name; ``KO ?`` where nobody has the code."""
    if code == NOBODY:
        return "–"
    person = session.people.get(code)
    if person is None:
        return f"{code} ?" if code else "?"
    number = numbers(session).get(code, 10)
    head = f"{number} {code}" if number < 10 else code
    return f"{head} {person.name}".rstrip()


def status(session: Session, section: Section) -> str:
    """Return the progress of a section in at most five columns, for the outline."""
    codes = section_codes(session, section) if section.kind.by_person else []
    return section.kind.status(session, section, codes)
