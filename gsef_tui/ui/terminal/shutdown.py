"""Shutdown by a signal or by the loss of the terminal: save, restore the terminal, exit.

This is the only module of the screen that handles signals. A handler may interrupt any code, so it
only puts the exit status into a queue. A thread of its own does the rest; neither blocked output
nor a blocked event loop delays it.
"""

from __future__ import annotations

import os
import signal
import sys
import termios
import threading
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from types import FrameType
from typing import Any

from . import key_modes

SIGNALS = (signal.SIGHUP, signal.SIGTERM, signal.SIGQUIT, signal.SIGINT)
HANGUP_STATUS = 128 + signal.SIGHUP
"""The exit status when the terminal is gone, with or without a SIGHUP."""
SAVE_WITHIN = 0.7
"""Seconds for the last save. The whole shutdown takes less than one second."""
RELEASE_WITHIN = 0.1
"""Seconds for releasing the session's lock, in case the disk hangs."""
RESTORE = (
    "\x1b[?2026l"  # end of a frame that may be half drawn
    "\x1b[?2004l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1016l\x1b[?1004l\x1b[?2048l"
    "\x1b[<u"
)
RESTORE_SCREEN = "\x1b[?7h\x1b[0m\x1b[?1049l\x1b[?25h"
"""Both reset every mode that Textual sets: paste, mouse, focus, size, keyboard; then wrap, colours,
screen, cursor."""


class Shutdown:
    """Ends the process on a signal, or when the terminal is gone, without losing anything.

    ``save`` is called before the process is stopped, ``finish`` before it ends; both get the
    seconds they may take. The text that ``finish`` returns goes to standard error, once ``silence``
    keeps the event loop from drawing over it. ``release`` releases what is open, such as the
    session's lock.
    """

    def __init__(
        self,
        save: Callable[[float], None],
        finish: Callable[[float], str],
        silence: Callable[[], None],
        release: Callable[[], None],
    ) -> None:
        self._save = save
        self._finish = finish
        self._silence = silence
        self._release = release
        self._statuses: SimpleQueue[int] = SimpleQueue()
        self._modes_before: list[Any] | None = None
        self._stop: Callable[[], None] | None = None
        with suppress(termios.error, ValueError, OSError):
            self._modes_before = termios.tcgetattr(sys.__stdin__.fileno())  # type: ignore[union-attr]
        threading.Thread(target=self._run, name="shutdown", daemon=True).start()

    def install(self) -> None:
        """Handle the signals from now on. Call it on the main thread, before Textual runs."""
        for number in SIGNALS:
            signal.signal(number, self._on_signal)

    def stop_with(self, stop: Callable[[], None]) -> None:
        """Save on SIGTSTP, then call ``stop`` on the shutdown thread."""
        self._stop = stop
        signal.signal(signal.SIGTSTP, self._on_signal)

    def request(self, status: int) -> None:
        """End the process with this exit status. May be called from any thread and from a signal
        handler."""
        self._statuses.put(status)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self._statuses.put(128 + number)

    def _run(self) -> None:
        while True:
            status = self._statuses.get()
            if status == 128 + signal.SIGTSTP and self._stop is not None:
                with suppress(Exception):
                    self._save(SAVE_WITHIN)
                self._stop()
                continue
            message = ""
            with suppress(Exception):  # the process must end in any case
                message = self._finish(SAVE_WITHIN)
            with suppress(Exception):
                self._silence()
            self._restore(message)
            releasing = threading.Thread(target=self._release, daemon=True)
            releasing.start()
            releasing.join(RELEASE_WITHIN)
            os._exit(status)

    def _restore(self, message: str) -> None:
        """Restore the terminal and print the message, without ever waiting for the terminal."""
        with suppress(Exception):
            output = sys.__stderr__.fileno()  # type: ignore[union-attr]
            os.set_blocking(output, False)
            try:
                keys = key_modes.LEAVE if key_modes.has_key_modes(os.environ) else ""
                os.write(output, f"{RESTORE}{keys}{RESTORE_SCREEN}".encode())
                if message:
                    os.write(output, f"\r\n{message}\r\n".encode("utf-8", "replace"))
            finally:
                os.set_blocking(output, True)
        with suppress(Exception):
            if self._modes_before is not None:
                stdin = sys.__stdin__.fileno()  # type: ignore[union-attr]
                termios.tcsetattr(stdin, termios.TCSANOW, self._modes_before)
