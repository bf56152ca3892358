"""The open session of this window, from opening to the last save."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from textual.app import App
from textual.screen import Screen

from gsef_tui import gc_tuning
from gsef_tui.editing.app_state import AppStateStore
from gsef_tui.editing.background import run_in_background
from gsef_tui.editing.commands.command import Command, key_of
from gsef_tui.editing.settings import SettingsStore
from gsef_tui.storage.app_state import last_place, with_place
from gsef_tui.storage.discovery import Hit
from gsef_tui.storage.documents import Document
from gsef_tui.storage.errors import UnreadableFile, shown
from gsef_tui.storage.lock import Lock
from gsef_tui.storage.opening import open_taken_over, open_to_edit
from gsef_tui.storage.save_state import SaveState

if TYPE_CHECKING:
    from gsef_tui.editing.open_session import OpenSession
    from gsef_tui.editing.session_list import SessionList

    from .screens.home.screen import HomeScreen
    from .screens.session.screen import SessionScreen


class Owner(Protocol):
    """The owner of what the manager needs: the commands with their keys, the settings, the
    remembered state, the folder of home."""

    commands: tuple[Command, ...]
    settings: SettingsStore
    app_state: AppStateStore
    folder: Path


class SessionManager:
    """Opens one session at a time, above home if that is shown, and closes it.

    Whatever may wait for the disk runs on a thread beside the event loop.
    """

    def __init__(self, app: App[int], owner: Owner, listed: SessionList | None = None) -> None:
        self._app = app
        self._owner = owner
        self._listed = listed
        self.opened: OpenSession | None = None
        self.loop: asyncio.AbstractEventLoop | None = None

    @property
    def screen(self) -> SessionScreen | None:
        """The session's screen, even if another one lies over it."""
        if self.opened is None:
            return None
        from .screens.session.screen import SessionScreen

        stack: list[Screen[object]] = list(self._app.screen_stack)
        return next((s for s in stack if isinstance(s, SessionScreen)), None)

    async def open(self, path: Path, place: str, hit: Hit | None = None) -> None:
        """Open a session at a place, at a search hit, or at its last place.

        Raises UnreadableFile if the file cannot be read.
        """
        await self.show(await run_in_background(lambda: self.open_file(path)), place, hit)

    async def reopen(self, *, take_over: bool) -> None:
        """Open the session again from its file, with its lock if ``take_over`` is set.

        Raises UnreadableFile if the file cannot be read; then nothing has changed.
        """
        if self.opened is None:
            return
        path = self.opened.path
        lock = None
        if take_over:
            document, lock = await run_in_background(lambda: open_taken_over(path))
        else:
            document = await run_in_background(lambda: open_to_edit(path))
        await self.close()
        opened = await run_in_background(lambda: self._opened_from(document, lock))
        await self.show(opened)

    async def close(self) -> None:
        """Save, remember the place, and go home."""
        from .screens.home.screen import HomeScreen

        if self.screen is None:
            return
        await self.end()
        while len(self._app.screen_stack) > 1:
            await self._app.pop_screen()
        if isinstance(home := self._app.screen, HomeScreen):
            await home.look_again()
        else:  # the session was opened without home, which is created only now
            await self._app.switch_screen(self.new_home())
        self._app.call_after_refresh(gc_tuning.free_closed_session)

    def new_home(self) -> HomeScreen:
        """Return a new home screen, with the sessions that were read ahead for it, if any."""
        from gsef_tui.editing.session_list import SessionList

        from .screens.home.screen import HomeScreen

        self._listed = self._listed or SessionList()
        return HomeScreen(self._owner.folder, self._listed)

    def keep_index(self, seconds: float) -> None:
        """Save how far home has read its folder; wait for that at most ``seconds``."""
        if self._listed is not None:
            self._listed.keep_within(seconds)

    async def end(self) -> SaveState | None:
        """Save for the last time and remember the place. Return the outcome of the save, or None if
        no session is open."""
        screen, opened = self.screen, self.opened
        if screen is None or opened is None:
            return None
        area = screen.panes.area
        offset = area.cursor_offset_in_text if area else 0
        here = str(screen.here)
        self._owner.app_state.update(lambda state: with_place(state, opened.path, here, offset))
        state = await run_in_background(opened.close)
        self.opened = None
        return state

    def open_file(self, path: Path, known: Document | None = None) -> OpenSession:
        """Open a session without showing it. May wait for the disk.

        ``known`` is the document if it was just read; if the file cannot be read a second time, the
        session is opened read-only. Raises UnreadableFile if there is no ``known`` document either.
        """
        try:
            return self._opened_from(open_to_edit(path, known))
        except UnreadableFile as error:
            if known is None:
                raise
            reason = str(error).removeprefix(f"{shown(path)}: ")
            return self._opened_from(known, why_read_only=f"Read only: {reason}")

    def _opened_from(
        self, document: Document, lock: Lock | None = None, *, why_read_only: str = ""
    ) -> OpenSession:
        from gsef_tui.editing.open_session import OpenSession

        return OpenSession(
            document,
            self._saver_says,
            lock,
            self._owner.settings,
            why_read_only=why_read_only,
            decide_key=key_of("decide", self._owner.commands),
        )

    async def show(self, opened: OpenSession, place: str = "", hit: Hit | None = None) -> None:
        """Show an open session at a place, at a search hit, or at its last place."""
        screen = self.screen_of(opened, place)
        await self._app.push_screen(screen)
        if hit is not None:
            await screen.go_to_hit(hit)

    def screen_of(self, opened: OpenSession, place: str = "") -> SessionScreen:
        """Return a screen for a session, which is the open one from now on, at a place or at its
        last place."""
        from .screens.session.screen import SessionScreen

        last = last_place(self._owner.app_state.current, opened.path)
        if not place and last is not None:
            place = last.place
        self.opened = opened
        return SessionScreen(opened, place)

    def _saver_says(self, state: SaveState) -> None:
        # On the saver's thread: only notify the loop, which may be blocked or closed.
        if self.loop is not None and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self._show_saved)

    def _show_saved(self) -> None:
        screen = self.screen if self._app.is_running else None
        if screen is not None:
            screen.saved()
