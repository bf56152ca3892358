"""Finishes what a killed program left half done in a folder of sessions.

Call ``recover`` before listing a folder and before opening a session in it. If nothing was left, it
reads only the names in the folder.
"""

from __future__ import annotations

import os
from pathlib import Path

from .sidecars import INTENT

_ENDINGS = (INTENT, ".new")


def recover(folder: Path) -> None:
    """Finish or undo each interrupted operation in a folder, and remove abandoned files.

    Operations of a program that still runs are left alone. What cannot be finished now is left for
    the next time; nothing is raised.
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
