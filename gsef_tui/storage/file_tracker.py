"""Finds an open file again after somebody renamed or moved it or a folder above it."""

from __future__ import annotations

import fcntl
import os
import sys
from contextlib import suppress
from pathlib import Path

_DELETED = " (deleted)"
"""The suffix that Linux adds to the name of an open file that was removed."""

_LONGEST_PATH = 1024
"""Bytes that ``F_GETPATH`` of macOS needs: MAXPATHLEN."""


class FileTracker:
    """Holds a file open, without reading it, so that the system can report its present name.

    On systems that cannot report it (neither Linux nor macOS) the file is never found again.
    """

    def __init__(self) -> None:
        self._descriptor = -1

    def track(self, path: Path) -> None:
        """Track the file that has this name now, instead of any other."""
        self.close()
        flags = getattr(os, "O_PATH", os.O_RDONLY | os.O_NONBLOCK) | os.O_CLOEXEC
        with suppress(OSError, ValueError):
            self._descriptor = os.open(path, flags)

    def path_now(self) -> Path | None:
        """Return the present path of the file.

        None if the file was removed or moved to the bin, or if the system does not report its name.
        """
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
        """Stop tracking."""
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
    """Return whether a path lies in a desktop's bin.

    That is ``.local/share/Trash``, ``.Trash-1000`` at the top of another disk (freedesktop.org
    Trash specification 1.0), or ``.Trash`` of macOS.
    """
    data = os.environ.get("XDG_DATA_HOME")
    if data and Path(data, "Trash") in path.parents:
        return True
    folders = path.parts[:-1]
    bins = (".local", "share", "Trash")
    return any(folder.startswith(".Trash") for folder in folders) or any(
        folders[n : n + 3] == bins for n in range(len(folders))
    )
