"""The event of a paste that came without markers."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events

from gsef_tui.model.lazy_pattern import lazy_pattern

MOST_TYPED = 200
"""Characters up to which what looks like a paste may be keys that a slow line has joined."""

_CHAT_LINE = lazy_pattern(r"(?:^|[\r\n])\s*(?:\[)?\d{1,2}:\d{2}(?::\d{2})?\b")


class UnmarkedPaste(events.Paste):
    """A paste by a terminal that does not mark it. ``keys`` are the keys that send the same; none
    if it is certainly a paste, because it is longer than ``MOST_TYPED`` or looks like a chat."""

    def __init__(self, text: str, keys: Sequence[events.Key]) -> None:
        super().__init__(text)
        self.keys = keys


def is_certainly_a_paste(text: str) -> bool:
    """Return whether nobody types that into one line: it is long, or two of its lines begin with a
    time, as those of a chat do."""
    return len(text) > MOST_TYPED or len(_CHAT_LINE.findall(text)) > 1
