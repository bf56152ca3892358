"""Apply a captured line to a session: the result is another session and a place.

No line is lost. A line without an address goes where the last line went; the first one after the
user opened the line goes to the note that they came from, or to the unfiled text.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from gsef_tui.model import edits, navigation
from gsef_tui.model.codes import NoCodeLeft
from gsef_tui.model.ideas import takes_ideas, with_idea
from gsef_tui.model.kinds import ANSWERS, EXCHANGES, NOTES, PEOPLE
from gsef_tui.model.people import numbers, parse_person
from gsef_tui.model.places import Place, text_at, with_text
from gsef_tui.model.search import places
from gsef_tui.model.session import NOBODY, Exchange, Person, Session
from gsef_tui.model.template import UNFILED, Template

from .line_grammar import (
    Act,
    Answered,
    Asked,
    Corrects,
    GoesOn,
    Joins,
    KeyIdea,
    Named,
    PointsAt,
    Said,
    read_line,
)
from .turns import speaker


class CaptureState(Struct, frozen=True):
    """The state of capture from one line to the next.

    ``here``: the place from which the user opened the line; ``last``: the place of the last line
    since then; ``last_text``: that line; ``question``: the id of the current public question;
    ``floor``: the code of the last speaker; ``now``: the time, with its zone; ``used``: the ids of
    questions that existed earlier.
    """

    here: Place
    last: Place | None = None
    last_text: str = ""
    question: str = ""
    floor: str = ""
    now: datetime | None = None
    used: Collection[str] = ()


class Filed(Struct, frozen=True):
    """The result of a line: the session after it, where it went, and the state for the next line.

    ``problem``: why nothing was done; the line stays, so that the user can correct it. ``heard``:
    the code of the speaker, if the line names one or was added to the end of their notes.
    """

    session: Session
    place: Place | None
    line: CaptureState
    problem: str = ""
    heard: str = ""


def read(text: str, session: Session) -> Act:
    """Return the act that a line means in a session.

    A line that cannot be applied there is text: it refers to a question that does not exist, or is
    a key idea while ``[ideas]`` is not a table.
    """
    digits = {n: code for code, n in numbers(session).items()}
    act = read_line(text, edits.codes_in_use(session) | set(session.people), digits)
    sections = session.template.of_kind(EXCHANGES)
    asked = len(session.exchanges(sections[0].id)) if sections else 0
    match act:
        case PointsAt(number) if not 0 < number <= asked:
            return GoesOn(text)
        case Answered(_, _, number) if number > asked or not sections:
            return GoesOn(text)
        case KeyIdea() if not takes_ideas(session):
            return GoesOn(text)
        case _:
            return act


def apply_line(text: str, session: Session, line: CaptureState) -> Filed:
    """Apply a line to a session. Every text ends up in exactly one place, or there is a problem."""
    try:
        return _filed(text, session, line)
    except NoCodeLeft as error:
        return Filed(session, None, line, f"Nobody was added: {error}")


def _filed(text: str, session: Session, line: CaptureState) -> Filed:
    act = read(text, session)
    match act:
        case Said(code, said):
            return _heard(_said(session, line, code, said), code)
        case Answered(said, code, number):
            return _heard(_answered(session, line, said, code or NOBODY, number))
        case Asked(said, by):
            return _asked(session, line, said, by)
        case PointsAt(number):
            return _points(session, line, number)
        case KeyIdea(said):
            return _idea(session, line, said)
        case Joins(person):
            return _joins(session, line, person)
        case Named(code, who):
            return _named(session, line, code, who)
        case Corrects():
            return _corrected(session, line, act)
        case GoesOn(said):
            place = line.last or _note(session.template, line.here)
            return _heard(_put(session, line, place, said))


def hits(act: Corrects, session: Session, line: CaptureState) -> int:
    """Return how often the old text of a correction occurs where the correction applies."""
    if not act.everywhere:
        return line.last_text.count(act.old)
    return sum(text_at(session, p).count(act.old) for p in places(session))


def _heard(filed: Filed, code: str = "") -> Filed:
    """Return the result with its speaker: ``code``, else the person whose notes have the line."""
    if filed.problem:
        return filed
    place = filed.place
    return replace(filed, heard=code or (speaker(filed.session, place) if place else ""))


def _said(session: Session, line: CaptureState, code: str, said: str) -> Filed:
    if code not in session.people:
        people = {**session.people, code: Person(role=_speaking(session.template))}
        session = replace(session, people=people)
    line = replace(line, floor=code)
    section = session.template.section((line.last or line.here).section)
    if section is not None and section.kind is EXCHANGES:
        if not said:
            return Filed(session, None, line)
        return _answered(session, line, said, code, 0)
    place = place_of_person(session, line.here, code)
    if not said or place is None:
        return Filed(session, None, line)
    return _put(session, line, place, said)


def _answered(session: Session, line: CaptureState, said: str, code: str, number: int) -> Filed:
    """Add an answer to a question; if there is no question yet, add an empty one for it."""
    found = _question(session, line, number)
    if found is None:
        section = session.template.of_kind(EXCHANGES)[0].id
        session, key = edits.new_entry(session, section, line.used)
        found = section, key
    place = Place(*found, code)
    line = replace(line, question=found[1])
    if not said:
        return Filed(session, place, replace(line, last=place))
    return _put(session, line, place, said)


def _asked(session: Session, line: CaptureState, said: str, by: str) -> Filed:
    section = next(iter(session.template.of_kind(EXCHANGES)), None)
    if section is None:
        return _put(session, line, Place(UNFILED), said)
    session, key = edits.new_entry(session, section.id, line.used)
    who = by.upper() if by.upper() in session.people else by
    value = {**session.exchanges(section.id), key: Exchange(question=said, asked_by=who)}
    session = replace(session, sections={**session.sections, section.id: value})
    place = Place(section.id, key)
    return Filed(session, place, replace(line, last=place, last_text=said, question=key))


def _points(session: Session, line: CaptureState, number: int) -> Filed:
    found = _question(session, line, number)
    assert found is not None, "read tells a question that is not there from one that is"
    return Filed(session, Place(*found), replace(line, question=found[1], last=Place(*found)))


def _idea(session: Session, line: CaptureState, said: str) -> Filed:
    return Filed(with_idea(session, said, line.floor, line.now), None, line)


def _joins(session: Session, line: CaptureState, person: str) -> Filed:
    session, code = edits.add_person(session, parse_person(person, session.template))
    people = next(iter(session.template.of_kind(PEOPLE)), None)
    place = Place(people.id, code) if people else None
    return Filed(session, place, line)


def _named(session: Session, line: CaptureState, code: str, who: str) -> Filed:
    if code not in session.people:
        session = replace(session, people={**session.people, code: Person()})
    session, new = edits.name_person(session, code, who)
    return Filed(session, None, _recoded(line, code, new))


def _corrected(session: Session, line: CaptureState, act: Corrects) -> Filed:
    if not hits(act, session, line):
        where = "the session" if act.everywhere else "the last line"
        return Filed(session, None, line, f"“{act.old}” is not in {where}")
    if act.everywhere:
        for place in places(session):
            text = text_at(session, place)
            if act.old in text:
                session = with_text(session, place, text.replace(act.old, act.new))
        return Filed(
            session, None, replace(line, last_text=line.last_text.replace(act.old, act.new))
        )
    assert line.last is not None
    text = text_at(session, line.last)
    start = text.rfind(line.last_text)
    if start < 0:
        return Filed(session, None, line, "The last line was changed meanwhile")
    mended = line.last_text.replace(act.old, act.new)
    whole = text[:start] + mended + text[start + len(line.last_text) :]
    session = with_text(session, line.last, whole)
    return Filed(session, line.last, replace(line, last_text=mended))


def _put(session: Session, line: CaptureState, place: Place, said: str) -> Filed:
    """Add a line at the end of the text at a place."""
    text = text_at(session, place)
    joint = "" if not text or text.endswith("\n") else "\n"
    session = with_text(session, place, f"{text}{joint}{said}")
    return Filed(session, place, replace(line, last=place, last_text=said))


def place_of_person(session: Session, here: Place, code: str) -> Place | None:
    """Return a person's place in the section that the user is in, else among the presentations."""
    template = session.template
    section = template.section(here.section)
    if section is None or not section.kind.by_person:
        section = next(iter((*template.of_kind(NOTES), *template.of_kind(ANSWERS))), None)
    if section is None:
        return Place(UNFILED)
    return navigation.place_of_person(session, section, code)


def _note(template: Template, here: Place) -> Place:
    """Return the note from which the line was opened, if it takes lines; else what is not filed."""
    section = template.section(here.section)
    takes = section is not None and section.kind.takes_lines(here)
    return here if takes else Place(UNFILED)


def _question(session: Session, line: CaptureState, number: int) -> tuple[str, str] | None:
    for section in session.template.of_kind(EXCHANGES):
        keys = list(session.exchanges(section.id))
        if number:
            return (section.id, keys[number - 1]) if number <= len(keys) else None
        if line.question in keys:
            return section.id, line.question
        if keys:
            return section.id, keys[-1]
    return None


def _speaking(template: Template) -> str:
    role = template.role("")
    return role.id if role else ""


def _recoded(line: CaptureState, old: str, new: str) -> CaptureState:
    last = line.last
    if last is not None:
        last = Place(*(new if part == old else part for part in last))
    return replace(line, last=last, floor=new if line.floor == old else line.floor)
