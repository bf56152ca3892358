"""The ways out of a session: each asks the saver first whether anything would be lost."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import App

from gsef_tui.storage.leaving import WORD, Unkept, parting, question, refusal, told

from .daemon import on_daemon
from .panels.prompt import Prompt
from .screens.base import BaseScreen
from .sittings import Sittings

if TYPE_CHECKING:
    from .desk import Desk
    from .screens.session.screen import SessionScreen

QUIET = 2.0
"""Seconds after a key within which quitting is asked for twice."""


class Leaving:
    """Lets a command leave the open session, or says why it does not. The rule is in
    ``storage.leaving``; ``end`` ends the program with a status and a message."""

    def __init__(self, app: App[int], sittings: Sittings, end: Callable[[int, str], None]) -> None:
        self._app = app
        self._sittings = sittings
        self._end = end
        self._asked = float("-inf")

    def save_within(self, seconds: float) -> None:
        """Save before the process stops for a while, from any thread."""
        desk = self._sittings.desk
        if desk is not None and not desk.read_only:
            desk.saver.save_now(seconds)

    def finish_within(self, seconds: float) -> str:
        """Save for the last time before the process ends, from any thread; what to tell about
        it."""
        desk = self._sittings.desk
        if desk is None:
            return ""
        state = desk.saver.finish(seconds)
        lost = desk.saver.unkept()
        return parting(lost, desk.path) if lost is not None else told(state, desk.path)

    async def secured(self) -> Unkept | None:
        """Save what is left; what leaving would lose all the same, or None."""
        desk = self._sittings.desk
        if desk is None or desk.saver.state.kept:
            return None
        await on_daemon(desk.saver.secure)
        return desk.saver.unkept()

    async def may_leave(self) -> bool:
        """Save what is left, and say what is wrong where leaving would lose something."""
        lost = await self.secured()
        if lost is not None:
            await self._refuse(lost)
        return lost is None

    async def quit(self, since_key: float) -> None:
        """End the program where that loses nothing; a copy in memory is asked about. Within
        ``QUIET`` seconds of a key a second press is wanted."""
        now = time.monotonic()
        if since_key < QUIET and now - self._asked > QUIET:
            self._asked = now
            shown = self._app.screen
            if isinstance(shown, BaseScreen):
                shown.say("Press Ctrl+Q again to quit; it saves first", stays=QUIET)
            return
        lost = await self.secured()
        if lost is None:
            self._exit(0, "")
        elif lost.copy is not None:
            await self._ask(lost)
        else:
            await self._refuse(lost)

    async def leave_unsaved(self) -> None:
        """Give up what is not saved, once a person has typed the word for it."""
        lost = await self.secured()
        if lost is not None:
            await self._ask(lost)
        elif self._sittings.desk is not None:
            screen = await self._session_screen()
            screen.say("Everything is saved: Ctrl+Q quits")

    async def _refuse(self, lost: Unkept) -> None:
        from .panels.notice import Notice

        screen = await self._session_screen()
        await screen.open_panel(Notice([*refusal(lost), "You can go on typing. Esc closes this."]))

    async def _ask(self, lost: Unkept) -> None:
        async def answer(text: str) -> str:
            if text.strip().casefold() != WORD:
                return f"You have not left: type “{WORD}”, or press Esc to go back"
            desk = self._sittings.desk
            self._exit(1, parting(lost, desk.path) if desk is not None else "")
            return ""

        screen = await self._session_screen()
        asked, below = question(lost)
        await screen.ask(Prompt(asked, "", answer, below))

    async def _session_screen(self) -> SessionScreen:
        """The session's screen, with nothing lying over it."""
        screen = self._sittings.screen
        assert screen is not None
        while self._app.screen is not screen:
            await self._app.pop_screen()
        return screen

    def _exit(self, status: int, message: str) -> None:
        desk: Desk | None = self._sittings.desk
        state = self._sittings.end()
        if desk is not None and state is not None and not message:
            message = told(state, desk.path)
        self._end(status, message)
