"""Where the earlier versions of a session lie: by its id, and by each path that it had.

::

    history/<id>/<state_name(path)>/path                 the path, in the bytes of the file system
    history/<id>/<state_name(path)>/<version>.toml
    history/<state_name(path)>/<version>.toml            of a session without an id
    history/assigned/<state_name(path)>                  the id given to the file at a path

The id ties versions to a session that was moved; the path tells two copies of one file apart. Each
step leaves everything findable when the program is killed after it: an assigned id is recorded
before the file gets it, and a folder has its ``path`` before it has a version.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from itertools import count, islice
from pathlib import Path

from msgspec import Struct

from .durable import make_folder, write_durably
from .folders import history_folder, history_root, state_name
from .plain_files import read_head
from .session_id import id_at, is_id, new_id

PATH_FILE = "path"
ASSIGNED = "assigned"

LONGEST_PATH = 16 * 1024
"""Bytes of a file that names a path. Linux allows 4096 for a path."""

MOST_PATHS = 50
"""Other paths of one session that are looked at before it is saved."""

VERSION_NAME = re.compile(r"(\d{8}T\d{6})Z(?:-(\d+))?\.toml")


class Folder(Struct, frozen=True):
    """A folder of versions. ``origin``: the other path that they come from; None for the path that
    was asked for. Where that path is not recorded, it is the folder's name."""

    path: Path
    origin: Path | None


def folders_of(path: Path, state: Path | None = None) -> list[Folder]:
    """The folders that may hold versions of the session at a path, there or not.

    They are found by the session's ids (``ids_of``) and by the path.
    """
    ids = ids_of(path, state)
    found = [folder for session_id in ids for folder in folders_by_id(session_id, path, state)]
    return [*found, Folder(history_folder(path, state), None)]


def folders_by_id(session_id: str, path: Path, state: Path | None = None) -> list[Folder]:
    """The folders of a session's versions; ``path`` is where the session is now."""
    here, root = state_name(path), folder_of_id(session_id, state)
    return [
        Folder(root / name, None if name == here else _recorded_path(root / name) or Path(name))
        for name in _names(root)
    ]


def ids_of(path: Path, state: Path | None = None) -> list[str]:
    """The ids under which versions of the session at a path may lie.

    They are the id in the file and the id that was assigned to it. Where there is neither (the file
    is gone, broken, or older than ids), they are all ids of which a version was kept at this path:
    that looks through the folders of all sessions.
    """
    said = id_at(path)
    ids = [each for each in dict.fromkeys((said, assigned_id(path, said, state))) if each]
    if ids:
        return ids
    root, here = history_root(state), state_name(path)
    return [name for name in _names(root) if is_id(name) and os.path.lexists(root / name / here)]


def folder_for(path: Path, session_id: str, state: Path | None = None) -> Path:
    """The folder that takes the next version of a session; ``session_id`` may be empty."""
    if not session_id:
        return history_folder(path, state)
    return folder_of_id(session_id, state) / state_name(path)


def prepare(folder: Path, path: Path) -> None:
    """Make the folder that takes the next version of the session at a path. Raises OSError.

    The folder of a session with an id records the path first; then it takes over the versions that
    were kept at this path before the session had an id.
    """
    make_folder(folder)
    if not is_id(folder.parent.name):
        return
    data = os.fsencode(os.path.realpath(path)) + b"\n"
    record = folder / PATH_FILE
    if read_head(record, LONGEST_PATH) != data:
        with suppress(OSError):  # a version without its path is better than none
            write_durably(record, data)
    _adopt(folder.parent.parent / folder.name, folder)


def free_name(wanted: str, taken: set[str]) -> str:
    """A name of a version, with a number where it is taken."""
    names = (wanted if n == 1 else f"{wanted}-{n}" for n in count(1))
    return next(name for name in names if name not in taken)


# -- which id a session is saved with -------------------------------------------------------------


def id_for_save(path: Path, session_id: str, state: Path | None = None) -> str:
    """The id that a session is saved with at a path; call it before the first save of a sitting.

    ``session_id`` is the one that it was opened with; empty without one.

    A session keeps its id wherever it was moved. A session without an id gets a new one. So does a
    copy: a file whose id belongs to another file that is still there, where that file is the one
    of which a version was kept last.

    A new id is recorded at once, so that a sitting that was killed before its first save is found
    again under the same id. Where it cannot be recorded, it is given all the same. Reads a few
    small files; call it on the saver's thread.
    """
    known = assigned_id(path, session_id, state)
    if known and not _is_copy(path, known, state):
        return known
    fresh = new_id()
    with suppress(OSError, ValueError):
        record = assignment_path(path, state)
        make_folder(record.parent)
        write_durably(record, f"{fresh} {session_id}\n".encode())
    return fresh


def assigned_id(path: Path, session_id: str, state: Path | None = None) -> str:
    """The id that the file at a path, which says ``session_id``, was given and may not have yet."""
    text = read_head(assignment_path(path, state), LONGEST_PATH).decode("ascii", "replace")
    fresh, _, replaced = text.removesuffix("\n").partition(" ")
    return fresh if is_id(fresh) and replaced == session_id else session_id


def assignment_path(path: Path, state: Path | None = None) -> Path:
    """The file that records which id the file at a path was given."""
    return history_root(state) / ASSIGNED / state_name(path)


def assignments_of(session_id: str, state: Path | None = None) -> list[Path]:
    """The records that assign this id, for any path at which versions of it were kept."""
    root = history_root(state) / ASSIGNED
    places = [root / name for name in _names(folder_of_id(session_id, state))]
    return [p for p in places if read_head(p, LONGEST_PATH).startswith(session_id.encode())]


def live_elsewhere(path: Path, session_id: str, state: Path | None = None) -> list[Folder]:
    """The folders of other paths at which there is still a session of this id."""
    others = (f for f in folders_by_id(session_id, path, state) if f.origin is not None)
    return [
        folder
        for folder in islice(others, MOST_PATHS)
        if folder.origin and id_at(folder.origin) == session_id and not _same(folder.origin, path)
    ]


def _is_copy(path: Path, session_id: str, state: Path | None) -> bool:
    own = _latest(folder_for(path, session_id, state))
    others = live_elsewhere(path, session_id, state)
    return any(_latest(folder.path) > own for folder in others)


def _latest(folder: Path) -> tuple[bool, str, int]:
    """How recently a folder got a version; a path that is not known comes before all others."""
    found = filter(None, map(VERSION_NAME.fullmatch, _names(folder)))
    latest = max(((match[1], int(match[2] or 1)) for match in found), default=("", 0))
    return os.path.isdir(folder), *latest


def _same(left: Path, right: Path) -> bool:
    # One file may have two paths: on a disk that is mounted twice, or that ignores capitals.
    try:
        return os.path.samefile(left, right)
    except OSError:
        return False


# -- the folders ----------------------------------------------------------------------------------


def folder_of_id(session_id: str, state: Path | None = None) -> Path:
    """The folder in which all versions of a session with an id lie."""
    return history_root(state) / session_id


def _recorded_path(folder: Path) -> Path | None:
    data = read_head(folder / PATH_FILE, LONGEST_PATH).removesuffix(b"\n")
    return Path(os.fsdecode(data)) if data.startswith(b"/") and b"\0" not in data else None


def _adopt(legacy: Path, folder: Path) -> None:
    """Take over the versions that were kept by the path alone."""
    there = [name for name in _names(legacy) if VERSION_NAME.fullmatch(name)]
    if there:
        beside = [name for each in _names(folder.parent) for name in _names(folder.parent / each)]
        taken = {name.removesuffix(".toml") for name in beside}
        for name in there:
            free = free_name(name.removesuffix(".toml"), taken)
            with suppress(OSError):
                os.rename(legacy / name, folder / f"{free}.toml")
                taken.add(free)
    with suppress(OSError):
        legacy.rmdir()


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except (OSError, ValueError):
        return []
