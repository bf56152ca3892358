"""What a check finds: a rule that is not met, at a place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, TypeAlias

from msgspec import Struct

Severity: TypeAlias = Literal["missing", "contradiction", "hint"]
"""``missing``: can still be asked for; ``contradiction``: two things cannot both be true; ``hint``:
worth a look, and no reason to hold a report back."""


class Finding(Struct, frozen=True):
    """One thing to look at.

    ``rule`` is its stable name (``no-answer``), ``place`` is written as in ``model.places``, so
    that a screen can go there. ``message`` is English and says nothing of the place, which
    ``place_label`` names in the report's language. ``about`` are the words in the text at the place
    that are meant, to the letter, where it is not the whole: of one rule a place may have several.
    """

    rule: str
    place: str
    message: str
    severity: Severity
    about: str = ""


def shortened(text: str, longest: int = 40) -> str:
    """A text that a message quotes, on one line and not longer than a glance takes."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def end_of(about: str, text: str) -> int | None:
    """Where the words that a finding is about end in a text: first as words of their own, else
    anywhere; None where they stand nowhere, or there are none."""
    words = re.escape(about)
    found = re.search(rf"(?<!\w){words}(?!\w)", text) or re.search(words, text)
    return found.end() if about and found else None


def missing_count(findings: Iterable[Finding]) -> int:
    """How many of the findings are missing things."""
    return sum(finding.severity == "missing" for finding in findings)


def summary(findings: Iterable[Finding]) -> str:
    """The findings in a few words: ``3 missing · 1 contradiction``, or ``ready``."""
    found: list[str] = [finding.severity for finding in findings]
    parts = [
        f"{count} {word if count == 1 else words}"
        for severity, word, words in (
            ("missing", "missing", "missing"),
            ("contradiction", "contradiction", "contradictions"),
        )
        if (count := found.count(severity))
    ]
    return " · ".join(parts) or "ready"
