"""Ordered mappings by code or id: every change returns a new mapping."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

V = TypeVar("V")


def put(mapping: Mapping[str, V], key: str, value: V | None) -> Mapping[str, V]:
    """Return the mapping with ``key`` set, or without it if ``value`` is None."""
    if value is None:
        return {k: v for k, v in mapping.items() if k != key}
    return {**mapping, key: value}


def with_note(notes: Mapping[str, str], code: str, text: str) -> Mapping[str, str]:
    """Return the notes with another text under ``code``; see ``put_note``."""
    changed = dict(notes)
    put_note(changed, code, text)
    return changed


def put_note(notes: dict[str, str], code: str, text: str) -> None:
    """Set a note in place. An empty note is dropped if it is the last one, else it is kept.

    The order of notes is the order in which they were begun: a note that is emptied and typed
    again keeps its position.
    """
    if not text and (code not in notes or code == next(reversed(notes))):
        notes.pop(code, None)
    else:
        notes[code] = text


def renamed(mapping: Mapping[str, V], names: Mapping[str, str]) -> Mapping[str, V]:
    """Return the mapping with other keys, in the same order; ``names`` is by old key."""
    return {names.get(key, key): value for key, value in mapping.items()}


def moved(mapping: Mapping[str, V], key: str, by: int) -> Mapping[str, V]:
    """Return the mapping with ``key`` moved ``by`` positions, back if negative.

    Empty values go to the end, as the screen shows them; an empty one cannot be moved.
    """
    keys = [k for k, value in mapping.items() if value]
    if key not in keys:
        return mapping
    at = keys.index(key)
    keys.insert(max(0, min(len(keys) - 1, at + by)), keys.pop(at))
    return {k: mapping[k] for k in dict.fromkeys((*keys, *mapping))}
