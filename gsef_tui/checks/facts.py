"""Check the facts: whether they are filled in, readable and consistent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time

from gsef_tui.model.places import FORUM, Place, fact_text
from gsef_tui.model.session import Fact, Facts, Session
from gsef_tui.model.template import Field, FieldType, Section
from gsef_tui.model.times import LATEST_END, fact_times, read_day, read_hour, read_zone

from .findings import Finding, shortened

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def forum_findings(session: Session) -> Iterator[Finding]:
    """Yield findings about the forum's facts, and a last day before the first."""
    yield from _each(session.forum, session.template.forum, FORUM, session.language)
    first, last = forum_days(session)
    field = session.template.fact("last_day")
    if first and last and field and last < first:
        message = f"{_day(last)} is before the first day, {_day(first)}"
        yield Finding("forum-days", str(Place(FORUM, field.id)), message, "contradiction")


def fact_findings(session: Session, section: Section) -> Iterator[Finding]:
    """Yield findings about the session's facts in a section: each alone, then with the others."""
    yield from _each(session.facts, section.fields, section.id, session.language)
    means = {field.means: str(Place(section.id, field.id)) for field in section.fields}
    times = fact_times(session)
    if times.day and "day" in means:
        yield from _outside(times.day, *forum_days(session), means["day"])
    if times.starts and times.ends and "ends" in means:
        yield from _backwards(times.starts, times.ends, means["ends"])


def forum_days(session: Session) -> tuple[date | None, date | None]:
    """Return the forum's first and last day; None for one that cannot be read."""

    def day(means: str) -> date | None:
        field = session.template.fact(means)
        return read_day(session.forum.get(field.id, ""), session.language) if field else None

    return day("first_day"), day("last_day")


def _each(
    facts: Facts, fields: tuple[Field, ...], section: str, language: str
) -> Iterator[Finding]:
    for field in fields:
        value = facts.get(field.id, "")
        place = str(Place(section, field.id))
        if not fact_text(value).strip():
            if field.required:
                yield Finding("missing-fact", place, "not filled in", "missing")
        elif not _readable(value, field.type, language):
            message = _UNREADABLE[field.type].format(value=shortened(fact_text(value)))
            yield Finding("unreadable-fact", place, message, "contradiction")


_UNREADABLE = {
    FieldType.DATE: "“{value}” is not a date such as 2021-10-04",
    FieldType.TIME: "“{value}” is not a time such as 20:00",
    FieldType.ZONE: "“{value}” is not a time zone such as Asia/Seoul or UTC+9",
}


def _readable(value: Fact, kind: FieldType, language: str) -> bool:
    match kind:
        case FieldType.DATE:
            return read_day(value, language) is not None
        case FieldType.TIME:
            return read_hour(value) is not None
        case FieldType.ZONE:
            return read_zone(fact_text(value)) is not None
        case _:
            return True


def _outside(day: date, first: date | None, last: date | None, place: str) -> Iterator[Finding]:
    if first and last and last < first:
        return
    if (first and day < first) or (last and day > last):
        message = _outside_message(_day(day), first, last)
        yield Finding("outside-forum", place, message, "contradiction")


def _backwards(starts: time, ends: time, place: str) -> Iterator[Finding]:
    if ends <= starts and (ends == starts or ends > LATEST_END):
        message = f"ends at {ends:%H:%M}, but starts at {starts:%H:%M}"
        yield Finding("ends-before-start", place, message, "contradiction")


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _outside_message(day: str, first: date | None, last: date | None) -> str:
    if first and last:
        return f"{day} is outside the forum, {_days(first, last)}"
    return (
        f"{day} is before the forum, {_day(first)}"
        if first
        else (f"{day} is after the forum, {_day(last)}" if last else "")
    )


def _days(first: date, last: date) -> str:
    """Return a range of days; a common month or year is not repeated: ``4–8 Oct 2021``."""
    if first == last:
        return _day(first)
    if first.year != last.year:
        return f"{_day(first)} – {_day(last)}"
    if first.month != last.month:
        return f"{first.day} {_MONTHS[first.month - 1]} – {_day(last)}"
    return f"{first.day}–{_day(last)}"
