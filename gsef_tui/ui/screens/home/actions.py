"""What the commands on whole sessions ask of the list of sessions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gsef_tui.editing.background import run_in_background
from gsef_tui.editing.commands.command import Command, Done
from gsef_tui.storage.discovery import Hit, Summary
from gsef_tui.storage.errors import UnreadableFile
from gsef_tui.storage.library import Deleted

from ...widgets.rows import Rows
from ..base import BaseScreen


class HomeActions(BaseScreen):
    """The part of the list of sessions that commands see: it opens, lists again, and remembers."""

    rows: Rows[Summary]

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.deleted: list[Deleted] = []
        """The sessions that were moved to the bin in this window, the last one last."""
        self.sought = ""
        """What was looked for last in the notes of all sessions."""

    def action(self, command: Command) -> Callable[[], Done] | None:
        """What carries a command out in the list of sessions."""
        run = command.home
        return super().action(command) if run is None else lambda: run(self)

    @property
    def newest(self) -> Summary | None:
        """The newest session of the folder."""
        raise NotImplementedError

    @property
    def chosen(self) -> Summary | None:
        """The session under the bar."""
        return self.rows.chosen

    def use_folder(self, folder: Path) -> None:
        """List another folder, and remember it."""
        self.folder = folder
        self.services.use_folder(folder)
        self.read_folder()

    def session_moved(self, old: Path, new: Path) -> None:
        """A session's file has another name: what is remembered of it goes with it."""
        self.services.session_moved(old, new)

    async def open_session(self, path: Path, hit: Hit | None = None) -> None:
        """Open a session; say why where it cannot be opened."""
        try:
            await self.services.open_session(path, hit=hit)
        except UnreadableFile as error:
            self.say(str(error), error=True, stays=20)

    async def show_new(self) -> None:
        """Show the form of a new session."""
        from ..new import NewScreen, open_draft

        newest = self.newest
        opened = await run_in_background(lambda: open_draft(newest))
        await self.app.push_screen(NewScreen(self.folder, opened))

    def read_folder(self) -> None:
        """Look at the folder again."""
        raise NotImplementedError

    def refill(self, at: Path) -> None:
        """Read the folder again, the bar at a session; where it is gone, at the one after it."""
        rows, before, file = self.rows, self.rows.cursor, str(at)
        self.read_folder()
        rows.show(rows.items, next((n for n, s in enumerate(rows.items) if s.file == file), before))
