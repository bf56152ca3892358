"""Exported files: not the rapporteur's alone, as a session is, but made to be handed on."""

from __future__ import annotations

import os
from pathlib import Path


def file_mode(path: Path) -> int:
    """The permissions of an exported file: those of the file that is there, else the person's own.

    A session is 0600; a report gets what any other program would give it.
    """
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
