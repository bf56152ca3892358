"""The address of a text in a session, such as ``presentations.BA``."""

from __future__ import annotations

from typing import NamedTuple

FORUM = "forum"
"""The ``section`` of the places of the forum's facts, which belong to no section."""


class Place(NamedTuple):
    """A section's id, a key inside the section, and a part of what the key names."""

    section: str
    key: str = ""
    part: str = ""

    def __str__(self) -> str:
        return ".".join(filter(None, self))

    @classmethod
    def parse(cls, text: str) -> Place:
        """Return the place that ``str`` writes as ``text``; it need not exist in any session."""
        section, _, rest = text.partition(".")
        key, _, part = rest.partition(".")
        return cls(section, key, part)
