"""How many words a text has."""

from __future__ import annotations

import re
from functools import lru_cache

_PART = r"[^\W_]++(?:[\u0300-\u036f]++[^\W_]*+)*+"  # an accent may stand apart from its letter
_WORD = re.compile(rf"{_PART}(?:['’.\-]{_PART})*+")


def count_words(text: str) -> int:
    """Words as a person counts them: ``l'économie sociale`` has two, marks and bullets none."""
    return sum(map(_in_line, text.split("\n")))


# The counts on the screen follow what is typed, and of a long note only one line has changed. No
# word goes over a line's end.
@lru_cache(maxsize=32768)
def _in_line(line: str) -> int:
    return len(_WORD.findall(line))
