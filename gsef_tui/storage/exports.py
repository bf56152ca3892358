"""Writing exported files: unlike a session, they are not private but made to be handed on."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from .durable import create_durably, remove_temporary_files, write_durably


def file_mode(path: Path) -> int:
    """Return the mode of an exported file: that of the existing file, else the user's default.

    A session is 0600; a report gets the mode that any other program would give it.
    """
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def write_export(
    path: Path, data: bytes, *, over: bool, check: Callable[[], None] = lambda: None
) -> None:
    """Write an exported file durably; if that fails, the old file stays.

    ``over``: replace an existing file; otherwise FileExistsError is raised, even if another program
    creates the file at the same moment. ``check`` is called just before the file gets its name; an
    exception that it raises is passed on. A killed export leaves at most a hidden temporary file,
    which the next export to the same name an hour or more later removes. Raises OSError.
    """
    target = Path(os.path.realpath(path))
    remove_temporary_files(target)
    mode = file_mode(target)
    if over:
        write_durably(target, data, mode=mode, check=check)
    else:
        create_durably(target, data, mode=mode, check=check)
