"""What the list of sessions offers to commands."""

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
    """The part of the list of sessions that commands use."""

    rows: Rows[Summary]

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.deleted: list[Deleted] = []
        """The sessions that this window moved to the bin, the latest last."""
        self.sought = ""
        """The last search text in the notes of all sessions."""

    def action(self, command: Command) -> Callable[[], Done] | None:
        """Return the function that runs a command in the list of sessions."""
        run = command.home
        return super().action(command) if run is None else lambda: run(self)

    @property
    def newest(self) -> Summary | None:
        """The newest session of the folder."""
        raise NotImplementedError

    @property
    def chosen(self) -> Summary | None:
        """The selected session."""
        return self.rows.chosen

    async def use_folder(self, folder: Path) -> None:
        """List another folder, and remember it."""
        self.folder = folder
        self.services.use_folder(folder)
        await self.read_folder()

    def session_moved(self, old: Path, new: Path) -> None:
        """Move what is remembered about a session to the new name of its file."""
        self.services.session_moved(old, new)

    async def open_session(self, path: Path, hit: Hit | None = None) -> None:
        """Open a session, or show why it cannot be opened."""
        try:
            await self.services.open_session(path, hit=hit)
        except UnreadableFile as error:
            self.say(str(error), error=True, stays=20)

    async def show_new(self) -> None:
        """Show the form of a new session."""
        from ..new import NewScreen, last_forum, open_draft

        newest = self.newest
        opened, last = await run_in_background(lambda: (open_draft(newest), last_forum(newest)))
        await self.app.push_screen(NewScreen(self.folder, opened, last))

    async def read_folder(self, at: Path | None = None) -> None:
        """Read the folder again. Keep the selection, or select a session by its file."""
        raise NotImplementedError

    async def refill(self, at: Path) -> None:
        """Read the folder again and select a session, or the one after it if it is gone."""
        rows, before, file = self.rows, self.rows.cursor, str(at)
        await self.read_folder(at)
        rows.show(rows.items, next((n for n, s in enumerate(rows.items) if s.file == file), before))
