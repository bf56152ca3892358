"""How much of a session is new against an earlier value of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from .session import Session


def words_added(before: Session | None, after: Session) -> int:
    """How many words stand in the later session where the earlier one has others or none.

    In each text what both begin and end with does not count. Without an earlier session every word
    counts. What was only removed makes 0.
    """
    old = dict(_texts(msgspec.to_builtins(before), ())) if before is not None else {}
    new = _texts(msgspec.to_builtins(after), ())
    return sum(len(_middle(old.get(key, ""), text).split()) for key, text in new)


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
    """What a text has between the words that it shares with another at its beginning and end."""
    if old == new:
        return ""
    ours, theirs = new.split(), old.split()
    shorter = min(len(ours), len(theirs))
    start = next((n for n in range(shorter) if ours[n] != theirs[n]), shorter)
    rest = shorter - start
    end = next((n for n in range(rest) if ours[-1 - n] != theirs[-1 - n]), rest)
    return " ".join(ours[start : len(ours) - end])
