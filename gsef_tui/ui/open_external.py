"""Opening a file with the program that this machine has for it.

Not by ``click.launch``: what it starts writes on our screen, and it does not say whether it worked.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from .clipboard import is_local

PATIENCE = 5.0
"""Seconds within which what opens a file says that it cannot."""


def open_here(path: Path) -> str:
    """Open a file; why it cannot be opened, or nothing. May take a moment: not on the loop."""
    if not is_local():
        return "you do not sit at the machine the file is on"
    program = "open" if sys.platform == "darwin" else "xdg-open"
    try:
        opened = subprocess.Popen(
            [program, str(path.absolute())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl+C and the end of this program are not its own
        )
    except OSError:
        return f"this machine has no {program}"
    try:
        status = opened.wait(PATIENCE)
    except subprocess.TimeoutExpired:  # the program itself: it stays open
        return ""
    return f"{program} knows no program for it" if status else ""
