"""The event of a paste that came without markers."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events

from gsef_tui.capture.chat import messages_in

MOST_TYPED = 200
"""Characters up to which what looks like a paste may be keys that a slow line has joined."""


class UnmarkedPaste(events.Paste):
    """A paste by a terminal that does not mark it. ``keys`` are the keys that send the same; none
    if it is certainly a paste, because it is longer than ``MOST_TYPED`` or looks like a chat."""

    def __init__(self, text: str, keys: Sequence[events.Key]) -> None:
        super().__init__(text)
        self.keys = keys


def is_certainly_a_paste(text: str) -> bool:
    """Return whether nobody types that into one line: it is long, or a chat of two messages."""
    return len(text) > MOST_TYPED or messages_in(text) > 1
