"""Removing a session for good: everything in its folder and in the program's own folders."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace

from gsef_tui.model.lazy_pattern import lazy_pattern

from .app_state import last_place, load_app_state, save_app_state
from .copies import all_copies, last_resorts, those_of
from .documents import open_document
from .durable import temporary_files
from .errors import CannotWrite, NotASession, UnreadableFile, reason_of, shown
from .filenames import has_suffix
from .folders import copy_path, history_folder, state_folder, state_name
from .guard import conflict_copies
from .history import versions
from .index import forget_index
from .lock import hold
from .notes_index import forget_notes
from .pictures import picture_folder
from .reading import read_file
from .recovery import recover
from .session_moves import bin_folder, intent_path
from .sidecars import leftovers, lock_path
from .version_folders import (
    assignment_path,
    assignments_of,
    folder_of_id,
    folders_by_id,
    ids_of,
    live_elsewhere,
)

_SAYS_SO = lazy_pattern(rb"^\s*template\s*=", re.MULTILINE)

FAULTS = "faults"
"""The folder of the crash reports, in the state folder."""


def belongings(path: Path) -> list[Path]:
    """Return all files that ``purge`` would remove, each once.

    They are the session, its pictures, its conflict copies, its lock and half-written files; in the
    state folder its versions, its copies, what was deleted under its name, and the crash reports,
    which name no session but reveal the days on which the user worked. Exported reports stay.

    Raises UnreadableFile if the file is no session, or nothing of a session of that name is kept.
    """
    recover(path.parent)
    if path.exists():
        _must_be_a_session(path)
    found = dict.fromkeys(file for place in _places(path) for file in _files(place))
    if not found and not _is_remembered(path):
        raise UnreadableFile(f"{shown(path)}: nothing is kept of such a session: check the name")
    faults = _files(state_folder() / FAULTS)
    return [*found, *(file for file in faults if file not in found)]


def purge(path: Path) -> list[Path]:
    """Remove all that ``belongings`` returns, and what is remembered; return the removed files.

    The session's file is removed last: if the purge is interrupted, the session is still listed,
    and its id still leads to all its versions when ``purge`` is repeated. Raises LockedBy if a
    window writes the session, UnreadableFile as ``belongings`` does, and CannotWrite if something
    could not be removed; everything else is removed then.
    """
    named = belongings(path)  # before the lock, which removes leftovers and is one itself
    lock, own = hold(path), lock_path(path)
    try:
        removal = _Removal([own] if own in named else [])
        folders = [*_places(path), state_folder() / FAULTS]
        files = [f for f in dict.fromkeys((*named, *belongings(path))) if f != own]
        last = [file for file in files if file in _session_files(path)]
        removal.remove_files(file for file in files if file not in last)
        removal.remove_folders(folders)
        with suppress(OSError):
            _forget(path)
        removal.remove_files(last)
    finally:
        lock.release()
    if removal.failed:
        reasons = "; ".join(f"{shown(file)}: {why}" for file, why in removal.failed.items())
        raise CannotWrite(f"not removed: {reasons}: remove it yourself")
    return [file for file in (own, *files) if file in removal.removed]


class _Removal:
    """The files removed so far, and those that could not be removed, with the reason."""

    def __init__(self, removed: Iterable[Path]) -> None:
        self.removed = set(removed)
        self.failed: dict[Path, str] = {}

    def remove_files(self, files: Iterable[Path]) -> None:
        for file in files:
            try:
                file.unlink(missing_ok=True)
                self.removed.add(file)
            except OSError as error:
                self.failed[file] = reason_of(error)

    def remove_folders(self, folders: Iterable[Path]) -> None:
        """Remove folders with all their content; files and links are skipped."""
        for folder in folders:
            if not folder.is_dir() or folder.is_symlink():
                continue
            try:
                shutil.rmtree(folder)
            except FileNotFoundError:
                continue
            except OSError as error:
                if not any(folder in file.parents for file in self.failed):
                    self.failed[folder] = reason_of(error)


def _session_files(path: Path) -> list[Path]:
    """Return a session's file and, if a link leads to it, the link."""
    return [Path(os.path.abspath(path)), Path(os.path.realpath(path))]


def _places(path: Path) -> Iterator[Path]:
    """Yield the paths of all files and folders that belong to a session, existing or not."""
    real = Path(os.path.realpath(path))
    for each in dict.fromkeys(_session_files(path)):
        yield each
        yield from (intent_path(each), *temporary_files(intent_path(each)), *temporary_files(each))
        if picture_folder(each) != each and (os.path.lexists(each) or versions(path)):
            yield picture_folder(each)  # if not, it is just a folder of that name
        for copy in conflict_copies(each):
            yield copy
            yield from leftovers(copy)
            yield from conflict_copies(copy)  # an opened copy may have one itself
    yield lock_path(path)
    yield from leftovers(real)
    yield from _version_folders(path)
    yield assignment_path(path)
    copies = all_copies()
    for session_id in (*ids_of(path), ""):
        yield from (copy.path for copy in those_of(copies, path, session_id))
    for folder in (copy_path(path).parent, *last_resorts()):
        yield from leftovers(folder / copy_path(path).name)
    yield from (each for each in _inside(bin_folder()) if _is_of(each.name, state_name(path)))


def _version_folders(path: Path) -> Iterator[Path]:
    """Yield the folders of the session's versions.

    While another file has the same id, only those kept at this path: the others are that session's
    too.
    """
    yield history_folder(path)
    for session_id in ids_of(path):
        shared = bool(live_elsewhere(path, session_id))
        for folder in folders_by_id(session_id, path):
            if folder.origin is None or not shared:
                yield folder.path
        if not shared:
            yield from assignments_of(session_id)
            yield folder_of_id(session_id)


def _is_of(name: str, state: str) -> bool:
    start, _, digits = name.rpartition("-")
    return start == state and digits.isalnum()


def _inside(folder: Path) -> list[Path]:
    try:
        return [folder / name for name in sorted(os.listdir(folder))]
    except OSError:
        return []


def _files(place: Path) -> Iterator[Path]:
    """Yield a file itself, or all files of a folder; links are not followed."""
    if place.is_dir() and not place.is_symlink():
        for folder, _, names in os.walk(place):
            yield from (Path(folder) / name for name in sorted(names))
    elif os.path.lexists(place):
        yield place


def _must_be_a_session(path: Path) -> None:
    """Raise UnreadableFile for a file that is no session, since a purge cannot be undone.

    A broken file counts as a session if it names a template or has versions.
    """
    if not has_suffix(path.name) or path.is_dir():
        raise NotASession(f"{shown(path)}: not a session: nothing is removed")
    try:
        open_document(path)
    except NotASession:
        raise
    except UnreadableFile:
        if not versions(path) and not _SAYS_SO.search(read_file(path)):
            raise


def _is_remembered(path: Path) -> bool:
    return last_place(load_app_state(), path) is not None


def _forget(path: Path) -> None:
    forget_index()
    forget_notes()
    memory = load_app_state()
    gone = {os.path.abspath(path), os.path.realpath(path)}
    places = {key: place for key, place in memory.places.items() if key not in gone}
    if len(places) < len(memory.places):
        save_app_state(replace(memory, places=places))
