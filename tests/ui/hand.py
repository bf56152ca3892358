"""A person's hands and eyes on the running program: keys in, what is kept and shown out."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

from textual import events
from textual.app import App
from textual.keys import REPLACED_KEYS, _character_to_key
from textual.message import Message
from textual.pilot import Pilot

from gsef_tui.editing.open_session import OpenSession
from gsef_tui.model.places import Place
from gsef_tui.model.session import Session
from gsef_tui.storage.documents import open_document
from gsef_tui.ui.app import GsefApp
from gsef_tui.ui.screens.base import BaseScreen
from gsef_tui.ui.screens.home.screen import HomeScreen
from gsef_tui.ui.screens.session.screen import SessionScreen
from gsef_tui.ui.widgets.bars import Bar, FooterBar
from gsef_tui.ui.widgets.note_area import NoteArea

SOON = 30.0
"""Seconds within which what is waited for has to come."""
A_SECOND = 0.1
"""Seconds that a second of the session's screen takes while a test waits."""
A_KEY = 5.0
"""Seconds within which a key is handled, unless it waits for something that a test holds."""
MOST_ROUNDS = 100
"""Rounds of messages within which what a key began has to be done."""


def key_event(name: str) -> events.Key:
    """A key as the terminal's parser makes it: ``a``, ``,``, ``ctrl+z``, ``f3``, ``enter``."""
    if len(name) == 1:
        return events.Key(_character_to_key(name), name)
    return events.Key(REPLACED_KEYS.get(name, name), {"space": " ", "tab": "\t"}.get(name))


async def settled(app: App[Any], pause: Callable[[float], Awaitable[None]]) -> None:
    """Wait until no message waits, and nothing is to be laid out or drawn. ``pause`` is the one of
    the application's pilot."""
    quiet = 0
    for _ in range(MOST_ROUNDS):
        await pause(0)
        quiet = 0 if _is_busy(app) else quiet + 1
        if quiet == 3:
            return


def _is_busy(app: App[Any]) -> bool:
    screen = app.screen
    pumps = (app, *screen.walk_children(with_self=True))
    return (
        any(pump._message_queue.qsize() or pump._next_callbacks for pump in pumps)
        or bool(screen._dirty_widgets or screen._callbacks)
        or screen._layout_required
        or screen._repaint_required
        or screen._scroll_required
    )


class Hand:
    """One person at the keyboard of one program.

    ``seconds_pass``: whether ``until`` lets seconds pass for the session's screen.
    """

    seconds_pass = True

    def __init__(self, app: GsefApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    # -- keys -------------------------------------------------------------------------------------

    async def press(self, *keys: str) -> None:
        """Keys, each carried out before the next."""
        for key in keys:
            await self.burst([key])

    async def burst(self, keys: Iterable[str]) -> None:
        """Keys that arrive all at once, as through ssh or from an input method."""
        await self.receive(map(key_event, keys))

    async def type(self, text: str) -> None:
        """Letters, as fast as they come; a line end is Enter."""
        await self.burst("enter" if letter == "\n" else letter for letter in text)

    async def paste(self, text: str) -> None:
        """A bracketed paste."""
        await self.receive([events.Paste(text)])

    async def receive(self, messages: Iterable[Message]) -> None:
        """What the terminal's driver posts, all at once."""
        for message in messages:
            self.app.post_message(message)
        await self._handled()
        await self.settle()

    async def command(self, name: str) -> None:
        """Carry out a command by its name in the palette."""
        await self.press("ctrl+p")
        await self.type(name)
        await self.press("enter")

    async def _handled(self) -> None:
        """Wait until the application has handled the keys: one may wait for a thread. Not for long,
        as some tests hold that thread."""
        handled, end, rounds = asyncio.Event(), time.monotonic() + A_KEY, 0
        self.app.call_later(handled.set)
        while not handled.is_set() and self.app.is_running and time.monotonic() < end:
            await asyncio.sleep(0 if rounds < MOST_ROUNDS else 0.002)
            rounds += 1

    async def settle(self) -> None:
        """Wait until all that the keys began is done and drawn, however busy the machine is.

        What a worker, a thread or a timer brings comes later: ``until`` waits for that.
        """
        await settled(self.app, self.pilot.pause)

    async def until(self, condition: Callable[[], object], what: str = "") -> None:
        """Wait for something that a thread, a worker or the next second brings."""
        end, second = time.monotonic() + SOON, 0.0
        while not condition():
            now = time.monotonic()
            assert now < end, f"never came: {what or condition}"
            if now >= second and self.seconds_pass and isinstance(self.screen, SessionScreen):
                self.screen.status.tick()
                second = now + A_SECOND
            await asyncio.sleep(0.005)
            await self.pilot.pause(0)

    async def resize(self, width: int, height: int) -> None:
        """Another size of the terminal."""
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    # -- what is kept -----------------------------------------------------------------------------

    @property
    def opened(self) -> OpenSession:
        assert self.app.opened is not None, "no session is open"
        return self.app.opened

    @property
    def session(self) -> Session:
        return self.opened.session

    def text(self, place: str) -> str:
        return self.opened.text(Place.parse(place))

    async def on_disk(self) -> Session:
        """The session as its file has it, once all is saved."""
        await self.until(lambda: self.opened.saver.state.saved, "saved")
        return open_document(self.opened.path).session

    # -- what is shown ----------------------------------------------------------------------------

    @property
    def screen(self) -> BaseScreen:
        return cast(BaseScreen, self.app.screen)

    @property
    def home(self) -> HomeScreen:
        assert isinstance(self.app.screen, HomeScreen)
        return self.app.screen

    @property
    def notes(self) -> SessionScreen:
        assert isinstance(self.app.screen, SessionScreen)
        return self.app.screen

    @property
    def here(self) -> str:
        """The place one is at."""
        return str(self.notes.here)

    @property
    def area(self) -> NoteArea:
        """The text that has the focus."""
        assert isinstance(self.app.focused, NoteArea), f"{self.app.focused} has the focus"
        return self.app.focused

    def texts(self) -> list[str]:
        """The texts one can type into, from top to bottom."""
        return [area.text for area in self.screen.query(NoteArea) if area.is_on_screen]

    @property
    def footer(self) -> str:
        return self.screen.query_one(FooterBar).plain.replace("\n", " ")

    @property
    def header(self) -> str:
        return self.screen.query_one("#header", Bar).plain

    @property
    def where(self) -> str:
        """The line that says where one is."""
        return self.screen.query_one("#where", Bar).plain

    def rows(self) -> list[str]:
        """The screen as the terminal has it, row by row."""
        size = self.app.size
        strips = self.app.screen._compositor.render_strips(size)
        return ["".join(segment.text for segment in strip) for strip in strips]

    @property
    def seen(self) -> str:
        return "\n".join(self.rows())

    @property
    def read(self) -> str:
        """What is seen as one reads it, word after word: a sentence with a path breaks elsewhere
        in each folder."""
        return " ".join(self.seen.split())


@asynccontextmanager
async def at_work(
    folder: Path,
    session: Path | None = None,
    place: str = "",
    size: tuple[int, int] = (80, 24),
) -> AsyncIterator[Hand]:
    """The program, running: home, or a session at a place. Ended when the block is left."""
    app = GsefApp(session, place, folder)
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            hand = Hand(app, pilot)
            await hand.settle()
            yield hand
    finally:
        if app.opened is not None:
            app.opened.close()
        app.app_state.flush(SOON)
