"""Where a character begins and ends as the user sees it: a grapheme cluster of Unicode.

An emoji of a family, a flag, a keycap, a letter with combining marks, a syllable of Hangul jamo and
a Devanagari conjunct are several code points and one grapheme. The editor moves, deletes, measures
and wraps by graphemes; this module is the only one that divides a text into them. wcwidth does it,
and is imported when a text first has a code point that may join another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from gsef_tui.model.lazy_pattern import lazy_pattern

ONE_CELL = (
    "\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u04ff\u1e00-\u1eff"
    "\u2010-\u2027\u202f-\u205e\u20a0-\u20cf\u2190-\u21ff"
)
"""Characters one cell wide that join no other: European letters, punctuation, currencies, arrows.
"""
TWO_CELLS = (
    "\u3001-\u3029\u3041-\u3096\u309b-\u30ff\u3131-\u3163\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60"
)
"""Characters two cells wide that join no other: Hangul, Chinese, Kana and their punctuation."""
_PLAIN = lazy_pattern(f"[{ONE_CELL}{TWO_CELLS}\t]*+")


def is_plain(text: str) -> bool:
    """Return whether each code point is certainly a grapheme by itself. ASCII is, and what the
    European languages, Korean, Chinese and Japanese usually need."""
    return text.isascii() or _PLAIN.fullmatch(text) is not None


def graphemes(text: str) -> list[str]:
    """Return the graphemes of a text without line ends.

    >>> graphemes("a\U0001f1eb\U0001f1f7e\u0301")
    ['a', '🇫🇷', 'é']
    """
    return list(text) if is_plain(text) else list(_divide()(text))


def grapheme_start(text: str, index: int) -> int:
    """Return where the grapheme begins that has the code point at ``index``; the length of the text
    for an index beyond its end."""
    return min(index, len(text)) if index >= len(text) else _around(text, index)[0]


def grapheme_end(text: str, index: int) -> int:
    """Return where the grapheme ends that has the code point at ``index``."""
    return index + 1 if index >= len(text) else _around(text, index)[1]


def _around(text: str, index: int) -> tuple[int, int]:
    if is_plain(text[max(0, index - 1) : index + 2]):
        return index, index + 1
    start = index
    while start and not text[start - 1 : start + 1].isascii():
        start -= 1  # between two ASCII characters a grapheme always ends
    for grapheme in _divide()(text, start):
        end = start + len(grapheme)
        if index < end:
            break
        start = end
    return start, end


@cache
def _divide() -> Callable[..., Iterator[str]]:
    from wcwidth import iter_graphemes

    return iter_graphemes
