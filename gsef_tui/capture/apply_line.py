"""Apply a captured line to a session: the result is another session and a place.

No line is lost. ``targets`` decides where a line goes.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from gsef_tui.model import edits
from gsef_tui.model.codes import NoCodeLeft
from gsef_tui.model.ideas import takes_ideas, with_idea
from gsef_tui.model.kinds import EXCHANGES, PEOPLE
from gsef_tui.model.people import numbers, parse_person, person_meant
from gsef_tui.model.places import Place, text_at, with_text
from gsef_tui.model.search import places
from gsef_tui.model.session import NOBODY, Exchange, Person, Session
from gsef_tui.model.template import UNFILED

from .chat import Chat, read_chat
from .line_grammar import (
    Act,
    Answered,
    Asked,
    Concludes,
    Corrects,
    GoesOn,
    Joins,
    KeyIdea,
    Named,
    PointsAt,
    Said,
    Sends,
    read_line,
)
from .targets import (
    CaptureState,
    LastLine,
    Target,
    current_question,
    for_role,
    place_of_person,
    target_of_conclusion,
    target_of_person,
    target_of_text,
)
from .turns import speaker


class Filed(Struct, frozen=True):
    """The result of a line: the session after it, where it went, and the state for the next line.

    ``problem``: why nothing was done; the line stays, so that the user can correct it. ``heard``:
    the code of the speaker, if the line names one or was added to the end of their notes.
    ``target``: what the place does not say: under whose name the line stands there, and whether its
    speaker was of the audience before.
    """

    session: Session
    place: Place | None
    line: CaptureState
    problem: str = ""
    heard: str = ""
    target: Target | None = None


def read(text: str, session: Session, line: CaptureState | None = None) -> Act | Chat:
    """Return the act that a line means in a session, or the chat that was pasted.

    A line that cannot be applied there is text: it refers to a question that does not exist, is a
    conclusion in a report without one, or is a key idea while ``[ideas]`` is not a table.
    """
    sections = session.template.of_kind(EXCHANGES)
    chat = read_chat(text) if sections else None
    if chat is not None:
        return GoesOn(text) if line is not None and line.as_text else chat
    digits = {n: code for code, n in numbers(session).items()}
    act = read_line(text, known_codes(session, line), digits)
    asked = len(session.exchanges(sections[0].id)) if sections else 0
    match act:
        case PointsAt(number) if not 0 < number <= asked:
            return GoesOn(text)
        case Answered(_, _, number) if number > asked or not sections:
            return GoesOn(text)
        case Concludes() if target_of_conclusion(session, "") is None:
            return GoesOn(text)
        case KeyIdea() if not takes_ideas(session):
            return GoesOn(text)
        case _:
            return act


def known_codes(session: Session, line: CaptureState | None = None) -> set[str]:
    """Return the codes that a line may name: those in use, and those that become speakers by it."""
    joining = line.joining if line is not None else frozenset()
    return edits.codes_in_use(session) | set(session.people) | joining


def apply_line(text: str, session: Session, line: CaptureState) -> Filed:
    """Apply a line to a session. Every text ends up in exactly one place, or there is a problem."""
    try:
        act = read(text, session, line)
        filed = _filed(act, session, line)
    except NoCodeLeft as error:
        return Filed(session, None, line, f"Nobody was added: {error}")
    if filed.problem:
        return filed
    opens = filed.line.answering and isinstance(act, Asked | PointsAt | Chat)
    stays = line.answering and (isinstance(act, Corrects) or (act == Said(_code(act), "")))
    after = replace(filed.line, answering=opens or stays, joining=frozenset(), as_text=False)
    return replace(filed, line=after)


def _code(act: Act | Chat) -> str:
    return act.code if isinstance(act, Said) else ""


def _filed(act: Act | Chat, session: Session, line: CaptureState) -> Filed:
    match act:
        case Said(code, said):
            return _heard(_said(session, line, code, said), code)
        case Answered(said, code, number):
            return _heard(_answered(session, line, said, code, number), code)
        case Concludes(said, code):
            target = target_of_conclusion(session, code)
            assert target is not None, "read tells a report without a conclusion"
            return _heard(_put_or_point(session, line, target, said), code)
        case Asked(said, by):
            return _asked(session, line, said, by)
        case Chat():
            return _chat(session, line, act)
        case PointsAt(number):
            return _points(session, line, number)
        case KeyIdea(said, by):
            after = with_idea(session, said, by or line.floor, line.now)
            return Filed(after, None, line)
        case Joins(people):
            return _joins(session, line, people)
        case Named(code, who):
            return _named(session, line, code, who)
        case Sends(code):
            return _heard(_sent(session, line, code), code)
        case Corrects():
            return _corrected(session, line, act)
        case GoesOn(said):
            filed = _put(session, line, Target(target_of_text(session, line)), said)
            return filed if read_chat(said) else _heard(filed)


def hits(act: Corrects, session: Session, line: CaptureState) -> int:
    """Return how often the old text of a correction occurs where the correction applies."""
    if not act.everywhere:
        return line.filed.text.count(act.old) if line.filed else 0
    return sum(text_at(session, p).count(act.old) for p in places(session))


def _heard(filed: Filed, code: str = "") -> Filed:
    """Return the result with its speaker: ``code``, else the person whose notes have the line."""
    if filed.problem:
        return filed
    place = filed.place
    return replace(filed, heard=code or (speaker(filed.session, place) if place else ""))


def _with_speaker(session: Session, code: str) -> Session:
    """Return the session in which a code that nobody had is a speaker's, to be named later."""
    if code in session.people:
        return session
    role = session.template.role("")
    people = {**session.people, code: Person(role=role.id if role else "")}
    return replace(session, people=people)


def _said(session: Session, line: CaptureState, code: str, said: str) -> Filed:
    session, line = _with_speaker(session, code), replace(line, floor=code)
    if not said:
        return Filed(session, None, line)
    target = target_of_person(session, line, code)
    section = session.template.section(target.place.section)
    if section is not None and section.kind is EXCHANGES:
        return _answer(session, line, target, said)
    return _put(session, line, target, said)


def _answered(session: Session, line: CaptureState, said: str, code: str, number: int) -> Filed:
    """Add an answer to a question; if there is no question yet, add an empty one for it."""
    if code:
        session, line = _with_speaker(session, code), replace(line, floor=code)
    found = current_question(session, line, number)
    if found is None:
        found = session.template.of_kind(EXCHANGES)[0].id, ""
    place = Place(*found, code or NOBODY)
    target = for_role(session, place, code) if code else Target(place)
    return _answer(session, line, target, said)


def _answer(session: Session, line: CaptureState, target: Target, said: str) -> Filed:
    section, key, code = target.place
    if code and not key:  # a question that nobody noted is added for the answer
        session, key = edits.new_entry(session, section, line.used)
        target = replace(target, place=Place(section, key, code))
    if target.place.part:
        line = replace(line, question=key)
    return _put_or_point(session, line, target, said)


def _put_or_point(session: Session, line: CaptureState, target: Target, said: str) -> Filed:
    """Add a line; one without a text only says where the next one goes."""
    if said:
        return _put(session, line, target, said)
    return Filed(session, target.place, replace(line, last=target.place), target=target)


def _asked(session: Session, line: CaptureState, said: str, by: str) -> Filed:
    section = next(iter(session.template.of_kind(EXCHANGES)), None)
    if section is None:
        return _put(session, line, Target(Place(UNFILED)), said)
    session, place = _with_question(session, line, section.id, said, by)
    filed = LastLine(place, said, said)
    line = replace(line, last=place, filed=filed, question=place.key, answering=True)
    return Filed(session, place, line)


def _with_question(
    session: Session, line: CaptureState, section: str, said: str, by: str
) -> tuple[Session, Place]:
    """Return the session with one more public question, and its place.

    ``by`` is a code, or the name as heard, which stays if it means nobody who is there.
    """
    session, key = edits.new_entry(session, section, line.used)
    asked = Exchange(question=said, asked_by=person_meant(session.people, by) or by)
    value = {**session.exchanges(section), key: asked}
    return replace(session, sections={**session.sections, section: value}), Place(section, key)


def _chat(session: Session, line: CaptureState, chat: Chat) -> Filed:
    """Add each message of a pasted chat as a public question; nobody has the floor by it."""
    section = session.template.of_kind(EXCHANGES)[0].id
    place = Place(section)
    for message in chat.messages:
        session, place = _with_question(session, line, section, message.text, message.who)
    one = len(chat.messages) == 1
    line = replace(line, last=None, question=place.key, answering=one, filed=None)
    return Filed(session, place, line)


def _points(session: Session, line: CaptureState, number: int) -> Filed:
    found = current_question(session, line, number)
    assert found is not None, "read tells a question that is not there from one that is"
    line = replace(line, question=found[1], last=Place(*found), answering=True)
    return Filed(session, Place(*found), line)


def _joins(session: Session, line: CaptureState, people: str) -> Filed:
    code = ""
    for person in people.split("\n"):
        if written := person.strip().removeprefix("+").strip():
            session, code = edits.add_person(session, parse_person(written, session.template))
    section = next(iter(session.template.of_kind(PEOPLE)), None)
    return Filed(session, Place(section.id, code) if section else None, line)


def _sent(session: Session, line: CaptureState, code: str) -> Filed:
    """Move the line filed last to a person: in the same section or question, if it has people's
    texts, else to where their line would go."""
    filed = line.filed
    if filed is None:
        return Filed(session, None, line, "No line filed since you opened this one")
    there, text = filed.place, text_at(session, filed.place)
    if not text.endswith(filed.put):
        return Filed(session, None, line, "The last line has changed since")
    session = _without_line(session, there, text.removesuffix(filed.put))
    section = session.template.section(there.section)
    if section is not None and section.kind is EXCHANGES and there.part:
        target = for_role(session, there._replace(part=code), code)
    elif section is not None and section.kind.by_person:
        target = for_role(session, place_of_person(session, there, code) or there, code)
    else:
        target = target_of_person(session, replace(line, answering=False), code)
    if target.place == there:
        return Filed(session, there, line, "The line is already there")
    return _answer(_with_speaker(session, code), line, target, filed.text)


def _without_line(session: Session, place: Place, rest: str) -> Session:
    """Return the session with what is left at a place; a question without a text or an answer goes
    altogether."""
    return edits.without_empty_question(with_text(session, place, rest), place)


def _named(session: Session, line: CaptureState, code: str, who: str) -> Filed:
    if code not in session.people:
        session = replace(session, people={**session.people, code: Person()})
    session, new = edits.name_person(session, code, who)
    return Filed(session, None, _recoded(line, code, new))


def _corrected(session: Session, line: CaptureState, act: Corrects) -> Filed:
    if not hits(act, session, line):
        where = "the session" if act.everywhere else "the last line"
        return Filed(session, None, line, f"“{act.old}” is not in {where}")
    filed = line.filed
    if act.everywhere:
        for place in places(session):
            text = text_at(session, place)
            if act.old in text:
                session = with_text(session, place, text.replace(act.old, act.new))
        return Filed(session, None, replace(line, filed=_mended(filed, act) if filed else None))
    assert filed is not None
    text = text_at(session, filed.place)
    start = text.rfind(filed.text)
    if start < 0:
        return Filed(session, None, line, "The last line has changed since")
    mended = _mended(filed, act)
    whole = text[:start] + mended.text + text[start + len(filed.text) :]
    session = with_text(session, filed.place, whole)
    return Filed(session, filed.place, replace(line, filed=mended))


def _mended(filed: LastLine, act: Corrects) -> LastLine:
    text, before = filed.text.replace(act.old, act.new), filed.put.removesuffix(filed.text)
    return replace(filed, text=text, put=before + text)


def _put(session: Session, line: CaptureState, target: Target, said: str) -> Filed:
    """Add a line at the end of the text at a place."""
    place = target.place
    if target.joins_speakers:
        session = _as_speaker(session, place.key)
    text = text_at(session, place)
    joint = "" if not text or text.endswith("\n") else "\n"
    put = f"{joint}{target.under}: {said}" if target.under else f"{joint}{said}"
    session = with_text(session, place, f"{text}{put}")
    line = replace(line, last=place, filed=LastLine(place, said, put))
    return Filed(session, place, line, target=target)


def _as_speaker(session: Session, code: str) -> Session:
    role = session.template.role("")
    person = replace(session.people[code], role=role.id if role else "")
    return replace(session, people={**session.people, code: person})


def _recoded(line: CaptureState, old: str, new: str) -> CaptureState:
    def moved(place: Place) -> Place:
        return Place(*(new if part == old else part for part in place))

    last = moved(line.last) if line.last else None
    filed = replace(line.filed, place=moved(line.filed.place)) if line.filed else None
    floor = new if line.floor == old else line.floor
    return replace(line, last=last, filed=filed, floor=floor)
