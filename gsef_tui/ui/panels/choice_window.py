"""A row of choices that is wider than the terminal."""

from __future__ import annotations

from collections.abc import Sequence


def window(widths: Sequence[int], chosen: int, room: int) -> tuple[int, int]:
    """From where to where a row of choices is shown, so that the chosen one is seen whole.

    Where not all have room, two columns are left for the signs that there are more.
    """
    if sum(widths) <= room:
        return 0, len(widths)
    start, stop = 0, 1
    while stop < len(widths) and (stop <= chosen or sum(widths[start : stop + 1]) <= room - 2):
        stop += 1
        while start < chosen and sum(widths[start:stop]) > room - 2:
            start += 1
    return start, stop
