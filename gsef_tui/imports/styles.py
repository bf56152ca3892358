"""Conversion of styled text to a note: styles become signs of emphasis, asterisks stay text.

A note can express less than a file. A style that begins or ends inside a word or beside an asterisk
is left out, because its signs would be printed. An asterisk that a note would read as a sign is
guarded by a word joiner, which is invisible. No character is lost, and no visible one is added.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from gsef_tui.model.clean import clean
from gsef_tui.model.normal_forms import normalize
from gsef_tui.report.emphasis import GUARD, may_close, may_open, runs, without_guards
from gsef_tui.report.notes import line_text, parse_lines


class Piece(NamedTuple):
    """A run of a file's text in one style."""

    text: str
    bold: bool = False
    italic: bool = False


class _Marked(NamedTuple):
    """A part of a text that gets signs of emphasis."""

    start: int
    end: int
    sign: str


def marked(pieces: Iterable[Piece]) -> str:
    """Return a paragraph's pieces as the text of a note.

    A sign is never next to a space on the side that it marks.

    >>> marked([Piece("un "), Piece("mot ", bold=True), Piece("et de"), Piece("mi", italic=True)])
    'un **mot** et demi'
    """
    joined = [
        Piece(safe("".join(piece.text for piece in same)), *style)
        for style, same in groupby(pieces, key=lambda piece: (piece.bold, piece.italic))
    ]
    text = "".join(piece.text for piece in joined)
    stretches = list(_stretches(joined, text))
    inserted = [(s.start, s.sign) for s in stretches] + [(s.end, s.sign) for s in stretches]
    inserted += _guards(text, stretches) if "*" in text else ()
    written: list[str] = []
    at = 0
    for offset, sign in sorted(inserted):
        written += (text[at:offset], sign)
        at = offset
    return "".join((*written, text[at:]))


def safe(text: str) -> str:
    """Return the text of a file, clean and composed (NFC), so that equal letters compare equal."""

    return normalize("NFC", clean(text))


def unmarked(text: str) -> str:
    """Return a text made by ``marked`` without signs of emphasis and guards, as it is printed."""
    if "*" not in text:
        return text
    return without_guards("\n".join(map(line_text, parse_lines(text))))


def _stretches(pieces: Iterable[Piece], text: str) -> Iterator[_Marked]:
    """Yield the styles that a note can express, line by line, in order."""
    start = ended = 0
    for piece in pieces:
        sign = "*" * (2 * piece.bold + piece.italic)
        for line in re.finditer(r".+", piece.text) if sign else ():
            found = _shrunk(text, start + line.start(), start + line.end(), sign)
            if found and (found.start > ended or not ended):
                yield found
                ended = found.end
        start += len(piece.text)


def _shrunk(text: str, start: int, end: int, sign: str) -> _Marked | None:
    """Return a stretch without the characters at its ends at which a sign cannot open or close.

    None if nothing is left, or if the signs would not be read as emphasis there.
    """
    is_bold = len(sign) > 1
    while start < end and not may_open("", text[start]):
        start += 1
    while start < end and not may_close(text[end - 1], "", is_bold=is_bold):
        end -= 1
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    fits = (
        start < end
        and "*" not in (before, text[start], text[end - 1], after)
        and may_open(before, text[start])
        and not may_close(before, text[start], is_bold=is_bold)
        and may_close(text[end - 1], after, is_bold=is_bold)
        and not may_open(text[end - 1], after)
    )
    return _Marked(start, end, sign) if fits else None


def _guards(text: str, stretches: Iterable[_Marked]) -> Iterator[tuple[int, str]]:
    """Yield the places where asterisks of the text need a guard.

    Outside a stretch: before one that would open. Inside a stretch, which only its own sign may
    close: on both sides of one that would open or close.
    """
    inside = [(stretch.start, stretch.end) for stretch in stretches]
    at = 0
    for run in runs(text):
        while at < len(inside) and inside[at][1] <= run.start:
            at += 1
        is_inside = at < len(inside) and inside[at][0] <= run.start
        if run.opens or (run.closes and is_inside):
            yield run.start, GUARD
        if (run.opens or run.closes) and is_inside:
            yield run.end, GUARD
