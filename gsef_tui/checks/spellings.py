"""Names that are written in more than one way: of one person, or of two who may be one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gsef_tui.model.likeness import ALIKE, is_short_for, likeness, same_organisation
from gsef_tui.model.places import Place
from gsef_tui.model.session import Person, Session
from gsef_tui.model.template import Section

from .findings import Finding, shortened

_SLIP = 0.7
"""How alike what is kept as another spelling must be to be one."""


def spelling_findings(session: Session, section: Section) -> Iterator[Finding]:
    """What is kept in two spellings, and what looks like one thing written twice.

    Hints all: which spelling is right only the rapporteur knows, and both may be.
    """
    before: list[Person] = []
    for code, person in session.people.items():
        place = str(Place(section.id, code))
        names, organisations = _slips(person)
        if names:
            yield Finding("two-spellings", place, f"also written {_quoted(names)}", "hint")
        near = [p.name for p in before if likeness(p.name, person.name) >= ALIKE]
        if near:
            message = f"nearly the name of {_quoted(near)}: one person or two?"
            yield Finding("near-names", place, message, "hint")
        others = [p.organisation for p in before if _is_twice(p.organisation, person.organisation)]
        if written := list(dict.fromkeys((*organisations, *others))):
            message = f"organisation also written {_quoted(written)}"
            yield Finding("two-organisations", place, message, "hint")
        before.append(person)


def _slips(person: Person) -> tuple[list[str], list[str]]:
    """The other spellings that look like slips: of the name, and of the organisation.

    Both are kept together. Another name altogether (in other letters, say) is no slip.
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
