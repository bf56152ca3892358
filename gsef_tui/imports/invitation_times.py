"""When a session takes place, from a line of a mail, with its hours in one zone or in several.

``jeudi 3 décembre 2026, 20h-21h30 heure de Séoul (12h-13h30 Paris)`` names a day, two ranges of
hours and the zone of each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib import import_module
from pathlib import Path

from msgspec import Struct

from gsef_tui.model.cldr import code_of
from gsef_tui.model.folding import fold
from gsef_tui.model.lazy_pattern import lazy_pattern
from gsef_tui.model.times import read_day, read_hour, read_zone, weekdays_named, zone_of

_ORDINAL = r"\d{1,2}(?:er|st|nd|rd|th|º|°)?\.?"
_WORD = r"[^\W\d_]{3,}"
_DAYS = tuple(
    lazy_pattern(source)
    for source in (
        r"\d{4}\s*년\s*\d{1,2}\s*월\s*\d{1,2}\s*일",
        r"(?<!\d)\d{1,2}\s*월\s*\d{1,2}\s*일",
        r"(?<![\d./-])\d{4}([-./])\s?\d{1,2}\1\s?\d{1,2}(?![\d/-])\.?",
        r"(?<![\d./-])\d{1,2}([-./])\d{1,2}\1\d{4}(?![\d/-])",
        rf"(?<![\d:.])\b{_ORDINAL}\s+(?:(?:de|of|del)\s+)?{_WORD}\.?(?:,?\s+(?:(?:de|del)\s+)?\d{{4}}\b(?!\s?[h:]))?",
        rf"\b{_WORD}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?!\s?[h:.]\d|h\b|\s?[ap]\.?\s?m\b)(?:,?\s+\d{{4}}\b)?",
    )
)
_SLASHED = lazy_pattern(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4})")
_KOREAN_MONTH = lazy_pattern(r"(\d{1,2})\s*월\s*(\d{1,2})\s*일")
_NOON = r"(?:[ap]\.?\s?m\b\.?)"
_HOUR = (
    rf"(?:(?:오전|오후)\s*)?\d{{1,2}}(?:[:.]\d{{2}}(?!\d)|\s?(?:h(?:rs?|eures?|oras?)?\b|h(?=\d)|시)\s?"
    rf"(?:\d{{2}}(?!\d)\s?분?)?)?(?:\s?{_NOON})?(?:\s?h(?:rs)?\b)?"
)
_BETWEEN = (
    r"\s*(?:[-–—~〜]|\b(?:à|a\s+las|a|to|until|till|hasta(?:\s+las)?|al?|et|and|y)\b|부터|에서)\s*"
)
_RANGE = lazy_pattern(rf"(?<![\d:.,/])({_HOUR})(?:{_BETWEEN}({_HOUR}))?(?:\s*까지)?", re.IGNORECASE)
_IS_HOUR = lazy_pattern(rf"\d\s?(?::|h|시)|{_NOON}|오전|오후", re.IGNORECASE)
_PIECES = lazy_pattern(r"[/(（;|,·\[]| [-–—] ")
_BRACKET = lazy_pattern(r"\s*[(（\[]([^()（）\[\]\d]*)[)）\]]")
_ZONE_WORDS = frozenset(
    (
        "heure", "heures", "hora", "horas", "time", "local", "de", "du", "d", "la", "las", "l",
        "in", "of", "the", "a", "en", "at", "standard", "daylight", "시간", "기준", "현지", "hour",
        "hours", "zone", "fuseau", "zona", "horaria",
    )
)  # fmt: skip
_NOISE = frozenset(
    (
        "le", "la", "les", "de", "du", "des", "d", "l", "a", "au", "el", "los", "las", "al", "en",
        "on", "at", "from", "the", "to", "of", "in", "and", "et", "y", "hora", "heure", "heures",
        "horas", "time", "date", "jour", "day", "dia", "hour", "hours", "entre", "between",
        "desde", "hasta", "by", "시간", "기준", "부터", "까지", "에", "시",
    )
)  # fmt: skip
_OFFSET = lazy_pattern(r"(?:UTC|GMT)\s*[+\-−–]\s*\d{1,2}(?::\d{2})?", re.IGNORECASE)
_MOST_WORDS = 5


class Hours(Struct, frozen=True):
    """A range of hours as a line gives it. ``zone`` is as session files write it, or empty."""

    starts: time
    ends: time | None = None
    zone: str = ""


class When(Struct, frozen=True):
    """What a line says of when something takes place.

    ``rest`` are the words that say nothing of it. ``other_day`` is what the day is if its first
    number is the month. ``has_year``: the line gives the year. ``weekday_differs``: the line names
    another weekday than that of the day.
    """

    day: date | None = None
    hours: tuple[Hours, ...] = ()
    zone: str = ""
    rest: str = ""
    other_day: date | None = None
    other_days: tuple[date, ...] = ()
    has_year: bool = True
    weekday_differs: bool = False

    def __bool__(self) -> bool:
        return self.day is not None or bool(self.hours)

    def hours_agree(self) -> bool:
        """Return whether all ranges are the same time, as far as their zones and a day say so."""
        if self.day is None:
            return True
        moments = {
            datetime.combine(self.day, hours.starts, zone).timestamp() % 86_400
            for hours in self.hours
            if (zone := zone_of(hours.zone))
        }
        return len(moments) <= 1


def read_when(text: str, language: str, around: date, *, alone: bool = False) -> When:
    """Return what a line says of when the session takes place.

    A day without a year is the first one from ``around`` on. ``alone``: a lone hour counts, and a
    zone without hours, since the line is about nothing else.
    """
    found = [*_days(text, language, around)]
    spans = [span for span, _, _ in found]
    blank = _without(text, spans)
    ranges = [*_ranges(blank, lone=alone or bool(found))]
    hours, rest = _with_zones(blank, ranges)
    zone = ""
    if alone and not any(h.zone for h in hours):
        zone, rest = _zone_in(rest)
    rest, weekdays = _without_weekdays(rest)
    if not found:
        return When(None, tuple(hours), zone, _meaning(rest))
    span, day, has_year = found[0]
    return When(
        day,
        tuple(hours),
        zone,
        _meaning(rest),
        _other_day(text[slice(*span)]),
        tuple(dict.fromkeys(other for _, other, _ in found[1:] if other != day)),
        has_year,
        bool(weekdays) and day.weekday() not in weekdays and has_year,
    )


def _days(text: str, language: str, around: date) -> Iterator[tuple[tuple[int, int], date, bool]]:
    """Yield the span of each day that a text names, the day, and whether its year is given."""
    found: list[tuple[tuple[int, int], date, bool]] = []
    blank = text
    for pattern in _DAYS:
        for match in pattern.finditer(blank):
            day = _day(match[0], language, around)
            if day is not None:
                found.append((match.span(), *day))
                blank = _without(blank, [match.span()])
    yield from sorted(found)


def _day(text: str, language: str, around: date) -> tuple[date, bool] | None:
    if re.search(r"\d{4}", text):
        day = read_day(text.strip().rstrip("."), language)
        return (day, True) if day else None
    for year in (around.year, around.year + 1):
        if found := _KOREAN_MONTH.fullmatch(text):
            day = read_day(f"{year}년 {found[1]}월 {found[2]}일", language)
        else:
            day = read_day(f"{text.strip('. ')} {year}", language)
        if day is not None and day >= around:
            return day, False
    return None


def _other_day(text: str) -> date | None:
    """Return the day if the first of two numbers is the month; None if it is clear."""
    found = _SLASHED.fullmatch(text)
    if not found or found[1] == found[3] or int(found[1]) > 12 or int(found[3]) > 12:
        return None
    return date(int(found[4]), int(found[1]), int(found[3]))


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """Return a text of the same length with spaces for these spans."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _ranges(text: str, *, lone: bool) -> Iterator[tuple[tuple[int, int], Hours]]:
    """Yield the span of each range of hours; of a lone hour too if ``lone``."""
    for match in _RANGE.finditer(text):
        first, second = match[1].strip(), (match[2] or "").strip()
        if not _IS_HOUR.search(match[0]) or (not second and not lone):
            continue
        hours = _range(first, second)
        if hours is not None:
            yield match.span(), hours


def _range(first: str, second: str) -> Hours | None:
    starts, ends = read_hour(first), read_hour(second) if second else None
    if starts is None or (second and ends is None):
        return None
    if ends is None:
        return Hours(starts)
    noons = [_noon(text) for text in (first, second)]
    half = timedelta(hours=12)
    if noons[1] and not noons[0] and starts.hour <= 12:  # 2-3:30 pm, 11-1 pm
        read = [read_hour(f"{first} {noon}") for noon in (noons[1], "am")]
        starts = next((t for t in read if t is not None and t < ends), starts)
    elif noons[0] and not noons[1] and ends.hour <= 12:  # 오후 8시~9시 30분
        later = (datetime.combine(date.min, ends) + half).time()
        ends = ends if ends > starts else later
    return Hours(starts, ends)


def _noon(text: str) -> str:
    folded = fold(text).replace(".", "").replace(" ", "")
    if "오후" in text or folded.endswith("pm"):
        return "pm"
    return "am" if "오전" in text or folded.endswith("am") else ""


def _with_zones(text: str, ranges: list[tuple[tuple[int, int], Hours]]) -> tuple[list[Hours], str]:
    """Return the ranges with the zone that stands behind or before each, and the other text."""
    hours: list[Hours] = []
    gaps: list[str] = []
    end = 0
    for span, _ in ranges:
        gaps.append(text[end : span[0]])
        end = span[1]
    gaps.append(text[end:])
    for n, (_, own) in enumerate(ranges):
        zone, gaps[n + 1] = _zone_behind(gaps[n + 1])
        if not zone:
            zone, gaps[n] = _zone_before(gaps[n])
        hours.append(Hours(own.starts, own.ends, zone))
    return hours, " ".join(gaps)


def _zone_behind(gap: str) -> tuple[str, str]:
    if found := _BRACKET.match(gap):
        zone, left = _zone_in(found[1])
        if zone:
            return zone, f"{left} {gap[found.end() :]}"
    cut = _PIECES.search(gap)
    at = cut.start() if cut else len(gap)
    if not gap[:at].strip() and cut and cut[0] == ",":  # "20:00, Seoul time"
        cut = _PIECES.search(gap, cut.end())
        at = cut.start() if cut else len(gap)
    zone, left = _zone_in(gap[:at])
    return (zone, left + gap[at:]) if zone else ("", gap)


def _zone_before(gap: str) -> tuple[str, str]:
    cuts = [*_PIECES.finditer(gap)]
    at = cuts[-1].end() if cuts else 0
    zone, left = _zone_in(gap[at:])
    return (zone, gap[:at] + left) if zone else ("", gap)


def _zone_in(text: str) -> tuple[str, str]:
    """Return the zone that a few words name, and the text without them; ``""`` if none does."""
    if (found := _OFFSET.search(text)) and (zone := read_zone(found[0])):
        return zone, text[: found.start()] + text[found.end() :]
    words = re.findall(r"[\w/+'’-]+", text)
    words = [part for word in words for part in re.split("(?<=^[dDlL])['’]", word)]
    named = [word for word in words if fold(word) not in _ZONE_WORDS]
    if not named or len(words) > _MOST_WORDS + 3:
        return "", text
    for size in (3, 2, 1):
        for at in range(len(named) - size + 1):
            window = named[at : at + size]
            if zone := _zone_named(" ".join(window)):
                others = [word for word in named if word not in window]
                return zone, " ".join(others)
    return "", text


def _zone_named(text: str) -> str:
    if text.isascii() and len(text) <= 4 and not text.isupper():
        return ""  # "est" and "et" are words
    if text[:1].islower() and "/" not in text:
        return ""
    text = text.removesuffix("시간")
    return read_zone(text) or _zone_of_country(text)


@cache
def _zone_of_country(name: str) -> str:
    """Return the zone of a country that has one only, else ``""``."""
    code = code_of(name, "territories") or _ADJECTIVES.get(fold(name), "")
    if not code:
        return ""
    folder = Path(str(import_module("tzdata").__file__)).parent / "zoneinfo"
    rows = (folder / "zone.tab").read_text(encoding="utf-8").splitlines()
    zones = [row.split("\t")[2] for row in rows if row.startswith(f"{code}\t")]
    return zones[0] if len(zones) == 1 else ""


_ADJECTIVES = {
    "korean": "KR",
    "korea": "KR",
    "french": "FR",
    "senegalese": "SN",
    "moroccan": "MA",
    "uruguayan": "UY",
}


def _without_weekdays(text: str) -> tuple[str, frozenset[int]]:
    """Return a text without the weekdays that it names, and these."""
    named: set[int] = set()
    kept: list[str] = []
    for word in text.split():
        bare = word.strip("().,;:·").removesuffix("에")
        days = weekdays_named(bare) if len(bare) > 1 or "\uac00" <= bare <= "\ud7a3" else None
        if days:
            named |= days
        else:
            kept.append(word)
    return " ".join(kept), frozenset(named)


def _meaning(text: str) -> str:
    """Return a text if it has a word that means something, else ``""``."""
    words = [word for word in re.findall(r"\w+", text) if fold(word) not in _NOISE]
    return " ".join(text.split()).strip(" ,;:–—-()[]·/|.") if words else ""
