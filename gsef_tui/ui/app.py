"""The application: it opens screens and passes each key to the current screen."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual import events
from textual.binding import BindingType
from textual.screen import Screen
from textual.widget import AwaitMount
from textual.worker import WorkerFailed

from gsef_tui.editing.app_state import AppStateStore
from gsef_tui.editing.commands.command import Command, Scope
from gsef_tui.editing.keymap import resolve
from gsef_tui.editing.settings import SettingsStore
from gsef_tui.storage.app_state import moved, with_folder
from gsef_tui.storage.discovery import Hit
from gsef_tui.storage.documents import Document
from gsef_tui.storage.errors import UnreadableFile

from .clipboard import SystemClipboard
from .leaving import Leaving
from .screens.base import BaseScreen
from .session_manager import SessionManager
from .terminal.crash_report import crash_message, write_crash_report
from .terminal.shutdown import HANGUP_STATUS, Shutdown
from .terminal.unmarked_paste import UnmarkedPaste
from .textual_private.application import (
    CrashHandlingApp,
    TextCursorApp,
    disable_toasts_and_tooltips,
    make_switchable,
    remove_builtin_bindings,
)
from .textual_private.driver import TerminalDriver, terminal_driver
from .themed_app import ThemedApp
from .warmup import Warmup

if TYPE_CHECKING:
    from gsef_tui.editing.open_session import OpenSession
    from gsef_tui.editing.session_list import SessionList


class GsefApp(ThemedApp, TextCursorApp, CrashHandlingApp):
    """Connects the parts: settings, remembered state, and the open session."""

    CSS_PATH = "styles/app.tcss"
    TITLE = "gsef-tui"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(
        self,
        path: Path | None,
        place: str,
        folder: Path,
        known: Document | None = None,
        listed: SessionList | None = None,
    ) -> None:
        super().__init__(driver_class=TerminalDriver)
        disable_toasts_and_tooltips(self)
        self.settings = SettingsStore()
        self.commands, ignored = resolve(self.settings.current.keys)
        self.problems = [*self.settings.problems, *ignored]
        self.app_state = AppStateStore()
        self.begin_with_theme(self.app_state.current.theme)
        self.folder = folder
        self.last_key = float("-inf")
        self._system_clipboard = SystemClipboard()
        self.sessions = SessionManager(self, self, listed)
        self.leaving = Leaving(self, self.sessions, self.end)
        # Before the loop runs: this waits for the disk, and there is nothing to draw yet.
        self._first = self.sessions.open_file(path, known) if path is not None else None
        self._first_place = place
        self.shutdown: Shutdown | None = None
        self.farewell = ""
        self._running_loop: asyncio.AbstractEventLoop | None = None

    def on_load(self) -> None:
        """Note the loop on which the application runs."""
        self._running_loop = self.sessions.loop = asyncio.get_running_loop()

    def get_default_screen(self) -> Screen[None]:
        """Return the screen of the named session, or home."""
        if self._first is not None:
            return make_switchable(self.sessions.screen_of(self._first, self._first_place), self)
        return make_switchable(self.sessions.new_home(), self)

    async def on_mount(self) -> None:
        """Wait until the first screen takes keys."""
        remove_builtin_bindings(self)
        if self.shutdown is not None:  # a process of its own
            self.shutdown.stop_with(self._stop_soon)
            Warmup(self, self).begin()
        self.app_resume_signal.subscribe(self, self._back_again)
        await AwaitMount(self.screen, [self.screen])
        if self.problems and isinstance(self.screen, BaseScreen):
            self.screen.say(" · ".join(self.problems), error=True, stays=20)

    async def on_event(self, event: events.Event) -> None:
        """Handle each key or paste completely before the next one, so that a burst keeps its order;
        Textual itself would queue them to different widgets."""
        screen = self.screen if self.screen_stack else None
        if isinstance(screen, BaseScreen) and not getattr(event, "is_forwarded", False):
            if isinstance(event, events.Key):
                self.app_focus = True
                await screen.accept_key(event)
                if not self.message_queue_size:  # in a burst, only the last key draws
                    screen.draw_text()
                return
            if isinstance(event, events.Paste):
                await self._accept_paste(screen, event)
                return
        await super().on_event(event)

    async def _accept_paste(self, screen: BaseScreen, paste: events.Paste) -> None:
        """Hand a paste to the screen. Without markers it may be keys that a slow line has joined:
        those come one by one, because the first may lead to another screen."""
        if isinstance(paste, UnmarkedPaste) and paste.keys and not screen.types_lines():
            for key in paste.keys:
                await self.on_event(key)
        else:
            await screen.accept_paste(paste)

    # -- the end ----------------------------------------------------------------------------------

    def leave(self) -> None:
        """Release the lock of the open session, because the process ends. May be called on any
        thread."""
        if self.opened is not None:
            self.opened.release()

    def terminal_gone(self) -> None:
        """Save and end, because the terminal has gone."""
        if self.shutdown is not None:
            self.shutdown.request(HANGUP_STATUS)

    def input_failed(self, error: BaseException) -> None:
        """Treat an exception on the thread that reads the keys as a crash of the program."""
        if self._running_loop is not None and isinstance(error, Exception):
            self._running_loop.call_soon_threadsafe(self.crash, error)

    def handle_crash(self, error: Exception) -> None:
        """Save, write a crash report and exit with status 1."""
        state = self.opened.finish() if self.opened else None
        cause = error.error if isinstance(error, WorkerFailed) else error
        report = write_crash_report(cause, datetime.now())
        message = crash_message(state, self.opened.path if self.opened else None, report)
        self.end(1, message)

    def _back_again(self, _: object) -> None:
        # While the process was stopped, another program used the screen, and somebody may have
        # changed the file or taken the session over.
        self.refresh(layout=True)
        if self.opened is not None:
            self.opened.saver.look()

    def _stop_soon(self) -> None:
        # Called on the shutdown thread, after the save.
        loop, driver = self._running_loop, terminal_driver(self)
        if loop is not None and driver is not None:
            loop.call_soon_threadsafe(driver.stop_process)

    # -- sessions ---------------------------------------------------------------------------------

    async def open_session(self, path: Path, place: str = "", hit: Hit | None = None) -> None:
        """Open a session at a place, at a search hit, or at its last place.

        Raises UnreadableFile if the file cannot be read.
        """
        await self.sessions.open(path, place, hit)

    async def reopen_session(self, *, take_over: bool = False) -> str:
        """Open the session again from its file, with its lock if ``take_over`` is set.

        Returns why it cannot be opened, in which case nothing changes, or an empty text.
        """
        try:
            if await self.leaving.may_leave():
                await self.sessions.reopen(take_over=take_over)
        except UnreadableFile as error:
            return str(error)
        return ""

    async def close_session(self) -> None:
        """Save, remember the place, and go home, unless that loses anything."""
        if await self.leaving.may_leave():
            await self.sessions.close()

    @property
    def opened(self) -> OpenSession | None:
        """The open session, if any."""
        return self.sessions.opened

    def session_moved(self, old: Path, new: Path) -> None:
        """Remember the last place of a session under the new name of its file."""
        self.app_state.update(lambda state: moved(state, old, new))

    def copy_to_clipboard(self, text: str) -> None:
        """Copy to the terminal's clipboard, and to this machine's if the user sits at it."""
        super().copy_to_clipboard(text)
        self._system_clipboard.copy(text)

    def use_folder(self, folder: Path) -> None:
        """Show the sessions of another folder from now on."""
        self.folder = folder
        self.app_state.update(lambda state: with_folder(state, folder))

    # -- commands ---------------------------------------------------------------------------------

    async def show_help(self, commands: Sequence[Command], scope: Scope) -> None:
        """Show the keys of these commands."""
        from .screens.help import HelpScreen

        await self.push_screen(HelpScreen(commands, scope))

    def keep_theme(self, name: str) -> None:
        """Remember a theme for the next start."""
        self.app_state.update(lambda state: replace(state, theme=name))

    async def quit(self) -> None:
        """Save and quit; soon after a key, ask for a second press first."""
        await self.leaving.quit(time.monotonic() - self.last_key)

    async def leave_unsaved(self) -> None:
        """Quit and give up what could not be saved."""
        await self.leaving.leave_unsaved()

    def end(self, status: int, message: str) -> None:
        """End the program with a status, and print the message after the screen has closed."""
        self.farewell = message
        self.exit(status, return_code=status)
