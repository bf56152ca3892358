"""What is drawn goes to the terminal at once; what it does not take at once, by a thread.

Textual hands each piece to a thread, which gets to run when the interpreter next changes threads:
up to 5 ms after a key. Here the loop itself writes, without ever waiting. A terminal that is stuck
takes nothing: then a thread of this kind waits for it, as Textual's own does.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from contextlib import suppress
from typing import TextIO

BEGIN, END = "\x1b[?2026h", "\x1b[?2026l"
"""What Textual sends before and after a frame, where the terminal waits for all of a frame."""
MOST = 256 * 1024
"""Bytes that may wait for a stuck terminal; who wants to draw more waits too, as with Textual."""


def open_again(number: int, flags: int) -> int | None:
    """The terminal of a file descriptor, opened once more so that nothing waits for it; None where
    that cannot be. Its own flag for not waiting would be the shell's, too."""
    with suppress(OSError):
        return os.open(
            os.ttyname(number), flags | os.O_NONBLOCK | os.O_NOCTTY | getattr(os, "O_CLOEXEC", 0)
        )
    return None


class Output(threading.Thread):
    """Writes text to a terminal, in the order it comes in. What Textual's writer has, this has."""

    def __init__(self, file: TextIO) -> None:
        super().__init__(name="output", daemon=True)
        self._file = file
        self._quick = open_again(file.fileno(), os.O_WRONLY)
        self._frame = ""
        self._waiting: deque[bytes] = deque()
        self._size = 0
        self._stopped = False
        self._changed = threading.Condition()

    def write(self, text: str) -> None:
        """Write a text now, or after all that waits already. A frame is written in one piece."""
        if text == BEGIN:
            self._frame = text
            return
        text, self._frame = self._frame + text, ""
        if text.startswith(BEGIN) and not text.endswith(END):
            self._frame = text
            return
        data = text.encode(self._file.encoding or "utf-8", "replace")
        with self._changed:
            if not self._waiting:
                data = self._at_once(data)
            if not data:
                return
            self._changed.wait_for(lambda: self._size < MOST or self._stopped)
            self._waiting.append(data)
            self._size += len(data)
            self._changed.notify_all()

    def _at_once(self, data: bytes) -> bytes:
        """Write what the terminal takes without waiting; what is left."""
        if self._quick is None:
            return data
        with suppress(OSError):  # it takes no more, or is gone: the thread will see
            while data:
                data = data[os.write(self._quick, data) :]
        return data

    def isatty(self) -> bool:
        """It is one, to whoever asks."""
        return True

    def fileno(self) -> int:
        """The file descriptor of what is written to."""
        return self._file.fileno()

    def flush(self) -> None:
        """Nothing is held back."""

    def run(self) -> None:
        """Write what waits, as the terminal takes it."""
        number = self._file.fileno()
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._stopped)
                if not self._waiting:
                    return
                data = self._waiting[0]  # stays there while it is written: nothing overtakes it
            while data:
                data = data[os.write(number, data) :]
            with self._changed:
                self._size -= len(self._waiting.popleft())
                self._changed.notify_all()

    def stop(self) -> None:
        """Write what waits, and end. Waits for it, as Textual's own does."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        self.join()
        if self._quick is not None:
            os.close(self._quick)
            self._quick = None
