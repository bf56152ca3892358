"""Opening a session to work on it: what reading alone may not do."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from .documents import Document, open_document
from .errors import CannotWrite, UnreadableFile
from .folders import state_folder
from .lock import Lock, hold, take_over
from .recovery import recover
from .unsaved import repair


def open_to_edit(path: Path, known: Document | None = None) -> Document:
    """Read a session file, as ``open_document`` does, and put it right first: finish an act on it
    that was interrupted, and take the file as it was before the last save of a process where the
    machine went down during that."""
    recover(path.parent)
    try:
        return open_document(path, known)
    except UnreadableFile:
        if not _repaired(path):
            raise
    return open_document(path)


def open_taken_over(path: Path) -> tuple[Document, Lock]:
    """Read a session that another window has, and take its lock over.

    The other window may save for the last time before. Raises UnreadableFile; then the lock is
    where it was.
    """
    read: list[Document] = []
    lock = take_over(path, before=lambda: read.append(open_document(path)))
    return read[0], lock


def _repaired(path: Path) -> bool:
    with suppress(OSError, ValueError, CannotWrite):
        lock = hold(path, datetime.now)
        try:
            return repair(path, state_folder())
        finally:
            lock.release()
    return False
