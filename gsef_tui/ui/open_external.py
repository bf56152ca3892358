"""Opening a file with this machine's program for it.

``click.launch`` does not fit: the program that it starts writes on our screen, and it does not
report whether that worked.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from threading import Thread

from .clipboard import is_local

PATIENCE = 5.0
"""Seconds to wait for the opening program to report a failure."""


def open_here(path: Path) -> str:
    """Open a file; return why it cannot be opened, or an empty text. May be slow: do not call it on
    the loop."""
    if not is_local():
        return "the file is on another machine"
    program = "open" if sys.platform == "darwin" else "xdg-open"
    try:
        opened = subprocess.Popen(
            [program, str(path.absolute())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # neither Ctrl+C nor the end of this program stops it
        )
    except OSError:
        return f"{program} is not installed"
    try:
        status = opened.wait(PATIENCE)
    except subprocess.TimeoutExpired:  # it is the program itself, which stays open
        Thread(target=opened.wait, daemon=True).start()  # so that it leaves no zombie
        return ""
    return f"{program} found no program for it" if status else ""
