"""The facts of session and forum as the report prints them; several facts may share one row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

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
) -> tuple[Row, ...]:
    """Return one row for each field, except that a field whose ``row`` names another joins its row.

    Values are recognised in any of ``languages`` and printed in ``language``. A missing fact keeps
    its label; one that cannot be parsed is printed as typed.
    """
    fields = tuple(fields)
    ids = {field.id for field in fields}
    rows = []
    for field in fields:
        if field.row in ids and field.row != field.id:
            continue
        beside = [f for f in fields if f.row == field.id and f is not field]
        value = " ".join(_parts([field, *beside], facts, times, language, languages))
        rows.append(Row(label(field.labels, language), value))
    return tuple(rows)


def _parts(
    fields: Iterable[Field],
    facts: Facts,
    times: SessionTimes,
    language: str,
    languages: tuple[str, ...],
) -> Iterator[str]:
    """Yield the texts on one row; adjacent days, or adjacent hours, become one range."""
    for kind, group in groupby(fields, key=lambda field: field.type):
        values = [(field, facts.get(field.id, "")) for field in group]
        match kind:
            case FieldType.DATE:
                text = _days([value for _, value in values], language)
            case FieldType.TIME:
                text = _hours([value for _, value in values], language)
            case _:
                texts = (_one(f, value, times, language, languages) for f, value in values)
                text = " ".join(filter(None, texts))
        if text:
            yield text


def _one(
    field: Field, value: Fact, times: SessionTimes, language: str, languages: tuple[str, ...]
) -> str:
    text = fact_text(value)
    if field.type is FieldType.ZONE:
        zone = zone_of(value)
        return zone_text(zone, times.start or times.day) if zone else text
    for choice in field.choices:
        names = (choice.id, *choice.labels.values())
        if any(fold(name) == fold(text) for name in names):
            return label(choice.labels, language)
    return _translated(text, field.cldr, language, languages) if field.cldr else text


def _translated(text: str, kind: str, language: str, languages: tuple[str, ...]) -> str:
    """Translate a name that CLDR knows, or a list of such names; return other text unchanged."""
    names = re.split(r"(\s*[,;/]\s*)", text)
    if not all(code_of(name, kind, languages) for name in names[::2]):
        return text
    return "".join(
        name if n % 2 else translate(name, kind, language, languages)
        for n, name in enumerate(names)
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
