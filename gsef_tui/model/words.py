"""How many words a text has."""

from __future__ import annotations

import re

_PART = r"[^\W_](?:[^\W_]|[\u0300-\u036f])*"  # an accent may stand apart from its letter
_WORD = re.compile(rf"{_PART}(?:['’.\-]{_PART})*")


def count_words(text: str) -> int:
    """Words as a person counts them: ``l'économie sociale`` has two, marks and bullets none."""
    return sum(1 for _ in _WORD.finditer(text))
