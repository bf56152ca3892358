"""The names of people and things in a report."""

from __future__ import annotations

import re
from pathlib import PurePath

from gsef_tui.model.cldr import translate
from gsef_tui.model.people import person_line
from gsef_tui.model.session import NOBODY, Person, Session
from gsef_tui.model.template import Template
from gsef_tui.storage.filenames import without_suffix


def report_language(session: Session) -> str:
    """Return the language of the report.

    This is the session's; if the template lacks it, English or else the template's first.
    """
    template = session.template
    if session.language in template.languages:
        return session.language
    return "en" if "en" in template.languages else next(iter(template.languages), "en")


def person_name(session: Session, code: str) -> str:
    """Return the name of the person with a code, as the report prints it.

    ``KO ?`` if nobody has the code; the template's word if the name is unknown, with the code's
    number if there are several such people; empty for ``NOBODY``.
    """
    if code == NOBODY:
        return ""
    person = session.people.get(code)
    if person is None:
        return f"{code} ?"
    if person.name.strip():
        return one_line(person.name)
    word = session.template.word("unidentified", report_language(session)) or code
    unnamed = [other for other, p in session.people.items() if not p.name.strip()]
    number = "".join(c for c in code if c.isdigit()) or code
    return f"{word} {number}" if len(unnamed) > 1 else word


def country_name(person: Person, template: Template, language: str) -> str:
    """Return a person's country in the report's language; as typed if CLDR does not know it."""
    return translate(person.country, "territories", language, template.languages)


def participant_line(session: Session, code: str) -> str:
    """Return a person's line in the list of participants: ``Name, Organization (Country)``."""
    person = session.people[code]
    language = report_language(session)
    printed = Person(
        name=person_name(session, code),
        organisation=person.organisation,
        country=country_name(person, session.template, language),
    )
    return one_line(person_line(printed))


def one_line(text: str) -> str:
    """Return text for a heading or a row, with spaces for the line ends that a file may have."""
    return re.sub(r"\s*\n\s*", " ", text.strip("\n"))


def report_stem(session_path: PurePath) -> str:
    """Return the name for a report's file without extension: that of the session's file."""
    return without_suffix(session_path.name)
