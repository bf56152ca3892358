"""Turns: who spoke, and for how long.

``[floor.f1]`` has ``who``, ``from`` and ``to``; the times are wall times with their zone. The table
is kept in ``Session.extra`` as it is in the file; an entry that is not a turn (written by hand) is
kept and ignored.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import MAXYEAR, MINYEAR, datetime, timedelta
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from .session import Extra, Session
from .times import fact_times

FLOOR = "floor"
"""The table of turns."""
LONGEST = timedelta(hours=2)
"""The age at which a turn without an end counts as forgotten: nobody has the floor any more."""


class Turn(Struct, frozen=True):
    """A person's turn. ``ends`` is None while it goes on."""

    id: str
    who: str
    begins: datetime
    ends: datetime | None = None


def turns(session: Session) -> list[Turn]:
    """Return the turns in the order of speaking.

    A turn without an end ends when the next one begins; only the last stays without.
    """
    found = []
    for key, entry in _table(session.extra).items():
        who, begins, ends = (_value(entry, name) for name in ("who", "from", "to"))
        if isinstance(who, str) and who and _is_moment(begins):
            ends = ends if _is_moment(ends) and ends >= begins else None
            found.append(Turn(key, who, begins, ends))
    found.sort(key=lambda turn: turn.begins)
    followers = [turn.begins for turn in found[1:]]
    ended = [
        turn if turn.ends else replace(turn, ends=after)
        for turn, after in zip(found, followers, strict=False)
    ]
    return [*ended, *found[-1:]]


def turns_at(session: Session, now: datetime) -> list[Turn]:
    """Return the turns as they are at ``now``, in the order of speaking.

    The session's end ends the turn that goes on then: after it nobody has the floor until somebody
    is given it again.
    """
    found = turns(session)
    end = session_end(session) if found else None
    if end is not None and found[-1].ends is None and found[-1].begins <= end < now:
        found[-1] = replace(found[-1], ends=end)
    return found


def session_end(session: Session) -> datetime | None:
    """Return when the session ends, with a zone: this machine's if the session names none. None if
    the end is unknown."""
    end = fact_times(session).end
    if end is None or not MINYEAR < end.year < MAXYEAR:
        return None
    return end if end.tzinfo else end.astimezone()


def minutes(session: Session, now: datetime | None = None) -> Mapping[str, float]:
    """Return the minutes that each person has spoken, by code, in the order of their first turns.

    A turn that goes on counts up to ``now``, at most to the session's end; without ``now``, or if
    it was forgotten, it counts 0.
    """
    spoken: dict[str, float] = {}
    for turn in turns_at(session, now) if now else turns(session):
        ends = turn.ends or (now if goes_on(turn, now) else None)
        length = ends - turn.begins if ends else timedelta(0)
        spoken[turn.who] = spoken.get(turn.who, 0.0) + length / timedelta(minutes=1)
    return spoken


def goes_on(turn: Turn, now: datetime | None) -> bool:
    """Return whether a turn goes on at ``now``: it has no end and was not forgotten."""
    return turn.ends is None and now is not None and timedelta(0) <= now - turn.begins <= LONGEST


def recoded(extra: Extra, codes: Mapping[str, str]) -> Extra:
    """Return ``extra`` with other codes for the people of turns and ideas, by old code."""
    changed = dict(extra)
    for table, field in ((FLOOR, "who"), ("ideas", "by")):
        entries = extra.get(table)
        if isinstance(entries, Mapping) and any(_code(e, field) in codes for e in entries.values()):
            changed[table] = {
                key: {**entry, field: codes[code]}
                if (code := _code(entry, field)) in codes
                else entry
                for key, entry in entries.items()
            }
    return changed if changed != extra else extra


def speakers_by_turn(extra: Extra) -> dict[str, Any]:
    """Return the code of each turn's speaker by the turn's id; turns without one are left out."""
    return {key: who for key, entry in _table(extra).items() if (who := _value(entry, "who"))}


def with_speakers(extra: Extra, codes: Mapping[str, Any]) -> Extra:
    """Return ``extra`` with other speakers for existing turns, by the turns' ids."""
    table = _table(extra)
    changed = {
        key: {**entry, "who": codes[key]} if codes.get(key) and _value(entry, "who") else entry
        for key, entry in table.items()
    }
    return extra if changed == table else {**extra, FLOOR: changed}


def _table(extra: Extra) -> Mapping[str, Any]:
    table = extra.get(FLOOR, {})
    return table if isinstance(table, Mapping) else {}


def _value(entry: Any, name: str) -> Any:
    return entry.get(name) if isinstance(entry, Mapping) else None


def _code(entry: Any, name: str) -> str:
    value = _value(entry, name)
    return value if isinstance(value, str) else ""


def _is_moment(value: Any) -> bool:
    # In the first and last year of the calendar, conversion to another zone can overflow.
    return (
        isinstance(value, datetime) and value.tzinfo is not None and MINYEAR < value.year < MAXYEAR
    )
