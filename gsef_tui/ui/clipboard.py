"""Copying to the clipboard of the user's machine."""

from __future__ import annotations

import os
import sys
from contextlib import suppress


def is_local() -> bool:
    """Return whether the user sits at this machine; over ssh its clipboard is not theirs."""
    if any(os.environ.get(name) for name in ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT")):
        return False
    displays = ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME")
    return sys.platform == "darwin" or any(os.environ.get(name) for name in displays)


def copy_here(text: str) -> None:
    """Put text on this machine's clipboard, if it has one. May be slow: do not call it on the loop.

    The caller also asks the terminal to copy, by OSC 52; one of the two is enough, so a failure is
    silent.
    """
    if not is_local():
        return
    import pyperclip

    with suppress(pyperclip.PyperclipException, OSError):
        pyperclip.copy(text)
