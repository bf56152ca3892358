"""The floor: who speaks now, as the notes show or the user sets it.

The functions are pure; the caller passes the time, with its zone.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

from msgspec.structs import replace

from gsef_tui.model.kinds import TextType
from gsef_tui.model.places import Place, code_at, text_type
from gsef_tui.model.session import NOBODY, Session
from gsef_tui.model.times import SessionTimes, fact_times, read_hour
from gsef_tui.model.turns import FLOOR, Turn, goes_on, minutes, turns, turns_at

__all__ = [
    "current",
    "follows",
    "give",
    "minutes",
    "offset",
    "pass_to",
    "speaker",
    "take_back",
    "turn_lines",
    "turns",
]

BEFORE = timedelta(hours=1)
"""How long before the start people are already greeted and noted."""
RECORDING = "recording_starts"
"""The key of ``[session]`` for the start of the recording: a time, or a date and time."""


def speaker(session: Session, place: Place) -> str:
    """Return the code of the person who speaks when a note is typed at a place; empty if none."""
    if text_type(session.template, place) is not TextType.SPOKEN:
        return ""
    code = code_at(session, place)
    return code if code in session.people else ""


def current(session: Session, now: datetime) -> Turn | None:
    """Return the turn that goes on; None if nobody has the floor, if the session ended since the
    turn began, or if the turn was forgotten."""
    last = turns_at(session, now)[-1:]
    return last[0] if last and goes_on(last[0], now) else None


def follows(session: Session, times: SessionTimes, now: datetime) -> bool:
    """Return whether notes give their person the floor at ``now``.

    They do from one hour before the start of the session (``BEFORE``) until its end, so not when
    the user completes the notes afterwards; an hour that is unknown sets no limit. They also do if
    somebody has the floor: the user gave it to them if the session runs over its end.
    """
    start, end = times.start, times.end
    known = start or end
    if known is None or current(session, now) is not None:
        return True
    if known.tzinfo is None:
        now = now.astimezone().replace(tzinfo=None)
    early = start is not None and start - now > BEFORE
    return not early and (end is None or now <= end)


def give(session: Session, code: str, now: datetime) -> Session:
    """Give a person the floor: the turn that goes on ends at ``now``, and theirs begins.

    ``""`` or ``_`` only ends the turn. Nothing changes if the person has the floor already, or if
    ``[floor]`` is not a table. A turn that was going on at the session's end ended then; another
    forgotten turn ends when it began, since its end is unknown. Raises ValueError if ``now`` has no
    time zone.
    """
    now = _plain(now)
    code = "" if code == NOBODY else code
    if not isinstance(session.extra.get(FLOOR, {}), Mapping):
        return session  # keep what the user wrote there by hand
    going = current(session, now)
    if code == (going.who if going else ""):
        return session
    table: dict[str, Any] = dict(_table(session))
    last = next(iter(turns(session)[-1:]), None)
    if last is not None and last.ends is None:
        ends = now if going else turns_at(session, now)[-1].ends or last.begins
        table[last.id] = {**table[last.id], "to": _plain(ends)}
    if code:
        known = [int(key[1:]) for key in table if key[:1] == "f" and key[1:].isdecimal()]
        table[f"f{max(known, default=0) + 1}"] = {"who": code, "from": now}
    return replace(session, extra={**session.extra, FLOOR: table})


def take_back(session: Session, before: Session, now: datetime) -> Session:
    """Undo what ``give`` did: the turn that it began never was, and the one before it goes on.

    ``before`` is the session to which ``give`` was applied. Nothing changes if the turns were
    changed since, for example by the next person's.
    """
    going, table = current(session, now), dict(_table(session))
    if going is None or table.pop(going.id) is None or table.keys() != _table(before).keys():
        return session
    last = next(iter(turns(before)[-1:]), None)
    if last is not None and last.ends is None:
        table[last.id] = {key: value for key, value in table[last.id].items() if key != "to"}
    extra = {key: value for key, value in session.extra.items() if key != FLOOR}
    return replace(session, extra={**extra, FLOOR: table} if table else extra)


def pass_to(session: Session, code: str, now: datetime) -> Session:
    """Reassign the turn that goes on, from its beginning; begin one if there is none."""
    going = current(session, now)
    if going is None:
        return give(session, code, now)
    table = _table(session)
    table = {**table, going.id: {**table[going.id], "who": code}}
    return replace(session, extra={**session.extra, FLOOR: table})


def offset(session: Session, times: SessionTimes, moment: datetime) -> timedelta | None:
    """Return how far into the recording a moment is; None if the start is unknown or later.

    The user may enter the start afterwards, since turns have wall times. A start without a date is
    on the session's day, in its zone.
    """
    start = _recording(session, times)
    return moment - start if start is not None and moment >= start else None


def turn_lines(session: Session, now: datetime) -> list[str]:
    """Return a line for each turn, in the session's zone: ``20:05–20:12   7 min  KO Kevin Ossah``.

    If the start of the recording is known, the line also has the offset: ``+0:02:10``.
    """
    times = fact_times(session)
    found = []
    for turn in turns_at(session, now):
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
        return start + timedelta(days=1)  # the session crosses midnight
    return start


def _in_zone(moment: datetime, times: SessionTimes) -> datetime | None:
    return moment.replace(tzinfo=times.zone) if times.zone else None


def _table(session: Session) -> Mapping[str, Any]:
    table = session.extra.get(FLOOR, {})
    return table if isinstance(table, Mapping) else {}


def _plain(moment: datetime) -> datetime:
    """Return a moment as a file stores it: in whole seconds, with its offset from UTC."""
    distance = moment.utcoffset()
    if distance is None:
        raise ValueError("a turn's time needs its zone")
    return moment.replace(microsecond=0, tzinfo=timezone(distance))
