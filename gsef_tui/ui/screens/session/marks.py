"""The commands of the session screen that mark what was missed, and when something was said."""

from __future__ import annotations

import time
from datetime import datetime

from gsef_tui.model.facts import fact_times
from gsef_tui.model.gaps import find_gaps, mark, next_gap
from gsef_tui.model.stamps import stamp
from gsef_tui.storage.finding import Hit

from ...overview import next_empty
from ...widgets.note_area import NoteArea
from .stage import Stage


class MarkCommands:
    """Gaps and time stamps, typed where one is."""

    def __init__(self, screen: Stage) -> None:
        self._screen = screen
        self.clock = time.time

    async def do_gap(self) -> None:
        """The mark of a gap, with the time."""
        area = await self._area()
        if area is not None:
            self._type(area, mark(self._moment(self.clock())), apart=True)

    async def do_stamp(self) -> None:
        """The moment at which what is on this line was said."""
        area = await self._area()
        if area is not None:
            moment = self._moment(area.line_time.began(area.selection.end[0]))
            self._type(area, stamp(moment, self._screen.gsef.lag))

    async def do_next_gap(self) -> None:
        """The next gap, selected so that what one types takes its place; else what is empty."""
        screen = self._screen
        session, template, here = screen.desk.session, screen.desk.template, screen.here
        area = screen.pane.area if screen.pane else None
        cursor = area.cursor_offset_in_text if area else 0
        if screen.panel is not None and screen.check is None:
            await screen.close_panel(refocus=False)
        gap = next_gap(session, template, find_gaps(session, template), here, cursor)
        if gap is not None:
            place = str(gap.place)
            await screen.go_to_hit(Hit(screen.desk.path, "", place, gap.offset, gap.length, ""))
            return
        empty = next_empty(session, template, here)
        if empty == here:
            screen.say("No gap, and nothing is empty")
        else:
            await screen.go(empty)

    async def do_gaps(self) -> None:
        """What to ask for, as a plain page."""
        from gsef_tui.report.asking import gaps_page

        from ..gaps import GapsScreen

        screen = self._screen
        lines = gaps_page(screen.desk.session, screen.desk.template)
        if not lines:
            screen.say("No gaps; @@ in a text marks one")
            return
        await screen.app.push_screen(GapsScreen(lines))

    async def _area(self) -> NoteArea | None:
        """The text that is typed into: the one line's, else the note's."""
        screen = self._screen
        if screen.desk.read_only:
            screen.say(screen.desk.why_read_only, error=True)
            return None
        in_line = screen.line is not None or screen.panel is None
        if in_line and isinstance(screen.focused, NoteArea):
            return screen.focused
        return await screen.last_text()

    def _type(self, area: NoteArea, text: str, *, apart: bool = False) -> None:
        """Type at the cursor, replacing nothing; ``apart``: no word may touch what was typed."""
        row, column = area.selection.end
        area.move_cursor((row, column))
        behind = area.document[row][column : column + 1]
        area.take_paste(f"{text} " if apart and behind.isalnum() else text)
        self._screen.gsef.last_key = time.monotonic()

    def _moment(self, seconds: float) -> datetime:
        """A moment on the session's clock, else on the one here."""
        start = fact_times(self._screen.desk.session, self._screen.desk.template).start
        zone = start.tzinfo if start else None
        return datetime.fromtimestamp(seconds).astimezone(zone)
