"""Check a session for what is missing and what is contradictory."""

from __future__ import annotations

from .findings import (
    Finding,
    Severity,
    contradiction_count,
    missing_count,
    summary,
    summary_of_counts,
)
from .labels import place_label
from .rules import check

__all__ = [
    "Finding",
    "Severity",
    "check",
    "contradiction_count",
    "missing_count",
    "place_label",
    "summary",
    "summary_of_counts",
]
