"""Parse days, times and time zones as people type them, and find when a session takes place.

The parsers are lenient if a text has only one possible meaning, and return None otherwise; the
text then stays as typed. Facts are found by ``Field.means``, whatever the template calls them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from importlib import import_module
from pathlib import Path

from msgspec import Struct

from .cldr import LANGUAGES
from .folding import fold
from .lazy_pattern import lazy_pattern
from .session import Fact, Session

LATEST_END = time(6, 0)
"""An end before the start, up to this time, is on the next day."""

_ABBREVIATIONS = {
    "UTC": "UTC Z",
    "GMT": "GMT",
    "Europe/London": "BST",
    "Europe/Lisbon": "WET WEST",
    "Europe/Paris": "CET CEST MEZ MESZ HEC",
    "Europe/Athens": "EET EEST",
    "Europe/Istanbul": "TRT",
    "Europe/Moscow": "MSK",
    "Africa/Lagos": "WAT",
    "Africa/Maputo": "CAT",
    "Africa/Nairobi": "EAT",
    "Africa/Johannesburg": "SAST",
    "Asia/Dubai": "GST",
    "Asia/Karachi": "PKT",
    "Asia/Kolkata": "IST",
    "Asia/Kathmandu": "NPT",
    "Asia/Bangkok": "ICT",
    "Asia/Jakarta": "WIB",
    "Asia/Manila": "PHT",
    "Asia/Hong_Kong": "HKT",
    "Asia/Singapore": "SGT",
    "Asia/Seoul": "KST",
    "Asia/Tokyo": "JST",
    "Australia/Sydney": "AEST AEDT",
    "Pacific/Auckland": "NZST NZDT",
    "America/New_York": "EST EDT ET",
    "America/Chicago": "CDT",
    "America/Denver": "MST MDT",
    "America/Los_Angeles": "PST PDT PT",
    "America/Bogota": "COT",
    "America/Lima": "PET",
    "America/Santiago": "CLT CLST",
    "America/Sao_Paulo": "BRT",
    "America/Argentina/Buenos_Aires": "ART",
}
"""The abbreviations of zones in invitations. CST is absent: Chicago, Shanghai or Havana."""

_KOREAN_DAY = lazy_pattern(r"(\d{4})\s*년\s*(\d{1,2})\s*월\s*(\d{1,2})\s*일\s*(?:\(?\w요?일?\)?)?")
_DAY_WORDS = frozenset(("de", "del", "of", "the", "le", "el", "er", "ro", "st", "nd", "rd", "th"))
_HOUR = lazy_pattern(
    r"(?P<before>am|pm)?\s*(?P<hour>\d{1,2})\s*"
    r"(?:(?:[:.h시]|hrs?|heures?|horas?)\s*(?P<minute>\d{2})?\s*(?:분|min|m)?)?"
    r"(?:[:.](?P<second>\d{2}))?\s*(?:h|hrs?)?\s*(?P<after>am|pm)?"
)
_NOON_WORDS = (("오전", "am"), ("오후", "pm"), ("a. m.", "am"), ("p. m.", "pm"), ("a.m.", "am"),
               ("p.m.", "pm"))  # fmt: skip
_OFFSET = lazy_pattern(r"(?:utc|gmt)?\s*([+\-−–])\s*(\d{1,2})(?:[:h.]?([0-5]\d))?", re.IGNORECASE)
_MOST_HOURS = 14


class SessionTimes(Struct, frozen=True):
    """When a session takes place, as far as its facts can be parsed.

    ``start`` and ``end`` are set if the day and the time are known. They are aware if the session
    names its time zone, otherwise naive; never compare naive ones with a clock.
    """

    day: date | None = None
    starts: time | None = None
    ends: time | None = None
    zone: tzinfo | None = None
    start: datetime | None = None
    end: datetime | None = None


def fact_times(session: Session) -> SessionTimes:
    """Return when the session takes place.

    An end before the start is on the next day if it is not later than six in the morning. A later
    one stays on the same day, a contradiction that a check reports.
    """

    def value(means: str) -> Fact:
        field = session.template.fact(means)
        return session.facts.get(field.id, "") if field else ""

    day = read_day(value("day"), session.language)
    starts, ends = read_hour(value("starts")), read_hour(value("ends"))
    zone = zone_of(value("zone"))
    if day is None:
        return SessionTimes(None, starts, ends, zone)
    start = datetime.combine(day, starts, zone) if starts is not None else None
    end = datetime.combine(day, ends, zone) if ends is not None else None
    if starts and ends is not None and ends < starts and ends <= LATEST_END and day < date.max:
        end = datetime.combine(day + timedelta(days=1), ends, zone)
    return SessionTimes(day, starts, ends, zone, start, end)


def read_day(value: Fact, language: str = "") -> date | None:
    """Return the day that a text names; None if it names none. ``4/10/2021`` is 4 October.

    Month names are read in every language of the forum; ``language`` takes precedence if a name is
    ambiguous.

    >>> read_day("4 oct. 2021")
    datetime.date(2021, 10, 4)
    """
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or len(value) > 60:
        return None
    if found := _KOREAN_DAY.fullmatch(value.strip()):
        return _day(*found.groups())
    if re.fullmatch(r"\s*\d{8}\s*", value, re.ASCII):
        text = value.strip()
        return _day(text[:4], text[4:6], text[6:])
    parts = re.findall(r"\d+|[^\W\d_]+", fold(value))
    numbers = [part for part in parts if part.isascii() and part.isdigit()]
    words = [part for part in parts if part not in numbers and part not in _DAY_WORDS]
    named = [word for word in words if word not in _numbers_of_days()]
    if len(numbers) == 2 and words:  # "mar" is a weekday and a month; here it must be a month
        months = [_month(word, language) for word in named or words]
        if len(months) != 1 or not months[0]:
            return None
        first, second = numbers
        return _day(first, months[0], second) if len(first) == 4 else _day(second, months[0], first)
    if len(numbers) != 3 or named:
        return None
    first, second, third = numbers
    if len(first) == 4:
        return _day(first, second, third)
    return _day(third, second, first) or _day(third, first, second)


def read_hour(value: Fact) -> time | None:
    """Return the time of day that a text names; None if it names none.

    Examples: ``20h``, ``20h30``, ``20.30``, ``8:30 pm``, ``오후 8시 30분``, and ``24h`` for
    midnight.
    """
    if isinstance(value, time):
        return value.replace(tzinfo=None)
    if not isinstance(value, str) or len(value) > 40:
        return None
    text = value.strip().casefold().replace("\u00a0", " ").replace("\u202f", " ")
    for word, plain in _NOON_WORDS:
        text = text.replace(word, plain)
    if re.fullmatch(r"\d{4}", text, re.ASCII):
        text = f"{text[:2]}:{text[2:]}"
    found = _HOUR.fullmatch(text) if text.isascii() or re.search("[시분]", text) else None
    if not found:
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if noon := found["before"] or found["after"]:
        if not 1 <= hour <= 12 or (found["before"] and found["after"]):
            return None
        hour = hour % 12 + (12 if noon == "pm" else 0)
    second = int(found["second"] or 0)
    if hour > 24 or minute > 59 or second > 59 or (hour == 24 and (minute or second)):
        return None
    return time(hour % 24, minute, second)


def read_zone(text: str) -> str | None:
    """Return the time zone that a text names, as session files write it; None if it names none.

    The text may be an IANA name in any case, a city alone (in the languages of the forum), an
    abbreviation that means one zone only, or an offset from UTC.

    >>> read_zone("séoul"), read_zone("KST"), read_zone("utc + 5:45")
    ('Asia/Seoul', 'Asia/Seoul', 'UTC+5:45')
    """
    text = text.strip()
    if not text or len(text) > 60:
        return None
    if found := _OFFSET.fullmatch(text):
        sign, hours, minutes = found.groups()
        if int(hours) > _MOST_HOURS:
            return None
        if not int(hours) and not int(minutes or 0):
            return "UTC"
        ending = f":{minutes}" if int(minutes or 0) else ""
        return f"UTC{'+' if sign == '+' else '-'}{int(hours)}{ending}"
    if "/" in text and text in _zones():  # already in the form of session files
        return text
    folded = _fold_zone(text)
    known = _abbreviations().get(folded) or _zone_names().get(folded)
    return known or _city_names().get(folded)


def zone_of(value: Fact) -> tzinfo | None:
    """Return the time zone that a fact names, for arithmetic; None if it names none."""
    name = read_zone(value) if isinstance(value, str) else None
    if not name:
        return None
    if found := _OFFSET.fullmatch(name):
        sign, hours, minutes = found.groups()
        distance = timedelta(hours=int(hours), minutes=int(minutes or 0))
        return timezone(distance if sign == "+" else -distance)
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    if len(str(year)) not in (2, 4) or len(str(day)) > 2 or len(str(month)) > 2:
        return None
    century = 2000 if len(str(year)) == 2 else 0
    try:
        return date(int(year) + century, int(month), int(day))
    except ValueError:
        return None


def _month(word: str, language: str) -> int:
    """Return the number of a month by its name or first three or more letters; 0 if unknown."""
    for names in _month_names(language):
        if word in names:
            return names[word]
    if len(word) >= 3:
        for names in _month_names(language):
            found = {number for name, number in names.items() if name.startswith(word)}
            if len(found) == 1:
                return found.pop()
    return 0


@cache
def _month_names(language: str) -> tuple[dict[str, int], ...]:
    """Return the numbers of the months by folded name, for each language, ``language`` first."""
    order = sorted(LANGUAGES, key=lambda known: known != language)
    return tuple(
        {name: number for number, name in _names(known, "months") if len(name) > 2}
        for known in order
    )


def weekdays_named(word: str) -> frozenset[int]:
    """Return the days of the week that a word names, from 0 for Monday; empty if it names none.

    >>> weekdays_named("jeudi"), weekdays_named("Thu.")
    (frozenset({3}), frozenset({3}))
    """
    return _numbers_of_days().get(fold(word).rstrip("."), frozenset())


@cache
def _numbers_of_days() -> dict[str, frozenset[int]]:
    days: dict[str, frozenset[int]] = {}
    for known in LANGUAGES:
        for number, name in _names(known, "days"):
            days[name] = days.get(name, frozenset()) | {number}
    return days


def _names(language: str, kind: str) -> Iterator[tuple[int, str]]:
    from babel import Locale

    locale = Locale.parse(language)
    tables = locale.months if kind == "months" else locale.days
    for use in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in tables[use][width].items():
                yield number, fold(name).rstrip(".")


def _fold_zone(name: str) -> str:
    return fold(name.replace("_", " ").replace("-", " "))


@cache
def _abbreviations() -> dict[str, str]:
    return {
        fold(short): zone for zone, shorts in _ABBREVIATIONS.items() for short in shorts.split()
    }


@cache
def _zones() -> tuple[str, ...]:
    """Return the IANA names that the tzdata package lists.

    ``zoneinfo.available_timezones`` would open 600 files.
    """
    folder = Path(str(import_module("tzdata").__file__)).parent
    return tuple((folder / "zones").read_text(encoding="utf-8").split())


@cache
def _zone_names() -> dict[str, str]:
    """Return the IANA names by their folded form, and by their city alone."""
    names = _zones()
    cities = {_fold_zone(name.rpartition("/")[2]): name for name in reversed(names) if "/" in name}
    return cities | {_fold_zone(name): name for name in names}


@cache
def _city_names() -> dict[str, str]:
    """Return the IANA names by city in the forum's languages: ``서울``, ``Ciudad de México``."""
    from babel import Locale

    known = set(_zone_names().values())
    return {
        _fold_zone(zone["city"]): name
        for language in reversed(LANGUAGES)
        for name, zone in Locale.parse(language).time_zones.items()
        if name in known and "city" in zone
    }
