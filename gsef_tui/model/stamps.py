"""Time stamps: ``[20:47]``, the moment at which something was said, typed into the text.

They are the rapporteur's own and no part of what was said: a report leaves them out unless it is
asked to keep them.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

_STAMP = re.compile(
    r"(?P<before>[ \t\u00a0\u202f]*)\[(?:[01]\d|2[0-3]):[0-5]\d\](?P<after>[ \t\u00a0\u202f]*)"
)

_NO_SPACE_BEFORE = ("", "\n", ",", ".", ")", "…")


def stamp(moment: datetime, lag: float = 0) -> str:
    """The stamp of a moment, less the seconds by which one writes behind what is said."""
    return f"[{moment - timedelta(seconds=lag):%H:%M}]"


def without_stamps(text: str) -> str:
    """A text without its stamps, and without one of the spaces that each stood between.

    >>> without_stamps("- [20:47] Deux fermes [20:48], une école")
    '- Deux fermes, une école'
    """
    return _STAMP.sub(_left, text) if "[" in text else text


def _left(found: re.Match[str]) -> str:
    """The space that stays: none before a sign or the end of a line."""
    behind = found.string[found.end() : found.end() + 1]
    return "" if behind in _NO_SPACE_BEFORE else found["before"]
