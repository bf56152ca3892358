"""The names of conflict copies: ours, and those of services that synchronise folders.

The rules come from the services' documentation. Dropbox, Box, Nextcloud and ownCloud write
*conflicted copy*, in the language of the account; Syncthing writes ``.sync-conflict-``, Resilio
``.Conflict``, Google Drive ``_conf(1)``. OneDrive adds the name of the computer, iCloud and Google
Drive in the browser a number: such a name alone says nothing, and ``discovery`` finds the copy by
the session's id.
"""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from gsef_tui.model.lazy_pattern import lazy_pattern

_WORDS = (
    r"conflict(?:ed|ing)? copy|case conflict|conflict(?= \d)|copie (?:en conflit|conflictuelle)|"
    r"copia (?:en conflicto|conflictiva)|cópia em conflito|copia in conflitto|"
    r"in Konflikt stehende Kopie|충돌(?:하는|된|한)? ?(?:사본|복사본)"
)
_TIME = r"(?P<at>\d{8}-\d{6})"
_PATTERNS = (
    lazy_pattern(rf"(?P<stem>.+)\.conflict-{_TIME}(?:-\d+)?", re.DOTALL),  # ours
    lazy_pattern(rf"(?P<stem>.+)\.sync-conflict-{_TIME}(?:-[A-Z0-9]+)?", re.DOTALL),
    lazy_pattern(rf"(?P<stem>.+)_conflict-{_TIME}", re.DOTALL),  # ownCloud before 2.5
    lazy_pattern(rf"(?P<stem>.+?) ?\((?P<words>[^()]*(?:{_WORDS})[^()]*)\)", re.DOTALL | re.I),
    lazy_pattern(r"(?P<stem>.+?)(?:\.conflict|_conf\(\d+\)|\[conflict\])", re.DOTALL | re.I),
)
_DAY = lazy_pattern(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:[ T_-]?(?P<time>\d\d[h:.-]?\d\d(?:[m:.-]?\d\d)?))?"
)


class ConflictName(Struct, frozen=True):
    """What the name of a conflict copy says: the stem of its session's name, and when the copy was
    made, if the name has it."""

    stem: str
    at: datetime | None = None


def conflict_name(path: Path) -> ConflictName | None:
    """Return what a copy's name says; None for any other file."""
    for pattern in _PATTERNS:
        if (match := pattern.fullmatch(path.stem)) is not None:
            parts = match.groupdict()
            at = _time(parts["at"]) if parts.get("at") else _day(parts.get("words") or "")
            return ConflictName(parts["stem"], at)
    return None


def session_of_copy(path: Path) -> Path | None:
    """Return the session of a conflict copy, by the copy's name; None for any other file."""
    name = conflict_name(path)
    return path.with_name(f"{name.stem}{path.suffix}") if name else None


def conflict_time(path: Path) -> datetime | None:
    """Return when a conflict copy was made, by its name; None if the name does not say it."""
    name = conflict_name(path)
    return name.at if name else None


def _time(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y%m%d-%H%M%S")
    except ValueError:
        return None


def _day(words: str) -> datetime | None:
    match = _DAY.search(words)
    if match is None:
        return None
    digits = re.sub(r"\D", "", match["time"] or "").ljust(6, "0")
    return _time(f"{match['day'].replace('-', '')}-{digits}")
