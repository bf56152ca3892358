"""Parsing of the facts of a report, of which one row may hold several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gsef_tui.model.lazy_pattern import lazy_pattern
from gsef_tui.model.session import Fact
from gsef_tui.model.template import Field, FieldType
from gsef_tui.model.times import read_day, read_hour, read_zone

_DASHES = lazy_pattern(r"\s*(?:[-–—~〜]|\b(?:à|au|to|until|a las|a|al|hasta)\b)\s*")
_LONGEST_ROW = 120


def row_values(fields: Sequence[Field], text: str, language: str) -> dict[str, Fact]:
    """Return the values on one row, by the id of their field.

    Text that cannot be parsed goes unchanged to the first field; a check then reports it.
    """
    text = text.strip()
    types = tuple(field.type for field in fields)
    if not text or len(text) > _LONGEST_ROW or types == (FieldType.TEXT,):
        return {fields[0].id: text} if text else {}
    for values in _readings(types, text, language):
        if len(values) <= len(fields) and all(value is not None for value in values):
            return {field.id: value for field, value in zip(fields, values, strict=False) if value}
    return {fields[0].id: text}


def _readings(
    types: tuple[FieldType, ...], text: str, language: str
) -> Iterator[list[Fact | None]]:
    """Yield the possible readings of a row, the most complete first."""
    if not types:
        return
    if types[-1] is FieldType.ZONE and len(types) > 1:
        words = text.split()
        for at in range(1, len(words)):
            zone = read_zone(" ".join(words[at:]).strip("()"))
            if zone:
                for values in _readings(types[:-1], " ".join(words[:at]), language):
                    yield [*values, *[""] * (len(types) - 1 - len(values)), zone]
        yield from _readings(types[:-1], text, language)
        return
    if len(types) == 2:
        for left, right in _halves(text):
            yield from _pairs(types[0], left, right, language)
    yield [_one(types[0], text, language)]


def _halves(text: str) -> Iterator[tuple[str, str]]:
    for found in _DASHES.finditer(text):
        yield text[: found.start()], text[found.end() :]


def _pairs(kind: FieldType, left: str, right: str, language: str) -> Iterator[list[Fact | None]]:
    """Yield the readings of two values of one type; two days may share a month or a year."""
    yield [_one(kind, left, language), _one(kind, right, language)]
    if kind is not FieldType.DATE:
        return
    behind, before = right.split(), left.split()
    for at in range(1, len(behind)):
        yield [
            _one(kind, " ".join((left, *behind[at:])), language),
            _one(kind, right, language),
        ]
    for at in range(1, len(before)):
        whole = " ".join((*before[:at], right))
        yield [_one(kind, left, language), _one(kind, whole, language)]


def _one(kind: FieldType, text: str, language: str) -> Fact | None:
    match kind:
        case FieldType.DATE:
            return read_day(text, language)
        case FieldType.TIME:
            return read_hour(text)
        case FieldType.ZONE:
            return read_zone(text)
        case FieldType.LINES:
            return tuple(text.split("\n"))
        case _:
            return text
