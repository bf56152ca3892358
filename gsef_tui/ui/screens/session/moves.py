"""The commands of the session screen that go somewhere or take something back."""

from __future__ import annotations

from gsef_tui.model import stops
from gsef_tui.model.places import Place
from gsef_tui.model.sitting import Step
from gsef_tui.storage.errors import shown
from gsef_tui.storage.leaving import not_saved

from ...daemon import on_daemon
from ...widgets.outline import OutlineView
from .stage import Stage


class MoveCommands:
    """Places, parts of the screen, the preview, and undo, which goes where it took back."""

    def __init__(self, screen: Stage) -> None:
        self._screen = screen

    async def do_preview(self) -> None:
        """The report as it will be handed in."""
        from ..preview import PreviewScreen

        if self._screen.panel is not None:
            await self._screen.close_panel()
        await self._screen.app.push_screen(
            PreviewScreen(
                self._screen.desk.session, self._screen.desk.template, str(self._screen.here)
            )
        )

    async def do_next_place(self) -> None:
        """The place below."""
        await self._step(1)

    async def do_previous_place(self) -> None:
        """The place above."""
        await self._step(-1)

    async def do_next_part(self) -> None:
        """Outline, notes, an open check, and round again."""
        outline = self._screen.query_one(OutlineView)
        check_rows = check.rows if (check := self._screen.check) is not None else None
        if outline.has_focus:
            outline.remove_class("over")
            if check_rows is not None:
                self._screen.set_focus(check_rows)
            else:
                await self._screen.last_text()
        elif (
            check_rows is not None
            and check_rows.has_focus
            and self._screen.pane
            and self._screen.pane.area
        ):
            self._screen.set_focus(self._screen.pane.area)
        else:
            outline.set_class(outline.has_class("folded"), "over")
            self._screen.set_focus(outline)

    async def do_undo(self) -> None:
        """Take back the latest act: in the one line, which is no part of the session yet, what
        became of a short form."""
        if (line := self._screen.line) is not None and line.take_back():
            return
        await self._show_step(self._screen.desk.undo(), "Nothing to undo in this sitting")

    async def do_redo(self) -> None:
        """Do it again."""
        await self._show_step(self._screen.desk.redo(), "Nothing to redo")

    async def _show_step(self, step: Step | None, nothing: str) -> None:
        if step is None:
            self._screen.say(nothing)
            return
        for edit in step.edits:
            for pane in self._screen.mounted_panes():
                pane.reflect(edit)
        if step.structure:
            for pane in self._screen.mounted_panes():
                await pane.rebuild()
        await self._screen.go(step.place, step.cursor)

    async def do_save(self) -> None:
        """Write at once."""
        desk = self._screen.desk
        if desk.read_only:
            self._screen.say(desk.why_read_only, error=True)
            return
        state = await on_daemon(desk.saver.secure)
        if state.saved:
            self._screen.say(f"Saved: {shown(desk.path.name)}")
        else:
            self._screen.say(not_saved(state), error=True, stays=15)

    async def do_home(self) -> None:
        """Back to the sessions."""
        await self._screen.gsef.close_session()

    async def _step(self, by: int) -> None:
        """The place below or above in the outline."""
        places = [
            stop.place
            for stop in stops.stops(self._screen.desk.session, self._screen.desk.template)
        ]
        here = self._screen.here
        at = next((n for n, p in enumerate(places) if p == Place(here.section, here.key)), None)
        if at is None:
            at = next((n for n, p in enumerate(places) if p.section == here.section), 0)
        if 0 <= at + by < len(places):
            await self._screen.go(places[at + by])
