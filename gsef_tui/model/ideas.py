"""Key ideas: what the forum publishes the best of, all sessions together. ``[ideas.i1]``: ``text``,
``by`` (a code) and ``at`` (when it was noted). They are no part of the report.

The table lives in ``Session.extra`` as it stands in the file; what in it is no idea is left alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from .session import Session

IDEAS = "ideas"


class Idea(Struct, frozen=True):
    """An idea, by whom (a code, empty for nobody's), and when it was noted."""

    id: str
    text: str
    by: str = ""
    at: datetime | None = None


def ideas(session: Session) -> list[Idea]:
    """The ideas in their order."""
    found = []
    for key, entry in _table(session).items():
        text, by, at = (
            entry.get(name) if isinstance(entry, Mapping) else None for name in ("text", "by", "at")
        )
        if isinstance(text, str) and text.strip():
            said_by = by if isinstance(by, str) else ""
            found.append(Idea(key, text, said_by, at if isinstance(at, datetime) else None))
    return found


def takes_ideas(session: Session) -> bool:
    """Whether nothing else was written by hand where the ideas belong."""
    return isinstance(session.extra.get(IDEAS, {}), Mapping)


def with_idea(session: Session, text: str, by: str, at: datetime | None) -> Session:
    """The session with one more idea, last. ``at`` is kept in whole seconds, as a file gives it
    back; ``takes_ideas`` holds."""
    table = _table(session)
    known = [int(key[1:]) for key in table if key[:1] == "i" and key[1:].isdecimal()]
    entry: dict[str, Any] = {"text": text}
    if by:
        entry["by"] = by
    if at is not None:
        distance = at.utcoffset() or timedelta(0)
        entry["at"] = at.replace(microsecond=0, tzinfo=timezone(distance))
    return _with(session, {**table, f"i{max(known, default=0) + 1}": entry})


def mended(session: Session, idea: str, text: str, by: str) -> Session:
    """The session with another text for an idea, and whose it is; what else it says stays."""
    table = _table(session)
    entry = {k: v for k, v in table[idea].items() if k != "by"} | {"text": text}
    return _with(session, {**table, idea: entry | ({"by": by} if by else {})})


def without(session: Session, idea: str) -> Session:
    """The session without an idea; an empty table goes too."""
    return _with(session, {k: v for k, v in _table(session).items() if k != idea})


def _table(session: Session) -> Mapping[str, Any]:
    table = session.extra.get(IDEAS, {})
    return table if isinstance(table, Mapping) else {}


def _with(session: Session, table: Mapping[str, Any]) -> Session:
    extra = {key: value for key, value in session.extra.items() if key != IDEAS}
    return replace(session, extra={**session.extra, IDEAS: table} if table else extra)
