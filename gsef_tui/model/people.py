"""People: the line on which you type each of them, their roles, and their numbers for the keys.

``Name, Organisation (Country)``: the name ends at the first comma. The country is in the last
brackets, or is the part after the last comma if CLDR knows it as a country. The rest is the
organisation, commas included.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from msgspec.structs import replace

from .cldr import is_country
from .clean import clean_line
from .folding import fold
from .lazy_pattern import lazy_pattern
from .session import Person, Session
from .template import Role, Template

_BULLET = lazy_pattern(r"\s*(?:[-*•·‣–—▪◦]\s+|\(?\d{1,2}[.)]\s+)+")
_folded = lru_cache(maxsize=1024)(fold)
"""A cached ``fold`` for the labels and prefixes of roles, with which each line is compared."""

_OPENING, _CLOSING = "(（", ")）"


def parse_person(
    line: str, template: Template, country: Callable[[str], bool] = is_country
) -> Person:
    """Return the person that a line describes: ``Modérateur : Chloé Sécher, RTES (France)``.

    Leading bullets and numbers are dropped. The name of a role of the template, before a colon,
    sets the role. ``country`` returns whether a text names a country.
    """
    text = _BULLET.sub("", clean_line(line), count=1) if _BULLET.match(line) else clean_line(line)
    role, text = _role_of(text, template)
    name, _, rest = (part.strip() for part in text.partition(","))
    before, inside = _last_brackets(rest or name)
    if inside and rest:
        return Person(role=role, name=name, organisation=before, country=inside)
    if inside:
        return Person(role=role, name=before, country=inside)
    head, comma, last = (part.strip() for part in rest.rpartition(","))
    if country(last):
        return Person(role=role, name=name, organisation=head if comma else "", country=last)
    return Person(role=role, name=name, organisation=rest)


def parse_people(text: str, template: Template) -> list[Person]:
    """Return the people that several lines describe.

    A line with the name of a role alone, such as ``Intervenant(e)s``, is a heading: it gives its
    role to the people below it who have none. Lines without a name are skipped.
    """
    people: list[Person] = []
    under = ""
    for line in clean_lines(text):
        heading = _role_named(line.rstrip(" :：\u00a0\u202f"), template)
        if heading:
            under = heading.id
            continue
        person = parse_person(line, template)
        people.append(person if person.role or not under else replace(person, role=under))
    return [person for person in people if person.name]


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


def _last_brackets(text: str) -> tuple[str, str]:
    """Return the text before the brackets that end a text, and the text in them, else ``""``."""
    start = max(text.rfind(mark) for mark in _OPENING)
    inside = text[start + 1 : -1]
    if start < 0 or text[-1] not in _CLOSING or any(mark in inside for mark in _CLOSING):
        return text, ""
    return text[:start].rstrip(), inside.strip()


def _role_of(text: str, template: Template) -> tuple[str, str]:
    head, colon, rest = re.match(r"([^:：]*)([:：]?)(.*)", text, re.DOTALL).groups()  # type: ignore[union-attr]
    role = _role_named(head, template) if colon else None
    return (role.id, rest.strip()) if role else ("", text.strip())


def _role_named(text: str, template: Template) -> Role | None:
    wanted = fold(text)
    for role in template.roles:
        names = (role.id, *role.prefixes, *role.labels.values())
        if wanted and any(_folded(name) == wanted for name in names):
            return role
    return None


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
