"""A session as one frozen value: what a rapporteur notes, and nothing about screen or disk.

Mappings keep their order, and the order means something: people stand in the programme's order,
notes in the order in which their first character was noted. ``extra`` holds what a file said that
this version does not know; it travels with the value and is written back.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct, field

if TYPE_CHECKING:
    from .template import Template

FORMAT = 1
"""The version of the file format that this program writes."""

DEFAULT_TEMPLATE = "gsef"
"""The id of the template of a session that is made without naming one."""

DEFAULT_LANGUAGE = "fr"
"""The language of a session whose file names none."""

NOBODY = "_"
"""Stands where a code can stand: nobody's in particular."""

Fact: TypeAlias = str | date | time | tuple[str, ...]
"""A fact's value. A date or time typed in a way that cannot be read stays the text it is."""

Facts: TypeAlias = Mapping[str, Fact]
Extra: TypeAlias = Mapping[str, Any]
Notes: TypeAlias = Mapping[str, str]
"""A note's text by the code of who spoke; the order is the order of speaking."""


class Person(Struct, frozen=True):
    """Somebody of the session. The code is the key under which the person is kept."""

    role: str = ""
    name: str = ""
    organisation: str = ""
    country: str = ""
    position: str = ""
    also: tuple[str, ...] = ()
    absent: bool = False
    extra: Extra = field(default_factory=dict)


class Exchange(Struct, frozen=True):
    """A public question with its answers. ``asked_by`` is a code, or the name as heard."""

    question: str = ""
    asked_by: str = ""
    answers: Notes = field(default_factory=dict)
    extra: Extra = field(default_factory=dict)


class SectionTable(Struct, frozen=True, kw_only=True):
    """The value of a section whose table in the file is one value with named parts.

    Every part has a default, with which it is omitted from the file.
    """

    extra: Extra = field(default_factory=dict)


class Closing(SectionTable, frozen=True):
    """The end of a session: the summary of who led it, or a remark of each speaker."""

    summary: str = ""
    remarks: Notes = field(default_factory=dict)


class Screenshot(Struct, frozen=True):
    """A picture in the session's folder, by its name there, with what it shows."""

    file: str = ""
    caption: str = ""
    alt: str = ""
    extra: Extra = field(default_factory=dict)


class FreeText(SectionTable, frozen=True):
    """Text that belongs to nobody."""

    text: str = ""


Exchanges: TypeAlias = Mapping[str, Exchange]
Screenshots: TypeAlias = Mapping[str, Screenshot]
SectionValue: TypeAlias = Notes | Exchanges | Screenshots | SectionTable


class Session(Struct, frozen=True):
    """One session of a forum.

    ``template`` says what the session consists of: its sections, facts and roles. The file names it
    by its id, and decoding loads it.

    ``facts`` is the file's ``[session]`` (the lines of question sections among them), ``forum`` its
    ``[forum]``. ``sections`` holds by id the sections that have a table of their own
    (``Kind.has_table``); one that was never touched may be absent. ``id`` identifies the session
    whatever its file is called: 16 lowercase hexadecimal digits, or empty for one that has not been
    saved since ids exist. It is no part of the notes: no undo changes it and no report shows it.
    """

    template: Template
    language: str = DEFAULT_LANGUAGE
    forum: Facts = field(default_factory=dict)
    facts: Facts = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    sections: Mapping[str, SectionValue] = field(default_factory=dict)
    extra: Extra = field(default_factory=dict)
    format: int = FORMAT
    id: str = ""

    def notes(self, section: str) -> Notes:
        """The notes by code of a section of notes or answers; the remarks of a closing."""
        value = self.sections.get(section)
        if isinstance(value, Closing):
            return value.remarks
        return value if isinstance(value, Mapping) else {}  # type: ignore[return-value]

    def exchanges(self, section: str) -> Exchanges:
        """The public questions of a section, by id."""
        value = self.sections.get(section)
        return value if isinstance(value, Mapping) else {}  # type: ignore[return-value]

    def screenshots(self, section: str) -> Screenshots:
        """The pictures of a section, by id."""
        value = self.sections.get(section)
        return value if isinstance(value, Mapping) else {}  # type: ignore[return-value]

    def closing(self, section: str) -> Closing:
        """The closing of a section."""
        value = self.sections.get(section)
        return value if isinstance(value, Closing) else Closing()

    def text(self, section: str) -> str:
        """The text of a section of free text."""
        value = self.sections.get(section)
        return value.text if isinstance(value, FreeText) else ""
