"""An index of a folder's sessions, so that home and ``gsef-tui list`` need not read them all again.

It is one JSON file in the state folder, for the folder that was shown last. It is never trusted: an
entry is used only while ``stat`` shows the file that was read, and the templates are unchanged.
Losing the index loses no notes: a damaged file counts as missing.
"""

from __future__ import annotations

import gc
import os
import stat
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from gsef_tui import __version__

from .discovery import Summary, newest_first, summary_of
from .documents import Document, open_document
from .durable import make_folder, write_durably
from .errors import NotASession, UnreadableFile, reason_of, shown
from .filenames import is_utf8, may_be_session
from .folders import state_folder
from .plain_files import read_plain_file
from .recovery import recover
from .templates import signature

FILE = "index.json"

LARGEST_FILE = 256 * 1024 * 1024
"""In bytes: about five hundred thousand sessions."""

FORM = 4
"""The version of the index; it is raised whenever the meaning of an entry changes."""

FRESH = 2.0
"""Seconds that must lie between a file's last change and the reading for the entry to be kept.

Some disks have a clock so coarse that a second change within that time would not be seen.
"""

Stamp = tuple[int, int, int, int]
"""Modification time and inode change time in nanoseconds, size in bytes, inode number."""


class Listed(Struct, frozen=True, array_like=True, gc=False):
    """What ``gsef-tui list`` prints of a session beside its summary.

    ``missing`` and ``contradictions``: numbers of findings. ``pictures``: each picture's file that
    the session names, and whether it was there, which the session's own file does not say.
    ``notices``: what in the session cannot be shown as intended.
    """

    missing: int
    contradictions: int
    pictures: tuple[tuple[str, bool], ...] = ()
    notices: tuple[str, ...] = ()


class Entry(Struct, frozen=True, array_like=True, gc=False):
    """A file as it was when it was read.

    ``summary`` is None for a TOML file that is no session. ``missing`` is how much is missing in
    the session, its pictures' files aside; None if it was never counted. ``listed`` is None if the
    session was never listed.
    """

    stamp: Stamp
    summary: Summary | None
    missing: int | None = None
    listed: Listed | None = None


class Stored(Struct, frozen=True):
    """The index file: what made it, the folder, and its entries by name.

    ``made_by``: the format of the index, the version of the program, and the templates.
    """

    made_by: str
    folder: str
    entries: dict[str, Entry]


Read = tuple[Path, Summary | UnreadableFile | None]
"""A path with its summary, its error, or None for a TOML file that is no session."""


def read_files(
    paths: Iterable[Path], opened: Callable[[Document], None] | None = None
) -> list[Read]:
    """Read the files that ``Index.look`` returned. May run on any thread.

    ``opened`` is called with each session that could be read.
    """
    return [(path, _read(path, opened)) for path in paths]


class Index:
    """The sessions of one folder: unchanged ones from the last time, others read now.

    Used on one thread at a time, except ``keep`` and ``missing``, which may run on any.
    ``_passing``: entries that must be read again at the next look. ``_there``: the files that the
    last look returned.
    """

    def __init__(self, folder: Path, entries: dict[str, Entry], made_by: str) -> None:
        self.folder = folder
        self._entries = entries
        self._passing: dict[str, Entry] = {}
        self._there: dict[str, Stamp] = {}
        self._made_by = made_by
        self._changed = False
        self._keeping = threading.Lock()

    # -- what is there ----------------------------------------------------------------------------

    def look(self) -> list[Path]:
        """Check every file's ``stat``, drop entries of missing files, and return the files to read.

        They are in descending order of name, so that the newest days come first. Raises
        UnreadableFile if the folder cannot be listed; a missing folder counts as empty.
        """
        recover(self.folder)
        same: set[str] = set()
        there: dict[str, Stamp] = {}
        known = self._entries
        for name, stamp in file_stamps(self.folder):
            entry = known.get(name)
            if entry is not None and entry.stamp == stamp:
                same.add(name)
            else:
                there[name] = stamp
        if len(same) < len(known):
            self._entries = {name: entry for name, entry in known.items() if name in same}
            self._changed = True
        self._passing, self._there = {}, there
        return [self.folder / name for name in sorted(there, reverse=True)]

    def take(self, found: Iterable[Read], now: float) -> list[UnreadableFile]:
        """Record the results for files that ``look`` returned, and return those that failed.

        ``now``: seconds since the epoch. A file that changed after the look is recorded with its
        stamp from the look, so that the next look finds it changed.
        """
        unreadable: list[UnreadableFile] = []
        for path, summary in found:
            stamp = self._there.get(path.name)
            if isinstance(summary, UnreadableFile):
                unreadable.append(summary)
            elif stamp is not None:
                self._passing.pop(path.name, None)  # a file that two readers were given
                lasting = now - stamp[1] / 1e9 > FRESH and is_utf8(str(path))
                known = self._entries if lasting else self._passing
                known[path.name] = Entry(stamp, summary)
                self._changed |= lasting
        return unreadable

    def sessions(self) -> list[Summary]:
        """Return the known sessions, in the order of a list."""
        entries = chain(self._entries.values(), self._passing.values())
        return newest_first(e.summary for e in entries if e.summary is not None)

    # -- how much is missing ----------------------------------------------------------------------

    def missing(self, path: Path) -> int | None:
        """Return how much was missing in a session when it was last counted.

        None if the file has changed since, or was never counted.
        """
        name, found = self._holding(path)
        entry = found.get(name)
        return entry.missing if entry is not None else None

    def counted(self, path: Path, missing: int) -> None:
        """Record how much is missing in a known session."""
        name, found = self._holding(path)
        if name in found and found[name].missing != missing:
            found[name] = replace(found[name], missing=missing)
            self._changed |= found is self._entries

    def listed(self) -> dict[str, Listed]:
        """Return what ``set_listed`` recorded of the files that have not changed since, by file."""
        entries = chain(self._entries.values(), self._passing.values())
        return {e.summary.file: e.listed for e in entries if e.summary and e.listed is not None}

    def set_listed(self, path: Path, listed: Listed) -> None:
        """Record what the command line lists of a known session."""
        name, found = self._holding(path)
        if name in found and found[name].listed != listed:
            found[name] = replace(found[name], listed=listed)
            self._changed |= found is self._entries

    def _holding(self, path: Path) -> tuple[str, dict[str, Entry]]:
        """Return a file's name and the entries that contain it, if any."""
        if path.parent != self.folder:
            return path.name, {}
        return path.name, self._passing if path.name in self._passing else self._entries

    # -- on disk ----------------------------------------------------------------------------------

    def keep(self) -> None:
        """Write the index if it has changed. A failure costs only time at the next start."""
        with self._keeping:
            if not self._changed:
                return
            self._changed = False
            data = msgspec.json.encode(Stored(self._made_by, str(self.folder), self._entries))
            with suppress(OSError):
                make_folder(state_folder())
                write_durably(_file(), data)


def load_index(folder: Path) -> Index:
    """Return the index of a folder.

    It is empty if the file is missing, damaged, or belongs to another folder, other templates or
    another version of the program.
    """
    folder = folder.absolute()
    made_by = f"{FORM} {__version__} {signature()}"
    try:
        with _no_collecting():
            data = read_plain_file(_file(), LARGEST_FILE)
            stored = msgspec.json.decode(data, type=Stored)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Index(folder, {}, made_by)
    same = (stored.made_by, stored.folder) == (made_by, str(folder))
    return Index(folder, stored.entries if same and _of_folder(stored) else {}, made_by)


def _of_folder(stored: Stored) -> bool:
    """Return whether each entry's summary belongs to the file that the entry is named for."""
    before = os.path.join(stored.folder, "")
    found = stored.entries.items()
    return all(e.summary is None or e.summary.file == before + name for name, e in found)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Turn garbage collection off while the index is decoded: it would take half of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def forget_index() -> None:
    """Remove the index, so that no name of a purged session remains. Raises OSError."""
    _file().unlink(missing_ok=True)


def _read(
    path: Path, opened: Callable[[Document], None] | None = None
) -> Summary | UnreadableFile | None:
    try:
        document = open_document(path)
        if opened is not None:
            opened(document)
        return summary_of(document)
    except NotASession:
        return None
    except UnreadableFile as error:
        return error


def _file() -> Path:
    return state_folder() / FILE


def file_stamps(folder: Path) -> Iterator[tuple[str, Stamp]]:
    """Yield the name and the stamp of each file of a folder that may be a session.

    Raises UnreadableFile if the folder cannot be listed; a missing folder counts as empty.
    """
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if may_be_session(entry.name) and (s := _status(entry)) is not None:
                    yield entry.name, (s.st_mtime_ns, s.st_ctime_ns, s.st_size, s.st_ino)
    except FileNotFoundError:
        return
    except OSError as error:
        raise UnreadableFile(f"{shown(folder)}: cannot be listed: {reason_of(error)}") from None


def _status(entry: os.DirEntry[str]) -> os.stat_result | None:
    """Return a file's status; None for a folder, and for a file that has gone meanwhile."""
    try:
        status = entry.stat()
    except FileNotFoundError:  # a broken link is listed, and reported when it is read
        try:
            return entry.stat(follow_symlinks=False)
        except FileNotFoundError:
            return None
    return None if stat.S_ISDIR(status.st_mode) else status
