"""The items of navigation, in order, with their progress: what the outline and *go to* list."""

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
    """A place that you can go to: one line in the outline, one screen of notes.

    ``code`` is the person whose place it is, empty in a section that is one place; ``words`` is
    the length of their note.
    """

    place: Place
    code: str = ""
    words: int = 0


def nav_items(session: Session) -> list[NavItem]:
    """Return the items of all sections, section by section."""
    return [stop for section in session.template.all_sections for stop in section_items(
        session, section)]  # fmt: skip


def section_items(session: Session, section: Section) -> list[NavItem]:
    """Return the items of a section: one for each person, or one for the whole section."""
    if not section.kind.by_person:
        return [NavItem(Place(section.id))]
    found = [Place(section.id, code) for code in section_codes(session, section)]
    return [NavItem(p, p.key, words(text_at(session, p))) for p in found or [Place(section.id)]]


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


@lru_cache(maxsize=512)
def words(text: str) -> int:
    """Return the number of words in a note; an unchanged text is not counted again."""
    return count_words(text)


def title(session: Session, place: Place) -> str:
    """Return the title of a place: ``Présentations › 1 BA Béatrice Alain``."""
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
    """Return how the screen names a person: number, code, name; ``KO ?`` for an unknown code."""
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
