"""How a section of each kind is stored in a session file, and how a table's shape reveals its kind.

``SHAPES`` is the registry by which sections are decoded and encoded. If a session's template does
not exist here, the shapes also identify its tables, so that the session still opens, prints and
saves.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, time
from typing import Any, Protocol, TypeVar, cast

from msgspec import Struct

from gsef_tui.model.kinds import (
    ANSWERS,
    CLOSING,
    EXCHANGES,
    FACTS,
    NOTES,
    PEOPLE,
    PICTURES,
    TEXT,
    Kind,
    Registry,
)
from gsef_tui.model.session import (
    Closing,
    Exchange,
    Fact,
    FreeText,
    Notes,
    Screenshot,
    SectionTable,
    SectionValue,
    Session,
)
from gsef_tui.model.template import UNFILED, Field, FieldType, Role, Section, Template

from .long_texts import Table

Keys = tuple[str, ...]
V = TypeVar("V")


class TableReader(Protocol):
    """Reads the tables of one file. Each method raises UnreadableFile with line and key."""

    def notes(self, table: object, keys: Keys) -> Notes:
        """Read a table of texts by code."""

    def entries(self, table: object, entry: type[V], keys: Keys) -> dict[str, V]:
        """Read a table of tables by id, each a value of the type ``entry``."""

    def struct(
        self, table: object, kind: type[V], keys: Keys, names: Mapping[str, str] | None = None
    ) -> V:
        """Read a value of a Struct type; ``names`` maps keys to field names where they differ."""


class Shape:
    """The form of the table of a section of one kind."""

    def decode(self, reader: TableReader, section: Section, table: object) -> SectionValue:
        """Return the value of a section's table. Raises UnreadableFile."""
        raise NotImplementedError

    def encode(self, section: Section, value: SectionValue) -> Table:
        """Return the table of a section's value, for which ``holds`` must be true."""
        raise NotImplementedError

    def holds(self, value: SectionValue) -> bool:
        """Return whether a value has this shape."""
        raise NotImplementedError

    def recognizes(self, table: Mapping[str, object], lead: str) -> bool:
        """Return whether a table whose section no template names has this shape.

        ``lead`` is the role of the person who leads.
        """
        return False


class NotesShape(Shape):
    """A table of texts by code."""

    def decode(self, reader: TableReader, section: Section, table: object) -> SectionValue:
        """Return the notes."""
        return reader.notes(table, (section.id,))

    def encode(self, section: Section, value: SectionValue) -> Table:
        """Return the notes as they are."""
        return dict(cast(Notes, value))

    def holds(self, value: SectionValue) -> bool:
        """Return whether it is a mapping of texts; an empty mapping too."""
        return isinstance(value, Mapping) and isinstance(next(iter(value.values()), ""), str)

    def recognizes(self, table: Mapping[str, object], lead: str) -> bool:
        """Return whether there is nothing but texts."""
        return all(isinstance(value, str) for value in table.values())


class EntriesShape(Shape):
    """Tables by id, each a value of one Struct type, recognized by its ``keys``."""

    def __init__(self, entry: type[Struct], keys: Collection[str]) -> None:
        self._entry = entry
        self._keys = frozenset(keys)

    def decode(self, reader: TableReader, section: Section, table: object) -> SectionValue:
        """Return the entries by id."""
        return cast(SectionValue, reader.entries(table, self._entry, (section.id,)))

    def encode(self, section: Section, value: SectionValue) -> Table:
        """Return a table for each entry."""
        entries = cast(Mapping[str, Struct], value)
        return {key: struct_table(entry) for key, entry in entries.items()}

    def holds(self, value: SectionValue) -> bool:
        """Return whether it is a mapping of such entries."""
        return isinstance(value, Mapping) and isinstance(
            next(iter(value.values()), ""), self._entry
        )

    def recognizes(self, table: Mapping[str, object], lead: str) -> bool:
        """Return whether there are only tables, one of which has one of the keys."""
        entries = [entry for entry in table.values() if isinstance(entry, Mapping)]
        return len(entries) == len(table) and any(self._keys & entry.keys() for entry in entries)


class StructShape(Shape):
    """One value of a Struct type, recognized by a table with exactly these ``keys``."""

    def __init__(self, value: type[SectionTable], keys: Collection[str] = ()) -> None:
        self._value = value
        self._keys = frozenset(keys)

    def names(self, section: Section) -> Mapping[str, str]:
        """Return the fields of the value by their keys in the file, where they differ."""
        return {}

    def decode(self, reader: TableReader, section: Section, table: object) -> SectionValue:
        """Return the value."""
        return reader.struct(table, self._value, (section.id,), self.names(section))

    def encode(self, section: Section, value: SectionValue) -> Table:
        """Return the fields that differ from the default."""
        keys = {field: key for key, field in self.names(section).items()}
        return struct_table(cast(SectionTable, value), keys)

    def holds(self, value: SectionValue) -> bool:
        """Return whether it is a value of the type."""
        return isinstance(value, self._value)

    def recognizes(self, table: Mapping[str, object], lead: str) -> bool:
        """Return whether the table has these keys and no others."""
        return bool(self._keys) and table.keys() == self._keys


class TextShape(StructShape):
    """One text under ``text``."""

    def recognizes(self, table: Mapping[str, object], lead: str) -> bool:
        """Return whether there is a text under ``text``, and nothing else."""
        return super().recognizes(table, lead) and isinstance(table["text"], str)


class ClosingShape(StructShape):
    """A summary under the role that gives it, and a table of remarks by code."""

    def names(self, section: Section) -> Mapping[str, str]:
        """Return the key of the summary."""
        return {section.role or SUMMARY: "summary"}

    def recognizes(self, table: Mapping[str, object], lead: str) -> bool:
        """Return whether there are remarks, or a text of the leading role."""
        return isinstance(table.get("remarks"), Mapping) or lead in table


MEANS_OF_FACTS = frozenset(["title", "day", "starts", "ends", "zone", "spoken"])
"""What a fact of the session can mean to the program."""

MEANS_OF_FORUM = frozenset(["first_day", "last_day", "name", "theme"])
"""What a fact of the forum can mean to the program."""

SUMMARY = "summary"
"""The key of a closing's summary if the role that gives it is unknown."""


SHAPES: Registry[Shape] = Registry(
    "storage",
    {
        CLOSING: ClosingShape(Closing),
        TEXT: TextShape(FreeText, ("text",)),
        NOTES: NotesShape(),
        ANSWERS: NotesShape(),
        PICTURES: EntriesShape(Screenshot, ("file", "caption")),
        EXCHANGES: EntriesShape(Exchange, ("question", "asked_by", "answers")),
    },
)
"""The shape of each kind that has a table; the first that recognizes a table is used."""


def section_of_value(section_id: str, value: SectionValue, lead: str = "") -> Section:
    """Return a section by a value's shape, labelled by its id; ``lead`` is a closing's role."""
    kind = next((kind for kind, shape in SHAPES.items() if shape.holds(value)), NOTES)
    return _made(section_id, kind, role=lead)


def section_of_table(section_id: str, table: object, lead: str = "") -> Section | None:
    """Return a section for a table of a file, by its shape; None if it is no section."""
    if not isinstance(table, Mapping) or not table:
        return None
    found = (kind for kind, shape in SHAPES.items() if shape.recognizes(table, lead))
    kind = next(found, None)
    return _made(section_id, kind, role=lead) if kind else None


def section_table(section: Section, value: SectionValue) -> Table:
    """Return the table of a section's value, by its kind or, if it has another shape, by its own.

    Empty for a section that holds nothing, which has no table in the file.
    """
    if is_empty(value):
        return {}
    shape = SHAPES[section.kind]
    if not shape.holds(value):
        section = section_of_value(section.id, value)
        shape = SHAPES[section.kind]
    return {section.id: shape.encode(section, value)}


def struct_table(value: Struct, keys: Mapping[str, str] | None = None) -> Table:
    """Return a value as a table: default values are omitted, unknown keys come last.

    ``keys`` maps field names to keys where they differ.
    """
    plain = type(value)()
    table: Table = {}
    for name in value.__struct_fields__:
        content = getattr(value, name)
        if name != "extra" and content != getattr(plain, name):
            key = (keys or {}).get(name, name)
            table[key] = list(content) if isinstance(content, tuple) else content
    unknown: Mapping[str, Any] = getattr(value, "extra", {})
    return table | {key: item for key, item in unknown.items() if key not in table}


def lead_role(roles: list[str]) -> str:
    """Return the role that leads if no template names it: that of the programme's first person."""
    return next(iter(roles), "")


def template_of(session: Session) -> Template:
    """Return a template made from a session's content; every label is the id of its item.

    It has the id of the session's template, of which nothing else needs to be known.
    """
    template_id = session.template.file_id
    roles = list(dict.fromkeys(p.role for p in session.people.values() if p.role))
    lead = lead_role(roles)
    sections = [Section(id="session", kind=FACTS, fields=_fields(session.facts))]
    sections.append(_made("people", PEOPLE))
    sections += [
        section_of_value(section_id, value, lead)
        for section_id, value in session.sections.items()
        if section_id != UNFILED
    ]
    return Template(
        id=template_id,
        names={session.language: template_id},
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
    role = role if kind.has_role else ""
    return Section(id=section_id, kind=kind, labels=labels, short=labels, role=role)


def _fields(facts: Mapping[str, Fact]) -> tuple[Field, ...]:
    known = MEANS_OF_FACTS | MEANS_OF_FORUM  # an id that is such a word has that meaning
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
    """Return the roles of a file's people, each once, in the order of the programme."""
    entries = people.values() if isinstance(people, Mapping) else ()
    roles: list[Any] = [entry.get("role") for entry in entries if isinstance(entry, Mapping)]
    return list(dict.fromkeys(role for role in roles if isinstance(role, str) and role))


def is_empty(value: SectionValue) -> bool:
    """Return whether a section holds nothing, so that its table is omitted."""
    return not value if isinstance(value, Mapping) else value == type(value)()
