"""The shape of each kind of section on disk, and the kind that a shape betrays.

The one registry by which sections are decoded and encoded. Where a session's template is not at
hand, the same shapes tell what its tables hold, so that it opens, prints and saves all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from msgspec import Struct

from gsef_tui.model.session import (
    Closing,
    Exchange,
    Fact,
    FreeText,
    Screenshot,
    SectionValue,
    Session,
)
from gsef_tui.model.template import UNFILED, Field, FieldType, Kind, Role, Section, Template

NOTES = frozenset({Kind.NOTES, Kind.ANSWERS})
"""The kinds whose table has a text by code."""

ENTRIES: Mapping[Kind, type[Struct]] = {Kind.EXCHANGES: Exchange, Kind.PICTURES: Screenshot}
"""The kinds whose table has tables by id, and what each of those is."""

WHOLE: Mapping[Kind, type[Struct]] = {Kind.CLOSING: Closing, Kind.TEXT: FreeText}
"""The kinds whose table is one value."""

KINDS_WITH_TABLE = NOTES | ENTRIES.keys() | WHOLE.keys()
"""The kinds whose sections have a table of their own; the others lie in [session] and [people]."""

MEANS_OF_FACTS = frozenset(["title", "day", "starts", "ends", "zone", "spoken"])
"""What a fact of the session can mean to the program."""

MEANS_OF_FORUM = frozenset(["first_day", "last_day", "name", "theme"])
"""What a fact of the forum can mean to the program."""

SUMMARY = "summary"
"""The key of a closing's summary where no role is known whose conclusion it is."""


def summary_key(section: Section | None) -> str:
    """The key under which a closing's table has the summary: the role whose conclusion it is."""
    return (section.role if section else "") or SUMMARY


def section_of_value(section_id: str, value: SectionValue, lead: str = "") -> Section:
    """The section that a value betrays, its labels being its id; ``lead`` is a closing's role."""
    match value:
        case Closing():
            return _made(section_id, Kind.CLOSING, role=lead)
        case FreeText():
            return _made(section_id, Kind.TEXT)
        case _:
            first = next(iter(value.values()), "")
            kinds = (kind for kind, entry in ENTRIES.items() if isinstance(first, entry))
            return _made(section_id, next(kinds, Kind.NOTES))


def section_of_table(section_id: str, table: object, lead: str = "") -> Section | None:
    """The section that a table of a file betrays, or None for what is none."""
    if not isinstance(table, Mapping) or not table:
        return None
    if isinstance(table.get("remarks"), Mapping) or lead in table:
        return _made(section_id, Kind.CLOSING, role=lead)
    if all(isinstance(value, str) for value in table.values()):
        return _made(section_id, Kind.TEXT if set(table) == {"text"} else Kind.NOTES)
    if all(isinstance(value, Mapping) for value in table.values()):
        keys = {key for entry in table.values() for key in entry}
        if keys & {"file", "caption"}:
            return _made(section_id, Kind.PICTURES)
        if keys & {"question", "asked_by", "answers"}:
            return _made(section_id, Kind.EXCHANGES)
    return None


def lead_role(roles: list[str]) -> str:
    """The role that leads where no template says so: that of the first person of the programme."""
    return next(iter(roles), "")


def template_of(session: Session) -> Template:
    """A template made from what a session holds; every label is the id it stands for."""
    roles = list(dict.fromkeys(p.role for p in session.people.values() if p.role))
    lead = lead_role(roles)
    sections = [Section(id="session", kind=Kind.FACTS, fields=_fields(session.facts))]
    sections.append(_made("people", Kind.PEOPLE))
    sections += [
        section_of_value(section_id, value, lead)
        for section_id, value in session.sections.items()
        if section_id != UNFILED
    ]
    return Template(
        id=session.template,
        names={session.language: session.template},
        languages=(session.language,),
        sections=tuple(sections),
        roles=tuple(
            Role(id=role, labels={"en": role}, leads=role == lead, speaks=role != lead)
            for role in roles
        ),
        forum=_fields(session.forum),
    )


def _made(section_id: str, kind: Kind, role: str = "") -> Section:
    labels = {"en": section_id}
    return Section(id=section_id, kind=kind, labels=labels, short=labels, role=role)


def _fields(facts: Mapping[str, Fact]) -> tuple[Field, ...]:
    known = MEANS_OF_FACTS | MEANS_OF_FORUM  # an id that is such a word is taken at its word
    return tuple(
        Field(
            id=key,
            type=_type_of(value),
            labels={"en": key},
            short={"en": key},
            means=key if key in known else "",
        )
        for key, value in facts.items()
    )


def _type_of(value: Fact) -> FieldType:
    match value:
        case date():
            return FieldType.DATE
        case time():
            return FieldType.TIME
        case tuple():
            return FieldType.LINES
        case _:
            return FieldType.TEXT


def people_roles(people: object) -> list[str]:
    """The roles of a file's people, each once, in the programme's order."""
    entries = people.values() if isinstance(people, Mapping) else ()
    roles: list[Any] = [entry.get("role") for entry in entries if isinstance(entry, Mapping)]
    return list(dict.fromkeys(role for role in roles if isinstance(role, str) and role))


def is_empty(value: SectionValue) -> bool:
    """Whether a section holds nothing, so that its table is absent."""
    return not value if isinstance(value, Mapping) else value == type(value)()
