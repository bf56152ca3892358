"""Output to the terminal: written at once as far as possible, the rest by a thread.

Textual passes each piece to a thread, which runs when the interpreter next switches threads, up to
5 ms after a key. Here the event loop itself writes, but never waits. If the terminal is blocked, a
thread waits for it, as in Textual.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from contextlib import suppress
from typing import TextIO

BEGIN, END = "\x1b[?2026h", "\x1b[?2026l"
"""What Textual sends before and after a frame if the terminal supports synchronized updates."""
MOST = 256 * 1024
"""Bytes that may wait for a blocked terminal; further writes wait too, as in Textual."""
SILENCE_WITHIN = 0.1
"""Seconds that ``silence`` waits for a piece that is being written."""


def open_again(number: int, flags: int) -> int | None:
    """Open the terminal of a file descriptor once more, in non-blocking mode; return None if that
    fails.

    Setting the flag on the descriptor itself would also set it for the shell.
    """
    with suppress(OSError):
        return os.open(
            os.ttyname(number), flags | os.O_NONBLOCK | os.O_NOCTTY | getattr(os, "O_CLOEXEC", 0)
        )
    return None


class Output(threading.Thread):
    """Writes text to a terminal, in the order of the calls, by the interface of Textual's writer
    thread."""

    def __init__(self, file: TextIO) -> None:
        super().__init__(name="output", daemon=True)
        self._file = file
        self._quick = open_again(file.fileno(), os.O_WRONLY)
        self._frame = ""
        self._waiting: deque[bytes] = deque()
        self._size = 0
        self._stopped = False
        self._silent = False
        self._changed = threading.Condition()

    def write(self, text: str) -> None:
        """Write a text now, or after everything that already waits. A frame is written in one
        piece."""
        if text == BEGIN:
            self._frame = text
            return
        text, self._frame = self._frame + text, ""
        if text.startswith(BEGIN) and not text.endswith(END):
            self._frame = text
            return
        data = text.encode(self._file.encoding or "utf-8", "replace")
        with self._changed:
            if self._silent:
                return
            if not self._waiting:
                data = self._at_once(data)
            if not data:
                return
            self._changed.wait_for(lambda: self._size < MOST or self._stopped)
            self._waiting.append(data)
            self._size += len(data)
            self._changed.notify_all()

    def _at_once(self, data: bytes) -> bytes:
        """Write what the terminal accepts without waiting, and return the rest."""
        if self._quick is None:
            return data
        with suppress(OSError):  # it accepts no more, or is gone: the thread handles both
            while data:
                data = data[os.write(self._quick, data) :]
        return data

    def isatty(self) -> bool:
        """Return True: the output is a terminal."""
        return True

    def fileno(self) -> int:
        """Return the file descriptor of the terminal."""
        return self._file.fileno()

    def flush(self) -> None:
        """Do nothing: there is no buffer to flush."""

    def run(self) -> None:
        """Write what waits, as fast as the terminal accepts it."""
        number = self._file.fileno()
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._stopped)
                if not self._waiting:
                    return
                data = self._waiting[0]  # stays queued while it is written, so nothing overtakes it
            while data and not self._silent:
                data = data[os.write(number, data) :]
            with self._changed:
                self._size -= len(self._waiting.popleft())
                self._changed.notify_all()

    def silence(self) -> None:
        """Write nothing from now on, so that another thread can write to the terminal last. May be
        called from any thread; a piece that is being written ends first."""
        held = self._changed.acquire(timeout=SILENCE_WITHIN)
        self._silent = True
        if held:
            self._changed.release()

    def stop(self) -> None:
        """Write what waits, and end. Blocks until then, as Textual's writer does."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        self.join()
        if self._quick is not None:
            os.close(self._quick)
            self._quick = None
