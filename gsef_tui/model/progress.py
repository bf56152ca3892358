"""The progress of a section: how much of it is noted, or what is missing."""

from __future__ import annotations

from .navigation import section_codes
from .session import Session
from .template import Section


def status(session: Session, section: Section) -> str:
    """Return the progress of a section in at most five columns, for the outline."""
    codes = section_codes(session, section) if section.kind.by_person else []
    return section.kind.status(session, section, codes)
