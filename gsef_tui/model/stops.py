"""The places one can go to, in order, and how far each has come: what outline and go to show."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from .people import leaders, numbers, speakers
from .places import FORUM, Place, text_at
from .session import NOBODY, Session
from .template import Kind, Section, Template, label
from .words import count_words

BY_PERSON = (Kind.NOTES, Kind.ANSWERS, Kind.CLOSING)
"""Kinds of section in which each person has a place of their own."""


class Stop(Struct, frozen=True):
    """A place in the order of the outline: one line there, one screen of notes."""

    place: Place
    code: str = ""
    words: int = 0


def stops(session: Session, template: Template) -> list[Stop]:
    """Every place, section by section."""
    return [stop for section in template.all_sections for stop in section_stops(
        session, template, section)]  # fmt: skip


def section_stops(session: Session, template: Template, section: Section) -> list[Stop]:
    """The places of a section: one a person, or the whole section."""
    if section.kind not in BY_PERSON:
        return [Stop(Place(section.id))]
    found = [Place(section.id, code) for code in section_codes(session, template, section)]
    return [
        Stop(p, p.key, words(text_at(session, template, p))) for p in found or [Place(section.id)]
    ]


def section_codes(session: Session, template: Template, section: Section) -> list[str]:
    """Who has a place in a section: first who was noted, in that order, then who is expected.

    A closing begins with its summary, under the section's role.
    """
    noted = session.notes(section.id)
    codes = [code for code, text in noted.items() if text]
    expected = [c for c in speakers(session, template) if not session.people[c].absent]
    codes += [code for code in (*noted, *expected) if code not in codes]
    codes = list(dict.fromkeys(codes))
    if section.kind is Kind.CLOSING:
        return [section.role, *codes]
    return codes


@lru_cache(maxsize=512)
def words(text: str) -> int:
    """How many words a note has; a text that did not change is not counted again."""
    return count_words(text)


def title(session: Session, template: Template, place: Place) -> str:
    """Where one is, in words: ``Présentations › 1 BA Béatrice Alain``."""
    language = session.language
    if place.section == FORUM:
        facts = template.of_kind(Kind.FACTS)
        return label(facts[0].short, language) if facts else FORUM
    section = template.section(place.section)
    if section is None:
        return str(place)
    head = label(section.short, language) or section.id
    if section.kind in BY_PERSON and place.key:
        return f"{head} › {person_title(session, template, whose(session, template, place))}"
    if section.kind is Kind.PEOPLE and place.part:
        return f"{head} › {person_title(session, template, place.key)}"
    if section.kind is Kind.EXCHANGES and place.key:
        return f"{head} › {place.key.upper()}"
    return head


def whose(session: Session, template: Template, place: Place) -> str:
    """The code of the person a place belongs to; who leads, where it is a closing's summary."""
    section = template.section(place.section)
    if section and section.kind is Kind.CLOSING and place.key == section.role:
        return next(iter(leaders(session, template)), "")
    return place.part if section and section.kind is Kind.EXCHANGES else place.key


def person_title(session: Session, template: Template, code: str) -> str:
    """A person as the screen names them: number, code, name; ``KO ?`` where nobody has the code."""
    if code == NOBODY:
        return "–"
    person = session.people.get(code)
    if person is None:
        return f"{code} ?" if code else "?"
    number = numbers(session, template).get(code, 10)
    head = f"{number} {code}" if number < 10 else code
    return f"{head} {person.name}".rstrip()


def status(session: Session, template: Template, section: Section) -> str:
    """How far a section has come, in at most five columns, for the outline."""
    match section.kind:
        case Kind.FACTS:
            missing = sum(1 for f in section.fields if f.required and not session.facts.get(f.id))
            return f"-{missing}" if missing else "✓"
        case Kind.PEOPLE:
            return str(len(session.people))
        case Kind.QUESTIONS:
            lines = session.facts.get(section.id, ())
            return str(sum(1 for line in lines if line.strip()) if isinstance(lines, tuple) else 0)
        case Kind.NOTES | Kind.ANSWERS:
            expected = section_codes(session, template, section)
            notes = session.notes(section.id)
            return f"{sum(1 for c in expected if notes.get(c))}/{len(expected)}"
        case Kind.EXCHANGES:
            exchanges = session.exchanges(section.id).values()
            unanswered = sum(1 for e in exchanges if not any(e.answers.values()))
            return f"{len(exchanges)}, {unanswered}?" if unanswered else str(len(exchanges))
        case Kind.CLOSING:
            closing = session.closing(section.id)
            return "✓" if closing.summary or any(closing.remarks.values()) else "○"
        case Kind.PICTURES:
            return str(len(session.screenshots(section.id)))
        case _:
            text = session.text(section.id)
            return str(sum(1 for block in text.split("\n\n") if block.strip()) or "")
