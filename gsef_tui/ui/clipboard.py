"""Copying to the clipboard of the person's machine."""

from __future__ import annotations

import os
import sys
from contextlib import suppress


def is_local() -> bool:
    """Whether the person sits at this machine: over ssh its clipboard is not theirs."""
    if any(os.environ.get(name) for name in ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT")):
        return False
    displays = ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME")
    return sys.platform == "darwin" or any(os.environ.get(name) for name in displays)


def copy_here(text: str) -> None:
    """Put text on this machine's clipboard, where it has one. May take a moment: not on the loop.

    The terminal is asked besides, by OSC 52; whichever works is enough, so a failure is silent.
    """
    if not is_local():
        return
    import pyperclip

    with suppress(pyperclip.PyperclipException, OSError):
        pyperclip.copy(text)
