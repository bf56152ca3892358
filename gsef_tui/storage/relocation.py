"""Moving a file or a folder to another place, which may be on another disk.

On one disk a move is one rename. To another disk the content is copied to a temporary name beside
the target, synced, renamed into place and synced again; only then is the source removed. At every
moment the content is whole at the source or whole at the target. Temporary names are fixed, so that
``remove_staging`` finds what a killed program left.
"""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

from .durable import rename_exclusive, sync_folder


def relocate_file(source: Path, target: Path) -> None:
    """Move a file, or a symbolic link itself. Raises FileExistsError if the target exists."""
    try:
        rename_exclusive(source, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        staging = staging_path(target)
        _remove(staging)
        _copy(source, staging)
        rename_exclusive(staging, target)
        sync_folder(target.parent)
        os.unlink(source)


def relocate_folder(source: Path, target: Path) -> None:
    """Move a folder with its content, or a symbolic link itself.

    Raises FileExistsError if the target exists.
    """
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, "the name is taken", str(target))
    try:
        os.rename(source, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        staging, trash = staging_path(target), staging_path(source)
        _remove(staging)
        _remove(trash)
        _copy(source, staging)
        os.rename(staging, target)
        sync_folder(target.parent)
        os.rename(source, trash)
        sync_folder(source.parent)
        _remove(trash)


def staging_path(path: Path) -> Path:
    """Return the hidden path beside a path for content that is moving there or away."""
    short = os.fsencode(path.name)[:200].decode(errors="ignore")
    return path.with_name(f".{short}.moving")


def remove_staging(path: Path) -> None:
    """Remove what an interrupted move to or from this path left. Raises OSError."""
    _remove(staging_path(path))


def _copy(source: Path, target: Path) -> None:
    """Copy a file, a link or a folder with its modes and times, and sync it to the disk."""
    if source.is_symlink():
        os.symlink(os.readlink(source), target)
    elif source.is_dir():
        os.mkdir(target, 0o700)
        for name in sorted(os.listdir(source)):
            _copy(source / name, target / name)
        shutil.copystat(source, target)
        sync_folder(target)
    else:
        shutil.copy2(source, target)
        descriptor = os.open(target, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
