"""The rules for the sections of each kind, and the registry that maps kinds to rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple, TypeAlias

from gsef_tui.model.codes import UNKNOWN
from gsef_tui.model.kinds import (
    ANSWERS,
    CLOSING,
    EXCHANGES,
    FACTS,
    NOTES,
    PEOPLE,
    PICTURES,
    QUESTIONS,
    TEXT,
    Registry,
)
from gsef_tui.model.places import Place
from gsef_tui.model.session import NOBODY, Notes, Session
from gsef_tui.model.template import Section, label
from gsef_tui.storage.errors import shown

from .facts import fact_findings
from .findings import Finding, shortened
from .spellings import spelling_findings

PictureThere: TypeAlias = Callable[[str], bool]
"""Returns whether a picture's file, named as in the session, is in the session's folder."""


class Checked(NamedTuple):
    """The session that is checked. ``picture`` is None if files are not to be checked."""

    session: Session
    picture: PictureThere | None = None


SectionRules: TypeAlias = Callable[[Checked, Section], Iterator[Finding]]
"""Yields what is missing or contradictory in one section."""


def _facts(checked: Checked, section: Section) -> Iterator[Finding]:
    return fact_findings(checked.session, section)


def _people(checked: Checked, section: Section) -> Iterator[Finding]:
    """Yield roles that lead or speak without a person, and people without a name or known role."""
    session, template = checked.session, checked.session.template
    for wanted in template.roles:
        rule = "no-moderator" if wanted.leads else "no-speaker" if wanted.speaks else ""
        held = any(template.role(person.role) == wanted for person in session.people.values())
        if section.required and rule and not held:
            message = f"missing: {label(wanted.labels, session.language) or wanted.id}"
            yield Finding(rule, section.id, message, "missing")
    for code, person in session.people.items():
        place = str(Place(section.id, code))
        if not person.name.strip():
            message = "not identified" if UNKNOWN.fullmatch(code) else "no name"
            yield Finding("unnamed", place, message, "missing")
        if template.roles and template.role(person.role) is None:
            roles = ", ".join(role.id for role in template.roles)
            message = f"unknown role “{shortened(person.role)}”. Roles: {roles}"
            yield Finding("unknown-role", place, message, "contradiction")
    yield from spelling_findings(session, section)


def _questions(checked: Checked, section: Section) -> Iterator[Finding]:
    lines = checked.session.facts.get(section.id, ())
    lines = lines if isinstance(lines, tuple) else (str(lines),)
    if section.required and not any(line.strip() for line in lines):
        yield Finding("no-question", section.id, "no question", "missing")


def _by_speaker(rule: str, message: str, checked: Checked, section: Section) -> Iterator[Finding]:
    """Yield people without an expected note, except absent ones, and notes with unknown codes."""
    session = checked.session
    notes = session.notes(section.id)
    for code, person in session.people.items():
        role = session.template.role(person.role)
        expected = section.required and role is not None and role.speaks and not person.absent
        if expected and not notes.get(code, "").strip():
            yield Finding(rule, str(Place(section.id, code)), message, "missing")
    for code in _unknown_codes(session, notes):
        yield _unknown(code, Place(section.id, code))


def _exchanges(checked: Checked, section: Section) -> Iterator[Finding]:
    """Yield questions without an answer, answers without a question, and unknown codes.

    A section without any public question is only a hint.
    """
    session = checked.session
    noted = [e for e in session.exchanges(section.id).values() if e.question.strip() or e.answers]
    if section.required and not noted:
        yield Finding("no-public-question", section.id, "no public question", "hint")
    for key, exchange in session.exchanges(section.id).items():
        place = str(Place(section.id, key))
        asked = bool(exchange.question.strip())
        answered = any(text.strip() for text in exchange.answers.values())
        if asked and not answered:
            yield Finding("open-question", place, "no answer", "missing")
        if answered and not asked:
            yield Finding("unasked-answer", place, "answer without a question", "missing")
        for code in _unknown_codes(session, exchange.answers):
            yield _unknown(code, Place(section.id, key, code))


def _closing(checked: Checked, section: Section) -> Iterator[Finding]:
    session = checked.session
    closing = session.closing(section.id)
    texts = (closing.summary, *closing.remarks.values())
    if section.required and not any(text.strip() for text in texts):
        yield Finding(
            "no-conclusion", section.id, "no conclusion and no closing remarks", "missing"
        )
    for code in _unknown_codes(session, closing.remarks):
        yield _unknown(code, Place(section.id, code))


def _pictures(checked: Checked, section: Section) -> Iterator[Finding]:
    session, picture = checked
    shots = session.screenshots(section.id)
    if section.required and not any(shot.file.strip() for shot in shots.values()):
        yield Finding("no-screenshot", section.id, "no screenshot", "missing")
    for key, shot in shots.items():
        place = str(Place(section.id, key))
        if shot.file.strip() and picture is not None and not picture(shot.file):
            message = f"{shortened(shown(shot.file), 80)}: file not found"
            yield Finding("no-picture", place, message, "missing")
        if shot.file.strip() and not shot.alt.strip():
            message = "no alternative text"
            yield Finding("no-alt", str(Place(section.id, key, "alt")), message, "hint")


def _free_text(checked: Checked, section: Section) -> Iterator[Finding]:
    if section.required and not checked.session.text(section.id).strip():
        yield Finding("no-text", section.id, "empty", "missing")


RULES: Registry[SectionRules] = Registry(
    "checks",
    {
        FACTS: _facts,
        PEOPLE: _people,
        QUESTIONS: _questions,
        NOTES: partial(_by_speaker, "no-presentation", "no presentation"),
        ANSWERS: partial(_by_speaker, "no-answer", "no answer"),
        EXCHANGES: _exchanges,
        CLOSING: _closing,
        PICTURES: _pictures,
        TEXT: _free_text,
    },
)
"""The rules for the sections of each kind."""


def _unknown_codes(session: Session, notes: Notes) -> list[str]:
    return [code for code in notes if code not in session.people and code != NOBODY]


def _unknown(code: str, place: Place) -> Finding:
    return Finding(
        "unknown-code", str(place), f"no person has the code {shortened(code)}", "contradiction"
    )
