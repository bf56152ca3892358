"""What the header shows of time and of saving, as words. Pure functions: the caller gives the
time."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from msgspec import Struct

from gsef_tui.model.times import SessionTimes
from gsef_tui.model.turns import Turn
from gsef_tui.storage.errors import shown
from gsef_tui.storage.save_state import SaveState

OVER = timedelta(hours=2)
"""How long after its end a session may still be running; later the header no longer counts."""
LAST = timedelta(minutes=10)
"""How long before the end the user can still ask for what is missing, and is reminded to."""
ALARM = "bold auto on $error"
"""The style of a badge that the user must not miss: a filled block, legible in every theme."""
GRACE = 2.0
"""Seconds for which an unsaved key is still shown as saved."""


class Badge(Struct, frozen=True):
    """What the header shows of saving.

    ``says``: the possible wordings, the fullest first; each contains what matters most. ``where``:
    a word and the path that follows it, shown only if there is room for both.
    """

    says: tuple[str, ...]
    style: str = ""
    where: tuple[str, str] | None = None


def badge(state: SaveState, monotonic: float, *, writes: bool = True, held: bool = False) -> Badge:
    """Return the save badge: saved, the age of the oldest unsaved key, or why it is not saved.

    ``writes``: whether this window may write the file. ``held``: another window has the session,
    and this one can take it over.
    """
    if not writes:
        return Badge(
            ("read only · F12 takes over", "read only · F12") if held else ("read only",), "bold"
        )
    if state.taken_by is not None:
        says = (f"✗ read only: taken over by {state.taken_by}", "✗ read only: taken over")
        return Badge(says, ALARM)
    if state.changed:
        ours = state.conflict.name if state.conflict else str(state.copy or "")
        says = ("✗ changed by somebody else · F12 decides", "✗ changed · F12 decides")
        return Badge(says, ALARM, (" · yours in ", shown(ours)) if ours else None)
    since = state.failed_since or state.stalled_since
    if since is not None:
        return _not_saved(state, f"{since:%H:%M}")
    age = 0.0 if state.oldest is None else monotonic - state.oldest
    if age <= GRACE:
        return Badge(("✓ saved",), where=_moved(state))
    return Badge((f"… {age:.0f} s",), "bold")


def _not_saved(state: SaveState, since: str) -> Badge:
    """Return the badge of a failed save, which also shows whether the text is kept elsewhere. If
    room is short, the reason and the time are dropped first."""
    if state.copy is None:
        nowhere = "✗ not saved" if state.safe else "✗ not saved anywhere"
        begun = f"{nowhere} since {since}"
        return Badge((f"{begun}: {state.reason}", begun, nowhere, "✗ not saved"), ALARM)
    begun = f"✗ not saved since {since}"
    folder = shown(state.copy.parent)
    if state.fleeting:
        only = "in memory only, lost at restart"
        says = (
            f"{begun}: {state.reason} · {only}",
            f"{begun}: {only}",
            f"✗ not saved: {only}",
            f"✗ {only}",
            "✗ not saved",
        )
        return Badge(says, ALARM, (": ", folder))
    kept = (f"{begun}: {state.reason} · copy kept", f"{begun} · copy kept", "✗ not saved")
    return Badge(kept, ALARM, (" in ", folder))


def _moved(state: SaveState) -> tuple[str, str] | None:
    return (" in ", shown(state.moved_to)) if state.moved_to else None


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
