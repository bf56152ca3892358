"""What a session consists of: its people, the values of its sections, facts and notes.

Mappings keep their order, and the order means something: people stand in the programme's order,
notes in the order in which their first character was noted. ``extra`` holds what a file said that
this version does not know; it travels with the value and is written back.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any, TypeAlias

from msgspec import Struct, field

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
