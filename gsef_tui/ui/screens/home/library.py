"""The commands of home on whole sessions: duplicate, rename, delete, and another folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from gsef_tui.storage import library
from gsef_tui.storage.copies import Copy
from gsef_tui.storage.errors import CannotWrite, UnreadableFile, shown
from gsef_tui.storage.finding import Summary
from gsef_tui.storage.unsaved import abandoned_copies, bring_back

from ...daemon import on_daemon
from ...host import Host
from ...panels.base import Panel
from ...panels.prompt import Prompt
from ...widgets.rows import Rows
from ..base import STAYS


class Shelf(Protocol):
    """The list of sessions, as its commands know it."""

    folder: Path
    rows: Rows[Summary]

    @property
    def gsef(self) -> Host:
        """The application."""

    def say(self, text: str, *, error: bool = False, stays: float = STAYS) -> None:
        """One sentence in the footer."""

    async def ask(self, prompt: Prompt) -> None:
        """One question at the foot of the screen."""

    async def open_panel(self, panel: Panel, where: str = "#panels") -> None:
        """A panel at the foot of the screen."""

    def refill(self) -> None:
        """Read the folder again."""

    def use(self, folder: Path) -> None:
        """Show another folder."""


class LibraryCommands:
    """What is done with the session under the bar; what cannot be done is said in the footer."""

    def __init__(self, screen: Shelf) -> None:
        self._screen = screen
        self._deleted: list[library.Deleted] = []

    async def do_duplicate(self) -> None:
        """The same forum and people, without the notes."""
        await self._act(lambda summary: library.duplicate(summary.path), "Duplicated as {}")

    async def do_rename(self) -> None:
        """Another name for the file."""
        chosen = self._screen.rows.chosen
        if chosen is None:
            return

        async def answer(text: str) -> str:
            try:
                path = library.rename(chosen.path, text.strip())
            except (CannotWrite, OSError) as error:
                return str(error)
            self._screen.gsef.session_moved(chosen.path, path)
            self._refill(path)
            self._screen.say(f"Renamed to {shown(path.name)}")
            return ""

        await self._screen.ask(Prompt("Name of the file", chosen.path.stem, answer))

    async def do_delete(self) -> None:
        """To the bin, with its pictures."""

        def delete(summary: Summary) -> Path:
            self._deleted.append(library.delete(summary.path))
            return summary.path

        await self._act(delete, "Deleted {}. Ctrl+Z brings it back")

    def do_undo(self) -> None:
        """Bring back what was deleted last."""
        if not self._deleted:
            self._screen.say("Nothing to undo here")
            return
        try:
            path = library.undelete(self._deleted[-1])
        except (CannotWrite, OSError) as error:
            self._screen.say(str(error), error=True)
            return
        self._deleted.pop()
        self._refill(path)
        self._screen.say(f"{shown(path.name)} is back")

    async def mention_copies(self) -> None:
        """Say once that there are copies of sessions that could not be saved."""
        copies = await on_daemon(abandoned_copies)
        if copies:
            name = shown((copies[0].origin or copies[0].path).name)
            one = f"A copy of {name} was never saved in its place"
            more = f"{len(copies)} copies were never saved in their places"
            says = one if len(copies) == 1 else more
            self._screen.say(f"{says}: More › Recover a copy", error=True, stays=60)

    async def do_recover(self) -> None:
        """Bring back a copy of a session that could not be saved in its place."""
        from ...panels.copies import Copies

        copies = await on_daemon(abandoned_copies)
        if not copies:
            self._screen.say("No copies are kept: every session was saved in its place")
            return

        async def back(copy: Copy) -> None:
            try:
                path = bring_back(copy, self._screen.folder)
                await self._screen.gsef.open_session(path)
            except (CannotWrite, UnreadableFile) as error:
                self._screen.say(str(error), error=True, stays=20)

        await self._screen.open_panel(Copies(copies, back))

    async def do_folder(self) -> None:
        """Another folder; those used before are offered."""
        before = [f for f in self._screen.gsef.memory.folders if f != str(self._screen.folder)]

        async def answer(text: str) -> str:
            folder = Path(text.strip()).expanduser().absolute()
            if not folder.is_dir():
                return f"{shown(folder)}: there is no such folder"
            self._screen.use(folder)
            return ""

        offered = " · ".join(map(shown, before[:3]))
        hint = f"Used before: {offered}" if before else "The path of a folder"
        await self._screen.ask(
            Prompt("Folder", before[0] if before else str(self._screen.folder), answer, hint)
        )

    async def _act(self, act: Callable[[Summary], Path], said: str) -> None:
        chosen = self._screen.rows.chosen
        if chosen is None:
            return
        try:
            path = act(chosen)
        except (CannotWrite, UnreadableFile, OSError) as error:
            self._screen.say(str(error), error=True)
            return
        self._refill(path)
        self._screen.say(said.format(shown(path.name)))

    def _refill(self, path: Path) -> None:
        """Read the folder again, the bar at a session; where it is gone, at the one after it."""
        rows, before = self._screen.rows, self._screen.rows.cursor
        self._screen.refill()
        file = str(path)
        rows.show(rows.items, next((n for n, s in enumerate(rows.items) if s.file == file), before))
