"""Time stamps: ``[20:47]``, the moment at which something was said, typed into the text.

They are the rapporteur's own and no part of what was said: a report leaves them out unless it is
asked to keep them.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

_STAMP = re.compile(r"\[(?:[01]\d|2[0-3]):[0-5]\d\](?P<after>[ \t\u00a0\u202f]*)")
_SPACES = " \t\u00a0\u202f"
_NO_SPACE_BEFORE = ("", "\n", ",", ".", ")", "…")


def stamp(moment: datetime, lag: float = 0) -> str:
    """The stamp of a moment, less the seconds by which one writes behind what is said."""
    return f"[{moment - timedelta(seconds=lag):%H:%M}]"


def without_stamps(text: str) -> str:
    """A text without its stamps, and without one of the spaces that each stood between.

    >>> without_stamps("- [20:47] Deux fermes [20:48], une école")
    '- Deux fermes, une école'
    """
    kept: list[str] = []
    end = 0
    for found in _STAMP.finditer(text):
        before = text[end : found.start()]
        end = found.end()
        # No space stays before a sign or the end of a line.
        kept.append(before.rstrip(_SPACES) if text[end : end + 1] in _NO_SPACE_BEFORE else before)
    return "".join((*kept, text[end:]))
