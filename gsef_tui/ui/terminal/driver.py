"""Textual's driver, with what keeps input from losing anything or ending the program.

Bytes that are no UTF-8 become U+FFFD instead of an end that looks like a clean quit (upstream issue
6456); pastes are taken apart before keys are looked for; a terminal that is gone ends the process
instead of a loop that burns a core.
"""

from __future__ import annotations

import os
import selectors
import time
from codecs import getincrementaldecoder
from typing import TYPE_CHECKING, Protocol, cast

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from .paste import PasteFilter, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable

LOOK = 0.1
"""Seconds between looks at what is to end or was held back."""
HELD = 0.05
"""The same while the beginning of a marker, so perhaps an Escape, is held back."""


class EndsWell(Protocol):
    """An application that can be told of the end of its terminal, and of a fault off its loop."""

    def terminal_gone(self) -> None:
        """Nobody reads the screen or types any more."""

    def input_failed(self, error: BaseException) -> None:
        """The thread that reads the keys has failed."""


class TerminalDriver(LinuxDriver):
    """Reads the terminal in a thread, as Textual's own does."""

    @property
    def _owner(self) -> EndsWell:
        return cast(EndsWell, self._app)

    def stop_process(self) -> None:
        """Leave the screen and stop, as job control asks; coming back draws it again."""
        self._sigtstp_application()

    def use_mouse(self, on: bool) -> None:
        """Follow the mouse, or leave it to the terminal, which can then select and copy."""
        if on:
            self._enable_mouse_support()
        else:
            self._disable_mouse_support()

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except Exception as error:  # whatever it was, the person must hear of it
            self._owner.input_failed(error)

    def run_input_thread(self) -> None:
        """Read until the driver stops, or the terminal is gone."""
        parser = XTermParser(self._debug)
        pastes = PasteFilter()
        decode = getincrementaldecoder("utf-8")("replace").decode
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(HELD if pastes.waiting else LOOK):
                    data = self._read()
                    if data is None:
                        self._owner.terminal_gone()
                        return
                    pieces = pastes.feed(decode(data), time.monotonic())
                else:
                    pieces = pastes.idle(time.monotonic())
                self._dispatch(parser, pieces)

    def _read(self) -> bytes | None:
        """What was typed, or None when the terminal is gone: an empty read, or an error."""
        try:
            return os.read(self.fileno, 64 * 1024) or None
        except InterruptedError:
            return b""
        except OSError:
            return None

    def _dispatch(self, parser: XTermParser, pieces: Iterable[Piece]) -> None:
        for piece in pieces:
            if piece.kind == "paste":
                self.process_message(events.Paste(piece.text))
                continue
            for event in parser.feed(piece.text):
                self.process_message(event)
        for event in parser.tick():
            self.process_message(event)
