"""What the header shows of time, as words. Pure functions: the caller gives the time."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from gsef_tui.model.times import SessionTimes
from gsef_tui.model.turns import Turn

OVER = timedelta(hours=2)
"""How long after its end a session may still be running; later the header no longer counts."""
LAST = timedelta(minutes=10)
"""How long before the end the user can still ask for what is missing, and is reminded to."""


def clocks(times: SessionTimes, now: datetime, here: tzinfo | None = None) -> tuple[str, str]:
    """Return the clock in the session's zone, and the local clock if it shows another time. If that
    zone has another day, the first clock names it."""
    local = now.astimezone(here)
    if times.start is None or times.start.tzinfo is None:
        return f"{local:%H:%M}", ""
    there = now.astimezone(times.start.tzinfo)
    name = there.tzname() or ""
    name = name if name.isalpha() else ""
    days = (there.date() - local.date()).days
    day = "tomorrow" if days > 0 else "yesterday" if days < 0 else ""
    same = there.utcoffset() == local.utcoffset()
    clock = " ".join(filter(None, (f"{there:%H:%M}", name, day)))
    return clock, "" if same else f"{local:%H:%M} here"


def floor(turn: Turn | None, now: datetime, name: str = "") -> tuple[str, ...]:
    """Return who has the floor and for how long, with the name and without it: ``BA 07:12``."""
    if turn is None:
        return ()
    seconds = max(0, int((now - turn.begins).total_seconds()))
    hours, minutes = divmod(seconds // 60, 60)
    since = f"{hours}:{minutes:02}" if hours else f"{minutes:02}"
    since = f"{since}:{seconds % 60:02}"
    short = f"{turn.who} {since}"
    return (f"{turn.who} {name} {since}", short) if name else (short,)


def countdown(times: SessionTimes, now: datetime) -> str:
    """Return the minutes left or over; empty on another day or if the hours are not known."""
    start, end = times.start, times.end
    if start is None or end is None:
        return ""
    if start.tzinfo is None:
        now = now.astimezone().replace(tzinfo=None)
    left = end - now
    if start - now > timedelta(hours=12) or now - end > OVER:
        return ""
    minutes = -(-left // timedelta(minutes=1))
    if now < start:
        wait = -(-(start - now) // timedelta(minutes=1))
        return f"starts in {wait // 60} h {wait % 60:02}" if wait >= 60 else f"starts in {wait} min"
    return f"{minutes} min left" if left > timedelta(0) else f"+{-minutes} min"


def last_minutes(times: SessionTimes, now: datetime) -> bool:
    """Return whether the session is about to end or runs over; False on another day."""
    if times.end is None or not countdown(times, now):
        return False
    if times.end.tzinfo is None:
        now = now.astimezone().replace(tzinfo=None)
    return times.end - now <= LAST
