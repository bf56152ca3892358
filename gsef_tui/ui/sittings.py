"""Which session is open: its desk and its screen, from opening to the last save."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from textual.app import App
from textual.screen import Screen

from gsef_tui import gc_tuning
from gsef_tui.storage.documents import Document
from gsef_tui.storage.errors import UnreadableFile, shown
from gsef_tui.storage.finding import Hit
from gsef_tui.storage.lock import Lock
from gsef_tui.storage.memory import Memory, last_place, with_place
from gsef_tui.storage.opening import open_taken_over, open_to_edit
from gsef_tui.storage.save_state import SaveState
from gsef_tui.storage.settings import Settings

from .daemon import on_daemon

if TYPE_CHECKING:
    from .desk import Desk
    from .screens.session.screen import SessionScreen


class Remembers(Protocol):
    """Keeps what is to be remembered, and knows the folder of home and the settings."""

    memory: Memory
    folder: Path
    settings: Settings

    def remember(self, memory: Memory) -> None:
        """Keep it."""


class Sittings:
    """Opens one session at a time, over home where that is shown already, and closes it."""

    def __init__(self, app: App[int], host: Remembers) -> None:
        self._app = app
        self._host = host
        self.desk: Desk | None = None
        self.loop: asyncio.AbstractEventLoop | None = None

    @property
    def screen(self) -> SessionScreen | None:
        """The session's screen, be it under another."""
        if self.desk is None:
            return None
        from .screens.session.screen import SessionScreen

        stack: list[Screen[object]] = list(self._app.screen_stack)
        return next((s for s in stack if isinstance(s, SessionScreen)), None)

    async def open(
        self, path: Path, place: str, hit: Hit | None = None, known: Document | None = None
    ) -> None:
        """Open a session at a place, at what was found, or at its last place.

        ``known`` is what was read of it just now; where the file cannot be read a second time it is
        shown, read only. Raises UnreadableFile where there is none.
        """
        try:
            desk = self._desk(open_to_edit(path, known))
        except UnreadableFile as error:
            if known is None:
                raise
            reason = str(error).removeprefix(f"{shown(path)}: ")
            desk = self._desk(known, why_read_only=f"Read only: the file {reason}")
        await self._show(desk, place, hit)

    async def reopen(self, take_over: bool) -> None:
        """Open the session again as its file has it now; with its lock, where asked. Raises
        UnreadableFile, and then all is as it was."""
        if self.desk is None:
            return
        path = self.desk.path
        lock = None
        if take_over:
            document, lock = await on_daemon(lambda: open_taken_over(path))
        else:
            document = open_to_edit(path)
        await self.close()
        await self._show(self._desk(document, lock), "", None)

    async def close(self) -> None:
        """Save, remember the place, and go home."""
        from .screens.home.screen import HomeScreen

        if self.screen is None:
            return
        self.end()
        while not isinstance(self._app.screen, HomeScreen) and len(self._app.screen_stack) > 2:
            await self._app.pop_screen()
        if isinstance(home := self._app.screen, HomeScreen):
            home.look_again()
        else:  # it was opened without home, which is made when one first goes there
            await self._app.switch_screen(HomeScreen(self._host.folder))
        self._app.call_after_refresh(gc_tuning.free_closed_session)

    def end(self) -> SaveState | None:
        """Save for the last time, and remember where one was; what became of that save."""
        screen, desk = self.screen, self.desk
        if screen is None or desk is None:
            return None
        area = screen.pane.area if screen.pane else None
        offset = area.cursor_offset_in_text if area else 0
        self._host.remember(with_place(self._host.memory, desk.path, str(screen.here), offset))
        state = desk.close()
        self.desk = None
        return state

    def _desk(
        self, document: Document, lock: Lock | None = None, *, why_read_only: str = ""
    ) -> Desk:
        from .desk import Desk

        return Desk(
            document,
            self._saver_says,
            lock,
            self._host.settings,
            why_read_only=why_read_only,
        )

    async def _show(self, desk: Desk, place: str, hit: Hit | None) -> None:
        from .screens.session.screen import SessionScreen

        if not place and (last := last_place(self._host.memory, desk.path)) is not None:
            place = last.place
        self.desk = desk
        screen = SessionScreen(desk, place)
        await self._app.push_screen(screen)
        if hit is not None:
            await screen.go_to_hit(hit)

    def _saver_says(self, state: SaveState) -> None:
        # On the saver's thread: only a word to the loop, which may be stuck or gone.
        if self.loop is not None and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self._show_saved)

    def _show_saved(self) -> None:
        screen = self.screen if self._app.is_running else None
        if screen is not None:
            screen.saved()
