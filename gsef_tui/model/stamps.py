"""Time stamps in the text, such as ``[20:47]``: the time at which something was said.

They are a tool of the rapporteur and not part of what was said: a report omits them unless the user
asks to keep them.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from .lazy_pattern import lazy_pattern

_STAMP = lazy_pattern(r"\[(?:[01]\d|2[0-3]):[0-5]\d\](?P<after>[ \t\u00a0\u202f]*)")
_SPACES = " \t\u00a0\u202f"
_NO_SPACE_BEFORE = ("", "\n", ",", ".", ")", "…")


def stamp(moment: datetime, lag: float = 0) -> str:
    """Return the stamp of a moment, less ``lag``: the seconds by which typing follows speaking."""
    return f"[{moment - timedelta(seconds=lag):%H:%M}]"


def without_stamps(text: str) -> str:
    """Return a text without its stamps, and without the spaces that each leaves over.

    >>> without_stamps("- [20:47] Deux fermes [20:48], une école")
    '- Deux fermes, une école'
    """
    kept: list[str] = []
    end = 0
    for found in _STAMP.finditer(text):
        before = text[end : found.start()]
        end = found.end()
        # No space may remain before punctuation or at the end of a line.
        kept.append(before.rstrip(_SPACES) if text[end : end + 1] in _NO_SPACE_BEFORE else before)
    return "".join((*kept, text[end:]))
