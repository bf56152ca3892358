"""The people on the lines of a mail: one a line, or several in a paragraph."""

from __future__ import annotations

import re

from gsef_tui.model.cldr import is_country
from gsef_tui.model.courtesy import PARTICLES, TITLES
from gsef_tui.model.folding import fold
from gsef_tui.model.lazy_pattern import lazy_pattern
from gsef_tui.model.person_lines import Reading, bare_line, read_person, role_named
from gsef_tui.model.session import Person
from gsef_tui.model.template import Template

from .names import may_be_name

_HANGUL_NAME = lazy_pattern(r"[\uac00-\ud7a3]{2,5}|[\uac00-\ud7a3]{1,2} [\uac00-\ud7a3]{1,3}")
_BEHIND_BRACKET = lazy_pattern(r"(?<=[)）])\s*(?:[,;、/]|\b(?:et|and|y|e)\b|(?=\S))\s*")
_CLAUSES = lazy_pattern(r"\s*[;；]\s*")
_COMMAS = lazy_pattern(r"\s*[,、]\s*|\s+(?:et|and|y)\s+")
_LEAST_NAMES = 3
"""As many names, with commas alone between them, are a list of names and no person's line."""


def person_readings(text: str, template: Template, *, inline: bool = False) -> list[Reading]:
    """Return the people that a line names, in order; empty if it names nobody.

    ``inline``: the text stands behind a label, where a list of names alone may stand too.
    """
    parts = _people(text, template, inline=inline)
    return [reading for part in parts if (reading := _person(part, template)) is not None]


def is_named_certainly(reading: Reading) -> bool:
    """Return whether a line says more of a person than a name, as a list of people does."""
    person = reading.person
    return bool(person.organisation or person.country or person.position)


def words_not_kept(text: str, person: Person, template: Template) -> str:
    """Return what a person's line says that is in no part of the person, for *Not filed*.

    Courtesy titles and the words for their role are not missed.
    """
    values = (person.name, person.organisation, person.country, person.position, *person.also)
    kept = {word for value in values for word in re.findall(r"\w+", fold(value))}
    missed: list[str] = []
    for part in re.split(r"[,;()（）\[\]|\t]|\s[-–—]\s|[:：]\s", bare_line(text)):
        words = [word for word in re.findall(r"\w+", fold(part)) if word not in kept]
        words = [word for word in words if word not in TITLES and word not in PARTICLES]
        if words and role_named(part.strip(), template) is None:
            missed.append(part.strip(" .:"))
    return ", ".join(missed)


def _person(text: str, template: Template) -> Reading | None:
    reading = read_person(text, template)
    return reading if _is_name(reading.person.name) else None


def _people(text: str, template: Template, *, inline: bool) -> list[str]:
    """Return the part of a line that is about each person."""
    text = bare_line(text)
    clauses = [re.sub(r"^(?:et|and|y)\s+", "", part) for part in _CLAUSES.split(text) if part]
    if len(clauses) > 1:
        if is_country(clauses[-1]) or not all(_person(part, template) for part in clauses):
            return [", ".join(clauses)]  # Name; Organisation; Country
        return [part for clause in clauses for part in _people(clause, template, inline=False)]
    parts = [part for part in _BEHIND_BRACKET.split(text) if part]
    if len(parts) > 1 and all(part.endswith((")", "）")) for part in parts):
        return parts
    names = [part for part in _COMMAS.split(text) if part]
    if inline and len(names) >= _LEAST_NAMES and all(map(_is_name, names)):
        return [text] if is_country(names[-1]) else names
    return [text]


def _is_name(text: str) -> bool:
    """Return whether a text looks like a name; particles do not count as words of it."""
    words = [word for word in text.replace("-", "").split() if fold(word) not in PARTICLES]
    return may_be_name(" ".join(words)) or bool(_HANGUL_NAME.fullmatch(text))
