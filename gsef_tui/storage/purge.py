"""Everything of a session removed for good: from its folder and from the program's own."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace

from .documents import open_document, read_file
from .errors import CannotWrite, NotASession, UnreadableFile, reason_of, shown
from .finding import SUFFIX
from .folders import copy_path, history_folder, state_folder, state_name
from .guard import conflict_copies
from .history import versions
from .index import forget_index
from .lock import hold, leftovers, lock_path
from .memory import last_place, load_memory, save_memory
from .pictures import picture_folder
from .session_moves import bin_folder

_SAYS_SO = re.compile(rb"^\s*template\s*=", re.MULTILINE)

FAULTS = "faults"
"""The folder of the reports of faults, in the state folder."""


def belongings(path: Path) -> list[Path]:
    """All files that ``purge`` would remove, each once.

    The session, its pictures, its conflict copies, its lock and what is half written; in the state
    folder its versions, its copies, what was deleted under its name, and the reports of faults,
    which tell of no session but of the days one worked. Reports that were exported stay.

    Raises UnreadableFile where there is nothing of a session of that name.
    """
    if path.exists():
        _must_be_a_session(path)
    found = dict.fromkeys(file for place in _places(path) for file in _files(place))
    if not found and not _is_remembered(path):
        raise UnreadableFile(f"{shown(path)}: nothing is kept of such a session: check the name")
    faults = _files(state_folder() / FAULTS)
    return [*found, *(file for file in faults if file not in found)]


def purge(path: Path) -> list[Path]:
    """Remove all that ``belongings`` names, and what is remembered; returns what is gone.

    Raises LockedBy where a window writes the session, UnreadableFile as ``belongings`` does, and
    CannotWrite where something could not be removed; all else is gone then.
    """
    named = belongings(path)  # before the lock, which sweeps, and is one of them itself
    lock, own = hold(path), lock_path(path)
    try:
        removed: list[Path] = [own] if own in named else []
        failed: list[str] = []
        folders = [*_places(path), state_folder() / FAULTS]
        for file in dict.fromkeys((*named, *belongings(path))):
            if file == own:
                continue
            try:
                file.unlink(missing_ok=True)
                removed.append(file)
            except OSError as error:
                failed.append(f"{shown(file)}: {reason_of(error)}")
        for folder in folders:
            if folder.is_dir() and not folder.is_symlink():
                shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):
            _forget(path)
    finally:
        lock.release()
    if failed:
        raise CannotWrite(f"not removed: {'; '.join(failed)}: remove it yourself")
    return removed


def _places(path: Path) -> Iterator[Path]:
    """The files and folders that are a session's own, there or not."""
    real = Path(os.path.realpath(path))
    for each in dict.fromkeys((Path(os.path.abspath(path)), real)):
        yield each
        if picture_folder(each) != each:
            yield picture_folder(each)
        for copy in conflict_copies(each):
            yield copy
            yield from leftovers(copy)
            yield from conflict_copies(copy)  # a copy that was opened may have had one itself
    yield lock_path(path)
    yield from leftovers(real)
    yield history_folder(path)
    copy = copy_path(path)
    yield copy
    yield from leftovers(copy)
    yield from conflict_copies(copy)
    yield from (each for each in _inside(bin_folder()) if _is_of(each.name, state_name(path)))


def _is_of(name: str, state: str) -> bool:
    start, _, digits = name.rpartition("-")
    return start == state and digits.isalnum()


def _inside(folder: Path) -> list[Path]:
    try:
        return [folder / name for name in sorted(os.listdir(folder))]
    except OSError:
        return []


def _files(place: Path) -> Iterator[Path]:
    """A file itself, or all the files of a folder; a link is what it is, not what it leads to."""
    if place.is_dir() and not place.is_symlink():
        for folder, _, names in os.walk(place):
            yield from (Path(folder) / name for name in sorted(names))
    elif os.path.lexists(place):
        yield place


def _must_be_a_session(path: Path) -> None:
    """Raises UnreadableFile for a file of another kind: what is purged does not come back.

    A broken session is one where it names a template, or versions of it are kept.
    """
    if path.suffix != SUFFIX or path.is_dir():
        raise NotASession(f"{shown(path)}: not a session: nothing is removed")
    try:
        open_document(path)
    except NotASession:
        raise
    except UnreadableFile:
        if not versions(path) and not _SAYS_SO.search(read_file(path)):
            raise


def _is_remembered(path: Path) -> bool:
    return last_place(load_memory(), path) is not None


def _forget(path: Path) -> None:
    forget_index()
    memory = load_memory()
    gone = {os.path.abspath(path), os.path.realpath(path)}
    places = {key: place for key, place in memory.places.items() if key not in gone}
    if len(places) < len(memory.places):
        save_memory(replace(memory, places=places))
