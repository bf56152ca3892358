"""Earlier versions of a session, kept automatically in the state folder.

The file is kept as it was before the first change after opening, and every ten minutes of editing.
Of these versions the program retains: all of the last day, then the last of each day, for the
latest thirty days that have one; at most 200 versions and 64 MB per session. The newest is always
retained.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec import Struct

from .durable import write_durably
from .filenames import SUFFIX, without_suffix
from .plain_files import read_plain_file
from .reading import LARGEST_FILE
from .session_id import id_at, id_in
from .version_folders import (
    VERSION_NAME,
    Folder,
    assigned_id,
    folder_for,
    folders_by_id,
    folders_of,
    free_name,
    prepare,
)

EVERY = 600.0
"""Seconds of editing between two versions."""

AGAIN = 30.0
"""Seconds after which the program tries again to keep a version."""

WHOLE_DAY = timedelta(days=1)
DAYS = 30
MOST = 200
LARGEST = 64 * 1024 * 1024


class Version(Struct, frozen=True):
    """An earlier version of a session.

    ``name`` is its name on the command line, ``at`` is in UTC, ``size`` is in bytes. ``origin``:
    the path that the session had then, if it was another.
    """

    name: str
    at: datetime
    size: int
    path: Path
    origin: Path | None = None


def versions(path: Path, state: Path | None = None) -> list[Version]:
    """Return the earlier versions of a session, the newest first; the file need not exist.

    They are found by the session's id, whatever path it had; those of a session without an id, or
    whose file is missing or broken, by the path. Never raises and never blocks: unreadable versions
    are skipped.
    """
    with suppress(OSError, ValueError):
        return _listed(folders_of(path, state))
    return []


def keep(
    path: Path,
    data: bytes,
    now: datetime,
    state: Path | None = None,
    *,
    session_id: str = "",
) -> Version:
    """Keep these bytes as a version of a session, unless the newest version has the same bytes.

    ``now``, with its zone, is when the session had these bytes. ``session_id`` is the session's; by
    default the file's, or that of the bytes if there is no file. Raises OSError if they cannot be
    kept.
    """
    session_id = session_id or _id_of(path, data, state)
    folder = folder_for(path, session_id, state)
    prepare(folder, path)
    folders = folders_by_id(session_id, path, state) if session_id else [Folder(folder, None)]
    there = _listed(folders)
    if there and there[0].size == len(data) and _bytes_of(there[0]) == data:
        return there[0]
    at = now.astimezone(UTC).replace(microsecond=0)
    free = free_name(f"{at:%Y%m%dT%H%M%S}Z", {version.name for version in there})
    kept = Version(free, at, len(data), folder / f"{free}{SUFFIX}")
    write_durably(kept.path, data)
    for old in superfluous([kept, *there], at):
        with suppress(OSError):
            old.path.unlink()
    return kept


def superfluous(there: Sequence[Version], now: datetime) -> list[Version]:
    """Return the versions that the policy above does not retain; ``there`` is the newest first.

    Days that have a version are counted, not calendar days: a clock that jumped a year ahead must
    not empty a history.
    """
    goes: list[Version] = []
    days: set[str] = set()
    number, size = 0, 0
    for at, version in enumerate(there):
        day = f"{version.at:%Y%m%d}"
        thinned = now - version.at > WHOLE_DAY and (day in days or len(days) >= DAYS)
        if at and (thinned or number >= MOST or size + version.size > LARGEST):
            goes.append(version)
            continue
        days.add(day)
        number += 1
        size += version.size
    return goes


class Keeper:
    """Keeps versions of one session while it is edited, and knows when the next one is due.

    ``session_id``: the id that the session is saved with. While it is empty, versions are kept
    under the id that the file has or was assigned.
    """

    def __init__(
        self,
        path: Path,
        state: Path,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        self.path = path
        self._state = state
        self._monotonic = monotonic
        self._now = now
        self._due = float("-inf")
        self.session_id = ""

    def before_write(self) -> None:
        """Keep the file as it is, if that is due. A failure never stops a save."""
        if self._monotonic() < self._due:
            return
        try:
            self.keep(read_plain_file(self.path, LARGEST_FILE))
        except FileNotFoundError:
            return
        except (OSError, ValueError, OverflowError):
            self._due = self._monotonic() + AGAIN

    def keep(self, data: bytes) -> None:
        """Keep these bytes now. Raises OSError."""
        keep(self.path, data, self._now(), self._state, session_id=self.session_id)
        self._due = self._monotonic() + EVERY


def _listed(folders: Sequence[Folder]) -> list[Version]:
    """Return the versions in these folders, the newest first."""
    found: list[tuple[datetime, int, Version]] = []
    for folder in folders:
        with suppress(OSError), os.scandir(folder.path) as entries:
            for entry in entries:
                match = VERSION_NAME.fullmatch(entry.name)
                with suppress(OSError, ValueError):
                    if match and entry.is_file(follow_symlinks=False):
                        at = datetime.strptime(match[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
                        name, size = without_suffix(entry.name), entry.stat().st_size
                        version = Version(name, at, size, Path(entry.path), folder.origin)
                        found.append((at, int(match[2] or 1), version))
    return [version for _, _, version in sorted(found, key=lambda f: f[:2], reverse=True)]


def _bytes_of(version: Version) -> bytes | None:
    try:
        return read_plain_file(version.path, version.size)
    except OSError:
        return None


def _id_of(path: Path, data: bytes, state: Path | None) -> str:
    """Return the id of the session at a path.

    It is the id that the file has or was assigned; without one, the id in ``data``, the session's
    earlier bytes.
    """
    return assigned_id(path, id_at(path) or id_in(data), state)
