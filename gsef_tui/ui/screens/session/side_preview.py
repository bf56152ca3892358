"""When the report beside the notes is laid out again: in a pause of typing."""

from __future__ import annotations

import time

from gsef_tui.editing.open_session import OpenSession
from gsef_tui.model.places import Place

from ...panes.stack import PaneStack
from ...widgets.report_view import ReportView
from ..base import BaseScreen

REST = 0.3
"""Seconds without a key that count as a pause."""
LATEST = 1.0
"""Seconds from noticing a change to showing it, if there is no pause before."""


def moment(last_key: float, seen: float) -> float:
    """Return when to show a change that was noticed at ``seen``: in the next pause, but at the
    latest ``LATEST`` seconds later."""
    return min(max(seen, last_key + REST), seen + LATEST)


class SidePreviewScheduler:
    """Updates the report beside the notes, as far as possible between keys."""

    def __init__(self, screen: BaseScreen, opened: OpenSession, panes: PaneStack) -> None:
        self._screen = screen
        self._opened = opened
        self._panes = panes
        self._shown: tuple[int, Place] | None = None
        self._seen: float | None = None  # when a change was noticed that is not shown yet

    def forget(self) -> None:
        """Forget what was shown, because the layout has changed."""
        self._shown = None

    def look(self) -> None:
        """Check once a second whether anything changed, and schedule the update."""
        if self._seen is None and self._changed:
            self._seen = time.monotonic()
            self._wait()

    @property
    def _now(self) -> tuple[int, Place]:
        return self._opened.store.revision, self._panes.here

    @property
    def _part(self) -> float:
        """The position of the cursor in its text, in lines: from 0 to 1."""
        area = self._panes.area
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
            here = str(self._panes.here)
            self._view.show(self._opened.session, here, self._part)
