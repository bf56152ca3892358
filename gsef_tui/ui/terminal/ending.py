"""The one place that handles signals: what was typed is saved, the terminal restored, and out.

A handler only puts a word into a queue, for it may interrupt anything. A thread of its own takes
the word, so that a screen stuck in its output, or a loop that never turns again, delays nothing.
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

SIGNALS = (signal.SIGHUP, signal.SIGTERM, signal.SIGQUIT, signal.SIGINT)
GONE = 128 + signal.SIGHUP
"""The exit status when the terminal went away without a signal: as if it had said so."""
SAVE_WITHIN = 0.7
"""Seconds for the last save; with the rest it makes less than one."""
LEAVE_WITHIN = 0.1
"""Seconds for letting go of the session: a disk that hangs must not hold up the end."""
RESTORE = (
    "\x1b[?2026l"  # no frame is half drawn
    "\x1b[?2004l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1016l\x1b[?1004l\x1b[?2048l"
    "\x1b[<u\x1b[?7h\x1b[0m\x1b[?1049l\x1b[?25h"
)
"""All that Textual switches on, off again: paste, mouse, focus, size, keyboard, wrap, screen,
cursor."""


class Ending:
    """Ends the process by a signal or when the terminal is gone, with nothing lost.

    ``save`` is called before the process stops for a while, ``finish`` before it ends; both get the
    seconds they may take. What ``finish`` returns goes to standard error. ``leave`` lets go of what
    was open, its lock say.
    """

    def __init__(
        self,
        save: Callable[[float], None],
        finish: Callable[[float], str],
        leave: Callable[[], None],
    ) -> None:
        self._save = save
        self._finish = finish
        self._leave = leave
        self._words: SimpleQueue[int] = SimpleQueue()
        self._before: list[Any] | None = None
        self._stop: Callable[[], None] | None = None
        with suppress(termios.error, ValueError, OSError):
            self._before = termios.tcgetattr(sys.__stdin__.fileno())  # type: ignore[union-attr]
        threading.Thread(target=self._run, name="ending", daemon=True).start()

    def install(self) -> None:
        """Listen to the signals from now on. Called on the main thread, before Textual runs."""
        for number in SIGNALS:
            signal.signal(number, self._heard)

    def stop_by(self, stop: Callable[[], None]) -> None:
        """SIGTSTP saves first, then ``stop`` is called, on the ending's thread."""
        self._stop = stop
        signal.signal(signal.SIGTSTP, self._heard)

    def ask(self, status: int) -> None:
        """End with this status. From any thread, and from a signal's handler."""
        self._words.put(status)

    def _heard(self, number: int, frame: FrameType | None) -> None:
        self._words.put(128 + number)

    def _run(self) -> None:
        while True:
            status = self._words.get()
            if status == 128 + signal.SIGTSTP and self._stop is not None:
                with suppress(Exception):
                    self._save(SAVE_WITHIN)
                self._stop()
                continue
            message = ""
            with suppress(Exception):  # nothing may keep the process from ending
                message = self._finish(SAVE_WITHIN)
            self._restore(message)
            leaving = threading.Thread(target=self._leave, daemon=True)
            leaving.start()
            leaving.join(LEAVE_WITHIN)
            os._exit(status)

    def _restore(self, message: str) -> None:
        """Put the terminal back, and say what there is to say, without ever waiting for it."""
        with suppress(Exception):
            output = sys.__stderr__.fileno()  # type: ignore[union-attr]
            os.set_blocking(output, False)
            try:
                os.write(output, RESTORE.encode())
                if message:
                    os.write(output, f"\r\n{message}\r\n".encode("utf-8", "replace"))
            finally:
                os.set_blocking(output, True)
        with suppress(Exception):
            if self._before is not None:
                stdin = sys.__stdin__.fileno()  # type: ignore[union-attr]
                termios.tcsetattr(stdin, termios.TCSANOW, self._before)
