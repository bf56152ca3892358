"""The terminal driver: Textual's, changed so that no input is lost or ends the program.

Bytes that are not UTF-8 become U+FFFD; with Textual's driver they end the program as if you had
quit (upstream issue 6456). Pastes and escape sequences are split off before keys are parsed, and a
sequence that stands for no key is dropped: Textual would type it. When the terminal is gone the
process ends, instead of using a whole core for ever.

The event loop itself reads and writes, so no key waits for a thread. Textual's input thread only
watches whether the terminal is still there, which a blocked loop could not do; it reads if the loop
cannot read this kind of terminal.

A process may be stopped after giving the terminal back (SIGTSTP) or without doing so (SIGSTOP, or
SIGTTIN in the background). SIGCONT does not tell the two apart, and any process may send it to a
running one. So the driver records whether it has the terminal. On SIGCONT it starts application
mode only if that was stopped; otherwise it sets the terminal's modes again and has everything
redrawn, because another program may have drawn on the screen.
"""

from __future__ import annotations

import errno
import os
import select
import selectors
import termios
import tty
from asyncio import TimerHandle
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, Protocol, cast

from textual.app import App
from textual.message import Message

from ..terminal.input_splitter import Piece
from ..terminal.output import Output, open_again
from .input_parser import InputParser
from .key_modes_driver import KeyModesDriver

LOOK = 0.1
"""Seconds between two checks of whether the terminal is gone or the driver stops."""
ON = "\x1b[?1049h\x1b[?25l\x1b[?1004h"
"""Switches to the alternate screen, hides the cursor and reports when the window has the focus."""
HELD = 0.05
"""Seconds between two checks while the start of a sequence, perhaps just Escape, is held back."""


class TerminalListener(Protocol):
    """The application, as far as the driver knows it. Both methods are called from any thread."""

    def terminal_gone(self) -> None:
        """Handle the loss of the terminal: there are no more keys, and nothing is visible."""

    def input_failed(self, error: BaseException) -> None:
        """Handle an exception raised while keys were read."""


def wait_for_foreground(terminal: int) -> None:
    """Return once the process may set the terminal's modes. If it is in the background, the system
    stops it within this call until it is continued, so no SIGCONT can get lost between a check and
    the stop."""
    while True:
        try:
            termios.tcsetattr(terminal, termios.TCSANOW, termios.tcgetattr(terminal))  # no change
        except termios.error as error:
            if error.args[0] == errno.EINTR:  # continued; perhaps by ``bg``
                continue
        return


def terminal_driver(app: App[Any]) -> TerminalDriver | None:
    """Return the driver of a running application; None in a test, where there is no terminal."""
    driver = app._driver
    return driver if isinstance(driver, TerminalDriver) else None


def silence(app: App[Any]) -> None:
    """Draw nothing from now on, because the process ends. May be called from any thread."""
    driver = terminal_driver(app)
    if driver is not None and isinstance(driver._writer_thread, Output):
        driver._writer_thread.silence()


class TerminalDriver(KeyModesDriver):
    """Reads and writes the terminal on the event loop. The application must be a
    ``TerminalListener``."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._input: int | None = None  # the terminal's file descriptor, read by the loop
        self._deaf = False  # the loop cannot watch this terminal, so the thread reads
        self._look: TimerHandle | None = None
        self._wanted = False  # application mode was started and at most suspended since
        self._mouse_on = True
        self._start_reading()

    @property
    def _listener(self) -> TerminalListener:
        return cast(TerminalListener, self._app)

    def stop_process(self) -> None:
        """Give the terminal back and stop the process, as job control requires."""
        if self._writer_thread is not None:  # None: it has just been stopped, perhaps by this key
            self._sigtstp_application()

    def use_mouse(self, on: bool) -> None:
        """Report the mouse to the program, or leave it to the terminal, so that you can select and
        copy text with it."""
        self._mouse_on = on
        if on:
            self._enable_mouse_support()
        else:
            self._disable_mouse_support()

    def write(self, data: str) -> None:
        """Write to the terminal, if the driver has it. Resuming redraws everything."""
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
        super().start_application_mode()
        if self._writer_thread is None or self._file is None:  # the terminal is gone
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
        """Give the terminal back until ``resume_application_mode``."""
        super().suspend_application_mode()
        self._wanted = True

    def close(self) -> None:
        """Write what is pending, then stop writing."""
        super().close()
        self._writer_thread = None

    # -- stopped and continued --------------------------------------------------------------------

    def _sigcont_application(self, *_: object) -> None:
        # A signal may arrive anywhere, even within a frame, so the work is left to the loop.
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._continue)

    def _continue(self) -> None:
        """Take the terminal over again, or restore its modes if the driver never gave it back."""
        if not self._wanted or not self._auto_restart:
            return
        wait_for_foreground(self.fileno)
        if self._writer_thread is not None:
            self._set_modes()
            self.send_message(self.SignalResume())
        else:
            self.resume_application_mode()

    def _set_modes(self) -> None:
        """Set the terminal's modes as at the start, because the shell has set its own meanwhile.
        Keys that wait to be read are kept."""
        with suppress(termios.error):  # the terminal is gone, which the input thread notices
            line = termios.tcgetattr(self.fileno)
            line[tty.LFLAG] = self._patch_lflag(line[tty.LFLAG])
            line[tty.IFLAG] = self._patch_iflag(line[tty.IFLAG])
            line[tty.CC][termios.VMIN] = 1
            termios.tcsetattr(self.fileno, termios.TCSANOW, line)
        self.write(ON)
        self.reset_key_modes()
        self._enable_bracketed_paste()
        self._disable_line_wrap()
        if self._in_band_window_resize:
            self._enable_in_band_window_resize()
        if self._mouse_on:
            self._enable_mouse_support()

    def _start_reading(self) -> None:
        self._parser = InputParser(self._debug)

    def _listen(self) -> None:
        if self._input is None:
            return
        try:
            self._loop.add_reader(self._input, self._readable)
        except OSError:  # kqueue does not support some terminals
            self._deaf = True

    def disable_input(self) -> None:
        """Stop reading."""
        number, self._input = self._input, None
        if number is not None:
            self._loop.remove_reader(number)
            os.close(number)
        super().disable_input()

    # -- on the loop ------------------------------------------------------------------------------

    def _readable(self) -> None:
        try:
            self._take_input()
        except Exception as error:  # whatever it is, the application must report it
            self._listener.input_failed(error)

    def _take_input(self) -> None:
        data = self._read()
        if data is None:
            if self._input is not None:
                self._loop.remove_reader(self._input)
            self._listener.terminal_gone()
            return
        self._dispatch(self._parser.split(data))
        self._look_soon()

    def _look_soon(self) -> None:
        """Schedule a check of the input that is held back, if there is any."""
        if self._look is None and self._parser.waiting:
            self._look = self._loop.call_later(HELD, self._look_again)

    def _look_again(self) -> None:
        self._look = None
        try:
            self._dispatch(self._parser.idle())
        except Exception as error:
            self._listener.input_failed(error)
        self._look_soon()

    def send_message(self, message: Message) -> None:
        """Post a message to the application."""
        if self._input is None or self._deaf:
            super().send_message(message)  # on the thread
        else:
            self._app.post_message(message)

    # -- on the thread ----------------------------------------------------------------------------

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except Exception as error:
            self._listener.input_failed(error)

    def run_input_thread(self) -> None:
        """Watch for the end of the terminal, or read from it, until the driver stops."""
        if self._input is None:
            self._read_on_thread()
            return
        watch = select.poll()
        watch.register(self.fileno, 0)  # reports only a hang-up
        while not self.exit_event.wait(LOOK):
            if self._deaf:
                self._read_on_thread()
                return
            if any(event & select.POLLHUP for _, event in watch.poll(0)):
                self._listener.terminal_gone()
                return

    def _read_on_thread(self) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(HELD if self._parser.waiting else LOOK):
                    data = self._read()
                    if data is None:
                        self._listener.terminal_gone()
                        return
                    pieces = self._parser.split(data)
                else:
                    pieces = self._parser.idle()
                self._dispatch(pieces)

    # -- on both ----------------------------------------------------------------------------------

    def _read(self) -> bytes | None:
        """Return the bytes that wait to be read. None means that the terminal is gone: the read was
        empty or failed."""
        try:
            return os.read(self.fileno if self._input is None else self._input, 64 * 1024) or None
        except (InterruptedError, BlockingIOError):
            return b""
        except OSError:
            return None

    def _dispatch(self, pieces: Iterable[Piece]) -> None:
        sized = self._in_band_window_resize
        for piece in pieces:
            for message in self._parser.messages(piece, mouse=self._mouse, sized=sized):
                self.process_message(message)
