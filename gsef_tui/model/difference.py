"""Measure how much of a session is new compared with an earlier value of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from .session import Session
from .turns import FLOOR


def words_added(before: Session | None, after: Session) -> int:
    """Return how many words of the later session are new or changed.

    Words that both versions of a text begin or end with do not count. Without an earlier session
    every word counts. Removed words count 0, and so does everything that is not typed into the
    notes: the turns and the id, which the program records by itself, the template and the language.
    """
    old = dict(_texts(_written_by_hand(before), ())) if before is not None else {}
    new = _texts(_written_by_hand(after), ())
    return sum(len(_middle(old.get(key, ""), text).split()) for key, text in new)


def _written_by_hand(session: Session) -> Any:
    extra = {key: value for key, value in session.extra.items() if key != FLOOR}
    return msgspec.to_builtins(
        [session.forum, session.facts, session.people, session.sections, extra]
    )


def _texts(value: Any, key: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from _texts(part, (*key, str(name)))
    elif isinstance(value, list | tuple):
        for n, part in enumerate(value):
            yield from _texts(part, (*key, str(n)))


def _middle(old: str, new: str) -> str:
    """Return ``new`` without the words that it shares with ``old`` at its beginning and end."""
    if old == new:
        return ""
    ours, theirs = new.split(), old.split()
    shorter = min(len(ours), len(theirs))
    start = next((n for n in range(shorter) if ours[n] != theirs[n]), shorter)
    rest = shorter - start
    end = next((n for n in range(rest) if ours[-1 - n] != theirs[-1 - n]), rest)
    return " ".join(ours[start : len(ours) - end])
