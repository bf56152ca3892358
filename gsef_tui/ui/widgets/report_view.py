"""The report in lines, which can scroll to the place that is being typed."""

from __future__ import annotations

import time
from collections.abc import Callable

from rich.segment import Segment
from textual import work
from textual.worker import get_current_worker

from gsef_tui.model.session import Session
from gsef_tui.report.memo_cache import MemoCache

from .line_view import LineView

Lines = list[tuple[str, list[Segment]]]
Span = tuple[int, int] | None
"""The first and the last line of the current place; None if it has none in the report."""

WORK, REST = 0.0005, 0.001
"""Seconds for which a gentle layout uses the interpreter, and for which it then releases it."""


class ReportView(LineView):
    """Shows a session as a report, typeset as in exports. It is typeset and laid out on another
    thread, and only what changed since the last time.

    ``gently``: the layout yields to the thread that handles typing.
    """

    def __init__(self, *, id: str | None = None, gently: bool = False) -> None:
        super().__init__(id=id)
        self.lines: Lines = []
        self._remembered = MemoCache(_rests() if gently else lambda: None)
        self._wanted: tuple[Session, str, float] | None = None
        self._under_way = False
        self._again = False

    def show(self, session: Session, place: str = "", part: float = 0.0) -> None:
        """Lay out a session and, if a place is given, scroll to its text. In a text longer than the
        view, ``part`` is the position to show, from 0 (its start) to 1."""
        self._wanted = (session, place, part)
        self._begin()

    def on_resize(self) -> None:
        """Lay out again, because the lines depend on the width."""
        self._begin()

    def _begin(self) -> None:
        """Start a layout, or start it after the one that is running."""
        if self._wanted is None or not self.size.width:
            return
        self._again = self._under_way
        if not self._under_way:
            self._under_way = True
            self._lay_out(*self._wanted, self.room)

    @work(thread=True)
    def _lay_out(self, session: Session, place: str, part: float, width: int) -> None:
        from gsef_tui.report.preview import render_lines
        from gsef_tui.report.typography import printed_outline

        known = self._remembered
        lines = render_lines(printed_outline(session, remembered=known), width, known)
        known.turn()
        span = _span(lines, place)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._show_lines, lines, span, part)

    def _show_lines(self, lines: Lines, span: Span, part: float) -> None:
        self._under_way = False
        self.lines = lines
        self.show_lines([segments for _, segments in lines])
        if span is not None:
            self._follow(*span, part)
        if self._again:
            self._begin()

    def _follow(self, first: int, last: int, part: float) -> None:
        """Scroll if the lines are out of view, far enough that they stay in view for a while."""
        height = max(1, self.size.height)
        top = self.scroll_offset.y
        if last - first > height - 4:  # only some of it fits
            first = last = first + round((last - first) * part)
            wanted = last - height * 2 // 3 if part else first - 2
        else:
            wanted = min(first - 2, last - height + 2)
        if first < top or last >= top + height:
            self.scroll_to(y=max(0, wanted), animate=False)


def _rests() -> Callable[[], None]:
    """Return a function that the layout calls often, and that sleeps when it has run long
    enough."""
    since = time.perf_counter()

    def rest() -> None:
        nonlocal since
        if time.perf_counter() - since > WORK:
            time.sleep(REST)
            since = time.perf_counter()

    return rest


def _span(lines: Lines, place: str) -> Span:
    """Return the lines of a place and of the places in it."""
    inside = f"{place}."
    at = [n for n, (where, _) in enumerate(lines) if where == place or where.startswith(inside)]
    return (at[0], at[-1]) if place and at else None
