"""How the list of sessions describes a session: its date, and how complete it is."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from gsef_tui.storage.discovery import Summary
from gsef_tui.storage.documents import open_document
from gsef_tui.storage.errors import UnreadableFile
from gsef_tui.storage.index import Index

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def short_date(day: date | None) -> str:
    """Return a date in the interface's format, in at most eleven columns."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else "no date"


class Readiness:
    """Counts what is missing in each session.

    A file is read when its row is first shown, and again after it has changed, so a folder of
    thousands costs no more than the rows on screen, and what ``index`` knows costs nothing. While
    ``later`` is set no file is read, so that a key that scrolls the list need not wait.
    """

    def __init__(self) -> None:
        self.index: Index | None = None
        self.later = False
        self._left_out = False
        self._missing: dict[str, tuple[float, int | None]] = {}

    def of(self, summary: Summary, now: datetime) -> tuple[str, str]:
        """Return the state of a session and its style: ``today 20:00`` before it begins, else the
        number of missing items or ``ready``."""
        if summary.day == now.date() and summary.starts and summary.starts > now.time():
            return f"today {summary.starts:%H:%M}", "accent"
        if self.later and not self._is_known(summary):
            self._left_out = True
            return "…", "dim"
        missing = self._count(summary)
        if missing is None:
            return "unreadable", "error"
        return (f"{missing} missing", "") if missing else ("ready", "dim")

    def stop_waiting(self) -> bool:
        """Allow reading files again; return whether a row was shown without its count meanwhile."""
        left_out, self._left_out, self.later = self._left_out, False, False
        return left_out

    def _is_known(self, summary: Summary) -> bool:
        kept = self.index.missing(summary.path) if self.index is not None else None
        known = self._missing.get(summary.file)
        return kept is not None or (known is not None and known[0] == summary.modified)

    def _count(self, summary: Summary) -> int | None:
        path = summary.path
        if self.index is not None and (kept := self.index.missing(path)) is not None:
            return kept
        known = self._missing.get(summary.file)
        if known is None or known[0] != summary.modified:
            known = self._missing[summary.file] = (summary.modified, _counted(path))
        if self.index is not None and known[1] is not None:
            self.index.counted(path, known[1])
        return known[1]


def _counted(path: Path) -> int | None:
    from gsef_tui.checks import check, missing_count

    try:
        document = open_document(path)
    except UnreadableFile:
        return None
    return missing_count(check(document.session, wording=False))
