"""The folders of a session's earlier versions: by its id, and by each path that it had.

::

    history/<id>/<state_name(path)>/path                 the path, in the bytes of the file system
    history/<id>/<state_name(path)>/<version>.toml
    history/<state_name(path)>/<version>.toml            of a session without an id
    history/assigned/<state_name(path)>                  the id assigned to the file at a path

The id ties versions to a session that was moved; the path distinguishes two copies of one file. If
the program is killed, every step leaves everything findable: an assigned id is recorded before the
file gets it, and a folder gets its ``path`` before it gets a version.
"""

from __future__ import annotations

import os
from contextlib import suppress
from itertools import count, islice
from pathlib import Path

from msgspec import Struct

from gsef_tui.model.lazy_pattern import lazy_pattern

from .durable import make_folder, write_durably
from .filenames import SUFFIX, without_suffix
from .folders import history_folder, history_root, state_name
from .plain_files import read_head
from .session_id import id_at, is_id, new_id

PATH_FILE = "path"
ASSIGNED = "assigned"

LONGEST_PATH = 16 * 1024
"""Bytes of a file that records a path. Linux allows paths of 4096."""

MOST_PATHS = 50
"""How many other paths of a session are examined before it is saved."""

VERSION_NAME = lazy_pattern(r"(\d{8}T\d{6})Z(?:-(\d+))?\.toml")


class Folder(Struct, frozen=True):
    """A folder of versions.

    ``origin``: the other path that they come from; None for the path that was asked for. If that
    path is not recorded, it is the folder's name.
    """

    path: Path
    origin: Path | None


def folders_of(path: Path, state: Path | None = None) -> list[Folder]:
    """Return the folders that may hold versions of the session at a path, existing or not.

    They are found by the session's ids (``ids_of``) and by the path.
    """
    ids = ids_of(path, state)
    found = [folder for session_id in ids for folder in folders_by_id(session_id, path, state)]
    return [*found, Folder(history_folder(path, state), None)]


def folders_by_id(session_id: str, path: Path, state: Path | None = None) -> list[Folder]:
    """Return the folders of a session's versions; ``path`` is where the session is now."""
    here, root = state_name(path), folder_of_id(session_id, state)
    return [
        Folder(root / name, None if name == here else _recorded_path(root / name) or Path(name))
        for name in _names(root)
    ]


def ids_of(path: Path, state: Path | None = None) -> list[str]:
    """Return the ids under which versions of the session at a path may lie.

    They are the id in the file and the id that was assigned to it. If there is neither (the file is
    missing, broken, or older than ids), they are all ids of which a version was kept at this path;
    the folders of all sessions are then searched.
    """
    said = id_at(path)
    ids = [each for each in dict.fromkeys((said, assigned_id(path, said, state))) if each]
    if ids:
        return ids
    root, here = history_root(state), state_name(path)
    return [name for name in _names(root) if is_id(name) and os.path.lexists(root / name / here)]


def folder_for(path: Path, session_id: str, state: Path | None = None) -> Path:
    """Return the folder for the next version of a session; ``session_id`` may be empty."""
    if not session_id:
        return history_folder(path, state)
    return folder_of_id(session_id, state) / state_name(path)


def prepare(folder: Path, path: Path) -> None:
    """Make the folder for the next version of the session at a path. Raises OSError.

    The folder of a session with an id first records the path, and then takes over the versions that
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
    """Return a name for a version, with a number if it is taken."""
    names = (wanted if n == 1 else f"{wanted}-{n}" for n in count(1))
    return next(name for name in names if name not in taken)


# -- which id a session is saved with -------------------------------------------------------------


def id_for_save(path: Path, session_id: str, state: Path | None = None) -> str:
    """Return the id to save a session with; call it before the first save after opening.

    ``session_id`` is the id that the session was opened with, or empty.

    A session keeps its id wherever it was moved. A session without an id gets a new one. So does a
    copy: a file whose id also belongs to another file that still exists, if the last version was
    kept for that other file.

    A new id is recorded at once, so that a session whose program was killed before the first save
    gets the same id again. If it cannot be recorded, it is returned all the same. Reads a few small
    files; call it on the saver's thread.
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
    """Return the id assigned to the file at a path, which has ``session_id`` so far.

    That is ``session_id`` if no other was assigned.
    """
    text = read_head(assignment_path(path, state), LONGEST_PATH).decode("ascii", "replace")
    fresh, _, replaced = text.removesuffix("\n").partition(" ")
    return fresh if is_id(fresh) and replaced == session_id else session_id


def assignment_path(path: Path, state: Path | None = None) -> Path:
    """Return the file that records which id was assigned to the file at a path."""
    return history_root(state) / ASSIGNED / state_name(path)


def assignments_of(session_id: str, state: Path | None = None) -> list[Path]:
    """Return the records that assign this id, for any path at which versions of it were kept."""
    root = history_root(state) / ASSIGNED
    places = [root / name for name in _names(folder_of_id(session_id, state))]
    return [p for p in places if read_head(p, LONGEST_PATH).startswith(session_id.encode())]


def live_elsewhere(path: Path, session_id: str, state: Path | None = None) -> list[Folder]:
    """Return the folders of other paths at which there still is a session with this id."""
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
    """Return how recently a folder got a version; a folder that does not exist sorts first."""
    found = filter(None, map(VERSION_NAME.fullmatch, _names(folder)))
    latest = max(((match[1], int(match[2] or 1)) for match in found), default=("", 0))
    return os.path.isdir(folder), *latest


def _same(left: Path, right: Path) -> bool:
    # A file may have two paths: on a disk that is mounted twice or case-insensitive.
    try:
        return os.path.samefile(left, right)
    except OSError:
        return False


# -- the folders ----------------------------------------------------------------------------------


def folder_of_id(session_id: str, state: Path | None = None) -> Path:
    """Return the folder that holds all versions of a session with an id."""
    return history_root(state) / session_id


def _recorded_path(folder: Path) -> Path | None:
    data = read_head(folder / PATH_FILE, LONGEST_PATH).removesuffix(b"\n")
    return Path(os.fsdecode(data)) if data.startswith(b"/") and b"\0" not in data else None


def _adopt(legacy: Path, folder: Path) -> None:
    """Take over the versions that were kept by the path alone."""
    there = [name for name in _names(legacy) if VERSION_NAME.fullmatch(name)]
    if there:
        beside = [name for each in _names(folder.parent) for name in _names(folder.parent / each)]
        taken = {without_suffix(name) for name in beside}
        for name in there:
            free = free_name(without_suffix(name), taken)
            with suppress(OSError):
                os.rename(legacy / name, folder / f"{free}{SUFFIX}")
                taken.add(free)
    with suppress(OSError):
        legacy.rmdir()


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except (OSError, ValueError):
        return []
