"""What the header says of time and of saving, as words. Pure: the times are given."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from gsef_tui.model.facts import SessionTimes
from gsef_tui.model.floor import Turn
from gsef_tui.storage.errors import shown
from gsef_tui.storage.save_state import SaveState

OVER = timedelta(hours=2)
"""So long after its end a session may still be going on; later the time over says nothing."""
LAST = timedelta(minutes=10)
"""So long before the end what is missing can still be asked for, and has to be."""
GRACE = 2.0
"""Seconds during which a key that is not yet on disk does not worry anybody."""


def badge(state: SaveState, monotonic: float, *, writes: bool = True) -> tuple[str, str]:
    """The save badge and its style: saved, how old the oldest unsaved key is, or why not.

    ``writes``: whether this window may; one that may not promises nothing.
    """
    if not writes:
        return "read only", "bold"
    if state.taken_by is not None:
        return f"✗ read only: taken over by {state.taken_by}", "bold $error"
    if state.changed:
        ours = state.conflict.name if state.conflict else str(state.copy or "")
        in_ours = f" · ours in {shown(ours)}" if ours else ""
        return f"✗ changed by somebody else · F12 decides{in_ours}", "bold $error"
    since = state.failed_since or state.stalled_since
    if since is not None:
        return f"✗ not saved since {since:%H:%M}: {state.reason}{_copy(state)}", "bold $error"
    age = 0.0 if state.oldest is None else monotonic - state.oldest
    if age <= GRACE:
        return f"✓ saved{f' in {shown(state.moved_to)}' if state.moved_to else ''}", ""
    return f"… {age:.0f} s", "bold"


def _copy(state: SaveState) -> str:
    if state.copy is None:
        return "" if state.safe else " · no copy"
    if state.fleeting:
        return f" · in memory only, lost at restart: {shown(state.copy.parent)}"
    return f" · copy in {shown(state.copy.parent)}"


def clocks(times: SessionTimes, now: datetime, here: tzinfo | None = None) -> tuple[str, str]:
    """The clock of the session's zone, and the one here where it says something else. Where it is
    another day there, that stands beside its clock."""
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
    """Who has the floor and since when, with the name and without: ``BA 07:12``."""
    if turn is None:
        return ()
    seconds = max(0, int((now - turn.begins).total_seconds()))
    hours, minutes = divmod(seconds // 60, 60)
    since = f"{hours}:{minutes:02}" if hours else f"{minutes:02}"
    since = f"{since}:{seconds % 60:02}"
    short = f"{turn.who} {since}"
    return (f"{turn.who} {name} {since}", short) if name else (short,)


def countdown(times: SessionTimes, now: datetime) -> str:
    """Minutes left, minutes over, or nothing on another day or without hours."""
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
    """Whether the session is about to end, or runs over: not on another day."""
    if times.end is None or not countdown(times, now):
        return False
    if times.end.tzinfo is None:
        now = now.astimezone().replace(tzinfo=None)
    return times.end - now <= LAST
