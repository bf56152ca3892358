"""What the capture line says: where the line goes, and what Enter will do, in a few words."""

from __future__ import annotations

from msgspec import Struct

from gsef_tui.capture.apply_line import Filed, apply_line, hits, known_codes, read
from gsef_tui.capture.chat import Chat
from gsef_tui.capture.completion import codes_begun, nearest_code
from gsef_tui.capture.line_grammar import (
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
    unknown_code,
)
from gsef_tui.capture.targets import (
    CaptureState,
    current_question,
    other_target,
    target_of_person,
    target_of_text,
)
from gsef_tui.model import titles
from gsef_tui.model.kinds import EXCHANGES
from gsef_tui.model.people import parse_person, person_meant, person_named
from gsef_tui.model.places import Place, code_at
from gsef_tui.model.session import NOBODY, Session
from gsef_tui.model.wording import counted
from gsef_tui.model.words import excerpt

FIRST_WORDS = 28
"""The largest number of characters of a line that a message repeats."""
NAMED = 2
"""The largest number of people that a message about a chat names."""


class Outlook(Struct, frozen=True):
    """What the line shows before Enter.

    ``target`` is the title of the place to which the line goes, empty if it goes to none;
    ``short`` is the code or the question of that place; ``is_here``: it is the place of the cursor.
    ``says`` is what Enter will do, ``tab`` what Tab will do. ``warns``: the line does something
    else than it seems to.
    """

    target: str
    short: str
    is_here: bool
    says: str = ""
    tab: str = ""
    warns: bool = False


def outlook(text: str, session: Session, line: CaptureState) -> Outlook:
    """Return what the line shows for a text that is not filed yet."""
    if not text.strip():
        return _towards(session, target_of_text(session, line), line)
    act = read(text, session, line)
    if isinstance(act, Corrects):
        return Outlook("", "", True, _found(act, session, line))
    filed = apply_line(text, session, line)
    if filed.problem:
        return Outlook("", "", True, filed.problem, warns=True)
    place = None if isinstance(act, Named) else filed.place
    seen = _towards(filed.session, place, line) if place else Outlook("", "", True)
    unknown = _unknown(text, act, session, line)
    says = _says(act, filed, session, line)
    if unknown:
        goes = _brief(filed.session, place) if place else seen.target
        says = f"Unknown code {unknown}: text to {goes}"
    return Outlook(
        seen.target,
        seen.short,
        seen.is_here,
        says,
        _tab(text, act, unknown, session, line),
        bool(unknown or (filed.target and filed.target.under)),
    )


def done(text: str, session: Session, line: CaptureState) -> str:
    """Return what a line did, given the session and the state before it."""
    act = read(text, session, line)
    if isinstance(act, Corrects):
        return _found(act, session, line, done=True).replace("→", "✓", 1)
    filed = apply_line(text, session, line)
    return _says(act, filed, session, line).replace("→", "✓", 1)


def name_of(filed: Filed, said: str, before: CaptureState) -> str:
    """Return what an undo calls a line, and where it went: its first words with the place, else
    what it did."""
    last = filed.line.filed
    if last is None or last is before.filed or filed.place is None:
        return said
    return f"“{first_words(last.text)}”, {_place(filed)}"


def first_words(text: str) -> str:
    """Return the beginning of a line, as a message repeats it."""
    return excerpt(text, FIRST_WORDS)


def where(session: Session, place: Place) -> str:
    """Return the title of a place, with the code of the person who answers there."""
    answers = place.part == NOBODY or place.part.isupper()
    who = f" › {'–' if place.part == NOBODY else place.part}" if answers else ""
    return f"{titles.place_title(session, place)}{who}"


def _brief(session: Session, place: Place) -> str:
    """Return the title of a place with the code of a person instead of their name."""
    head, mark, _ = where(session, place).partition(" › ")
    code = code_at(session, place)
    return f"{head} › {code}" if mark and code and not place.part else where(session, place)


def made_speaker(text: str, session: Session, line: CaptureState) -> str:
    """Return the code that nobody has and that Tab makes a speaker's; empty if the line has
    none."""
    return _unknown(text, read(text, session, line), session, line)


def _unknown(text: str, act: Act | Chat, session: Session, line: CaptureState) -> str:
    if isinstance(act, Chat):
        return ""
    return unknown_code(text, known_codes(session, line))


def _towards(session: Session, place: Place, line: CaptureState) -> Outlook:
    section = session.template.section(place.section)
    entry = section.kind.entry_name(place) if section else ""
    code = place.part if place.part not in ("", NOBODY) else ""
    short = code or entry or code_at(session, place)
    return Outlook(where(session, place), short, place == line.here)


def _says(act: Act | Chat, filed: Filed, session: Session, line: CaptureState) -> str:
    """Return what a line does."""
    match act:
        case Said(code, "") if code:
            return f"→ {titles.person_title(filed.session, code)} speaks"
        case Joins(people):
            return f"→ new: {_people(people, session)}"
        case Named(code, who):
            return f"→ {code} is {_identity(who, code, session)}, everywhere"
        case KeyIdea(_, by):
            by = by or line.floor
            return f"→ a key idea › {titles.person_title(session, by) if by else '–'}"
        case PointsAt(number):
            return f"→ question {number}: {_question(session, line, number)}"
        case Chat():
            return _chat(act, filed)
        case Sends() if line.filed:
            return f"→ “{first_words(line.filed.text)}” to {_place(filed)}"
        case Asked() if filed.place and filed.place.key:
            by = filed.session.exchanges(filed.place.section)[filed.place.key].asked_by
            name = titles.person_title(session, by) if by in session.people else by
            return f"→ {_place(filed)} · asked by {name}" if by else f"→ {_place(filed)}"
        case Answered(_, "", _) if filed.place:
            return f"→ {titles.place_title(filed.session, filed.place)} · answer"
        case _:
            return f"→ {_place(filed)}{_of_role(filed)}{_joining(act, session, line)}"


def _identity(who: str, code: str, session: Session) -> str:
    """Return the person whom a code or a line names: somebody who is there, or a new one."""
    others = {other: person for other, person in session.people.items() if other != code}
    name = parse_person(who, session.template).name
    there = person_meant(others, who) or person_named(others, name)
    return titles.person_title(session, there) if there else who


def _place(filed: Filed) -> str:
    return where(filed.session, filed.place) if filed.place else ""


def _of_role(filed: Filed) -> str:
    """Return what a line does because of the role of its speaker, after the place."""
    target = filed.target
    if target is not None and target.under:
        return f", under {target.under}: not a speaker"
    if target is not None and target.joins_speakers:
        return " · becomes a speaker"
    return ""


def _joining(act: Act | Chat, session: Session, line: CaptureState) -> str:
    """Return what is said of a code that becomes a speaker's by the line."""
    code = act.code if isinstance(act, Said | Answered | Concludes) else ""
    if code in session.people or code not in line.joining:
        return ""
    return f" · {code} becomes a speaker, to be named later"


def _found(act: Corrects, session: Session, line: CaptureState, *, done: bool = False) -> str:
    count = hits(act, session, line)
    if act.everywhere:
        return f"→ {count} corrected in the session" if done else f"→ {count} found in the session"
    return f"→ {count} corrected in the last line" if done else f"→ {count} found in the last line"


def _people(people: str, session: Session) -> str:
    found = []
    for written in people.split("\n"):
        if written.strip():
            person = parse_person(written.strip().removeprefix("+"), session.template)
            parts = (person.name, person.organisation, person.country)
            found.append(" · ".join(filter(None, parts)))
    return " | ".join(found)


def _question(session: Session, line: CaptureState, number: int) -> str:
    found = current_question(session, line, number)
    question = session.exchanges(found[0])[found[1]].question if found else ""
    return " ".join(question.split())


def _chat(chat: Chat, filed: Filed) -> str:
    count = len(chat.messages)
    names = list(dict.fromkeys(message.who for message in chat.messages))
    who = ", ".join(names[:NAMED])
    if len(names) > NAMED:
        who = f"{who} and {len(names) - NAMED} more"
    section = titles.place_title(filed.session, Place(filed.place.section if filed.place else ""))
    out = []
    if chat.private:
        out.append(f"{chat.private} private")
    if chat.reactions:
        out.append(counted(chat.reactions, "{n} reaction", "{n} reactions"))
    left = f" (left out: {', '.join(out)})" if out else ""
    questions = counted(count, "{n} question", "{n} questions")
    return f"→ {section}: {questions}{left}, asked by {who}"


def _tab(text: str, act: Act | Chat, unknown: str, session: Session, line: CaptureState) -> str:
    """Return what Tab does with a line."""
    if isinstance(act, Chat):
        return "Tab: as text"
    if line.as_text:
        return "Tab: as questions"
    if unknown:
        near = nearest_code(text, session.people)
        return f"Tab: {unknown} speaks{f' · Shift+Tab: {near}' if near else ''}"
    begun = codes_begun(text, session.people)
    if isinstance(act, GoesOn) and ":" in text.replace("：", ":") and len(begun) == 1:
        return f"Tab: {titles.person_title(session, begun[0])}"
    moved = other_target(session, line)
    if not line.question or moved is line or not isinstance(act, Said) or not act.text:
        return ""
    there = target_of_person(session, moved, act.code).place
    if there == target_of_person(session, line, act.code).place:
        return ""
    section = session.template.section(there.section)
    asked = section is not None and section.kind is EXCHANGES
    name = titles.place_title(session, there if asked else Place(there.section))
    return f"Tab: {name}"
