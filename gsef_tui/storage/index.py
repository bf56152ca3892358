"""What home knows of a folder's sessions from the last time, so that it need not read them all.

One JSON in the state folder, for the folder that was shown last. It is never trusted: a session is
taken from it only while its file is, by ``stat``, the one that was read, and the templates are the
ones it was read with. Losing it costs nobody a word: a damaged file counts as none.
"""

from __future__ import annotations

import gc
import os
import stat
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from gsef_tui import __version__

from .discovery import Summary, may_be_session, newest_first, summary_of
from .documents import open_document
from .durable import make_folder, write_durably
from .errors import NotASession, UnreadableFile, reason_of, shown
from .folders import state_folder
from .plain_files import read_plain_file
from .recovery import recover
from .templates import signature

FILE = "index.json"

LARGEST_FILE = 256 * 1024 * 1024
"""In bytes: some five hundred thousand sessions."""

FORM = 2
"""Counts up whenever an entry means something else."""

FRESH = 2.0
"""A file that changed less than so many seconds before it was read is read again the next time: on
some disks the clock of files stands still for that long, and a second change would not be seen."""

Stamp = tuple[int, int, int, int]
"""When a file was changed, when its entry in the folder was, its size, and its number."""


class Entry(Struct, frozen=True, array_like=True, gc=False):
    """A file as it was when it was read. ``summary`` is None for a TOML file that is no session;
    ``missing`` for one of which nobody has asked how much is missing, or that cannot be read."""

    stamp: Stamp
    summary: Summary | None
    missing: int | None = None


class Stored(Struct, frozen=True):
    """The file: which program and templates made it, the folder, and its entries by name."""

    made_by: str
    folder: str
    entries: dict[str, Entry]


Read = tuple[Path, Summary | UnreadableFile | None]
"""A file that was read: what a list says of it, why it cannot be read, or None for a TOML file that
is no session."""


def read_files(paths: Iterable[Path]) -> list[Read]:
    """Read files that ``Index.look`` named. On any thread."""
    return [(path, _read(path)) for path in paths]


class Index:
    """The sessions of one folder: those that did not change from the last time, others read now.

    Used from one thread, but for ``keep``, which may run on any. ``_passing``: what was read and is
    not to be trusted at the next look. ``_there``: the files that the last look wants read.
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
        """Look at every file's ``stat``, forget what is gone, and return what is to be read: the
        last names first, which begin with the newest days. Raises UnreadableFile where the folder
        cannot be listed; one that is not there is empty."""
        recover(self.folder)
        same: set[str] = set()
        there: dict[str, Stamp] = {}
        known = self._entries
        for name, stamp in _stamps(self.folder):
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
        """Take over what was read of files that ``look`` named, and return what could not be read.
        ``now``: seconds since the epoch. One that was changed after the look counts as it was then,
        so that the next look finds it changed."""
        unreadable: list[UnreadableFile] = []
        for path, summary in found:
            stamp = self._there.get(path.name)
            if isinstance(summary, UnreadableFile):
                unreadable.append(summary)
            elif stamp is not None:
                self._passing.pop(path.name, None)  # one that two readers were told to read
                lasting = now - stamp[1] / 1e9 > FRESH and _can_be_kept(path)
                known = self._entries if lasting else self._passing
                known[path.name] = Entry(stamp, summary)
                self._changed |= lasting
        return unreadable

    def sessions(self) -> list[Summary]:
        """The sessions that are known, in the order of a list."""
        entries = chain(self._entries.values(), self._passing.values())
        return newest_first(e.summary for e in entries if e.summary is not None)

    # -- how much is missing ----------------------------------------------------------------------

    def missing(self, path: Path) -> int | None:
        """How much was missing in a session when it was counted last; None where it changed since,
        or was never counted."""
        name, found = self._holding(path)
        return found[name].missing if name in found else None

    def counted(self, path: Path, missing: int) -> None:
        """Remember how much is missing in a session that is known."""
        name, found = self._holding(path)
        if name in found and found[name].missing != missing:
            found[name] = replace(found[name], missing=missing)
            self._changed |= found is self._entries

    def _holding(self, path: Path) -> tuple[str, dict[str, Entry]]:
        """A file's name, and the entries that have it, if any have."""
        if path.parent != self.folder:
            return path.name, {}
        return path.name, self._passing if path.name in self._passing else self._entries

    # -- on disk ----------------------------------------------------------------------------------

    def keep(self) -> None:
        """Write it where something changed. That it cannot be written only costs time later."""
        with self._keeping:
            if not self._changed:
                return
            self._changed = False
            data = msgspec.json.encode(Stored(self._made_by, str(self.folder), self._entries))
            with suppress(OSError):
                make_folder(state_folder())
                write_durably(_file(), data)


def load_index(folder: Path) -> Index:
    """What is known of a folder; nothing where the index is of another one, of other templates or
    another version of the program, damaged, or not there."""
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
    """Whether each entry tells of the file whose name it has: no other is opened for it."""
    before = os.path.join(stored.folder, "")
    found = stored.entries.items()
    return all(e.summary is None or e.summary.file == before + name for name, e in found)


def _can_be_kept(path: Path) -> bool:
    """Whether the path is text: a name in another encoding than UTF-8 goes into no JSON."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Nothing is garbage while ten thousand sessions are made; looking for it costs half of it."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def forget_index() -> None:
    """Remove the index: a session was removed for good, and no name of it is to stay. Raises
    OSError."""
    _file().unlink(missing_ok=True)


def _read(path: Path) -> Summary | UnreadableFile | None:
    try:
        return summary_of(open_document(path))
    except NotASession:
        return None
    except UnreadableFile as error:
        return error


def _file() -> Path:
    return state_folder() / FILE


def _stamps(folder: Path) -> Iterator[tuple[str, Stamp]]:
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
    """None for a folder, and for what has gone meanwhile."""
    try:
        status = entry.stat()
    except FileNotFoundError:  # a link to nowhere is there, and is named when it is read
        try:
            return entry.stat(follow_symlinks=False)
        except FileNotFoundError:
            return None
    return None if stat.S_ISDIR(status.st_mode) else status
