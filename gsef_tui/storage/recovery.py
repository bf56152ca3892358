"""Finishing what a killed program left half done in a folder of sessions.

Call ``recover`` before a folder is listed and before a session in it is opened. It reads the names
in the folder and nothing else where nothing was left.
"""

from __future__ import annotations

import os
from pathlib import Path

from .sidecars import INTENT

_ENDINGS = (INTENT, ".new")


def recover(folder: Path) -> None:
    """Finish or undo each interrupted act on a session of the folder, and sweep abandoned files.

    An act whose program is still running is left alone. What cannot be finished now is left for the
    next time; nothing is raised.
    """
    try:
        names = os.listdir(folder)
    except (OSError, ValueError):
        return
    left = [name for name in names if name[0] == "." and name.endswith(_ENDINGS)]
    if not left:
        return
    from .durable import remove_abandoned
    from .session_moves import settle

    remove_abandoned(folder, left)
    for name in sorted(left):
        if name.endswith(INTENT):
            settle(folder / name)
