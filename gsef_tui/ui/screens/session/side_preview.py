"""When the report beside the notes is laid out again: in a pause of typing."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from gsef_tui.model.places import Place

from ...widgets.report_view import ReportView

if TYPE_CHECKING:
    from .screen import SessionScreen

REST = 0.3
"""Seconds without a key that count as a pause."""
LATEST = 1.0
"""Seconds from when a change was seen to when the report follows without a pause."""


def moment(last_key: float, seen: float) -> float:
    """When the report follows a change that was seen: in the next pause, and in any case soon."""
    return min(max(seen, last_key + REST), seen + LATEST)


class SidePreviewScheduler:
    """Has the report beside the notes follow the session, as far as possible between keys."""

    def __init__(self, screen: SessionScreen) -> None:
        self._screen = screen
        self._shown: tuple[int, Place] | None = None
        self._seen: float | None = None  # when a change was seen that is not shown yet

    def forget(self) -> None:
        """What was shown is gone: another width, another shape of the screen."""
        self._shown = None

    def look(self) -> None:
        """Once a second: see whether anything changed, and show it at its moment."""
        if self._seen is None and self._changed:
            self._seen = time.monotonic()
            self._wait()

    @property
    def _now(self) -> tuple[int, Place]:
        return self._screen.opened.store.revision, self._screen.here

    @property
    def _part(self) -> float:
        """How far down its text the cursor is, in lines: from 0 to 1."""
        area = self._screen.panes.area
        last = area.document.line_count - 1 if area else 0
        return area.selection.end[0] / last if area and last else 1.0

    @property
    def _view(self) -> ReportView:
        return self._screen.query_one("#side", ReportView)

    @property
    def _changed(self) -> bool:
        return self._view.display and self._now != self._shown

    def _wait(self) -> None:
        if self._seen is None or self._screen.app.screen is not self._screen:
            self._seen = None
            return
        left = moment(self._screen.services.last_key, self._seen) - time.monotonic()
        if left > 0:
            self._screen.set_timer(left, self._wait)
            return
        self._seen = None
        if self._changed:
            self._shown = self._now
            opened = self._screen.opened
            here = str(self._screen.here)
            self._view.show(opened.session, here, self._part)
