"""Copying to the clipboard of the user's machine.

A clipboard program can hang, for example if its display does not answer. So a child process does
the copying, which ends itself and that program after a while: neither the screen nor the end of
the program waits for it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from tempfile import TemporaryFile
from threading import Lock, Thread

TIME_LIMIT = 5
"""Seconds that copying may take, with the start of the child process."""

_CHILD = """\
import os, signal, sys
signal.signal(signal.SIGALRM, lambda *_: os.killpg(0, signal.SIGKILL))
signal.alarm(int(sys.argv[1]))
sys.path[:] = sys.argv[2:]
import pyperclip
pyperclip.copy(sys.stdin.buffer.read().decode())
"""
"""What the child does: in a process group of its own, it copies what it reads. A program that stays
behind to offer the copy, as xclip does, is not stopped."""


def is_local() -> bool:
    """Return whether the user sits at this machine; over ssh its clipboard is not theirs."""
    if any(os.environ.get(name) for name in ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT")):
        return False
    displays = ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME")
    return sys.platform == "darwin" or any(os.environ.get(name) for name in displays)


class SystemClipboard:
    """The clipboard of this machine, if the user sits at it. The newest copy wins: one that hangs
    is stopped."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._newest = 0
        self._copying: subprocess.Popen[bytes] | None = None

    def copy(self, text: str) -> None:
        """Copy a text, on a thread that nothing waits for.

        The caller also asks the terminal to copy, by OSC 52; one of the two is enough, so a failure
        is silent.
        """
        if is_local():
            self._newest += 1
            Thread(target=self._run, args=(text, self._newest), daemon=True).start()

    def _run(self, text: str, number: int) -> None:
        with self._lock:
            if number != self._newest:
                return
            self._stop()
            try:
                self._copying = process = _start(text)
            except OSError:
                return
        process.wait()  # so that no zombie is left

    def _stop(self) -> None:
        """Stop what an older copy still runs."""
        if self._copying is not None and self._copying.poll() is None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._copying.pid, signal.SIGKILL)


def _start(text: str) -> subprocess.Popen[bytes]:
    with TemporaryFile() as file:  # not a pipe: the text is whole even if the program ends now
        file.write(text.encode("utf-8", "replace"))
        file.seek(0)
        return subprocess.Popen(
            [sys.executable, "-P", "-c", _CHILD, str(TIME_LIMIT), *sys.path],
            stdin=file,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
