"""People: their lines, their roles, and their numbers for the keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from .cldr import is_country
from .folding import fold
from .likeness import name_words
from .person_lines import Reading, bare_line, read_person, role_named
from .session import Person, Session
from .template import Role, Template


def parse_person(
    line: str, template: Template, country: Callable[[str], bool] = is_country
) -> Person:
    """Return the person that a line describes, as ``read_person`` reads it."""
    return read_person(line, template, country).person


def parse_people(text: str, template: Template) -> list[Person]:
    """Return the people that several lines describe, as ``read_people`` reads them."""
    return [reading.person for reading in read_people(text, template)]


def read_people(text: str, template: Template) -> list[Reading]:
    """Return what several lines say of people.

    A line with the name of a role alone, such as ``Intervenant(e)s``, is a heading: it gives its
    role to the people below it who have none. Lines without a name are skipped.
    """
    people: list[Reading] = []
    under = ""
    for line in clean_lines(text):
        heading = role_named(bare_line(line).strip(" *_#:：\u00a0\u202f"), template)
        if heading:
            under = heading.id
            continue
        reading = read_person(line, template)
        if under and not reading.person.role:
            reading = replace(reading, person=replace(reading.person, role=under))
        people.append(reading)
    return [reading for reading in people if reading.person.name]


def clean_lines(text: str) -> list[str]:
    """Return the lines of a text that are not blank, sanitised."""
    from .clean import clean

    return [line for line in clean(text).split("\n") if line.strip()]


def person_line(person: Person) -> str:
    """Return the line of a person, in the form that ``parse_person`` reads."""
    head = ", ".join(filter(None, (person.name, person.organisation)))
    return f"{head} ({person.country})" if person.country else head


def is_one_line(person: Person, template: Template) -> bool:
    """Return whether ``parse_person`` reads a person's line back as name, organisation and country.

    If not (for example, a comma in the name), only the separate fields can be edited.
    """
    parsed = parse_person(person_line(person), template)
    return (parsed.name, parsed.organisation, parsed.country) == (
        person.name,
        person.organisation,
        person.country,
    )


def person_meant(people: Mapping[str, Person], text: str) -> str | None:
    """Return the code of the person whom a text means: by their code, or by their name."""
    code = text.strip().upper()
    return code if code in people else person_named(people, text)


def person_named(people: Mapping[str, Person], name: str) -> str | None:
    """Return the code of the person with a name, in any spelling and order of its words.

    Another spelling of a person's name counts if nobody has it as their name. None if nobody or
    more than one person has it.

    >>> person_named({"KM": Person(name="김민수", also=("Kim Minsu",))}, "MINSU Kim")
    'KM'
    """
    wanted = sorted(name_words(name))
    if not wanted:
        return None
    for is_other in (False, True):
        found = [
            code
            for code, person in people.items()
            for known in (person.also if is_other else (person.name,))
            if sorted(name_words(known)) == wanted
        ]
        if found:
            return found[0] if len(set(found)) == 1 else None
    return None


def as_one(kept: Person, other: Person) -> Person:
    """Return a person with what another, who is the same, has besides.

    Another spelling of the name, and another organisation, are kept among the other spellings.
    """
    names = (*kept.also, other.name, *other.also, other.organisation if kept.organisation else "")
    own = {fold(kept.name or other.name), fold(kept.organisation)}
    return replace(
        kept,
        name=kept.name or other.name,
        organisation=kept.organisation or other.organisation,
        country=kept.country or other.country,
        position=kept.position or other.position,
        also=tuple(dict.fromkeys(name for name in names if name and fold(name) not in own)),
        absent=kept.absent and other.absent,
        extra={**other.extra, **kept.extra},
    )


def role_of(session: Session, code: str) -> Role | None:
    """Return the role of a person; None if nobody has the code or the role is unknown."""
    person = session.people.get(code)
    return session.template.role(person.role) if person else None


def leaders(session: Session) -> list[str]:
    """Return the codes of the people whose role leads, in the programme's order."""
    return [c for c in session.people if (r := role_of(session, c)) and r.leads]


def speakers(session: Session) -> list[str]:
    """Return the codes of the people whose role speaks, in the programme's order."""
    return [c for c in session.people if (r := role_of(session, c)) and r.speaks]


def numbers(session: Session) -> dict[str, int]:
    """Return the number of each person: 0 for the one who leads, then the programme's order."""
    first = next(iter(leaders(session)), None)
    others = [code for code in session.people if code != first]
    digits = {first: 0} if first is not None else {}
    return digits | {code: n for n, code in enumerate(others, start=1)}
