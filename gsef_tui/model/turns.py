"""Who spoke, and for how long: the turns of ``[floor.f1]``, ``who``, ``from`` and ``to``.

Times are wall times with their zone. The table lives in ``Session.extra`` as it stands in the file;
an entry that is no turn (a hand wrote it) is kept there, and counts nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import MAXYEAR, MINYEAR, datetime, timedelta
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from .session import Extra, Session

FLOOR = "floor"
"""The table of turns."""
LONGEST = timedelta(hours=2)
"""An open turn that is older was forgotten: nobody has the floor any more."""


class Turn(Struct, frozen=True):
    """A person's turn. ``ends``: None while it goes on."""

    id: str
    who: str
    begins: datetime
    ends: datetime | None = None


def turns(session: Session) -> list[Turn]:
    """The turns in the order of speaking. One without an end that is not the last ends where the
    next begins."""
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


def minutes(session: Session, now: datetime | None = None) -> Mapping[str, float]:
    """The minutes that each code has spoken, in the order of speaking first.

    A turn that goes on counts until ``now``, where that is given and the turn was not forgotten.
    """
    spoken: dict[str, float] = {}
    for turn in turns(session):
        ends = turn.ends or (now if goes_on(turn, now) else None)
        length = ends - turn.begins if ends else timedelta(0)
        spoken[turn.who] = spoken.get(turn.who, 0.0) + length / timedelta(minutes=1)
    return spoken


def goes_on(turn: Turn, now: datetime | None) -> bool:
    """Whether a turn has not ended, and was not forgotten either."""
    return turn.ends is None and now is not None and timedelta(0) <= now - turn.begins <= LONGEST


def recoded(extra: Extra, codes: Mapping[str, str]) -> Extra:
    """What a session keeps beside its report, with other codes for people: turns and ideas."""
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
    """The code of each turn by its id, where it has one."""
    return {key: who for key, entry in _table(extra).items() if (who := _value(entry, "who"))}


def with_speakers(extra: Extra, codes: Mapping[str, Any]) -> Extra:
    """The turns that are there, given to others; one that is not there is not made."""
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
    # At the ends of the calendar a moment has no time in another zone.
    return (
        isinstance(value, datetime) and value.tzinfo is not None and MINYEAR < value.year < MAXYEAR
    )
