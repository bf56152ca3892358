"""The report in lines, scrolled; it can follow the place one types at."""

from __future__ import annotations

from rich.segment import Segment
from textual import work
from textual.worker import get_current_worker

from gsef_tui.model.session import Session
from gsef_tui.model.template import Template

from .line_view import LineView

Lines = list[tuple[str, list[Segment]]]


class ReportView(LineView):
    """Shows a session as the report it becomes, typeset as exports are. It is set and laid out off
    the thread that types."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.lines: Lines = []
        self._source: tuple[Session, Template, str] | None = None

    def show(self, session: Session, template: Template, place: str = "") -> None:
        """Lay out a session and, where a place is given, bring its part into view."""
        self._source = (session, template, place)
        if self.size.width:
            self._lay_out(session, template, place, self.room)

    def on_resize(self) -> None:
        """The lines depend on the width."""
        if self._source:
            self._lay_out(*self._source, self.room)

    @work(thread=True, exclusive=True)
    def _lay_out(self, session: Session, template: Template, place: str, width: int) -> None:
        from gsef_tui.report.preview import render_lines
        from gsef_tui.report.typography import printed_outline

        lines = render_lines(printed_outline(session, template), width)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._show_lines, lines, place)

    def _show_lines(self, lines: Lines, place: str) -> None:
        self.lines = lines
        self.show_lines([segments for _, segments in lines])
        if place:
            self._follow(place)

    def _follow(self, place: str) -> None:
        at = [n for n, (where, _) in enumerate(self.lines) if _within(place, where)]
        if not at:
            return
        height = max(1, self.size.height)
        top = self.scroll_offset.y
        if at[0] < top or at[-1] >= top + height:
            self.scroll_to(y=max(0, min(at[0] - 2, at[-1] - height + 2)), animate=False)


def _within(place: str, where: str) -> bool:
    return bool(where) and (where == place or where.startswith(f"{place}."))
