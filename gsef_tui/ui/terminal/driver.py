"""Textual's driver, with what keeps input from losing anything or ending the program.

Bytes that are no UTF-8 become U+FFFD instead of an end that looks like a clean quit (upstream issue
6456); pastes are taken apart before keys are looked for; a terminal that is gone ends the process
instead of a loop that burns a core. The loop itself reads and writes: between a key and the screen
no thread has to wait for another. The thread that Textual starts for reading only looks whether the
terminal is still there, for a loop that is stuck could not; where the loop cannot read a terminal,
it reads.

Private names of Textual that are used: of the driver ``_writer_thread`` and ``_loop``; of the
parser ``_timeout_time``.
"""

from __future__ import annotations

import os
import select
import selectors
import time
from asyncio import TimerHandle
from codecs import getincrementaldecoder
from collections.abc import Iterable
from typing import Any, Protocol, cast

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from .output import Output, open_again
from .paste import PasteFilter, Piece

LOOK = 0.1
"""Seconds between looks at what is to end or was held back."""
HELD = 0.05
"""The same while the beginning of a marker, so perhaps an Escape, is held back."""


class EndsWell(Protocol):
    """An application that can be told of the end of its terminal, and of a fault off its loop."""

    def terminal_gone(self) -> None:
        """Nobody reads the screen or types any more."""

    def input_failed(self, error: BaseException) -> None:
        """What reads the keys has failed."""


class TerminalDriver(LinuxDriver):
    """Reads and writes the terminal on the loop."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._input: int | None = None  # the terminal, to be read by the loop
        self._deaf = False  # the loop cannot listen to a terminal: the thread reads
        self._look: TimerHandle | None = None
        self._start_reading()

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

    # -- from the start to the end ----------------------------------------------------------------

    def start_application_mode(self) -> None:
        """Take the terminal over."""
        self._start_reading()
        self._input = open_again(self.fileno, os.O_RDONLY)
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._writer_thread is None or self._file is None:  # in the background: it is not ours
            return
        self._writer_thread.stop()
        output = Output(self._file)
        self._writer_thread = output  # type: ignore[assignment]
        output.start()
        if self._input is not None:
            self._loop.call_soon_threadsafe(self._listen)

    def _start_reading(self) -> None:
        self._parser = XTermParser(self._debug)
        self._pastes = PasteFilter()
        self._decode = getincrementaldecoder("utf-8")("replace").decode

    def _listen(self) -> None:
        if self._input is None:
            return
        try:
            self._loop.add_reader(self._input, self._readable)
        except OSError:  # kqueue knows terminals that it does not take
            self._deaf = True

    def disable_input(self) -> None:
        """Hear nothing more."""
        number, self._input = self._input, None
        if number is not None:
            self._loop.remove_reader(number)
            os.close(number)
        super().disable_input()

    # -- on the loop ------------------------------------------------------------------------------

    def _readable(self) -> None:
        try:
            self._take_input()
        except Exception as error:  # whatever it was, the person must hear of it
            self._owner.input_failed(error)

    def _take_input(self) -> None:
        data = self._read()
        if data is None:
            if self._input is not None:
                self._loop.remove_reader(self._input)
            self._owner.terminal_gone()
            return
        self._dispatch(self._pastes.feed(self._decode(data), time.monotonic()))
        self._look_soon()

    def _look_soon(self) -> None:
        """Look again after a while at what was held back, if anything was."""
        if self._look is None and (self._pastes.waiting or self._parser._timeout_time is not None):
            self._look = self._loop.call_later(HELD, self._look_again)

    def _look_again(self) -> None:
        self._look = None
        try:
            self._dispatch(self._pastes.idle(time.monotonic()))
        except Exception as error:
            self._owner.input_failed(error)
        self._look_soon()

    def send_message(self, message: Message) -> None:
        """Hand a message to the application."""
        if self._input is None or self._deaf:
            super().send_message(message)  # from the thread
        else:
            self._app.post_message(message)

    # -- on the thread ----------------------------------------------------------------------------

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except Exception as error:
            self._owner.input_failed(error)

    def run_input_thread(self) -> None:
        """Until the driver stops or the terminal is gone: look whether it is there, or read."""
        if self._input is None:
            self._read_on_thread()
            return
        watch = select.poll()
        watch.register(self.fileno, 0)  # nothing but its end
        while not self.exit_event.wait(LOOK):
            if self._deaf:
                self._read_on_thread()
                return
            if any(event & select.POLLHUP for _, event in watch.poll(0)):
                self._owner.terminal_gone()
                return

    def _read_on_thread(self) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(HELD if self._pastes.waiting else LOOK):
                    data = self._read()
                    if data is None:
                        self._owner.terminal_gone()
                        return
                    pieces = self._pastes.feed(self._decode(data), time.monotonic())
                else:
                    pieces = self._pastes.idle(time.monotonic())
                self._dispatch(pieces)

    # -- either way -------------------------------------------------------------------------------

    def _read(self) -> bytes | None:
        """What was typed, or None when the terminal is gone: an empty read, or an error."""
        try:
            return os.read(self.fileno if self._input is None else self._input, 64 * 1024) or None
        except (InterruptedError, BlockingIOError):
            return b""
        except OSError:
            return None

    def _dispatch(self, pieces: Iterable[Piece]) -> None:
        for piece in pieces:
            if piece.kind == "paste":
                self.process_message(events.Paste(piece.text))
                continue
            for event in self._parser.feed(piece.text):
                self.process_message(event)
        for event in self._parser.tick():
            self.process_message(event)
