"""Unicode normal forms in linear time."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Literal, TypeAlias

Form: TypeAlias = Literal["NFC", "NFD", "NFKC", "NFKD"]

MOST_MARKS = 30
"""The longest run of combining marks that any language needs (Stream-Safe Text Format, UAX #15,
D4)."""

SHORT = 1_000
"""The length up to which even a text of nothing but marks is normalised in negligible time."""


def normalize(form: Form, text: str) -> str:
    """Return a text in a normal form, except for runs of more than ``MOST_MARKS`` combining marks.

    In a text longer than ``SHORT`` such runs stay as they are: ``unicodedata.normalize`` sorts them
    in quadratic time, ten seconds for 80,000 marks.
    """
    if text.isascii():
        return text
    if len(text) <= SHORT:
        return unicodedata.normalize(form, text)
    parts: list[str] = []
    end = 0
    for run in _long_runs().finditer(text):
        parts += (unicodedata.normalize(form, text[end : run.start()]), run[0])
        end = run.end()
    rest = unicodedata.normalize(form, text[end:])
    return "".join((*parts, rest)) if parts else rest


@cache
def _long_runs() -> re.Pattern[str]:
    # All characters with a combining class are in these ranges.
    codes = (*range(0x300, 0x20000), *range(0xE0000, 0xE1000))
    marks = "".join(re.escape(chr(code)) for code in codes if unicodedata.combining(chr(code)))
    return re.compile(f"[{marks}]{{{MOST_MARKS + 1},}}")
