"""Exported files: not the rapporteur's alone, as a session is, but made to be handed on."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from .durable import create_durably, remove_temporary_files, write_durably


def file_mode(path: Path) -> int:
    """The permissions of an exported file: those of the file that is there, else the person's own.

    A session is 0600; a report gets what any other program would give it.
    """
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def write_export(
    path: Path, data: bytes, *, over: bool, check: Callable[[], None] = lambda: None
) -> None:
    """Write an exported file durably, or raise OSError and leave what was there.

    ``over``: replace a file that is there; else FileExistsError is raised, even where another
    program makes one at the same moment. ``check`` is called just before the file gets its name;
    what it raises is passed on. An export that was killed leaves a hidden temporary file at most.
    The next export to the same name, an hour later or more, removes it.
    """
    target = Path(os.path.realpath(path))
    remove_temporary_files(target)
    mode = file_mode(target)
    if over:
        write_durably(target, data, mode=mode, check=check)
    else:
        create_durably(target, data, mode=mode, check=check)
