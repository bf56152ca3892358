"""How the list of sessions describes a session: its date, and how complete it is."""

from __future__ import annotations

from collections.abc import Sequence
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
    """What is missing in each session.

    ``count`` reads the files that have not been counted since they changed, and may run on any
    thread. ``of`` reads none, so that drawing a row waits for nothing. A folder of thousands costs
    no more than the rows that were on the screen, and what ``index`` knows costs nothing.
    """

    def __init__(self) -> None:
        self.index: Index | None = None
        self._missing: dict[str, tuple[float, int | None]] = {}

    def of(self, summary: Summary, now: datetime) -> tuple[str, str] | None:
        """Return the state of a session and its style: ``today 20:00`` before it begins, else the
        number of missing items or ``ready``; None if it has not been counted yet."""
        if summary.day == now.date() and summary.starts and summary.starts > now.time():
            return f"today {summary.starts:%H:%M}", ""
        if (known := self._known(summary)) is None:
            return None
        missing = known[1]
        if missing is None:
            return "unreadable", "error"
        return (f"{missing} missing", "to do") if missing else ("ready", "done")

    def count(self, summaries: Sequence[Summary]) -> None:
        """Count what is missing in each of the sessions, unless it is known."""
        for summary in (s for s in summaries if self._known(s) is None):
            missing = _counted(summary.path)
            if self.index is not None and missing is not None:
                self.index.counted(summary.path, missing)
            self._missing[summary.file] = (summary.modified, missing)

    def _known(self, summary: Summary) -> tuple[float, int | None] | None:
        """Return when the file was written that was counted, and what was missing in it."""
        index = self.index
        if index is not None and (kept := index.missing(summary.path)) is not None:
            return summary.modified, kept
        known = self._missing.get(summary.file)
        return known if known is not None and known[0] == summary.modified else None


def _counted(path: Path) -> int | None:
    from gsef_tui.checks import check, missing_count

    try:
        document = open_document(path)
    except UnreadableFile:
        return None
    return missing_count(check(document.session, wording=False))
