"""Where a captured line goes: the place that is shown before it is typed.

A person's line goes to that person in the section of the cursor. After a public question, the next
line of a person answers it; the user can also point at the question. A line of somebody whose role
neither presents nor answers, such as the moderator's, never becomes a presentation or an answer.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from gsef_tui.model import navigation
from gsef_tui.model.kinds import ANSWERS, CLOSING, EXCHANGES, NOTES
from gsef_tui.model.people import role_of
from gsef_tui.model.places import Place
from gsef_tui.model.session import NOBODY, Session
from gsef_tui.model.template import UNFILED, Section


class LastLine(Struct, frozen=True):
    """The line filed last: its place, its text, and what it added to the text at the place."""

    place: Place
    text: str
    put: str


class CaptureState(Struct, frozen=True):
    """The state of capture from one line to the next.

    ``here``: the place from which the user opened the line. ``last``: where a line without an
    address goes on; ``filed``: the line filed last since then. ``question``: the id of the current
    public question; ``answering``: whether the next line of a person answers it. ``floor``: the
    code of the last speaker. ``now``: the time, with its zone. ``used``: the ids of questions that
    existed earlier. ``joining``: the codes that the user makes speakers by their first line.
    ``as_text``: a pasted chat is a text like another.
    """

    here: Place
    last: Place | None = None
    filed: LastLine | None = None
    question: str = ""
    answering: bool = False
    floor: str = ""
    now: datetime | None = None
    used: Collection[str] = ()
    joining: frozenset[str] = frozenset()
    as_text: bool = False


class Target(Struct, frozen=True):
    """Where a line goes. An empty key stands for a question that the line adds.

    ``under``: the name under which it stands there; empty where the place says whose it is.
    ``joins_speakers``: the person is of the audience, and becomes a speaker by this line.
    """

    place: Place
    under: str = ""
    joins_speakers: bool = False


def target_of_text(session: Session, line: CaptureState) -> Place:
    """Return where a line without an address goes: where the last one went; else to the note from
    which the user opened the line, or to the unfiled text if that takes no lines."""
    if line.last is not None and exists(session, line.last):
        return line.last
    section = session.template.section(line.here.section)
    takes = section is not None and section.kind.takes_lines(line.here)
    return line.here if takes else Place(UNFILED)


def target_of_person(session: Session, line: CaptureState, code: str) -> Target:
    """Return where a person's line goes: to the open question, else to the cursor's section."""
    section = session.template.section(line.here.section)
    found = current_question(session, line, pointed=True) if line.answering else None
    if found is None and section is not None and section.kind is EXCHANGES:
        found = current_question(session, line) or (section.id, "")
    if found is not None:
        return for_role(session, Place(*found, code), code)
    place = place_of_person(session, line.here, code)
    return for_role(session, place, code) if place else Target(Place(UNFILED))


def target_of_conclusion(session: Session, code: str) -> Target | None:
    """Return where the conclusion goes, or the closing remark of a person; None if the template has
    no closing."""
    section = next(iter(session.template.of_kind(CLOSING)), None)
    if section is None:
        return None
    if not code:
        return Target(_conclusion(section))
    return for_role(session, navigation.place_of_person(session, section, code), code)


def for_role(session: Session, place: Place, code: str) -> Target:
    """Return where a person's line goes that is meant for a place of theirs, by their role."""
    section = session.template.section(place.section)
    role = role_of(session, code)
    if section is None or role is None or role.speaks:
        return Target(place)
    kind = section.kind
    if not role.leads and not role.printed:  # the audience
        return Target(place, joins_speakers=kind is NOTES or kind is ANSWERS)
    if kind is CLOSING:
        return Target(_conclusion(section))
    if kind is NOTES or kind is ANSWERS or kind is EXCHANGES:
        return Target(Place(UNFILED), under=session.people[code].name or code)
    return Target(place)


def place_of_person(session: Session, here: Place, code: str) -> Place | None:
    """Return a person's place in the section that the user is in, else among the presentations."""
    template = session.template
    section = template.section(here.section)
    if section is None or not section.kind.by_person:
        section = next(iter((*template.of_kind(NOTES), *template.of_kind(ANSWERS))), None)
    if section is None:
        return Place(UNFILED)
    return navigation.place_of_person(session, section, code)


def current_question(
    session: Session, line: CaptureState, number: int = 0, *, pointed: bool = False
) -> tuple[str, str] | None:
    """Return the section and the id of the current question, else of the last one, or of the one
    with a number; None if there is none. ``pointed``: only one to which the line points."""
    for section in session.template.of_kind(EXCHANGES):
        keys = list(session.exchanges(section.id))
        if number:
            return (section.id, keys[number - 1]) if number <= len(keys) else None
        if line.question in keys:
            return section.id, line.question
        if keys and not pointed:
            return section.id, keys[-1]
    return None


def other_target(session: Session, line: CaptureState) -> CaptureState:
    """Return the state with the target moved between the section of the cursor and the open
    question, where a line without an address is nobody's answer; unchanged if there is no question.
    """
    if line.answering:
        return replace(line, answering=False, last=None)
    found = current_question(session, line)
    if found is None:
        return line
    return replace(line, answering=True, question=found[1], last=Place(*found, NOBODY))


def exists(session: Session, place: Place) -> bool:
    """Return whether a place is still there: an undo may have removed its question or person."""
    section = session.template.section(place.section)
    if section is None:
        return False
    if section.kind is EXCHANGES:
        exchange = session.exchanges(section.id).get(place.key)
        known = {"", NOBODY, *session.people}
        return exchange is not None and (place.part in known or place.part in exchange.answers)
    if section.kind.by_person and place.key != section.kind.conclusion_key(section):
        return place.key in session.people or place.key in session.notes(section.id)
    return True


def _conclusion(section: Section) -> Place:
    key = section.kind.conclusion_key(section)
    return Place(section.id, key or "")
