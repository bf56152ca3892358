"""Find names in more than one spelling, of one person or of two who may be the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from gsef_tui.model.korean import is_romanised
from gsef_tui.model.likeness import are_alike, is_short_for, likeness, same_organisation
from gsef_tui.model.places import Place
from gsef_tui.model.session import Person, Session
from gsef_tui.model.template import Section

from .findings import Finding, shortened

_SLIP = 0.7
"""The least likeness at which another spelling counts as a misspelling."""


class Written(Struct, frozen=True):
    """A name in several spellings: ``own``, as the person with ``code`` has it, and the others."""

    rule: str
    code: str
    own: str
    others: tuple[str, ...]


def spelling_findings(session: Session, section: Section) -> Iterator[Finding]:
    """Yield a hint for each name in several spellings, and for names that may be the same.

    Only the user knows which spelling is right, and both may be.
    """
    for written in written_twice(session):
        place = str(Place(section.id, written.code))
        message = _MESSAGES[written.rule].format(_quoted(written.others))
        yield Finding(written.rule, place, message, "hint")


_MESSAGES = {
    "two-spellings": "also spelt {}",
    "near-names": "similar to {}: one person or two?",
    "two-organisations": "organization also spelt {}",
}


def written_twice(session: Session) -> Iterator[Written]:
    """Yield every name in more than one spelling, in the order of the people."""
    before: list[Person] = []
    for code, person in session.people.items():
        names, organisations = _slips(person)
        if names:
            yield Written("two-spellings", code, person.name, tuple(names))
        near = [p.name for p in before if is_near(p, person)]
        if near:
            yield Written("near-names", code, person.name, tuple(near))
        others = [p.organisation for p in before if _is_twice(p.organisation, person.organisation)]
        if written := tuple(dict.fromkeys((*organisations, *others))):
            yield Written("two-organisations", code, person.organisation, written)
        before.append(person)


def is_near(one: Person, other: Person) -> bool:
    """Return whether two people may be one, by their names; one may be a romanised Korean name."""
    return are_alike(one.name, other.name) or is_romanised(one.name, other.name)


def _slips(person: Person) -> tuple[list[str], list[str]]:
    """Return a person's other spellings that look like misspellings: of the name, the organisation.

    ``Person.also`` mixes the two. A different name (for example, in another script) is neither.
    """
    names, organisations = [], []
    for spelling in person.also:
        as_name = likeness(spelling, person.name)
        as_organisation = likeness(spelling, person.organisation)
        if is_short_for(spelling, person.organisation) or as_organisation >= max(_SLIP, as_name):
            organisations.append(spelling)
        elif as_name >= _SLIP:
            names.append(spelling)
    return names, organisations


def _quoted(texts: Iterable[str]) -> str:
    return ", ".join(f"“{shortened(text)}”" for text in texts)


def _is_twice(one: str, other: str) -> bool:
    return bool(one and other) and one.strip() != other.strip() and same_organisation(one, other)
