"""Opening files of unknown kind: only a plain file is read, and only up to a given size.

Opening a FIFO blocks, a device may never end, a sparse file may be larger than the memory. The
program reads every file through this module, whether the user named it or the program found it,
except the program's own, the system's, and those it has just written.
"""

from __future__ import annotations

import errno
import os
import stat
from io import BufferedReader
from pathlib import Path


class NotAPlainFile(OSError):
    """The file is a FIFO, a socket or a device."""


class FileTooLarge(OSError):
    """The file is a plain file with more bytes than allowed."""


def open_plain_file(
    path: Path, largest: int | None = None, *, follow_links: bool = True
) -> BufferedReader:
    """Open a plain file for reading, without ever waiting for a writer.

    ``largest``: how many bytes it may have; None for any number. The size is checked once: use
    ``read_plain_file`` for a file that may still grow.

    Raises OSError: IsADirectoryError, NotAPlainFile, FileTooLarge, or any other error of opening
    it.
    """
    # Checked before it is opened, since opening a device can act on it, and after, since another
    # file may have taken the name in between.
    _check(os.stat(path, follow_symlinks=follow_links), path, largest)
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
    descriptor = os.open(path, flags if follow_links else flags | os.O_NOFOLLOW)
    try:
        _check(os.fstat(descriptor), path, largest)
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def read_plain_file(path: Path, largest: int, *, follow_links: bool = True) -> bytes:
    """Return the bytes of a plain file, at most ``largest``. Raises as ``open_plain_file`` does."""
    with open_plain_file(path, largest, follow_links=follow_links) as file:
        data = file.read(largest + 1)
    if len(data) > largest:
        raise _too_large(path)
    return data


WRITE_PROTECTED = "the file is write-protected: allow writing it (chmod u+w)"
"""Why a command leaves a file as it is, and what the user can do."""


def is_write_protected(path: Path) -> bool:
    """Return whether nobody may write a file, as somebody sets it for a report that is handed in.

    The rights of this user do not count: a save replaces the file, which the folder allows or not.
    """
    try:
        return not os.stat(path).st_mode & 0o222
    except OSError:
        return False


def read_head(path: Path, most: int) -> bytes:
    """Return the first bytes of a plain file, at most ``most``; none if it cannot be read."""
    try:
        with open_plain_file(path) as file:
            return file.read(most)
    except (OSError, ValueError):
        return b""


def _check(status: os.stat_result, path: Path, largest: int | None) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, "a folder", str(path))
    if stat.S_ISLNK(status.st_mode):
        raise OSError(errno.ELOOP, "a link", str(path))
    if not stat.S_ISREG(status.st_mode):
        raise NotAPlainFile(errno.EINVAL, "not a plain file", str(path))
    if largest is not None and status.st_size > largest:
        raise _too_large(path)


def _too_large(path: Path) -> FileTooLarge:
    return FileTooLarge(errno.EOVERFLOW, "too large", str(path))
