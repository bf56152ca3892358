"""The one fold by which names and texts are compared, however they are written.

It ignores case, accents and the strokes of letters (``Ł``), writes ligatures as two letters
(``œ``, ``ß``) and full-width forms as plain ones, makes every dash a hyphen, every space a space
and every apostrophe or quotation mark a straight one, and drops what is invisible: soft hyphens,
joiners, direction marks. Each character is folded by itself, so that composed and decomposed text
give the same, and so that every letter of the result belongs to one character of the text.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter
from typing import NamedTuple

from .lazy_pattern import lazy_pattern

_SIGNS = {
    **dict.fromkeys("`’‘‛ʼʻʹ′´‹›‚", "'"),
    **dict.fromkeys("“”„‟«»″〝〞", '"'),
    **dict.fromkeys("\u2212\u2043\u02d7", "-"),
    **dict.fromkeys("\u115f\u1160\u3164\uffa0\u034f\u180b\u180c\u180d", ""),
    **dict.fromkeys(map(chr, range(0xFE00, 0xFE10)), ""),
    "\t": " ",
}
"""Signs that Unicode's categories and decompositions do not bring together, and fillers and
variation selectors, which cannot be seen."""


class _Table(dict[int, str]):
    """The fold of each character by its code point, computed when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _folded(chr(code))
        return folded


def _folded(character: str) -> str:
    if character in _SIGNS:
        return _SIGNS[character]
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    if category == "Pd":
        return "-"
    if category == "Zs":
        return " "
    apart = unicodedata.normalize("NFKD", character.casefold())
    return "".join(map(_bare, apart))


def _bare(letter: str) -> str:
    """Return a letter of decomposed text without its stroke; ``""`` for an accent."""
    if letter.isascii():
        return letter
    if unicodedata.combining(letter):
        return ""
    if letter in _SIGNS:
        return _SIGNS[letter]
    if letter.isalpha() and unicodedata.name(letter, "").startswith("LATIN "):
        from anyascii import anyascii

        return anyascii(letter).casefold()
    return letter


class _Widths(dict[int, str]):
    """The number of letters of each character's fold, as a character with that number."""

    def __missing__(self, code: int) -> str:
        width = self[code] = chr(len(_TABLE[code]))
        return width


_TABLE = _Table()
_WIDTHS = _Widths()
_OTHER_WIDTH = lazy_pattern("[^\x01]")
_MARKS = lazy_pattern("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]*")
"""Accents, which belong to the letter before them."""


def fold_letters(text: str) -> str:
    """Return a text with each of its characters folded.

    >>> fold_letters("Łucja  Œllig, peut\u2011être")
    'lucja  oellig, peut-etre'
    """
    if text.isascii():
        return text.lower().replace("\t", " ").replace("`", "'")
    return text.translate(_TABLE)


def fold(text: str) -> str:
    """Return a text for comparison: its letters folded, without outer spaces.

    >>> fold("  Côte d’IVOIRE ")
    "cote d'ivoire"
    """
    return fold_letters(text).strip()


class FoldedText:
    """A folded text that knows where each of its letters stands in the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold_letters(text)
        self._uneven: list[_Uneven] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the range in the text of a range in the folded text that is not empty.

        The accents that follow a letter belong to it.
        """
        first, last = self._offset(start), self._offset(end - 1)
        marks = _MARKS.match(self.text, last + 1)
        return first, marks.end() if marks else last + 1

    def _offset(self, at: int) -> int:
        """Return the offset in the text of the character that a folded letter comes from."""
        if self._uneven is None:
            self._uneven = [*_uneven(self.text)]
        n = bisect_right(self._uneven, at, key=itemgetter(0)) - 1
        if n < 0:
            return at
        before = self._uneven[n]
        beyond = at - before.start - before.width
        return before.offset if beyond < 0 else before.offset + 1 + beyond


class _Uneven(NamedTuple):
    """A character that is folded into no letter or several: ``width`` letters from ``start`` on."""

    start: int
    width: int
    offset: int


def _uneven(text: str) -> Iterator[_Uneven]:
    if text.isascii():
        return
    start = 0  # the folded offset, less that in the text
    for found in _OTHER_WIDTH.finditer(text.translate(_WIDTHS)):
        offset, width = found.start(), ord(found[0])
        yield _Uneven(offset + start, width, offset)
        start += width - 1
