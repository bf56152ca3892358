"""When the line was begun that one is writing: the moment its words were said."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

_BLANK = re.compile(r"\s*(?:(?:[-*>]|\d{1,2}[.)])\s*)*")
"""A line without words: empty, or nothing but the marker of an item or a quote."""


class LineTime:
    """Remembers the line begun last, and its first key. Costs a look at one line a key."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.clock = clock
        self._row = -1
        self._began = 0.0

    def on_edit(self, row: int, before: str, removed: str, inserted: str) -> None:
        """An edit was made at ``row``, on which ``before`` stood; the line goes where it moves."""
        more = inserted.count("\n") - removed.count("\n")
        if row < self._row:
            self._row += more
        if inserted and "\n" not in inserted and _BLANK.fullmatch(before):
            self._row, self._began = row, self.clock()

    def began(self, row: int) -> float:
        """Seconds since the epoch of a line's first key; now where that is not known."""
        return self._began if row == self._row else self.clock()
