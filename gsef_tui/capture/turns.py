"""The floor: who speaks now, given by notes or by hand. Pure; the time is given, with its zone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

from msgspec.structs import replace

from gsef_tui.model.kinds import TextType
from gsef_tui.model.navigation import whose
from gsef_tui.model.places import Place, text_type
from gsef_tui.model.session import NOBODY, Session
from gsef_tui.model.times import SessionTimes, fact_times, read_hour
from gsef_tui.model.turns import FLOOR, Turn, goes_on, minutes, turns

__all__ = [
    "current",
    "follows",
    "give",
    "minutes",
    "offset",
    "pass_to",
    "speaker",
    "turn_lines",
    "turns",
]

BEFORE = timedelta(hours=1)
"""So long before the start people are already greeted and noted."""
AFTER = timedelta(hours=2)
"""So long after its end a session may still be going on."""
RECORDING = "recording_starts"
"""The key of ``[session]`` that says when the recording starts: an hour, or a moment."""


def speaker(session: Session, place: Place) -> str:
    """Return the code of who speaks when something is noted at a place; empty if nobody does."""
    if text_type(session.template, place) is not TextType.SPOKEN:
        return ""
    code = whose(session, place)
    return code if code in session.people else ""


def current(session: Session, now: datetime) -> Turn | None:
    """The turn that goes on; none where nobody has the floor, or it was forgotten."""
    last = turns(session)[-1:]
    return last[0] if last and goes_on(last[0], now) else None


def follows(session: Session, times: SessionTimes, now: datetime) -> bool:
    """Whether notes give the floor now. Those that are completed on another day do not; without
    hours nobody can tell, and they do. Where somebody was given the floor by hand they follow."""
    if current(session, now) is not None or times.start is None or times.end is None:
        return True
    if times.start.tzinfo is None:
        now = now.astimezone().replace(tzinfo=None)
    return times.start - now <= BEFORE and now - times.end <= AFTER


def give(session: Session, code: str, now: datetime) -> Session:
    """Give somebody the floor: the turn that goes on ends now, and theirs begins.

    Nobody (``""`` or ``_``) only ends it. Who has the floor already keeps it. A turn that was
    forgotten ends where it began, since nobody knows its end. Raises ``ValueError`` for a time
    without its zone.
    """
    now = _plain(now)
    code = "" if code == NOBODY else code
    if not isinstance(session.extra.get(FLOOR, {}), Mapping):
        return session  # something else was written there by hand: it is kept
    last = next(iter(turns(session)[-1:]), None)
    going = last if last and goes_on(last, now) else None
    if code == (going.who if going else ""):
        return session
    table: dict[str, Any] = dict(_table(session))
    if last is not None and last.ends is None:
        ends = now if going else last.begins
        table[last.id] = {**table[last.id], "to": ends}
    if code:
        known = [int(key[1:]) for key in table if key[:1] == "f" and key[1:].isdecimal()]
        table[f"f{max(known, default=0) + 1}"] = {"who": code, "from": now}
    return replace(session, extra={**session.extra, FLOOR: table})


def pass_to(session: Session, code: str, now: datetime) -> Session:
    """The turn that goes on is somebody else's, from its beginning; one begins where none does."""
    going = current(session, now)
    if going is None:
        return give(session, code, now)
    table = _table(session)
    table = {**table, going.id: {**table[going.id], "who": code}}
    return replace(session, extra={**session.extra, FLOOR: table})


def offset(session: Session, times: SessionTimes, moment: datetime) -> timedelta | None:
    """How far into the recording a moment is; None where its start is not known, or it is before.

    The start may be given afterwards: turns keep wall time. An hour is one of the session's day,
    in its zone.
    """
    start = _recording(session, times)
    return moment - start if start is not None and moment >= start else None


def turn_lines(session: Session, now: datetime) -> list[str]:
    """A line a turn, in the session's zone: ``20:05–20:12   7 min  KO Kevin Ossah``, and where the
    recording's start is known how far into it: ``+0:02:10``."""
    times = fact_times(session)
    found = []
    for turn in turns(session):
        begins = turn.begins.astimezone(times.zone) if times.zone else turn.begins
        ends = turn.ends or (now if goes_on(turn, now) else None)
        length = f"{(ends - turn.begins) / timedelta(minutes=1):3.0f} min" if ends else " " * 7
        until = f"{turn.ends.astimezone(begins.tzinfo):%H:%M}" if turn.ends else "     "
        into = offset(session, times, turn.begins)
        where = f"  +{into - timedelta(microseconds=into.microseconds)}" if into is not None else ""
        person = session.people.get(turn.who)
        who = f"{turn.who} {person.name if person else '?'}".rstrip()
        found.append(f"{begins:%H:%M}–{until}  {length}{where}  {who}")
    return found


def _recording(session: Session, times: SessionTimes) -> datetime | None:
    unknown = session.extra.get("session", {})
    value = session.facts.get(RECORDING, unknown.get(RECORDING))
    if isinstance(value, datetime):
        return value if value.tzinfo else _in_zone(value, times)
    hour = read_hour(value) if isinstance(value, time | str) else None
    if hour is None or times.day is None:
        return None
    start = _in_zone(datetime.combine(times.day, hour), times)
    begins = times.start
    late = start and begins and begins.tzinfo and begins - start > timedelta(hours=12)
    if start and late and times.day < date.max:
        return start + timedelta(days=1)  # a session over midnight
    return start


def _in_zone(moment: datetime, times: SessionTimes) -> datetime | None:
    return moment.replace(tzinfo=times.zone) if times.zone else None


def _table(session: Session) -> Mapping[str, Any]:
    table = session.extra.get(FLOOR, {})
    return table if isinstance(table, Mapping) else {}


def _plain(moment: datetime) -> datetime:
    """A moment as a file gives it back: whole seconds, and the distance from UTC."""
    distance = moment.utcoffset()
    if distance is None:
        raise ValueError("a turn's time needs its zone")
    return moment.replace(microsecond=0, tzinfo=timezone(distance))
