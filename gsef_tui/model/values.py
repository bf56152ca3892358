"""The values that a session consists of: people, facts, notes, and the sections' values.

Mappings are ordered, and the order has a meaning: people are in the programme's order, notes in the
order in which their first character was typed. ``extra`` holds the parts of a file that this
version does not know; they are kept and written back.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any, TypeAlias

from msgspec import Struct, field

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
