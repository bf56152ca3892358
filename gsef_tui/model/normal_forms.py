"""Unicode's normal forms in a time that grows with the text."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Literal, TypeAlias

Form: TypeAlias = Literal["NFC", "NFD", "NFKC", "NFKD"]

MOST_MARKS = 30
"""Combining marks in a row that any language needs (Stream-Safe Text Format, UAX #15, D4)."""

SHORT = 1_000
"""Characters up to which a text may be of marks alone and takes no time."""


def normalize(form: Form, text: str) -> str:
    """A text in a normal form, but for runs of more than ``MOST_MARKS`` combining marks.

    These stay as they are: ``unicodedata.normalize`` sorts them in a time that grows with their
    square, ten seconds for eighty thousand.
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
    # Every character that has a combining class lies in these blocks.
    codes = (*range(0x300, 0x20000), *range(0xE0000, 0xE1000))
    marks = "".join(re.escape(chr(code)) for code in codes if unicodedata.combining(chr(code)))
    return re.compile(f"[{marks}]{{{MOST_MARKS + 1},}}")
