"""Opening a session to edit it, with the repairs that mere reading must not make."""

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
    """Read a session file, as ``open_document`` does, and repair it first.

    An interrupted operation on it is finished or undone. If the file cannot be read because the
    machine went down during the last save of a process, it is replaced with the file as it was
    before that save. Raises UnreadableFile if it cannot be read after that either.
    """
    recover(path.parent)
    try:
        return open_document(path, known)
    except UnreadableFile:
        if not _repaired(path):
            raise
    return open_document(path)


def open_taken_over(path: Path) -> tuple[Document, Lock]:
    """Read a session that another window has open, and take over its lock.

    The other window may save for the last time first. Raises UnreadableFile; the other window then
    keeps the lock.
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
