"""Check a session for what is missing and what is contradictory."""

from __future__ import annotations

from .findings import Finding, Severity, missing_count, summary
from .labels import place_label
from .rules import check

__all__ = ["Finding", "Severity", "check", "missing_count", "place_label", "summary"]
