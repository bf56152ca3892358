"""Line wrapping of text reports, for e-mail and for printing plain text."""

from __future__ import annotations

import re

from rich.cells import cell_len

from gsef_tui.model.item_markers import ITEM_MARKER
from gsef_tui.model.lazy_pattern import lazy_pattern

_OPENING = lazy_pattern(rf" *(?:(?:{ITEM_MARKER}|>) +)*")
_NARROWEST = 20
"""The least width of the text in columns, even in deeply nested lists."""


def wrapped(text: str, columns: int) -> str:
    """Return the text with every line wrapped at spaces to at most ``columns``.

    The continuation of a list item is indented to the item's text; a quote's ``>`` is repeated on
    every line. Widths are those of a terminal: a Korean letter takes two columns. A word longer
    than the line, such as a web address, is not broken.
    """
    return "\n".join(part for line in text.split("\n") for part in _folded(line, columns))


def _folded(line: str, columns: int) -> list[str]:
    if cell_len(line) <= columns:
        return [line]
    found = _OPENING.match(line)
    opening = found[0] if found else ""
    under = re.sub(r"[^> ]", " ", opening)
    room = max(columns - len(opening), _NARROWEST)
    rows = [""]
    for piece in re.findall(r"[ ]+|[^ ]+", line[len(opening) :]):
        if piece.isspace() or cell_len(rows[-1] + piece) <= room or not rows[-1].strip():
            rows[-1] += piece
        else:
            rows.append(piece)
    starts = [opening, *[under] * (len(rows) - 1)]
    return [(start + row).rstrip(" ") for start, row in zip(starts, rows, strict=True)]
