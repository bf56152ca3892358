"""What the session screen offers to commands."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gsef_tui.editing.background import run_in_background
from gsef_tui.editing.commands.context import Selection
from gsef_tui.editing.open_session import OpenSession
from gsef_tui.editing.transactions import Change, Replace, Transaction
from gsef_tui.model.places import Place
from gsef_tui.model.session import Session
from gsef_tui.model.template import Template
from gsef_tui.storage.discovery import Hit
from gsef_tui.storage.errors import shown

from ...breakpoints import ROOMY
from ...open_external import open_here
from ...panes.stack import PaneStack
from ...widgets.note_area import NoteArea
from ...widgets.outline import OutlineView
from ..base import BaseScreen
from .status import StatusPresenter

if TYPE_CHECKING:
    from gsef_tui.checks import Finding


class SessionActions(BaseScreen):
    """The part of the session screen that commands use: it navigates, selects, types and opens."""

    opened: OpenSession
    panes: PaneStack
    status: StatusPresenter

    # -- the open session ------------------------------------------------------------------------

    @property
    def session(self) -> Session:
        """The session as it is now."""
        return self.opened.session

    @property
    def template(self) -> Template:
        """The template of the session."""
        return self.opened.template

    @property
    def here(self) -> Place:
        """The current place."""
        return self.panes.here

    def findings(self) -> Sequence[Finding]:
        """Return what is missing or contradictory now; the header shows a summary of what is
        missing."""
        return self.status.find(wording=True)

    # -- changing the session ---------------------------------------------------------------------

    def dispatch(self, transaction: Transaction) -> Change | None:
        """Carry out a transaction and return the change; None if it changed nothing."""
        return self.opened.dispatch(transaction)

    async def apply(self, after: Session, there: Place) -> bool:
        """Replace the session as one undo step, and go to ``there``; return whether it was
        allowed."""
        if self.opened.refuses():
            return False
        self.dispatch(Replace(after, self.panes.here, there))
        await self.go(there)
        return True

    # -- going ------------------------------------------------------------------------------------

    async def go(self, place: Place, cursor: int | None = None) -> None:
        """Show a place, with the cursor at an offset or at the end of its text."""
        await self.panes.go(place, cursor)
        self.status.update(arrive=True)

    async def go_to_hit(self, hit: Hit, *, replaceable: bool = False) -> None:
        """Show the place of a search hit, with the hit selected. Typing replaces it only if it is
        ``replaceable``."""
        place = Place.parse(hit.place)
        await self.go(place, hit.offset)
        area = self.panes.area
        if area is not None and self.panes.here == place:
            area.show_hit(hit.offset, hit.offset + hit.length, replaceable)

    async def next_part(self) -> None:
        """Move the focus to the outline, the notes, an open check, and so on in a circle."""
        outline = self.query_one(OutlineView)
        check = self.panel.focus_first if self.panel_name == "check" and self.panel else None
        if outline.has_focus:
            outline.remove_class("over")
            if check is not None:
                self.set_focus(check)
            else:
                await self.last_text()
        elif check is not None and check.has_focus and self.panes.area:
            self.set_focus(self.panes.area)
        else:
            outline.set_class(outline.has_class("folded"), "over")
            self.set_focus(outline)

    # -- the text ---------------------------------------------------------------------------------

    def selection(self) -> Selection | None:
        """Return the selection in the note or field of the current place; None if it has
        neither."""
        area = self.panes.area
        if area is None:
            return None
        cursor = area.document.offset_of(area.selection.end)
        start, end = sorted((area.document.offset_of(area.selection.start), cursor))
        return Selection(start, end, cursor, area.selected_text, area.text)

    async def type_text(self, text: Callable[[float], str], *, apart: bool = False) -> None:
        """Type at the cursor of the capture line, or of the note if none is open; replace
        nothing."""
        in_line = self.panel is None or self.panel_name == "line"
        focused = self.focused
        area = focused if in_line and isinstance(focused, NoteArea) else await self.last_text()
        if area is None:
            return
        row, column = area.selection.end
        typed = text(area.line_time.began(row))
        area.move_cursor((row, column))
        behind = area.document[row][column : column + 1]
        area.insert_typed(f"{typed} " if apart and behind.isalnum() else typed)
        self.services.last_key = time.monotonic()

    async def paste_text(self, text: str) -> None:
        """Replace the selection of the note that was typed into last."""
        area = await self.last_text()
        if area is not None:
            area.process_paste(text)

    async def select_all(self) -> None:
        """Select the whole text of the note that was typed into last."""
        area = await self.last_text()
        if area is not None:
            area.select_all()

    def undo_in_line(self) -> bool:
        """Undo an abbreviation that was just expanded in the capture line; return whether there was
        one."""
        from ...panels.capture_line import CaptureLine

        return isinstance(self.panel, CaptureLine) and self.panel.revert_expansion()

    # -- other screens, other programs ------------------------------------------------------------

    async def show_page(self, lines: Sequence[str]) -> None:
        """Show lines as a plain-text page."""
        from ..plain_text import PlainTextScreen

        await self.app.push_screen(PlainTextScreen(lines))

    async def show_preview(self) -> None:
        """Show the report on the whole screen."""
        from ..preview import PreviewScreen

        if self.panel is not None:
            await self.leave_panel()
        opened = self.opened
        preview = PreviewScreen(opened.session, str(self.panes.here))
        await self.app.push_screen(preview)

    def show_overview(self) -> str:
        """Show or hide the overview beside the notes, as ``app_state`` says; return the message for
        it."""
        self.panel_changed()
        if not self.app_state.current.overview:
            return "Overview closed"
        if self.size.width < ROOMY:
            return f"The overview needs a window of {ROOMY} columns"
        return "The overview stays beside the notes, also for Go to"

    def open_file(self, path: Path) -> None:
        """Open a file with this machine's program for it, and report the outcome."""

        async def open_it() -> None:
            problem = await run_in_background(lambda: open_here(path))
            said = (
                f"Could not open {shown(path)}: {problem}" if problem else f"Opened: {shown(path)}"
            )
            self.say(said, error=bool(problem), stays=15)

        self.run_worker(open_it(), exit_on_error=False)

    async def reopen(self, *, take_over: bool = False, done: str = "") -> str:
        """Open the session again from its file; then show ``done``. Return why it cannot be opened,
        or an empty text."""
        app = self.app
        problem = await self.services.reopen_session(take_over=take_over)
        if not problem and done and isinstance(app.screen, BaseScreen):
            app.screen.say(done)
        return problem

    async def close_session(self) -> None:
        """Save, remember the place, and go back to the list of sessions."""
        await self.services.close_session()
