"""The kinds of section, and the model's registry of them.

Each kind is one object. A template names a kind by its id (``kind = "notes"``).
"""

from __future__ import annotations

from .base import EntryKind, Kind, Registry, TextType, with_section
from .entries import ASKED_BY, EXCHANGES, PICTURES
from .free_text import TEXT
from .notes import ANSWERS, CLOSING, NOTES
from .programme import FACTS, PEOPLE, QUESTIONS

__all__ = [
    "ANSWERS",
    "ASKED_BY",
    "CLOSING",
    "EXCHANGES",
    "FACTS",
    "NOTES",
    "PEOPLE",
    "PICTURES",
    "QUESTIONS",
    "TEXT",
    "EntryKind",
    "Kind",
    "Registry",
    "TextType",
    "all_kinds",
    "kind_named",
    "register_kind",
    "unregister_kind",
    "with_section",
]

_BUILTIN: tuple[Kind, ...] = (
    FACTS,
    PEOPLE,
    QUESTIONS,
    NOTES,
    ANSWERS,
    EXCHANGES,
    CLOSING,
    PICTURES,
    TEXT,
)
_kinds = {kind.id: kind for kind in _BUILTIN}


def all_kinds() -> tuple[Kind, ...]:
    """Return every kind that a template may name."""
    return tuple(_kinds.values())


def kind_named(id: str) -> Kind:
    """Return the kind with that id. Raises KeyError if there is none."""
    return _kinds[id]


def register_kind(kind: Kind) -> None:
    """Register a kind, so that templates can name it. Raises ValueError if its id is in use."""
    if kind.id in _kinds:
        raise ValueError(f"there is a kind {kind.id!r} already")
    _kinds[kind.id] = kind


def unregister_kind(kind: Kind) -> None:
    """Remove a kind from the registry. Raises KeyError if it is not registered."""
    del _kinds[kind.id]
