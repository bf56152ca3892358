"""Rules that tell signs of emphasis from other asterisks in a text.

CommonMark reads ``2*3*4`` and ``étudiant*e*s`` as emphasis, and the asterisks are lost. Here a sign
opens or closes only at the edge of a word, which CommonMark parsers have no option for:

- ``*`` is italic, ``**`` bold, ``***`` both. Four and more are text.
- A sign opens at the beginning of a line, after white space or after an opening sign, unless white
  space, a closing sign or a stop follows.
- A sign closes before white space, a closing sign, a stop or the end, unless white space or an
  opening sign precedes it. ``**`` closes before Hangul too, as Korean writes particles right after
  a word; ``*`` does not, as it hides a syllable in names: ``김*수``.
- An asterisk with a combining mark, as in the emoji of a telephone key, is text.
- Opening signs are opening brackets and ``¿ ¡``; closing signs are closing brackets. Quotation
  marks, apostrophes and dashes are both, since languages use them either way: ``l'*élan*``,
  ``„*mot*“``. A sign that could both open and close, as in ``"*"``, does neither.
- A sign is closed by the nearest one of the same length. ``***`` may be closed, and may close, by
  ``*`` and ``**`` one after the other. Emphasis may cross a line end, but not leave a paragraph.

All other asterisks are text. There is no escape character, but a word joiner (U+2060), which is
invisible, is neither white space nor a sign: an asterisk beside one is text. ``guarded`` uses it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from gsef_tui.model.lazy_pattern import lazy_pattern

GUARD = "\u2060"
"""A word joiner, which is invisible and turns an asterisk beside it into text."""

STOPS = frozenset(".,;:!?…‥‼⁇⁈⁉‽。、，．；：！？｡､،؛؟۔।॥")
"""Punctuation that ends a clause, in the scripts that have their own."""

_RUN = lazy_pattern(r"\*+")
_LONGEST = 3
_BOTH = ("Pi", "Pf", "Pd")
_FITS = {1: (1, 3), 2: (2, 3), 3: (1, 2, 3)}
"""The numbers of asterisks left in an opening sign that a closing one of so many can close."""
_HANGUL = lazy_pattern("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")


class Sign(NamedTuple):
    """A sign of emphasis in a text, from ``start`` to ``end``, and whether it opens."""

    start: int
    end: int
    opens: bool

    @property
    def bold(self) -> bool:
        """Whether the sign stands for bold."""
        return self.end - self.start > 1

    @property
    def italic(self) -> bool:
        """Whether the sign stands for italic."""
        return self.end - self.start != 2


class Run(NamedTuple):
    """Adjacent asterisks, and whether they may open emphasis, close it, or neither."""

    start: int
    end: int
    opens: bool
    closes: bool


def signs(text: str) -> list[Sign]:
    """Return the signs of a paragraph, in order. The time is linear in the length of the text.

    >>> signs("2*3*4 et *mot*")
    [Sign(start=9, end=10, opens=True), Sign(start=13, end=14, opens=False)]
    """
    opened: list[tuple[int, int]] = []  # the end of each, and its asterisks left
    left_over = [0] * (_LONGEST + 1)  # the number of opened signs by asterisks left
    found: list[Sign] = []
    for run in runs(text):
        if run.opens:
            opened.append((run.end, run.end - run.start))
            left_over[run.end - run.start] += 1
        start = run.start if run.closes else run.end
        while (left := run.end - start) and any(left_over[size] for size in _FITS[left]):
            end, size = opened.pop()
            left_over[size] -= 1
            if size not in _FITS[left]:
                continue  # never closed: text
            taken = min(size, left)
            found += Sign(end - taken, end, True), Sign(start, start + taken, False)
            start += taken
            if size > taken:
                opened.append((end - taken, size - taken))
                left_over[size - taken] += 1
    return sorted(found)


def runs(text: str) -> Iterator[Run]:
    """Yield the runs of asterisks of a text, in order, classified by their neighbours."""
    for found in _RUN.finditer(text):
        start, end = found.span()
        before, after = text[max(0, start - 1) : start], text[end : end + 1]
        fits = end - start <= _LONGEST and not _is_mark(after)
        opens = fits and may_open(before, after)
        closes = fits and may_close(before, after, is_bold=end - start > 1)
        yield Run(start, end, opens and not closes, closes and not opens)


def may_open(before: str, after: str) -> bool:
    """Return whether a sign between two characters may open; "" is the edge of a text."""
    inner = _kind(after)
    return _kind(before).opens and not inner.is_space and (inner.opens or not inner.closes)


def may_close(before: str, after: str, *, is_bold: bool) -> bool:
    """Return whether a sign between two characters may close; "" is the edge of a text."""
    inner, outer = _kind(before), _kind(after)
    ends = outer.closes or (is_bold and bool(_HANGUL.match(after)))
    return ends and not inner.is_space and (inner.closes or not inner.opens)


def guarded(text: str) -> str:
    """Guard each asterisk that would open emphasis, so that none is lost.

    >>> guarded("2*3 *voir*").replace(GUARD, "|")
    '2*3 |*voir*'
    """
    written: list[str] = []
    at = 0
    for run in runs(text):
        if run.opens:
            written += (text[at : run.start], GUARD)
            at = run.start
    return "".join((*written, text[at:]))


def without_guards(text: str) -> str:
    """Return the text without the guards of its asterisks."""
    return re.sub(rf"{GUARD}(?=\*)|(?<=\*){GUARD}", "", text)


def _is_mark(character: str) -> bool:
    """Return whether a character is a combining mark of the asterisk before it."""
    return bool(character) and unicodedata.category(character).startswith("M")


class _Kind(NamedTuple):
    """The class of a character beside an asterisk."""

    opens: bool = False
    closes: bool = False
    is_space: bool = False


@lru_cache(maxsize=1024)
def _kind(character: str) -> _Kind:
    if not character or character.isspace():
        return _Kind(opens=True, closes=True, is_space=True)
    if character in STOPS:
        return _Kind(closes=True)
    category = unicodedata.category(character)
    both = category in _BOTH or character in "\"'"
    return _Kind(
        opens=both or category == "Ps" or character in "¿¡", closes=both or category == "Pe"
    )
