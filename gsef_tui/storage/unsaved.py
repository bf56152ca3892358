"""Text that was typed in an earlier window and could not be saved in the session's place.

It lies in a copy (``copies``) or in a file that was to replace the session's file and never did,
because the process was killed or the disk did not answer. The next opening, under the session's
lock, turns it into versions and offers the newest; nothing is removed before that.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from gsef_tui.model.session import Session

from .copies import (
    LARGEST_COPY,
    Copy,
    all_copies,
    those_of,
    unfinished_saves_of,
    without_header,
)
from .decode import decode
from .durable import create_durably, make_folder
from .errors import CannotWrite, UnreadableFile, reason_of, shown
from .filenames import free_path
from .history import Version, keep
from .lock import holder_of
from .plain_files import read_plain_file
from .reading import LARGEST_FILE
from .session_id import id_at
from .sidecars import before_path
from .version_folders import assigned_id


class Recovered(Struct, frozen=True):
    """Text of an earlier window: where it lies now and when it was written (UTC).

    ``version``: the version of the session that holds it; None if no version could be kept and the
    text still lies in its copy.
    """

    path: Path
    written: datetime
    version: Version | None

    def session(self) -> Session:
        """Return the text as a session. Raises UnreadableFile, OSError."""
        data = read_plain_file(self.path, LARGEST_COPY)
        return decode(without_header(data), self.path.name)


def unsaved_texts(path: Path, state: Path | None = None) -> list[Copy]:
    """Return the files with text that was never saved in the session's place, the newest first.

    These are copies, and files that were to replace the session's file and never did.
    """
    found = unfinished_saves_of(path)
    if copies := all_copies(state):  # else the session's id need not be read
        session_id = assigned_id(path, id_at(path), state)
        found += those_of(copies, path, session_id)
    return sorted(found, key=lambda copy: copy.written, reverse=True)


def adopt_unsaved(path: Path, state: Path) -> Recovered | None:
    """Turn what an earlier window could not save into versions; return the newest, or None.

    Text older than the session's file becomes a version too, but is not returned: that window saved
    in place after it had written the copy. Text that the file has already, and data that is no
    session, is removed. Text that cannot be kept as a version stays where it is. The caller holds
    the session's lock, since another window's copy is still in use. Raises OSError if the file
    itself cannot be read.
    """
    before = before_path(Path(os.path.realpath(path)))
    unsaved_here = unsaved_texts(path, state)
    if not unsaved_here and not os.path.lexists(before):
        return None
    present = read_plain_file(path, LARGEST_FILE) if path.is_file() else None
    saved = path.stat().st_mtime if present is not None else 0.0
    newest: Recovered | None = None
    for unsaved in reversed(unsaved_here):
        try:
            data = unsaved.read()
        except OSError:
            continue
        session = _session(data)
        if session is not None and not _is_same(present, data, session):
            kept: Version | None = None
            with suppress(OSError):
                kept = keep(path, data, unsaved.written, state)
            if unsaved.written.timestamp() > saved:
                at = kept.path if kept else unsaved.path
                newest = Recovered(at, unsaved.written, kept)
            if kept is None:
                continue
        with suppress(OSError):
            unsaved.path.unlink()
    if present is not None and _session(present) is not None:
        with suppress(OSError):
            before.unlink()
    return newest


def abandoned_copies(state: Path | None = None) -> list[Copy]:
    """Return the copies that no window uses any more, the newest first.

    The next opening of their session takes them over, unless the session is gone.
    """
    return [copy for copy in all_copies(state) if not (copy.origin and holder_of(copy.origin))]


def bring_back(copy: Copy, folder: Path) -> Path:
    """Turn a copy into a session again, and return the path of the session to open.

    If the session is still in its place, that is the one: its opening takes the copy over. If it is
    gone, or another session has its name, the copy becomes a session beside it, or in ``folder`` if
    its folder is gone too. Raises CannotWrite; the copy is unchanged then.
    """
    if copy.origin is not None and os.path.lexists(copy.origin):
        there = id_at(copy.origin)
        if not (there and copy.session_id and there != copy.session_id):
            return copy.origin
    stem = copy.origin.stem if copy.origin is not None else copy.path.stem
    if copy.origin is not None and copy.origin.parent.is_dir():
        folder = copy.origin.parent
    try:
        data = copy.read()
        make_folder(folder)
        while True:
            path = free_path(folder, stem)
            with suppress(FileExistsError):
                create_durably(path, data)
                break
    except OSError as error:
        raise CannotWrite(f"{shown(folder)}: no session can be made: {reason_of(error)}") from None
    with suppress(OSError):
        copy.path.unlink()
    return path


def repair(path: Path, state: Path) -> bool:
    """Restore the file from before the last save of a process, and return whether that was done.

    It is restored if the machine went down before the new file was on the disk, so that the file is
    unreadable. That file is kept as a version first. The caller holds the session's lock. Raises
    OSError.
    """
    before = before_path(Path(os.path.realpath(path)))
    if _session_in(before) is None or _session_in(path) is not None:
        return False
    with suppress(FileNotFoundError):
        keep(path, read_plain_file(path, LARGEST_FILE), datetime.now(UTC), state)
    os.replace(before, os.path.realpath(path))
    return True


def _session_in(path: Path) -> Session | None:
    try:
        return _session(read_plain_file(path, LARGEST_FILE))
    except OSError:
        return None


def _session(data: bytes) -> Session | None:
    """Return the session in these bytes; None if they are none, or cut off."""
    try:
        return decode(data, "")
    except UnreadableFile:
        return None


def _is_same(present: bytes | None, data: bytes, session: Session) -> bool:
    """Return whether the file has this text already; an id assigned since makes no difference."""
    if present is None or present == data:
        return present == data
    there = _session(present)
    return there is not None and replace(there, id=session.id) == session
