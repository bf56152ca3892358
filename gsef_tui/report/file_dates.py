"""The date in a document's properties: when the session began, so equal reports are equal bytes.

The day on which a report happens to be exported says nothing about it.
"""

from __future__ import annotations

from datetime import UTC, datetime

from .blocks import Outline

NEVER = datetime(2000, 1, 1)
"""The date for a session whose day is not known."""

_YEARS = range(1900, 9999)
"""Years that every program can show in a document's properties."""


def property_date(outline: Outline) -> datetime:
    """Return when a session began, in UTC and without a zone; NEVER if nothing is known.

    A session without a time zone is taken to be in UTC.
    """
    held = outline.held
    if held is None or held.year not in _YEARS:
        return NEVER
    return held.astimezone(UTC).replace(tzinfo=None) if held.tzinfo else held
