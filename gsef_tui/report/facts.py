"""The facts of session and forum as the report prints them; several facts may share one row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

from gsef_tui.model.cldr import code_of, translate
from gsef_tui.model.folding import fold
from gsef_tui.model.places import fact_text
from gsef_tui.model.session import Fact, Facts
from gsef_tui.model.template import Field, FieldType, label
from gsef_tui.model.times import SessionTimes, read_day, read_hour, zone_of

from .blocks import Row
from .dates import day_text, days_text, hour_text, zone_text


def fact_rows(
    fields: Iterable[Field],
    facts: Facts,
    times: SessionTimes,
    language: str,
    languages: tuple[str, ...],
    typed: str = "",
) -> tuple[Row, ...]:
    """Return one row for each field, except that a field whose ``row`` names another joins its row.

    Values are recognised in any of ``languages`` and printed in ``language``. A missing fact keeps
    its label; one that cannot be parsed is printed as typed. ``typed`` is the language of rows that
    are printed as typed, or empty if that is ``language``.
    """
    fields = tuple(fields)
    ids = {field.id for field in fields}
    rows = []
    for field in fields:
        if field.row in ids and field.row != field.id:
            continue
        beside = [f for f in fields if f.row == field.id and f is not field]
        values = list(_parts([field, *beside], facts, times, language, languages))
        own = typed if all(value.is_typed for value in values) else ""
        rows.append(Row(label(field.labels, language), " ".join(v.text for v in values), own))
    return tuple(rows)


class _Value(NamedTuple):
    """A value as it is printed; one that is not typed is a word of the report's own."""

    text: str
    is_typed: bool = False


def _parts(
    fields: Iterable[Field],
    facts: Facts,
    times: SessionTimes,
    language: str,
    languages: tuple[str, ...],
) -> Iterator[_Value]:
    """Yield the values on one row; adjacent days, or adjacent hours, become one range."""
    for kind, group in groupby(fields, key=lambda field: field.type):
        values = [(field, facts.get(field.id, "")) for field in group]
        match kind:
            case FieldType.DATE:
                found = [_Value(_days([value for _, value in values], language))]
            case FieldType.TIME:
                found = [_Value(_hours([value for _, value in values], language))]
            case _:
                found = [_one(f, value, times, language, languages) for f, value in values]
        yield from (value for value in found if value.text)


def _one(
    field: Field, value: Fact, times: SessionTimes, language: str, languages: tuple[str, ...]
) -> _Value:
    text = fact_text(value)
    if field.type is FieldType.ZONE:
        zone = zone_of(value)
        return _Value(zone_text(zone, times.start or times.day) if zone else text)
    for choice in field.choices:
        names = (choice.id, *choice.labels.values())
        if any(fold(name) == fold(text) for name in names):
            return _Value(label(choice.labels, language))
    translated = _translated(text, field, language, languages) if field.cldr else None
    return translated or _Value(text, is_typed=True)


def _translated(
    text: str, field: Field, language: str, languages: tuple[str, ...]
) -> _Value | None:
    """Translate a name that CLDR knows, or a list of such names; return None for other text."""
    names = re.split(r"(\s*[,;/]\s*)", text)
    if not all(code_of(name, field.cldr, languages) for name in names[::2]):
        return None
    return _Value(
        "".join(
            name if n % 2 else translate(name, field.cldr, language, languages)
            for n, name in enumerate(names)
        )
    )


def _days(values: list[Fact], language: str) -> str:
    days = [read_day(value, language) for value in values if value != ""]
    if len(days) == 2 and days[0] and days[1]:
        return days_text(days[0], days[1], language)
    return " - ".join(_day(value, language) for value in values if value != "")


def _day(value: Fact, language: str) -> str:
    day = value if isinstance(value, date) else read_day(value, language)
    return day_text(day, language) if day else fact_text(value)


def _hours(values: list[Fact], language: str) -> str:
    texts = []
    for value in values:
        hour = read_hour(value)
        texts.append(fact_text(value) if hour is None else hour_text(hour, language))
    return "-".join(texts).rstrip("-")  # an end without its start keeps the dash before it
