"""Pure edits of a session's structure: people, codes, questions, pictures, order.

Each function takes a session and returns another. Every reference to a person is a code; the
functions here replace a code wherever it occurs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from msgspec.structs import replace

from .codes import UNKNOWN, CodeMaker, make_code
from .keyed import put, renamed
from .kinds import EXCHANGES, EntryKind
from .people import as_one, parse_person, person_named
from .places import Place, text_at, with_text
from .session import (
    NOBODY,
    Exchanges,
    Extra,
    FreeText,
    Notes,
    Person,
    Screenshot,
    Session,
)
from .template import UNFILED, Template
from .turns import recoded

WAVED = "waved"
"""The table of dismissed findings: the rules by place."""


def codes_in_use(session: Session) -> set[str]:
    """Return the code of every person and every code under which something is noted."""
    used = set(session.people)
    for section in session.template.sections:
        used |= section.kind.codes(session, section)
    return used - {NOBODY}


def add_person(
    session: Session, person: Person, codes: CodeMaker | None = None
) -> tuple[Session, str]:
    """Return the session with one more person, last, and the code that was made for them.

    A caller that adds many people passes ``codes``, which knows all codes in use. Raises NoCodeLeft
    if all codes that the name can have are taken.
    """
    codes = codes or CodeMaker(codes_in_use(session))
    code = codes.make(person.name)
    person = _with_role(person, session.template)
    return replace(session, people={**session.people, code: person}), code


def type_person(session: Session, code: str, line: str, *, fresh: bool) -> tuple[Session, str]:
    """Return the session with a person as their line now reads, and the person's code.

    Parts that are not on the line (position, other spellings, absence) stay. ``fresh``: the line
    alone says who the person is, as the user is typing it for the first time. The code follows the
    name until something refers to the person. Raises NoCodeLeft if all codes that the name can have
    are taken.
    """
    parsed = parse_person(line, session.template)
    old = session.people.get(code, Person())
    person = replace(
        _with_role(parsed, session.template, old.role),
        position=parsed.position or ("" if fresh else old.position),
        also=parsed.also if fresh else tuple(dict.fromkeys((*old.also, *parsed.also))),
        absent=old.absent,
        extra=old.extra,
    )
    session = replace(session, people={**session.people, code: person})
    taken = codes_in_use(session) - {code}
    if not fresh and (make_code(old.name, taken) != code or is_referred_to(session, code)):
        return session, code
    better = make_code(person.name, taken)
    return change_code(session, code, better), better


def name_person(session: Session, code: str, line: str) -> tuple[Session, str]:
    """Return the session with a person named by a line or by another's code, and their code then.

    Somebody who is there already, by code or by name, is joined: their notes come first. An
    unidentified speaker gets a code made from the name. Raises NoCodeLeft if none is left.
    """
    into = line.strip().upper()
    if into in session.people and into != code:
        return merge_people(session, code, into), into
    session, code = type_person(session, code, line, fresh=False)
    return settle_person(session, code)


def settle_person(session: Session, code: str) -> tuple[Session, str]:
    """Return the session with a person whose name is complete now, and their code.

    If somebody has that name already, the two are joined; an unidentified speaker who now has a
    name gets a code made from it. Raises NoCodeLeft if none is left.
    """
    name = session.people[code].name
    others = {other: p for other, p in session.people.items() if other != code}
    if into := person_named(others, name):
        return merge_people(session, code, into), into
    if not name or not UNKNOWN.fullmatch(code):
        return session, code
    better = make_code(name, codes_in_use(session) - {code})
    return change_code(session, code, better), better


def is_referred_to(session: Session, code: str) -> bool:
    """Return whether anything in the session but the list of people has a person's code."""
    other = change_code(session, code, _NOBODY_S)
    return replace(other, people=session.people) != session


_NOBODY_S = "\x00"
"""What no code can be."""


def _with_role(person: Person, template: Template, before: str = "") -> Person:
    """Return the person with a role: their own, else ``before``, else the first that speaks."""
    role = template.role("")
    return replace(person, role=person.role or before or (role.id if role else ""))


def change_code(session: Session, old: str, new: str) -> Session:
    """Return the session with another code for a person everywhere; every order stays.

    Raises KeyError if the new code is in use; ``merge_people`` joins two people.
    """
    return session if old == new else change_codes(session, {old: new})


def change_codes(session: Session, codes: Mapping[str, str]) -> Session:
    """Return the session with other codes for several people; ``codes`` is by old code.

    Raises KeyError if a new code is in use already.
    """
    if taken := codes_in_use(session).intersection(codes.values()):
        raise KeyError(min(taken))
    session = _recode(session, codes, lambda notes: renamed(notes, codes))
    return replace(session, extra=_waved_there(session.extra, codes))


def merge_people(session: Session, code: str, into: str) -> Session:
    """Return the session with two people made one: ``into``, who keeps their code.

    In each section the notes of ``code`` follow those of ``into``. What only the one of them has
    (an organisation, another spelling of the name) the other gets.
    """

    def joined(notes: Notes) -> Notes:
        if code not in notes:
            return notes
        if into not in notes:
            return renamed(notes, {code: into})
        text = "\n".join(filter(None, (notes[into], notes[code])))
        return {k: (text if k == into else v) for k, v in notes.items() if k != code}

    merged = _recode(session, {code: into}, joined)
    people = {k: v for k, v in session.people.items() if k != code}
    if code in session.people and into in people:
        people[into] = as_one(people[into], session.people[code])
    return replace(merged, people=people)


def remove_person(session: Session, code: str) -> Session:
    """Return the session without a person; their notes move to the unfiled text.

    Elsewhere the person's name replaces the code. Raises KeyError if nobody has the code.
    """
    person = session.people[code]
    loose: list[str] = []

    def without(notes: Notes) -> Notes:
        if notes.get(code):
            loose.append(notes[code])
        return put(notes, code, None)

    people = put(session.people, code, None)
    session = _recode(session, {code: person.name or code}, without)
    session = replace(session, people=people)
    if not loose:
        return session
    head = f"{person.name or code} ({code})" if person.name else code
    return append_unfiled(session, "\n".join([f"{head} :", *loose]))


def append_unfiled(session: Session, text: str) -> Session:
    """Return the session with a text added after the unfiled text."""
    value = session.sections.get(UNFILED)
    free = value if isinstance(value, FreeText) else FreeText()
    whole = f"{free.text.rstrip(chr(10))}\n\n{text}" if free.text.strip() else text
    return replace(session, sections={**session.sections, UNFILED: replace(free, text=whole)})


def move_text(session: Session, here: Place, span: tuple[int, int], there: Place) -> Session:
    """Return the session with a part of the text at ``here`` moved to the end of that at ``there``.

    ``span`` is the start and the end of the part, as offsets.
    """
    start, end = span
    text = text_at(session, here)
    moved = text[start:end].strip("\n")
    left, right = text[:start], text[end:]
    if left.endswith("\n") and right.startswith("\n"):  # leave no empty line behind
        right = right[1:]
    session = with_text(session, here, (left + right) if (left + right).strip() else "")
    target = text_at(session, there)
    joint = "" if not target or target.endswith("\n") else "\n"
    return with_text(session, there, f"{target}{joint}{moved}")


def new_entry(session: Session, section_id: str, used: Collection[str] = ()) -> tuple[Session, str]:
    """Add an empty entry, such as a question, at the end of its section; return its id too.

    ``used``: ids of entries that existed earlier; an id is never reused.
    """
    session, ids = new_entries(session, section_id, 1, used)
    return session, ids[0]


def new_entries(
    session: Session, section_id: str, count: int, used: Collection[str] = ()
) -> tuple[Session, list[str]]:
    """Add ``count`` empty entries at the end of their section; return their ids too."""
    section = session.template.section(section_id)
    assert section is not None
    if not count:
        return session, []
    kind = section.kind
    assert isinstance(kind, EntryKind), f"{section_id} holds no entries"
    entries, prefix = session.exchanges(section_id), kind.entry_prefix
    numbers = [int(k[1:]) for k in {*entries, *used} if k[:1] == prefix and k[1:].isdigit()]
    first = max(numbers, default=0) + 1
    ids = [f"{prefix}{number}" for number in range(first, first + count)]
    return kind.with_new_entries(session, section, ids), ids


def add_picture(
    session: Session, section_id: str, shot: Screenshot, used: Collection[str]
) -> tuple[Session, str]:
    """Add a picture with its texts at the end of its section; return its id too."""
    session, key = new_entry(session, section_id, used)
    value = {**session.screenshots(section_id), key: shot}
    return replace(session, sections={**session.sections, section_id: value}), key


def without_empty_question(session: Session, place: Place) -> Session:
    """Return the session without the question of a place if that has no text and no answer left;
    other places stay."""
    section = session.template.section(place.section)
    if section is None or section.kind is not EXCHANGES:
        return session
    exchange = session.exchanges(section.id).get(place.key)
    if exchange is None or exchange.question or any(exchange.answers.values()):
        return session
    return remove_entry(session, section.id, place.key)


def remove_entry(session: Session, section_id: str, entry_id: str) -> Session:
    """Return the session without a question or a picture; a picture's file is not deleted."""
    value = put(session.exchanges(section_id), entry_id, None)
    return replace(session, sections={**session.sections, section_id: value})


def remove_answer(session: Session, place: Place) -> Session:
    """Return the session without an answer to a public question."""
    exchanges = session.exchanges(place.section)
    exchange = exchanges[place.key]
    exchange = replace(exchange, answers=put(exchange.answers, place.part, None))
    value = {**exchanges, place.key: exchange}
    return replace(session, sections={**session.sections, place.section: value})


def move(session: Session, place: Place, by: int) -> Session:
    """Return the session with what is at a place moved up (``by`` < 0) or down in its section."""
    section = session.template.section(place.section)
    return section.kind.moved(session, section, place, by) if section else session


def give_answer(session: Session, place: Place, code: str) -> Session:
    """Return the session with an answer given to another person, after their own if they have one.

    ``place`` is the place of the answer to a public question.
    """
    exchanges: Exchanges = session.exchanges(place.section)
    exchange = exchanges[place.key]
    answers = exchange.answers
    if code in answers and code != place.part:
        text = "\n".join(filter(None, (answers[code], answers.get(place.part, ""))))
        answers = {k: text if k == code else v for k, v in answers.items() if k != place.part}
    else:
        answers = renamed(answers, {place.part: code})
    value = {**exchanges, place.key: replace(exchange, answers=answers)}
    return replace(session, sections={**session.sections, place.section: value})


def _recode(
    session: Session,
    codes: Mapping[str, str],
    notes: Callable[[Notes], Notes],
) -> Session:
    """Apply ``notes`` to every mapping by code, and rename every other reference to a person."""
    for section in session.template.sections:
        if section.id in session.sections:
            session = section.kind.with_codes(session, section, codes, notes)
    people, extra = renamed(session.people, codes), recoded(session.extra, codes)
    return replace(session, people=people, extra=extra)


def _waved_there(extra: Extra, codes: Mapping[str, str]) -> Extra:
    """Return ``extra`` with the dismissals at people's places moved to their new codes."""
    table = extra.get(WAVED)
    if not isinstance(table, Mapping):
        return extra
    moved = {}
    for key, rules in table.items():
        section, *rest = Place.parse(key)
        is_theirs = not codes.keys().isdisjoint(rest)
        there = Place(section, *(codes.get(part, part) for part in rest))
        moved[str(there) if is_theirs else key] = rules
    return extra if moved == table else {**extra, WAVED: moved}
