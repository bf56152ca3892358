"""Findings of a check: rules that are not met, each at a place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

from gsef_tui.model.wording import counted

Severity: TypeAlias = Literal["missing", "contradiction", "hint"]
"""``missing``: you can still ask for it; ``contradiction``: two things cannot both be true;
``hint``: worth a look, but no reason to hold the report back."""


class Finding(Struct, frozen=True):
    """A rule that is not met at a place.

    ``rule`` is the stable name of the rule (``no-answer``). ``place`` is written as in
    ``model.places``, so that the screen can go there. ``message`` is English and does not mention
    the place, which ``place_label`` names in the report's language. ``about`` is the exact part of
    the text that is meant, empty for the whole; a place may have several findings of one rule.
    """

    rule: str
    place: str
    message: str
    severity: Severity
    about: str = ""


def shortened(text: str, longest: int = 40) -> str:
    """Return a text on one line of at most ``longest`` characters, to be quoted in a message."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def end_of(about: str, text: str) -> int | None:
    """Return the offset at which the words of a finding end in a text.

    Whole words are preferred to parts of words. None if ``about`` is empty or not in the text.
    """
    words = re.escape(about)
    found = re.search(rf"(?<!\w){words}(?!\w)", text) or re.search(words, text)
    return found.end() if about and found else None


def missing_count(findings: Iterable[Finding]) -> int:
    """Return how many findings have the severity ``missing``."""
    return sum(finding.severity == "missing" for finding in findings)


def contradiction_count(findings: Iterable[Finding]) -> int:
    """Return how many findings have the severity ``contradiction``."""
    return sum(finding.severity == "contradiction" for finding in findings)


def summary(findings: Sequence[Finding]) -> str:
    """Return the findings in a few words: ``3 missing · 1 inconsistency``, or ``ready``."""
    return summary_of_counts(missing_count(findings), contradiction_count(findings))


def summary_of_counts(missing: int, wrong: int) -> str:
    """Return numbers of missing items and of inconsistencies in the words of ``summary``."""
    parts = []
    if missing:
        parts.append(f"{missing} missing")
    if wrong:
        parts.append(counted(wrong, "{n} inconsistency", "{n} inconsistencies"))
    return " · ".join(parts) or "ready"
