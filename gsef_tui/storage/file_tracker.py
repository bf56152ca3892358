"""Where an open file is now, after somebody renamed or moved it or a folder above it."""

from __future__ import annotations

import fcntl
import os
import sys
from contextlib import suppress
from pathlib import Path

_DELETED = " (deleted)"
"""What Linux adds to the name of an open file that was removed."""

_LONGEST_PATH = 1024
"""Bytes that macOS's ``F_GETPATH`` needs: MAXPATHLEN."""


class FileTracker:
    """Holds a file open, without reading it, so that the system tells its present name.

    On systems that do not tell (neither Linux nor macOS) the file is never found again.
    """

    def __init__(self) -> None:
        self._descriptor = -1

    def track(self, path: Path) -> None:
        """Follow the file that has this name now, and no other one any more."""
        self.close()
        flags = getattr(os, "O_PATH", os.O_RDONLY | os.O_NONBLOCK) | os.O_CLOEXEC
        with suppress(OSError, ValueError):
            self._descriptor = os.open(path, flags)

    def path_now(self) -> Path | None:
        """The name of the file now; None where it was removed or thrown into a bin, or where the
        system does not tell."""
        if self._descriptor < 0:
            return None
        with suppress(OSError, ValueError):
            status = os.fstat(self._descriptor)
            name = self._name()
            if name is not None and status.st_nlink and not in_bin(name):
                there = os.stat(name, follow_symlinks=False)
                if (there.st_dev, there.st_ino) == (status.st_dev, status.st_ino):
                    return name
        return None

    def close(self) -> None:
        """Hold no file any more."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            with suppress(OSError):
                os.close(descriptor)

    def _name(self) -> Path | None:
        if sys.platform == "darwin":
            data = fcntl.fcntl(self._descriptor, fcntl.F_GETPATH, b"\0" * _LONGEST_PATH)
            return Path(os.fsdecode(data.partition(b"\0")[0]))
        name = os.readlink(f"/proc/self/fd/{self._descriptor}")
        return None if name.endswith(_DELETED) else Path(name)


def in_bin(path: Path) -> bool:
    """Whether a path lies in the bin of a desktop: ``.local/share/Trash`` or one that another disk
    has at its top, ``.Trash-1000`` (freedesktop.org Trash specification 1.0), or macOS's
    ``.Trash``."""
    data = os.environ.get("XDG_DATA_HOME")
    if data and Path(data, "Trash") in path.parents:
        return True
    folders = path.parts[:-1]
    bins = (".local", "share", "Trash")
    return any(folder.startswith(".Trash") for folder in folders) or any(
        folders[n : n + 3] == bins for n in range(len(folders))
    )
