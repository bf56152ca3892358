"""Key ideas, of which the forum publishes the best of all sessions.

``[ideas.i1]`` has ``text``, ``by`` (a code) and ``at`` (when it was noted). Ideas are not part of
the report. The table is kept in ``Session.extra`` as it is in the file; entries that are not ideas
are left unchanged.
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
    """An idea, whose it is (a code; empty for nobody's), and when it was noted."""

    id: str
    text: str
    by: str = ""
    at: datetime | None = None


def ideas(session: Session) -> list[Idea]:
    """Return the ideas of a session in their order."""
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
    """Return whether ideas can be added: ``[ideas]`` is a table, or there is none yet."""
    return isinstance(session.extra.get(IDEAS, {}), Mapping)


def with_idea(session: Session, text: str, by: str, at: datetime | None) -> Session:
    """Return the session with one more idea, last.

    ``at`` is kept in whole seconds with its offset from UTC, as a file stores it. The caller has
    checked ``takes_ideas``.
    """
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
    """Return the session with another text and person for an idea; its other keys stay.

    Raises KeyError if there is no such idea.
    """
    table = _table(session)
    entry = {k: v for k, v in table[idea].items() if k != "by"} | {"text": text}
    return _with(session, {**table, idea: entry | ({"by": by} if by else {})})


def without(session: Session, idea: str) -> Session:
    """Return the session without an idea, and without an empty table of ideas."""
    return _with(session, {k: v for k, v in _table(session).items() if k != idea})


def _table(session: Session) -> Mapping[str, Any]:
    table = session.extra.get(IDEAS, {})
    return table if isinstance(table, Mapping) else {}


def _with(session: Session, table: Mapping[str, Any]) -> Session:
    extra = {key: value for key, value in session.extra.items() if key != IDEAS}
    return replace(session, extra={**session.extra, IDEAS: table} if table else extra)
