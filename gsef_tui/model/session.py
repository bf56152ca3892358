"""A session as one frozen value: the rapporteur's notes, and nothing about the screen or the disk.

Mappings are ordered, and the order has a meaning: people are in the programme's order, notes in the
order in which their first character was typed. ``extra`` holds the parts of a file that this
version does not know; they are kept and written back.
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
"""The id of the template of a session that is created without naming one."""

DEFAULT_LANGUAGE = "fr"
"""The language of a session whose file names none."""

NOBODY = "_"
"""Used in place of a code for a text of nobody in particular."""

Fact: TypeAlias = str | date | time | tuple[str, ...]
"""A fact's value. A date or time that cannot be parsed is kept as text."""

Facts: TypeAlias = Mapping[str, Fact]
Extra: TypeAlias = Mapping[str, Any]
Notes: TypeAlias = Mapping[str, str]
"""The text of each note by the code of its speaker, in the order of speaking."""


class Person(Struct, frozen=True):
    """A person of the session, kept under their code.

    ``also`` holds other spellings of the name and of the organisation.
    """

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

    Every part has a default; a part that equals it is omitted from the file.
    """

    extra: Extra = field(default_factory=dict)


class Closing(SectionTable, frozen=True):
    """The end of a session: the summary of the person who led it, and the speakers' remarks."""

    summary: str = ""
    remarks: Notes = field(default_factory=dict)


class Screenshot(Struct, frozen=True):
    """A picture: its file name in the session's folder, its caption and its alternative text."""

    file: str = ""
    caption: str = ""
    alt: str = ""
    extra: Extra = field(default_factory=dict)


class FreeText(SectionTable, frozen=True):
    """A text of nobody in particular."""

    text: str = ""


Exchanges: TypeAlias = Mapping[str, Exchange]
Screenshots: TypeAlias = Mapping[str, Screenshot]
SectionValue: TypeAlias = Notes | Exchanges | Screenshots | SectionTable


class Session(Struct, frozen=True):
    """One session of a forum.

    ``template`` defines the sections, facts and roles of the session. The file names it by its id,
    and decoding loads it.

    ``facts`` is the file's ``[session]``, which includes the lines of question sections; ``forum``
    is its ``[forum]``. ``sections`` holds, by id, the sections with a table of their own
    (``Kind.has_table``); one that was never edited may be absent. ``id`` identifies the session
    whatever the name of its file: 16 lowercase hexadecimal digits, or empty if the session has not
    been saved since ids were introduced. The id is not part of the notes: undo does not change it,
    and no report shows it.
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
        """Return the notes by code of a section of notes or answers; the remarks of a closing."""
        value = self.sections.get(section)
        if isinstance(value, Closing):
            return value.remarks
        return value if isinstance(value, Mapping) else {}  # type: ignore[return-value]

    def exchanges(self, section: str) -> Exchanges:
        """Return the public questions of a section, by id."""
        value = self.sections.get(section)
        return value if isinstance(value, Mapping) else {}  # type: ignore[return-value]

    def screenshots(self, section: str) -> Screenshots:
        """Return the pictures of a section, by id."""
        value = self.sections.get(section)
        return value if isinstance(value, Mapping) else {}  # type: ignore[return-value]

    def closing(self, section: str) -> Closing:
        """Return the closing of a section; an empty one if it has none."""
        value = self.sections.get(section)
        return value if isinstance(value, Closing) else Closing()

    def text(self, section: str) -> str:
        """Return the text of a section of free text; empty if it has none."""
        value = self.sections.get(section)
        return value.text if isinstance(value, FreeText) else ""
