"""Which place the words after a command of the line mode mean."""

from __future__ import annotations

import re

from gsef_tui.capture.targets import current_question, place_of_person
from gsef_tui.model import navigation
from gsef_tui.model.folding import fold
from gsef_tui.model.people import numbers, person_meant
from gsef_tui.model.places import FORUM, Place
from gsef_tui.model.session import Session
from gsef_tui.model.template import Section

from .line_mode import LineMode
from .overview import column_rows

_QUESTION = re.compile(r"[qQ](\d{1,3})")


def place_meant(mode: LineMode, words: str) -> Place | None:
    """Return the place that words mean; None if they mean none.

    They are a place as in ``--at`` (``answers.KM``), a question (``q2``), a person by digit, code
    or name, or the beginning of a section's name, which a person may follow (``answers KM``).
    """
    session, here = mode.session, mode.here
    if there := _address(session, words):
        return there
    if asked := _QUESTION.fullmatch(words):
        number = int(asked[1])
        found = current_question(session, mode.line, number) if number else None
        return Place(*found) if found else None
    if code := code_meant(session, words):
        return place_of_person(session, here, code)
    head, _, last = words.rpartition(" ")
    for name, who in ((words, ""), (head, last)):
        section = next(navigation.sections_named(session, name), None)
        code = code_meant(session, who)
        if section is None or (who and not code):
            continue
        if code and section.kind.by_person:
            return navigation.place_of_person(session, section, code)
        return _of_section(session, section, here)
    return None


def code_meant(session: Session, words: str) -> str:
    """Return the code of the person whom words mean: their digit, their code, their name, or the
    beginning of a word of it that nobody else has. Empty if they mean nobody."""
    digits = {str(n): code for code, n in numbers(session).items()}
    if found := digits.get(words) or person_meant(session.people, words):
        return found
    begun = fold(words)
    found_all = [
        code
        for code, person in session.people.items()
        if begun and any(word.startswith(begun) for word in fold(person.name).split())
    ]
    return found_all[0] if len(found_all) == 1 else ""


def _address(session: Session, words: str) -> Place | None:
    """Return the place with this address, if the session has it."""
    place = Place.parse(words)
    if place.section == FORUM:
        return place if any(field.id == place.key for field in session.template.forum) else None
    section = session.template.section(place.section)
    if section is None or not place.key:
        return None
    known = section.kind.addresses(session, section)
    keys = {place.key, f"{place.key}.{place.part}"}
    return place if keys & set(known) else None


def _of_section(session: Session, section: Section, here: Place) -> Place:
    """Return the place in a section at which the user goes on: with the person they are with."""
    rows = column_rows(session, here)
    there = next((row.place for row in rows if row.section == section.id), None)
    return there or navigation.section_items(session, section)[0].place
