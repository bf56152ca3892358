"""The application: it opens screens and hands each key, whole, to the one that is shown."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual import events
from textual.app import App
from textual.binding import BindingType
from textual.worker import WorkerFailed

from gsef_tui.editing.app_state import AppStateStore
from gsef_tui.editing.keymap import resolve
from gsef_tui.editing.settings import SettingsStore
from gsef_tui.storage.documents import Document
from gsef_tui.storage.errors import UnreadableFile
from gsef_tui.storage.finding import Hit
from gsef_tui.storage.memory import moved, with_folder

from .clipboard import copy_here
from .later import Later
from .leaving import Leaving
from .screens.base import BaseScreen
from .session_manager import SessionManager
from .terminal.driver import TerminalDriver
from .terminal.ending import GONE, Ending
from .terminal.faults import last_words, write_fault

if TYPE_CHECKING:
    from gsef_tui.editing.open_session import OpenSession

THEMES = (
    *("textual-dark", "textual-light", "nord", "gruvbox", "solarized-light"),
    *("ansi-dark", "ansi-light"),  # the terminal's own colours
)


class GsefApp(App[int]):
    """Wiring only: settings, state, which session is open."""

    CSS_PATH = "styles/app.tcss"
    TITLE = "gsef-tui"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(
        self, path: Path | None, place: str, folder: Path, known: Document | None = None
    ) -> None:
        super().__init__(driver_class=TerminalDriver)
        # What there is to say stands in the footer: no screen makes widgets for anything else.
        self._disable_notifications = self._disable_tooltips = True
        self.settings = SettingsStore()
        self.commands, ignored = resolve(self.settings.current.keys)
        self.problems = [*self.settings.problems, *ignored]
        self.app_state = AppStateStore()
        self.folder = folder
        self.last_key = float("-inf")
        self.sessions = SessionManager(self, self)
        self.leaving = Leaving(self, self.sessions, self.end)
        # Before the loop runs: this waits for the disk, and there is no frame yet that could wait.
        self._first = self.sessions.open_file(path, known) if path is not None else None
        self._first_place = place
        self.ending: Ending | None = None
        self.farewell = ""
        self._running_loop: asyncio.AbstractEventLoop | None = None

    async def on_mount(self) -> None:
        """The session that was named, or home."""
        # Bindings of Textual's own would take keys before a command of ours sees them.
        self._running_loop = self.sessions.loop = asyncio.get_running_loop()
        self._bindings.key_to_bindings.clear()
        if self.ending is not None:  # a process of its own
            self.ending.stop_by(self._stop_soon)
            Later(self, self).begin()
        self.app_resume_signal.subscribe(self, self._back_again)
        if self.app_state.current.theme in self.available_themes:
            self.theme = self.app_state.current.theme
        if self._first is not None:
            await self.sessions.show(self._first, self._first_place)
        else:
            from .screens.home.screen import HomeScreen

            await self.push_screen(HomeScreen(self.folder))
        if self.problems and isinstance(self.screen, BaseScreen):
            self.screen.say(" · ".join(self.problems), error=True, stays=20)

    async def on_event(self, event: events.Event) -> None:
        """A key or a paste is carried to its end before the next one is looked at, so that a burst
        keeps its order (Textual itself would queue them to different widgets)."""
        screen = self.screen if self._screen_stack else None
        if isinstance(screen, BaseScreen) and not getattr(event, "is_forwarded", False):
            if isinstance(event, events.Key):
                self.app_focus = True
                await screen.handle_key(event)
                if self._message_queue.empty():  # of a burst the last key draws for all
                    screen.draw_text()
                return
            if isinstance(event, events.Paste):
                await screen.handle_paste(event)
                return
        await super().on_event(event)

    # -- the end ----------------------------------------------------------------------------------

    def leave(self) -> None:
        """The process is about to end: nobody is to find the session locked. From any thread."""
        if self.opened is not None:
            self.opened.release()

    def terminal_gone(self) -> None:
        """Nobody reads the screen or types any more: save and end."""
        if self.ending is not None:
            self.ending.ask(GONE)

    def input_failed(self, error: BaseException) -> None:
        """A fault on the thread that reads the keys is a fault of the program."""
        if self._running_loop is not None and isinstance(error, Exception):
            self._running_loop.call_soon_threadsafe(self._handle_exception, error)

    def _handle_exception(self, error: Exception) -> None:
        # Textual would print the values of local variables, so the notes, and end with status 0.
        if self._exception is None:
            self._exception = error  # for Pilot, which raises it in the test
            self._exception_event.set()
        state = self.opened.finish() if self.opened else None
        cause = error.error if isinstance(error, WorkerFailed) else error
        report = write_fault(cause, datetime.now())
        message = last_words(state, self.opened.path if self.opened else None, report)
        self.end(1, message)

    def _back_again(self, _: object) -> None:
        # The process was stopped: the screen was another's, somebody may have written the file or
        # taken the session over.
        self.refresh(layout=True)
        if self.opened is not None:
            self.opened.saver.look()

    def _stop_soon(self) -> None:
        # On the ending's thread, after the save: Textual leaves the screen and stops the process.
        loop, driver = self._running_loop, self._driver
        if loop is not None and isinstance(driver, TerminalDriver):
            loop.call_soon_threadsafe(driver.stop_process)

    # -- sessions ---------------------------------------------------------------------------------

    async def open_session(self, path: Path, place: str = "", hit: Hit | None = None) -> None:
        """Open a session at a place, at what was found, or at its last place. Raises
        UnreadableFile."""
        await self.sessions.open(path, place, hit)

    async def reopen_session(self, *, take_over: bool = False) -> str:
        """Open the session again as its file has it now; with its lock, where asked. What keeps it
        from being opened, where all stays as it was, or an empty text."""
        try:
            if await self.leaving.may_leave():
                await self.sessions.reopen(take_over=take_over)
        except UnreadableFile as error:
            return str(error)
        return ""

    async def close_session(self) -> None:
        """Save, remember the place, and go home, where that loses nothing."""
        if await self.leaving.may_leave():
            await self.sessions.close()

    @property
    def opened(self) -> OpenSession | None:
        """The session that is open."""
        return self.sessions.opened

    def session_moved(self, old: Path, new: Path) -> None:
        """A session's file has another name; its last place goes with it."""
        self.app_state.update(lambda state: moved(state, old, new))

    def copy_to_clipboard(self, text: str) -> None:
        """To the terminal's clipboard, and to the machine's where one sits at it."""
        super().copy_to_clipboard(text)
        self.run_worker(lambda: copy_here(text), thread=True, exit_on_error=False)

    def use_folder(self, folder: Path) -> None:
        """Show the sessions of another folder from now on."""
        self.folder = folder
        self.app_state.update(lambda state: with_folder(state, folder))

    # -- commands ---------------------------------------------------------------------------------

    def next_theme(self) -> str:
        """Switch to the next theme, remember it, and return its name."""
        at = THEMES.index(self.theme) if self.theme in THEMES else -1
        self.theme = theme = THEMES[(at + 1) % len(THEMES)]
        self.app_state.update(lambda state: replace(state, theme=theme))
        return theme

    async def quit(self) -> None:
        """Save and end; soon after a key, ask for a second press."""
        await self.leaving.quit(time.monotonic() - self.last_key)

    async def leave_unsaved(self) -> None:
        """Give up what could not be saved, and end."""
        await self.leaving.leave_unsaved()

    def end(self, status: int, message: str) -> None:
        """End the program with a status, and print the message once the screen is left."""
        self.farewell = message
        self.exit(status, return_code=status)
