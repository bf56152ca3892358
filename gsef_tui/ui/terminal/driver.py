"""Textual's driver, with what keeps input from losing anything or ending the program.

Bytes that are no UTF-8 become U+FFFD instead of an end that looks like a clean quit (upstream issue
6456); pastes are taken apart before keys are looked for; a terminal that is gone ends the process
instead of a loop that burns a core. The loop itself reads and writes: between a key and the screen
no thread has to wait for another. The thread that Textual starts for reading only looks whether the
terminal is still there, for a loop that is stuck could not; where the loop cannot read a terminal,
it reads.

A process may be stopped with the terminal given back (SIGTSTP) or without (SIGSTOP, or SIGTTIN in
the background). SIGCONT does not say which, and anybody may send it to a process that runs. So the
driver keeps account of whether it has the terminal: it starts only what was stopped, and else sets
the terminal's modes once more and has everything drawn again, for somebody else may have drawn.

Private names of Textual that are used: of the driver ``_writer_thread``, ``_loop``,
``_must_signal_resume``, ``_auto_restart``, ``_sigtstp_application``, ``_sigcont_application``,
``_patch_lflag``, ``_patch_iflag``, ``_in_band_window_resize`` and the methods that switch a mode
on; of the parser ``_timeout_time``.
"""

from __future__ import annotations

import errno
import os
import select
import selectors
import termios
import time
import tty
from asyncio import TimerHandle
from codecs import getincrementaldecoder
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, Protocol, cast

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from .output import Output, open_again
from .paste import PasteFilter, Piece

LOOK = 0.1
"""Seconds between looks at what is to end or was held back."""
ON = "\x1b[?1049h\x1b[?25l\x1b[?1004h"
"""The other screen, no cursor, and word of when the window has the focus."""
HELD = 0.05
"""The same while the beginning of a marker, so perhaps an Escape, is held back."""


class EndsWell(Protocol):
    """An application that can be told of the end of its terminal, and of a fault off its loop."""

    def terminal_gone(self) -> None:
        """Nobody reads the screen or types any more."""

    def input_failed(self, error: BaseException) -> None:
        """What reads the keys has failed."""


def wait_for_foreground(terminal: int) -> None:
    """Return when the process may set the modes of a terminal. In the background the system stops
    it at this call until it is continued: by itself, so that no SIGCONT can come between a look and
    the stop."""
    while True:
        try:
            termios.tcsetattr(terminal, termios.TCSANOW, termios.tcgetattr(terminal))  # no change
        except termios.error as error:
            if error.args[0] == errno.EINTR:  # continued; perhaps by ``bg``
                continue
        return


class TerminalDriver(LinuxDriver):
    """Reads and writes the terminal on the loop."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._input: int | None = None  # the terminal, to be read by the loop
        self._deaf = False  # the loop cannot listen to a terminal: the thread reads
        self._look: TimerHandle | None = None
        self._wanted = False  # application mode was started, and only suspended since
        self._mouse_on = True
        self._start_reading()

    @property
    def _owner(self) -> EndsWell:
        return cast(EndsWell, self._app)

    def stop_process(self) -> None:
        """Leave the screen and stop, as job control asks; coming back draws it again."""
        if self._writer_thread is not None:  # else it was stopped just now, by the same key say
            self._sigtstp_application()

    def use_mouse(self, on: bool) -> None:
        """Follow the mouse, or leave it to the terminal, which can then select and copy."""
        self._mouse_on = on
        if on:
            self._enable_mouse_support()
        else:
            self._disable_mouse_support()

    def write(self, data: str) -> None:
        """Write to the terminal; nothing while it is another's. Coming back draws everything."""
        if self._writer_thread is not None:
            super().write(data)

    # -- from the start to the end ----------------------------------------------------------------

    def start_application_mode(self) -> None:
        """Take the terminal over."""
        self._wanted = True
        wait_for_foreground(self.fileno)
        self._start_reading()
        if self._input is None:
            self._input = open_again(self.fileno, os.O_RDONLY)
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._writer_thread is None or self._file is None:  # nobody's any more
            return
        self._writer_thread.stop()
        output = Output(self._file)
        self._writer_thread = output  # type: ignore[assignment]
        output.start()
        if not self._mouse_on:
            self._disable_mouse_support()
        if self._input is not None:
            self._loop.call_soon_threadsafe(self._listen)

    def stop_application_mode(self) -> None:
        """Give the terminal back."""
        self._wanted = False
        super().stop_application_mode()

    def suspend_application_mode(self) -> None:
        """Give the terminal back for a while."""
        super().suspend_application_mode()
        self._wanted = True

    def close(self) -> None:
        """Write what is left, and nothing more."""
        super().close()
        self._writer_thread = None

    # -- stopped and continued --------------------------------------------------------------------

    def _sigcont_application(self, *_: object) -> None:
        # A signal may come between any two steps, in the middle of a frame too: the loop does it.
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._continue)

    def _continue(self) -> None:
        """The process goes on: take the terminal over, or make sure that it is as it was left."""
        if not self._wanted or not self._auto_restart:
            return
        wait_for_foreground(self.fileno)
        if self._writer_thread is not None:
            self._set_modes()
            self.send_message(self.SignalResume())
        else:
            self.resume_application_mode()

    def _set_modes(self) -> None:
        """Switch on what the program needs of the terminal, as at the start: a shell that had it
        while the process was stopped has set its own. Keys that were typed are not thrown away."""
        with suppress(termios.error):  # it is gone, and its end will be noticed
            line = termios.tcgetattr(self.fileno)
            line[tty.LFLAG] = self._patch_lflag(line[tty.LFLAG])
            line[tty.IFLAG] = self._patch_iflag(line[tty.IFLAG])
            line[tty.CC][termios.VMIN] = 1
            termios.tcsetattr(self.fileno, termios.TCSANOW, line)
        self.write(ON)
        self._enable_bracketed_paste()
        self._disable_line_wrap()
        if self._in_band_window_resize:
            self._enable_in_band_window_resize()
        if self._mouse_on:
            self._enable_mouse_support()

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
