"""Days, hours and time zones, as the report's language writes them.

Babel gives the full names of months. English puts the day first (``4 October 2021``), like the
forum's own header. CLDR's ranges abbreviate the month, so this module builds its own.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

_ANY_YEAR = 2024
"""A year whose winter and summer show whether a zone changes, for a session without a day."""

MINUS = "\u2212"


def day_text(day: date, language: str) -> str:
    """Return a day with its month in full.

    >>> day_text(date(2021, 10, 4), "fr")
    '4 octobre 2021'
    """
    from babel.dates import format_date

    text = format_date(day, "long", locale=_locale(language))
    if language == "fr":
        return re.sub(r"^1(?=\s)", "1er", text)  # CLDR's long form has 1
    return text


def days_text(first: date, last: date, language: str) -> str:
    """Return a range of days without repeating the month or year that both share.

    >>> days_text(date(2021, 10, 4), date(2021, 10, 8), "fr")
    '4-8 octobre 2021'
    """
    if first == last:
        return day_text(first, language)
    begin, end = day_text(first, language).split(), day_text(last, language).split()
    one_year = first.year == last.year
    one_month = one_year and first.month == last.month
    if _locale(language).date_formats["long"].pattern.startswith("y"):
        common = _common(begin, end) if one_year else 0
        end = end[common:]
    else:
        common = _common(begin[::-1], end[::-1]) if one_year else 0
        begin = begin[: len(begin) - common]
    return ("-" if one_month else " - ").join((" ".join(begin).rstrip(","), " ".join(end)))


def hour_text(hour: time, language: str) -> str:
    """Return an hour: ``20h00`` in French, ``20:00`` in other languages."""
    return hour.strftime("%Hh%M" if language == "fr" else "%H:%M")


def zone_text(zone: tzinfo, moment: datetime | date | None) -> str:
    """Return the name of a time zone at a moment: ``KST``, or ``UTC−3`` if it has no letters.

    Without a moment, a zone that changes during the year is given by its IANA name.
    """
    if moment is None:
        winter, summer = (datetime(_ANY_YEAR, month, 1, 12) for month in (1, 7))
        names = {zone_text(zone, at) for at in (winter, summer)}
        return names.pop() if len(names) == 1 else str(zone)
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(12))
    moment = moment.replace(tzinfo=zone)
    name = moment.tzname() or ""
    return name if name.isalpha() else _offset_text(moment.utcoffset() or timedelta())


def _offset_text(offset: timedelta) -> str:
    minutes = round(abs(offset).total_seconds() / 60)
    sign = "+" if offset >= timedelta() else MINUS
    hours = f"{minutes // 60}:{minutes % 60:02}" if minutes % 60 else f"{minutes // 60}"
    return f"UTC{sign}{hours}" if minutes else "UTC"


def _common(one: list[str], other: list[str]) -> int:
    """Return how many words two lists have in common at their beginning."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


@cache
def _locale(language: str) -> Locale:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse("en_GB" if language == "en" else language)
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")
