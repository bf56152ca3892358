"""The ways to leave a session: each asks the saver first whether anything would be lost."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import App

from gsef_tui.editing.background import run_in_background
from gsef_tui.storage.leaving import (
    WORD,
    Unkept,
    last_message,
    loss_message,
    outcome_message,
    question,
    refusal,
)

from .screens.base import BaseScreen
from .session_manager import SessionManager

if TYPE_CHECKING:
    from .screens.session.screen import SessionScreen

QUIET = 2.0
"""Seconds after a key within which quitting needs a second press."""


class Leaving:
    """Lets a command leave the open session, or shows why it cannot.

    The rule is in ``storage.leaving``; ``end`` ends the program with a status and a message.
    """

    def __init__(
        self, app: App[int], sessions: SessionManager, end: Callable[[int, str], None]
    ) -> None:
        self._app = app
        self._sessions = sessions
        self._end = end
        self._asked = float("-inf")

    def save_within(self, seconds: float) -> None:
        """Save before the process is suspended. May be called on any thread."""
        opened = self._sessions.opened
        if opened is not None and not opened.read_only:
            opened.saver.save_now(seconds)

    def finish_within(self, seconds: float) -> str:
        """Save for the last time before the process ends, and return the message about it. May be
        called on any thread."""
        opened = self._sessions.opened
        if opened is None:
            return ""
        state = opened.saver.finish(seconds)
        return last_message(opened.saver.unkept(), state, opened.path)

    async def secured(self) -> Unkept | None:
        """Save what is left, and return what leaving would still lose; None if nothing."""
        opened = self._sessions.opened
        if opened is None or opened.saver.state.kept:
            return None
        await run_in_background(opened.saver.secure)
        return opened.saver.unkept()

    async def may_leave(self) -> bool:
        """Save what is left, and return whether leaving loses nothing; if it would, show what."""
        lost = await self.secured()
        if lost is not None:
            await self._refuse(lost)
        return lost is None

    async def quit(self, since_key: float) -> None:
        """End the program if nothing is lost; ask if the only copy is in memory. Within ``QUIET``
        seconds of a key, ask for a second press."""
        now = time.monotonic()
        if since_key < QUIET and now - self._asked > QUIET:
            self._asked = now
            shown = self._app.screen
            if isinstance(shown, BaseScreen):
                shown.say(
                    f"Press {shown.key('quit')} again to quit. Your notes are saved first.",
                    stays=QUIET,
                )
            return
        lost = await self.secured()
        if lost is None:
            await self._exit(0, "")
        elif lost.copy is not None:
            await self._ask(lost)
        else:
            await self._refuse(lost)

    async def leave_unsaved(self) -> None:
        """Quit and give up what is not saved, after the user has typed the word for it."""
        lost = await self.secured()
        if lost is not None:
            await self._ask(lost)
        elif self._sessions.opened is not None:
            screen = await self._session_screen()
            screen.say(f"Everything is saved. {screen.key('quit')} quits")

    async def _refuse(self, lost: Unkept) -> None:
        from .panels.notice import Notice

        screen = await self._session_screen()
        await screen.open_panel(
            Notice([*refusal(lost), "You can go on typing. Esc closes this message."])
        )

    async def _ask(self, lost: Unkept) -> None:
        async def answer(text: str) -> str:
            if text.strip().casefold() != WORD:
                return f"Type “{WORD}” to leave, or press Esc to go back"
            opened = self._sessions.opened
            await self._exit(1, loss_message(lost, opened.path) if opened is not None else "")
            return ""

        screen = await self._session_screen()
        asked, below = question(lost)
        await screen.ask(asked, "", answer, below)

    async def _session_screen(self) -> SessionScreen:
        """Close the screens above the session's screen and return it."""
        screen = self._sessions.screen
        assert screen is not None
        while self._app.screen is not screen:
            await self._app.pop_screen()
        return screen

    async def _exit(self, status: int, message: str) -> None:
        opened = self._sessions.opened
        state = await self._sessions.end()
        if opened is not None and state is not None and not message:
            message = outcome_message(state, opened.path)
        self._end(status, message)
