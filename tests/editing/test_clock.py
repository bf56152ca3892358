"""The words of the header for time: what is left, the clock at the forum and the one here."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from gsef_tui.editing.clock import clocks, countdown, last_minutes
from gsef_tui.model.times import SessionTimes

SEOUL = ZoneInfo("Asia/Seoul")
START = datetime(2031, 10, 4, 20, 0, tzinfo=SEOUL)
TIMES = SessionTimes(start=START, end=START + timedelta(minutes=90))


def after(**time: float) -> datetime:
    return START + timedelta(**time)


@pytest.mark.parametrize(
    ("now", "says"),
    [
        (after(minutes=-5), "starts in 5 min"),
        (after(minutes=-4.5), "starts in 5 min"),
        (after(minutes=-61), "starts in 1 h 01"),
        (after(), "90 min left"),
        (after(minutes=47), "43 min left"),
        (after(minutes=89.5), "1 min left"),
        (after(minutes=90), "+0 min"),
        (after(minutes=95), "+5 min"),
        (after(days=1), ""),
        (after(days=-1), ""),
    ],
)
def test_the_minutes_left(now: datetime, says: str) -> None:
    assert countdown(TIMES, now) == says
    assert countdown(TIMES, now.astimezone(UTC)) == says


def test_without_hours_nothing_is_counted() -> None:
    assert countdown(SessionTimes(), after()) == ""
    assert countdown(SessionTimes(start=START), after()) == ""


@pytest.mark.parametrize("year", [1, 9999])
def test_at_the_ends_of_the_calendar_nothing_is_counted(year: int) -> None:
    first = datetime(year, 1, 1, tzinfo=SEOUL)
    last = datetime(year, 12, 31, 23, 59, tzinfo=SEOUL)
    times = SessionTimes(start=first, end=last)
    assert countdown(times, after()) == ""
    assert not last_minutes(times, after())


@pytest.mark.parametrize(
    ("minute", "last"), [(79, False), (80, True), (90, True), (209, True), (211, False)]
)
def test_the_last_minutes(minute: float, last: bool) -> None:
    assert last_minutes(TIMES, after(minutes=minute)) is last


def test_the_clock_there_and_the_one_here_where_it_differs() -> None:
    now = after(minutes=47)
    assert clocks(TIMES, now, ZoneInfo("Europe/Paris")) == ("20:47 KST", "13:47 here")
    assert clocks(TIMES, now, SEOUL) == ("20:47 KST", "")
    assert clocks(SessionTimes(), now, SEOUL) == ("20:47", "")
    lima = SessionTimes(start=START.astimezone(ZoneInfo("America/Lima")), end=None)
    assert clocks(lima, now, ZoneInfo("America/Lima"))[0] == "06:47"


@pytest.mark.parametrize(
    ("now", "here", "says"),
    [
        (after(hours=10), "Europe/Paris", ("06:00 KST tomorrow", "23:00 here")),
        (after(hours=3), "Pacific/Auckland", ("23:00 KST yesterday", "03:00 here")),
        (after(hours=3), "Asia/Tokyo", ("23:00 KST", "")),
        (after(minutes=0), "Europe/Paris", ("20:00 KST", "13:00 here")),
    ],
)
def test_another_day_there_is_said_beside_its_clock(
    now: datetime, here: str, says: tuple[str, str]
) -> None:
    assert clocks(TIMES, now, ZoneInfo(here)) == says
