"""Count the words of a text."""

from __future__ import annotations

from functools import lru_cache

from .lazy_pattern import lazy_pattern

_PART = r"[^\W_]++(?:[\u0300-\u036f]++[^\W_]*+)*+"  # an accent may be a combining mark
_WORD = lazy_pattern(rf"{_PART}(?:['’.\-]{_PART})*+")


def count_words(text: str) -> int:
    """Return the number of words: two in ``l'économie sociale``, none in a mark or bullet."""
    return sum(map(_in_line, text.split("\n")))


@lru_cache(maxsize=512)
def word_count(text: str) -> int:
    """Return ``count_words(text)`` from a cache, for texts that are asked about again and again."""
    return count_words(text)


# The screen counts words while the user types, which changes only one line of a long note. No word
# crosses the end of a line.
@lru_cache(maxsize=32768)
def _in_line(line: str) -> int:
    return len(_WORD.findall(line))


def excerpt(text: str, most: int) -> str:
    """Return the beginning of a text on one line, of at most ``most`` characters, as a message
    quotes it.

    >>> excerpt("un deux\\ntrois", 9)
    'un deux…'
    """
    words = " ".join(text.split())
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
