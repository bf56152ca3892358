"""The titles of places and people: how the screen names them."""

from __future__ import annotations

from .kinds import FACTS
from .people import numbers
from .places import FORUM, Place, code_at
from .session import NOBODY, Session
from .template import label


def place_title(session: Session, place: Place) -> str:
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
    return f"{head} › {entry or person_title(session, code_at(session, place))}"


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
