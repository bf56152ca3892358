"""Copies of a session that cannot be saved in its own place: where they go, and how to find them.

A copy goes to the state folder. If that fails too, it goes to a place of last resort: a temporary
folder, ``$XDG_RUNTIME_DIR`` or ``/dev/shm``, in a folder that only its owner can read. Places on a
device that does not answer are tried last. The first line of a copy is a comment that names the
session's path, so that the copy is found whatever its name is and whatever happened to the session.
"""

from __future__ import annotations

import json
import os
import re
import stat
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from gsef_tui.model.lazy_pattern import lazy_pattern

from .durable import PRIVATE, Replacement, make_folder
from .filenames import has_suffix
from .filesystems import device_of, is_fleeting
from .folders import copy_path, state_folder, state_name
from .plain_files import open_plain_file, read_plain_file
from .reading import LARGEST_FILE
from .sidecars import unfinished_saves

WITHIN = 2.0
"""Seconds after which a place that has not answered is skipped."""

LARGEST_HEAD = 16 * 1024
"""Bytes of a copy that are read to find out which session it belongs to."""

LARGEST_COPY = LARGEST_FILE + LARGEST_HEAD
"""In bytes: the largest session, plus the first line."""

_HEADER = b"# A copy made by gsef-tui of "
_ID = lazy_pattern(rb'^id = "([0-9a-f]{16})"', re.MULTILINE)


class Copy(Struct, frozen=True):
    """A copy of a session on disk.

    ``origin``: the session's path when the copy was made; None if the copy does not name it, as in
    older versions of the program. ``session_id``: the session's id, empty if it has none.
    ``written`` is in UTC. ``fleeting``: whether the copy lies in memory and is lost when the
    machine restarts.
    """

    path: Path
    origin: Path | None
    session_id: str
    written: datetime
    fleeting: bool

    @property
    def name(self) -> str:
        """The copy's name on the command line: ``copy-20260512T184107Z``."""
        return f"copy-{self.written:%Y%m%dT%H%M%SZ}"

    def read(self) -> bytes:
        """Return the session's own bytes, without the first line. Raises OSError."""
        return without_header(read_plain_file(self.path, LARGEST_COPY))


def with_header(origin: Path, data: bytes) -> bytes:
    """Return the bytes of a copy: a comment with the session's path, then the session's bytes."""
    return _HEADER + json.dumps(os.path.realpath(origin)).encode("ascii") + b"\n" + data


def without_header(data: bytes) -> bytes:
    """Return the session's bytes from those of a copy."""
    return data.partition(b"\n")[2] if data.startswith(_HEADER) else data


def those_of(copies: Iterable[Copy], path: Path, session_id: str) -> list[Copy]:
    """Return the copies that belong to the session at a path, with this id or with none.

    They are the copies made under the session's path, and those of its id whose recorded path no
    longer exists.
    """
    place = Path(os.path.realpath(path))
    found = []
    for copy in copies:
        here = copy.origin == place or (copy.origin is None and _is_named_for(copy.path, path))
        if here:
            # Another session may have taken the name since.
            if not (session_id and copy.session_id and copy.session_id != session_id):
                found.append(copy)
        elif session_id and copy.session_id == session_id and is_stray(copy):
            found.append(copy)
    return found


def unfinished_saves_of(path: Path) -> list[Copy]:
    """Return the files that were to replace a session's file and never did, as copies of it."""
    target = Path(os.path.realpath(path))
    found = []
    for left in unfinished_saves(target):
        with suppress(OSError, ValueError):
            found.append(replace(_read_copy(left, False), origin=target))
    return sorted(found, key=lambda copy: copy.written, reverse=True)


def all_copies(state: Path | None = None) -> list[Copy]:
    """Return every copy in the state folder and in the places of last resort, the newest first.

    Unreadable copies are left out, and so are folders that other users can access.
    """
    own = (state or state_folder()) / "copies"
    folders = [own, *(f for f in last_resorts() if is_private(f))]
    found = [copy for folder in dict.fromkeys(folders) for copy in _copies_in(folder)]
    return sorted(found, key=lambda copy: copy.written, reverse=True)


def is_stray(copy: Copy) -> bool:
    """Return whether nothing exists any more at the path that the copy was made for."""
    return copy.origin is None or not os.path.lexists(copy.origin)


def last_resorts() -> list[Path]:
    """Return the folders for copies outside the state folder, in the order in which they are tried.

    ``GSEF_TUI_COPIES`` names the places, separated by colons. By default they are ``$TMPDIR``,
    ``/var/tmp``, ``/tmp``, ``$XDG_RUNTIME_DIR`` and ``/dev/shm``, if they exist: ``/var/tmp`` comes
    before ``/tmp``, which many systems empty at startup (FHS 3.0, 5.15).
    """
    if (named := os.environ.get("GSEF_TUI_COPIES")) is not None:
        texts: list[str | None] = [*named.split(os.pathsep)]
    else:
        texts = [os.environ.get("TMPDIR"), "/var/tmp", "/tmp"]
        texts += [os.environ.get("XDG_RUNTIME_DIR"), "/dev/shm"]
    places = [text for text in texts if text and os.path.isabs(text) and os.path.isdir(text)]
    there = dict.fromkeys(Path(os.path.realpath(each)) for each in places)
    return [each / f"gsef-tui-{os.geteuid()}" for each in there]


def is_private(folder: Path) -> bool:
    """Return whether a folder is this user's own, closed to all others (0700), and no link."""
    try:
        status = os.lstat(folder)
    except OSError:
        return False
    ours = stat.S_ISDIR(status.st_mode) and status.st_uid == os.geteuid()
    return ours and not stat.S_IMODE(status.st_mode) & 0o077


class _Place(Struct, frozen=True):
    """A folder for copies.

    ``rank``: 0 for the state folder, 1 for others on a disk, 2 for those in memory. On a live
    system the state folder is in memory too.
    """

    folder: Path
    rank: int
    device: int | None
    fleeting: bool


class CopyWriter:
    """Writes the copies of one session, each place within a time limit.

    A place that does not answer keeps its thread and is skipped until it answers. Thread-safe.
    ``state``: the state folder. ``others`` returns the folders of last resort.
    """

    def __init__(
        self,
        state: Path,
        others: Callable[[], Sequence[Path]] = last_resorts,
    ) -> None:
        self._state = state
        self._others = others
        self._places: list[_Place] = []
        self._lock = threading.Lock()
        self._busy: dict[Path, threading.Thread] = {}
        self._written: dict[Path, Copy] = {}

    def prepare(self) -> None:
        """Find out where copies can go, while the disks still answer."""
        own = self._state / "copies"
        places = [_Place(own, 0, device_of(own), is_fleeting(own))]
        for folder in self._others():
            fleeting = is_fleeting(folder)
            places.append(_Place(folder, 2 if fleeting else 1, device_of(folder), fleeting))
        self._places = sorted(places, key=lambda place: place.rank)

    def write(
        self, path: Path, data: bytes, *, hangs: int | None = None, within: float = WITHIN
    ) -> Copy | None:
        """Write a copy of a session to the first place that accepts it; None if none does.

        ``hangs``: the device that does not answer; places on it come last, after those in memory. A
        copy that was first written to memory is also written to a disk, if one accepts it. Earlier
        copies are removed once a newer one is on a disk.
        """
        best: Copy | None = None
        for place in self._in_order(hangs):
            if best is not None and place.fleeting:
                continue
            copy = self._within(within, place, path, data)
            if copy is not None and not copy.fleeting:
                self._remove(other for other in self.written if other.path != copy.path)
                return copy
            best = best or copy
        return best

    def write_everywhere(self, path: Path, data: bytes, within: float) -> Copy | None:
        """Write copies to all places at once, at the end of the process.

        Returns the best copy that was written within ``within`` seconds, or None. Each copy is
        synced only after it has its name.
        """
        results: list[Copy] = []
        threads = [
            self._start(place, path, data, results, ending=True)
            for place in self._in_order(None)
            if self._is_free(place)
        ]
        done = threading.Event()
        threading.Thread(target=_join_all, args=(threads, done), daemon=True).start()
        done.wait(within)
        return min(results, key=lambda copy: copy.fleeting, default=None)

    @property
    def written(self) -> list[Copy]:
        """The copies that this window has written and that still exist."""
        with self._lock:
            return list(self._written.values())

    def drop(self) -> None:
        """Remove the copies that were written, since the session is in its place."""
        self._remove(self.written)

    def _in_order(self, hangs: int | None) -> list[_Place]:
        if not self._places:
            self.prepare()
        if hangs is None:
            return self._places
        return sorted(self._places, key=lambda place: place.device == hangs)

    def _is_free(self, place: _Place) -> bool:
        with self._lock:
            thread = self._busy.get(place.folder)
            return thread is None or not thread.is_alive()

    def _within(self, seconds: float, place: _Place, path: Path, data: bytes) -> Copy | None:
        if not self._is_free(place):
            return None
        results: list[Copy] = []
        self._start(place, path, data, results).join(seconds)
        return results[0] if results else None

    def _start(
        self,
        place: _Place,
        path: Path,
        data: bytes,
        results: list[Copy],
        *,
        ending: bool = False,
    ) -> threading.Thread:
        def write() -> None:
            with suppress(OSError, ValueError):
                self._put(place, path, data, results, ending)

        thread = threading.Thread(target=write, name="copy", daemon=True)
        with self._lock:
            self._busy[place.folder] = thread
        thread.start()
        return thread

    def _put(
        self, place: _Place, path: Path, data: bytes, results: list[Copy], ending: bool
    ) -> None:
        """Write one copy. Raises OSError.

        The copy counts once it is durable; at the end of the process, once it has its name.
        """
        if place.rank:
            _make_private(place.folder)
        else:
            make_folder(place.folder)
        target = self._target(place.folder, path)
        with Replacement(target, mode=PRIVATE) as new:
            new.write(with_header(path, data))
            if not ending:
                new.sync()
                new.verify(with_header(path, data))
            # Before the rename: a copy with a name must be recorded, or nothing would remove it.
            copy = replace(_read_copy(new.temporary, place.fleeting), path=target)
            new.take_place()
            with self._lock:
                self._written[place.folder] = copy
            if ending:
                results.append(copy)
                new.sync()
            new.sync_folder()
        if not ending:
            results.append(copy)

    def _target(self, folder: Path, path: Path) -> Path:
        """Return the path of this window's copy; an earlier window's copy is never overwritten."""
        with self._lock:
            ours = self._written.get(folder)
        if ours is not None:  # also after the session was moved: the first line decides
            return ours.path
        target, number = folder / copy_path(path, self._state).name, 1
        while os.path.lexists(target):
            number += 1
            target = folder / f"{state_name(path)}-{number}.toml"
        return target

    def _remove(self, copies: Iterator[Copy] | Sequence[Copy]) -> None:
        """Remove copies, each on a thread of its own, since the place may not answer any more."""
        for copy in list(copies):
            with self._lock:
                self._written = {f: c for f, c in self._written.items() if c != copy}
            thread = threading.Thread(target=_unlink, args=(copy.path,), daemon=True)
            thread.start()
            thread.join(WITHIN)


def _copies_in(folder: Path) -> Iterator[Copy]:
    fleeting: bool | None = None
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError, ValueError):
                if has_suffix(entry.name) and entry.is_file(follow_symlinks=False):
                    fleeting = is_fleeting(folder) if fleeting is None else fleeting
                    yield _read_copy(Path(entry.path), fleeting)


def _read_copy(path: Path, fleeting: bool) -> Copy:
    with open_plain_file(path, follow_links=False) as file:
        head = file.read(LARGEST_HEAD)
        written = datetime.fromtimestamp(os.fstat(file.fileno()).st_mtime, UTC)
    origin = None
    if head.startswith(_HEADER):
        with suppress(ValueError):
            named = json.loads(head.partition(b"\n")[0].removeprefix(_HEADER))
            origin = Path(named) if isinstance(named, str) and named else None
    match = _ID.search(head)
    session_id = match[1].decode("ascii") if match else ""
    return Copy(path, origin, session_id, written, fleeting)


def _is_named_for(copy: Path, path: Path) -> bool:
    # Copies of earlier versions of the program have no header, and may be conflict copies.
    name = state_name(path)
    return copy.stem == name or copy.stem.startswith(f"{name}.conflict-")


def _make_private(folder: Path) -> None:
    """Make a folder in a place that other users can write to.

    Raises OSError if the folder is not this user's alone.
    """
    with suppress(FileExistsError):
        os.mkdir(folder, 0o700)
    if not is_private(folder):
        raise PermissionError(f"{folder} is not private")


def _join_all(threads: Sequence[threading.Thread], done: threading.Event) -> None:
    for thread in threads:
        thread.join()
    done.set()


def _unlink(path: Path) -> None:
    with suppress(OSError):
        os.unlink(path)
