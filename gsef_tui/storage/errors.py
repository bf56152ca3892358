"""The errors of files, each with a message of one sentence.

``str`` of an error is what the user reads: the file, the line or the key, what is wrong, and what
to do.
"""

from __future__ import annotations

import errno
from pathlib import Path

from gsef_tui.model.clean import clean_name


class UnreadableFile(Exception):
    """A file cannot be read. The program never overwrites any of it."""


class NotASession(UnreadableFile):
    """A readable TOML file does not declare itself a session: it has no format or no template."""


class CannotWrite(Exception):
    """Something cannot be written, renamed, copied or moved; what was there is still there."""


_REASONS = {
    errno.ENOSPC: "disk full",
    errno.EDQUOT: "no room left for you on this disk",
    errno.EROFS: "read-only disk",
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.ENOENT: "folder is gone",
    errno.ENOTDIR: "folder is gone",
    errno.EISDIR: "a folder has its name",
    errno.EEXIST: "the name is taken",
    errno.ENAMETOOLONG: "name too long",
    errno.ELOOP: "links that lead in a circle",
    errno.EIO: "disk error",
    errno.ESTALE: "disk not connected",
    errno.ENOTCONN: "disk not connected",
    errno.EMFILE: "too many open files",
    errno.ENFILE: "too many open files",
    errno.EFBIG: "files may not be so large here",
}

_REMEDIES = {
    "disk full": "make room on the disk",
    "no room left for you on this disk": "remove some of your files from this disk",
    "read-only disk": "make the disk writable again",
    "permission denied": "allow writing to the session's folder",
    "folder is gone": "bring the session's folder back",
    "a folder has its name": "move the folder away that has the session's name",
    "disk error": "connect the disk again",
    "disk not connected": "connect the disk again",
    "the disk does not answer": "connect the disk or the network again",
    "too many open files": "close other programs",
    "files may not be so large here": "raise the limit for the size of files (ulimit -f)",
}


def reason_of(error: OSError) -> str:
    """Return why a file could not be written, in a few words for a badge: ``disk full``."""
    known = _REASONS.get(error.errno or 0)
    return known or (error.strerror or str(error) or type(error).__name__).lower()


def remedy(reason: str) -> str:
    """Return what the user can do about a reason: ``make room on the disk``; empty if unknown."""
    return _REMEDIES.get(reason, "")


def shown(path: Path | str) -> str:
    """Return a path or file name that is safe to display.

    A name can contain characters that control a terminal or reorder the text beside them.
    """
    return clean_name(str(path))
