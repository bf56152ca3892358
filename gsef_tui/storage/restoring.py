"""Restoring an earlier version of a session, or text that was never saved in its place."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec

from gsef_tui.model.session import Session

from .copies import LARGEST_COPY, Copy, without_header
from .decode import decode
from .durable import make_folder, write_durably
from .encode import encode
from .errors import CannotWrite, UnreadableFile, reason_of, shown
from .filenames import without_suffix
from .history import Version, keep, versions
from .lock import hold
from .plain_files import is_write_protected, read_plain_file
from .reading import LARGEST_FILE, read_file
from .session_id import id_in, with_id
from .unsaved import unsaved_texts
from .version_folders import id_for_save


def restore(path: Path, name: str, now: Callable[[], datetime] = datetime.now) -> Version | None:
    """Restore a version as a new change, and keep the present file as a version first.

    Returns the version of the present file, or None if there was none. Raises LockedBy if a window
    writes the session, UnreadableFile if there is no such version or it is no session, CannotWrite
    if it cannot be restored; nothing has changed then.
    """
    if is_write_protected(path):
        raise CannotWrite(
            f"{shown(path)}: the file is write-protected: allow writing it (chmod u+w)"
        )
    lock = hold(path, now)
    try:
        wanted = _named(path, name)
        data = without_header(read_file(wanted.path, largest=LARGEST_COPY))
        session = decode(data, f"{shown(path)}, version {wanted.name}")
        try:
            present = read_plain_file(path, LARGEST_FILE) if path.exists() else None
            before = None
            if present is not None:
                session_id = _id_to_restore(path, present)
                before = keep(path, present, now(), session_id=session_id)
                data = _with_id(data, session, session_id)
            make_folder(path.parent)
            write_durably(path, data)
        except OSError as error:
            raise CannotWrite(
                f"{shown(path)}: the version cannot be brought back: {reason_of(error)}"
            ) from None
    finally:
        lock.release()
    return before


def _id_to_restore(path: Path, present: bytes) -> str:
    """Return the id that the session at a path keeps when a version replaces it.

    A session without an id does not get one by that.
    """
    said = id_in(present)
    return id_for_save(path, said) if said else ""


def _with_id(data: bytes, session: Session, session_id: str) -> bytes:
    """Return the bytes of a version with the id of the session that it replaces."""
    if not session_id or session.id == session_id:
        return data
    wanted, changed = msgspec.structs.replace(session, id=session_id), with_id(data, session_id)
    with suppress(UnreadableFile):
        if decode(changed, "") == wanted:
            return changed
    return encode(wanted)


def _named(path: Path, name: str) -> Version | Copy:
    there: list[Version | Copy] = [*unsaved_texts(path), *versions(path)]
    wanted = without_suffix(name.strip())
    found = next((version for version in there if version.name == wanted), None)
    if found is None:
        some = ", ".join(version.name for version in there[:3]) or "none"
        more = ", …" if len(there) > 3 else ""
        raise UnreadableFile(
            f"{shown(path)}: no version “{shown(Path(name))}”; there are {some}{more}: "
            f"see gsef-tui history"
        )
    return found
