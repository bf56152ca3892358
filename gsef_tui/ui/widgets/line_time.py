"""The time at which the current line was begun, which is when its words were spoken."""

from __future__ import annotations

import time
from collections.abc import Callable

from gsef_tui.model.item_markers import ITEM_MARKER
from gsef_tui.model.lazy_pattern import lazy_pattern

_BLANK = lazy_pattern(rf"\s*(?:(?:>|{ITEM_MARKER})\s*)*")
"""A line without words: empty, or only the marker of an item or a quote."""


class LineTime:
    """Remembers the line that was begun last and the time of its first key. Each key costs a look
    at one line."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.clock = clock
        self._row = -1
        self._began = 0.0

    def on_edit(self, row: int, before: str, removed: str, inserted: str) -> None:
        """Record an edit at ``row``, whose text was ``before``; the remembered line moves with its
        text."""
        more = inserted.count("\n") - removed.count("\n")
        if row < self._row:
            self._row += more
        if inserted and "\n" not in inserted and _BLANK.fullmatch(before):
            self._row, self._began = row, self.clock()

    def began(self, row: int) -> float:
        """Return the time of a line's first key in seconds since the epoch; the current time if
        unknown."""
        return self._began if row == self._row else self.clock()
