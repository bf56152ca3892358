"""A row of choices that is wider than the terminal."""

from __future__ import annotations

from collections.abc import Sequence


def window(widths: Sequence[int], chosen: int, room: int) -> tuple[int, int]:
    """Return the first choice shown and the one after the last, so that the chosen one is visible.

    If they do not all fit, two columns are reserved for the signs that there are more.
    """
    if sum(widths) <= room:
        return 0, len(widths)
    start, stop = 0, 1
    while stop < len(widths) and (stop <= chosen or sum(widths[start : stop + 1]) <= room - 2):
        stop += 1
        while start < chosen and sum(widths[start:stop]) > room - 2:
            start += 1
    return start, stop
