"""Where the newest text of a session lies if its file cannot be read."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from .errors import shown
from .guard import conflict_copies
from .history import versions
from .unsaved import unsaved_texts


def where_newest(path: Path) -> str:
    """Return how to get at the newest text of a session, as the end of a sentence.

    Empty if no text of it is kept. Never raises.
    """
    found: list[tuple[float, str]] = []
    with suppress(OSError, ValueError):
        for conflict in conflict_copies(path):
            says = f"the newest text of it is in {shown(conflict)}: open that"
            found.append((conflict.stat().st_mtime, says))
    with suppress(OSError, ValueError):
        for copy in unsaved_texts(path):
            says = f"the newest text of it is in a copy: gsef-tui restore {shown(path)} {copy.name}"
            found.append((copy.written.timestamp(), says))
    says = f"earlier versions are kept: gsef-tui history {shown(path)}"
    found += [(version.at.timestamp(), says) for version in versions(path)[:1]]
    return max(found, default=(0.0, ""))[1]
