"""Lines of a text report folded at a width, for mail and for printers of plain text."""

from __future__ import annotations

import re
import unicodedata

_OPENING = re.compile(r" *(?:(?:[-*]|[0-9]{1,2}[.)]) +|> *)*")
_WIDE = ("W", "F")
_NARROWEST = 20
"""Text is not squeezed into fewer columns, however deep a list goes."""


def wrapped(text: str, columns: int) -> str:
    """Text with every line folded at its spaces, so that none is wider than ``columns``.

    What goes on under a list's marker stands under its text; a quote's sign is on every line. A
    Korean letter is two columns wide. A word longer than the line, such as a web address, keeps in
    one piece.
    """
    return "\n".join(part for line in text.split("\n") for part in _folded(line, columns))


def _folded(line: str, columns: int) -> list[str]:
    if _width(line) <= columns:
        return [line]
    found = _OPENING.match(line)
    opening = found[0] if found else ""
    under = re.sub(r"[^> ]", " ", opening)
    room = max(columns - len(opening), _NARROWEST)
    rows = [""]
    for piece in re.findall(r"[ ]+|[^ ]+", line[len(opening) :]):
        if piece.isspace() or _width(rows[-1] + piece) <= room or not rows[-1].strip():
            rows[-1] += piece
        else:
            rows.append(piece)
    starts = [opening, *[under] * (len(rows) - 1)]
    return [(start + row).rstrip(" ") for start, row in zip(starts, rows, strict=True)]


def _width(text: str) -> int:
    """How many columns a text takes."""
    return sum(_column(character) for character in text)


def _column(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1
