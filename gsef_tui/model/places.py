"""Where a text stands in a session, and the text that stands there.

Every text that can be typed has a place, written ``presentations.BA`` on the command line:

===================  =================================================================
kind of section      places
===================  =================================================================
facts                ``facts.title``, one a field; the forum's facts: ``forum.name``
people               ``participants.BA.name``, ``….organisation``, ``….country``,
                     ``….position``, ``….also`` (other spellings, a line each)
questions            ``questions``: a question a line
notes, answers       ``presentations.BA``
exchanges            ``exchanges.q1`` (the question), ``exchanges.q1.asked_by``,
                     ``exchanges.q1.KO`` (an answer)
closing              ``closing.moderator`` (the summary), ``closing.KO`` (a remark)
pictures             ``screenshots.s1`` (the file), ``….caption``, ``….alt``
text                 ``unfiled``
===================  =================================================================
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import NamedTuple, TypeVar

from msgspec.structs import replace

from .session import (
    Exchange,
    Fact,
    Facts,
    FreeText,
    Person,
    Screenshot,
    SectionValue,
    Session,
)
from .template import Field, FieldType, Kind, Section, Template

FORUM = "forum"
V = TypeVar("V")


class Place(NamedTuple):
    """A section, what is meant in it, and which part of that."""

    section: str
    key: str = ""
    part: str = ""

    def __str__(self) -> str:
        return ".".join(filter(None, self))

    @classmethod
    def parse(cls, text: str) -> Place:
        """The place that ``str`` writes; whether it is there is for others to say."""
        section, _, rest = text.partition(".")
        key, _, part = rest.partition(".")
        return cls(section, key, part)


def text_at(session: Session, template: Template, place: Place) -> str:
    """The text that stands at a place; empty where nothing stands there yet."""
    if place.section == FORUM:
        return fact_text(session.forum.get(place.key, ""))
    section = template.section(place.section)
    match section.kind if section else None:
        case Kind.FACTS:
            return fact_text(session.facts.get(place.key, ""))
        case Kind.QUESTIONS:
            return fact_text(session.facts.get(place.section, ""))
        case Kind.PEOPLE:
            value = getattr(session.people.get(place.key, Person()), place.part or "name", "")
            return "\n".join(value) if isinstance(value, tuple) else str(value)
        case Kind.NOTES | Kind.ANSWERS:
            return session.notes(place.section).get(place.key, "")
        case Kind.EXCHANGES:
            return _exchange_text(session.exchanges(place.section).get(place.key), place.part)
        case Kind.CLOSING:
            closing = session.closing(place.section)
            is_summary = section is not None and place.key in ("", section.role)
            return closing.summary if is_summary else closing.remarks.get(place.key, "")
        case Kind.PICTURES:
            shot = session.screenshots(place.section).get(place.key, Screenshot())
            return str(getattr(shot, place.part or "file", ""))
        case _:
            return session.text(place.section)


def with_text(session: Session, template: Template, place: Place, text: str) -> Session:
    """The session with another text at a place; what stands around it is made where missing.

    A first text puts its key last: the order of notes is the order in which they were begun. A
    last key whose text goes away goes too, so that taking back the first letter leaves nothing.
    """
    if place.section == FORUM:
        return replace(session, forum=_with_fact(session.forum, template.forum, place.key, text))
    section = template.section(place.section)
    match section.kind if section else None:
        case Kind.FACTS:
            facts = _with_fact(session.facts, template.facts, place.key, text)
            return replace(session, facts=facts)
        case Kind.QUESTIONS:
            lines = tuple(text.split("\n")) if text else ()
            return replace(session, facts=put(session.facts, place.section, lines or None))
        case Kind.PEOPLE:
            return _with_person_text(session, place, text)
    assert section is not None, f"no section {place.section}"
    value = _with_section_text(session, section, place, text)
    return replace(session, sections={**session.sections, place.section: value})


def with_texts(session: Session, template: Template, texts: Mapping[Place, str]) -> Session:
    """The session with other texts at many places, as ``with_text`` puts each of them in turn.

    A section is copied once, however many of its texts change.
    """
    by_section: dict[str, list[tuple[Place, str]]] = {}
    for place, text in texts.items():
        by_section.setdefault(place.section, []).append((place, text))
    for section_id, own in by_section.items():
        section = template.section(section_id)
        match section.kind if section else None:
            case Kind.NOTES | Kind.ANSWERS:
                notes = dict(session.notes(section_id))
                for place, text in own:
                    _put_note(notes, place.key, text)
                value: SectionValue = notes
            case Kind.EXCHANGES:
                value = _with_exchange_texts(session.exchanges(section_id), own)
            case _:
                for place, text in own:
                    session = with_text(session, template, place, text)
                continue
        session = replace(session, sections={**session.sections, section_id: value})
    return session


def _with_exchange_texts(
    exchanges: Mapping[str, Exchange], texts: Iterable[tuple[Place, str]]
) -> Mapping[str, Exchange]:
    changed = dict(exchanges)
    for place, text in texts:
        old = changed.get(place.key, Exchange())
        changed[place.key] = _with_exchange_text(old, place.part, text)
    return changed


def _with_section_text(session: Session, section: Section, place: Place, text: str) -> SectionValue:
    match section.kind:
        case Kind.NOTES | Kind.ANSWERS:
            return with_note(session.notes(place.section), place.key, text)
        case Kind.EXCHANGES:
            exchanges = session.exchanges(place.section)
            old = exchanges.get(place.key, Exchange())
            return {**exchanges, place.key: _with_exchange_text(old, place.part, text)}
        case Kind.CLOSING:
            closing = session.closing(place.section)
            if place.key in ("", section.role):
                return replace(closing, summary=text)
            return replace(closing, remarks=with_note(closing.remarks, place.key, text))
        case Kind.PICTURES:
            shots = session.screenshots(place.section)
            shot = shots.get(place.key, Screenshot())
            return {**shots, place.key: replace(shot, **{place.part or "file": text})}
        case _:
            value = session.sections.get(place.section)
            free = value if isinstance(value, FreeText) else FreeText()
            return replace(free, text=text)


def keys_at(session: Session, template: Template, place: Place) -> tuple[str, ...]:
    """The keys among which a place's text stands, in their order; none where it stands alone."""
    return tuple(_around(session, template, place) or ())


def with_keys(session: Session, template: Template, place: Place, keys: Iterable[str]) -> Session:
    """The session with these keys, in this order, where ``with_text`` made or dropped one.

    For taking back: a key that is not among them goes, a note that is missing is empty.
    """
    around = _around(session, template, place)
    if around is None or tuple(around) == tuple(keys):
        return session
    section = template.section(place.section)
    if section is None or section.kind in (Kind.FACTS, Kind.QUESTIONS):
        facts = {key: around[key] for key in keys if key in around}
        return replace(session, **{"forum" if place.section == FORUM else "facts": facts})
    notes = {key: str(around.get(key, "")) for key in keys}
    value: SectionValue = notes
    if section.kind is Kind.CLOSING:
        value = replace(session.closing(place.section), remarks=notes)
    elif section.kind is Kind.EXCHANGES:
        exchanges = session.exchanges(place.section)
        value = {**exchanges, place.key: replace(exchanges[place.key], answers=notes)}
    return replace(session, sections={**session.sections, place.section: value})


def _around(session: Session, template: Template, place: Place) -> Mapping[str, Fact] | None:
    """The facts, notes, remarks or answers among which a text stands."""
    if place.section == FORUM:
        return session.forum
    section = template.section(place.section)
    match section.kind if section else None:
        case Kind.FACTS | Kind.QUESTIONS:
            return session.facts
        case Kind.NOTES | Kind.ANSWERS:
            return session.notes(place.section)
        case Kind.CLOSING if section is not None and place.key not in ("", section.role):
            return session.notes(place.section)
        case Kind.EXCHANGES if place.part not in ("", "asked_by"):
            exchange = session.exchanges(place.section).get(place.key)
            return exchange.answers if exchange else None
        case _:
            return None


def with_note(notes: Mapping[str, str], code: str, text: str) -> Mapping[str, str]:
    """Notes with another text under a code; a last one that becomes empty goes."""
    changed = dict(notes)
    _put_note(changed, code, text)
    return changed


def _put_note(notes: dict[str, str], code: str, text: str) -> None:
    if not text and (code not in notes or code == next(reversed(notes))):
        notes.pop(code, None)
    else:
        notes[code] = text


def put(mapping: Mapping[str, V], key: str, value: V | None) -> Mapping[str, V]:
    """A mapping with a key set, or without it where the value is None."""
    if value is None:
        return {k: v for k, v in mapping.items() if k != key}
    return {**mapping, key: value}


def fact_text(value: Fact) -> str:
    """A fact as one types it: ``2021-10-04``, ``20:00``, lines as lines."""
    match value:
        case tuple():
            return "\n".join(value)
        case date():
            return value.isoformat()
        case time():
            return value.strftime("%H:%M:%S" if value.second else "%H:%M")
        case _:
            return str(value)


def fact_value(text: str, kind: FieldType) -> Fact:
    """The value of a fact typed as ``text``: what is not yet a date or an hour stays text.

    Only the one way in which ``fact_text`` writes a date or an hour is taken, so that no letter
    changes under the hands; ``model.facts`` reads the other ways.
    """
    try:
        match kind:
            case FieldType.LINES:
                return tuple(text.split("\n"))
            case FieldType.DATE:
                day = date.fromisoformat(text)
                return day if fact_text(day) == text else text
            case FieldType.TIME:
                hour = time.fromisoformat(text)
                return hour if fact_text(hour) == text and not hour.tzinfo else text
    except ValueError:
        pass
    return text


def _with_fact(facts: Facts, fields: Iterable[Field], key: str, text: str) -> Facts:
    kind = next((field.type for field in fields if field.id == key), FieldType.TEXT)
    return put(facts, key, fact_value(text, kind) if text else None)


def _with_person_text(session: Session, place: Place, text: str) -> Session:
    person = session.people.get(place.key, Person())
    part = place.part or "name"
    value = (tuple(text.split("\n")) if text else ()) if part == "also" else text
    people = {**session.people, place.key: replace(person, **{part: value})}
    return replace(session, people=people)


def _exchange_text(exchange: Exchange | None, part: str) -> str:
    if exchange is None:
        return ""
    if part == "asked_by":
        return exchange.asked_by
    return exchange.answers.get(part, "") if part else exchange.question


def _with_exchange_text(exchange: Exchange, part: str, text: str) -> Exchange:
    if part == "asked_by":
        return replace(exchange, asked_by=text)
    if part:
        return replace(exchange, answers=with_note(exchange.answers, part, text))
    return replace(exchange, question=text)
