"""One window writes a session: the lock file beside it says which, and how another takes over.

``.NAME.lock`` holds the owner's token, process, host and time, as JSON. An ``flock`` on it lasts as
long as its owner lives, so the lock of a killed process blocks nobody. A window that takes over
replaces the lock file with its own: the first window sees another token before its next write, even
if it hangs and never releases its ``flock``.

Between two machines an ``flock`` proves nothing (shared and synchronised folders). There the lock
of another machine counts while it is fresh: its owner touches it once a minute, and a lock that
nobody has touched for five minutes is abandoned. If two clocks differ by more, only the guard of
the file itself protects it (``guard``). Machines are distinguished by an id, not by their names,
which change; a lock without a machine id (from an older version of the program) counts between
machines only on a network drive.
"""

from __future__ import annotations

import errno
import fcntl
import os
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from gsef_tui.model.clean import clean_line

from .durable import PRIVATE
from .errors import CannotWrite, reason_of, shown
from .filesystems import is_remote
from .machine import host_name, machine_id
from .plain_files import read_plain_file
from .sidecars import half_written_locks, lock_path

TOUCH = 60.0
"""Seconds after which an owner touches its lock."""

LEFT_BEHIND = 300.0
"""Seconds without a touch after which another host's lock counts as abandoned."""

LAST_SAVE = 0.5
"""Seconds that a window which takes over a session leaves to the other one's last save."""

TRIES = 4
PAUSE = 0.02
"""Seconds between tries: a window that takes over, or writes its first token, needs a moment."""

LARGEST = 4096
"""In bytes; a larger file is no lock file."""

_NO_FLOCK = (errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL)


class Holder(Struct, frozen=True):
    """The process that writes a session. ``pid`` is 0 if the lock file does not name it.

    ``machine`` identifies the machine independently of its name; empty if unknown.
    """

    token: str
    pid: int
    host: str
    since: datetime
    machine: str = ""

    def __str__(self) -> str:
        who = f"process {self.pid}" if self.pid else "another process"
        on = "" if self.host == host_name() else f" on {clean_line(self.host)}"
        return f"{who}{on} since {self.since.astimezone():%H:%M}"


class LockedBy(CannotWrite):
    """A living process writes this session; ``holder`` names it."""

    def __init__(self, path: Path, holder: Holder) -> None:
        super().__init__(f"{shown(path)}: open in {holder}: close it there first")
        self.holder = holder


class Lock:
    """A session's lock, held by this process.

    ``problem`` says in a few words why there is no lock file (a read-only folder); then every
    window may write, and only the guard of the file itself protects it. Empty if the lock is held.
    """

    def __init__(
        self, path: Path, descriptor: int, holder: Holder, now: Callable[[], datetime]
    ) -> None:
        self._path = path
        self._descriptor = descriptor
        self._holder = holder
        self._now = now
        self._seen: tuple[int, ...] = ()
        self._owner = os.getpid()
        self.problem = ""
        self._remember()

    @classmethod
    def without(cls, path: Path, problem: str, now: Callable[[], datetime]) -> Lock:
        """Return a stand-in for a lock where no lock file can be created."""
        lock = cls(path, -1, _holder(now), now)
        lock.problem = problem
        return lock

    def mine(self) -> bool:
        """Return whether nobody has taken over. Costs one ``stat`` while nothing happens.

        A lock file that somebody removed is put back. A lock file that cannot be examined counts as
        ours.
        """
        if self._descriptor < 0:
            return True
        try:
            status = os.stat(self._path)
        except FileNotFoundError:
            return self._put_back()
        except OSError:
            return True
        if _identity(status) != self._seen:
            holder = _read(self._path) or self._mended(status)
            if holder is None or holder.token != self._holder.token:
                return False
            self._remember()
        if abs(self._now().timestamp() - status.st_mtime) > TOUCH:
            with suppress(OSError):
                os.utime(self._descriptor)
            self._remember()
        return True

    def move(self, path: Path) -> None:
        """Keep holding the lock of a session that was renamed or moved.

        A lock file that moved along with the folder is still ours; otherwise a new one is taken.
        Raises LockedBy if another window already has the session open at its new path.
        """
        at = lock_path(path)
        if self._descriptor >= 0 and _is_at(self._descriptor, at):
            self._path = at
            self._remember()
            return
        new = hold(path, self._now)
        self.release()
        self._path, self._descriptor, self._holder = new._path, new._descriptor, new._holder
        self.problem = new.problem
        self._remember()

    def taker(self) -> Holder:
        """Return who holds the lock, after ``mine`` returned False."""
        return _read(self._path) or _unknown(self._path, self._now)

    def release(self) -> None:
        """Release the lock and remove its file if that is ours; further calls do nothing."""
        if self._descriptor < 0 or os.getpid() != self._owner:
            return
        with suppress(OSError):
            holder = _read(self._path)
            if holder is not None and holder.token == self._holder.token:
                os.unlink(self._path)
        _close(self._descriptor)
        self._descriptor = -1

    def _remember(self) -> None:
        if self._descriptor >= 0:
            with suppress(OSError):
                self._seen = _identity(os.fstat(self._descriptor))

    def _put_back(self) -> bool:
        try:
            made = _made(self._path, self._holder)
        except FileExistsError:
            return False
        except OSError:
            return True
        _close(self._descriptor)
        self._descriptor = made
        self._remember()
        return True

    def _mended(self, status: os.stat_result) -> Holder | None:
        """Return our own holder if somebody overwrote our lock file; None if it is another file."""
        own = os.fstat(self._descriptor)
        if (own.st_dev, own.st_ino) != (status.st_dev, status.st_ino):
            return None
        with suppress(OSError):
            _write(self._descriptor, self._holder)
        return self._holder


def hold(path: Path, now: Callable[[], datetime] = datetime.now) -> Lock:
    """Take the lock of a session. Raises LockedBy if a living process holds it.

    If no lock file can be created (a read-only folder, a full disk), the lock's ``problem`` says
    so. Under the lock, half-written lock files of killed processes are removed.
    """
    target = Path(os.path.realpath(path))
    at = lock_path(path)
    holder: Holder | None = None
    for _ in range(TRIES):
        try:
            descriptor = os.open(at, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, PRIVATE)
        except OSError as error:
            there = holder_of(path, now)
            if there is not None:
                raise LockedBy(path, there) from None
            return Lock.without(at, reason_of(error), now)
        try:
            holder = _living(descriptor, at, now)
            if holder is None and _is_at(descriptor, at):
                mine = _holder(now)
                _write(descriptor, mine)
                lock = Lock(at, descriptor, mine, now)
                descriptor = -1
                _sweep(target)
                return lock
        except OSError as error:
            return Lock.without(at, reason_of(error), now)
        finally:
            if descriptor >= 0:
                _close(descriptor)
        time.sleep(PAUSE)
    raise LockedBy(path, holder or _unknown(at, now))


def take_over(
    path: Path,
    now: Callable[[], datetime] = datetime.now,
    *,
    before: Callable[[], None] = lambda: None,
) -> Lock:
    """Take the lock from its holder, living or not.

    The other window notices before its next write. A living owner gets half a second for its last
    save, so that its latest text is in the file and not in a conflict copy. ``before`` is called
    after that, immediately before the lock changes hands, to read the file; an exception that it
    raises is passed on and leaves the lock as it is. If no lock file can be created, ``problem``
    says so.
    """
    if holder_of(path, now) is not None:
        time.sleep(LAST_SAVE)
    before()
    at = lock_path(path)
    mine = _holder(now)
    new = at.with_name(f"{at.name}.{os.urandom(6).hex()}.tmp")
    try:
        descriptor = _made(new, mine)
        try:
            os.replace(new, at)
        except OSError:
            _close(descriptor)
            with suppress(OSError):
                os.unlink(new)
            raise
    except OSError as error:
        return Lock.without(at, reason_of(error), now)
    return Lock(at, descriptor, mine, now)


def holder_of(path: Path, now: Callable[[], datetime] = datetime.now) -> Holder | None:
    """Return the living process that writes a session now, or None. Changes nothing."""
    at = lock_path(path)
    try:
        descriptor = os.open(at, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    try:
        return _living(descriptor, at, now)
    except OSError:
        return None
    finally:
        _close(descriptor)


def _sweep(target: Path) -> None:
    """Remove half-written lock files; other leftovers belong to ``unsaved``."""
    for left in half_written_locks(target):
        with suppress(OSError):
            left.unlink()


def _living(descriptor: int, at: Path, now: Callable[[], datetime]) -> Holder | None:
    """Return the holder of an open lock file, or None if it has gone; then its flock is ours."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return _read(at) or _unknown(at, now)
    except OSError as error:
        if error.errno not in _NO_FLOCK:
            raise
        holder = _read(at)
        return holder if holder and _seems_alive(holder, descriptor, now) else None
    holder = _read(at)
    if holder is None or not _may_be_elsewhere(holder, at):
        return None
    return holder if _seems_alive(holder, descriptor, now) else None


def _may_be_elsewhere(holder: Holder, at: Path) -> bool:
    """Return whether another machine may hold a lock whose ``flock`` is free."""
    if holder.machine:
        return holder.machine != machine_id()
    return holder.host != host_name() and is_remote(at)


def _seems_alive(holder: Holder, descriptor: int, now: Callable[[], datetime]) -> bool:
    """Return whether a holder seems to live: by its process here, by its last touch elsewhere."""
    if holder.machine != machine_id() if holder.machine else holder.host != host_name():
        return abs(now().timestamp() - os.fstat(descriptor).st_mtime) < LEFT_BEHIND
    try:
        with suppress(PermissionError):  # a process of another user lives too
            os.kill(holder.pid, 0)
    except ProcessLookupError:
        return False
    return True


def _made(at: Path, holder: Holder) -> int:
    """Create a lock file with an flock and a token, and return its descriptor.

    Raises FileExistsError if there is one.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
    descriptor = os.open(at, flags, PRIVATE)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in _NO_FLOCK:
                raise
        _write(descriptor, holder)
    except BaseException:
        _close(descriptor)
        with suppress(OSError):
            os.unlink(at)
        raise
    return descriptor


def _write(descriptor: int, holder: Holder) -> None:
    data = msgspec.json.encode(holder) + b"\n"
    os.ftruncate(descriptor, 0)
    if os.pwrite(descriptor, data, 0) != len(data):
        raise OSError(errno.ENOSPC, "short write")


def _close(descriptor: int) -> None:
    # Even if close fails, the descriptor is gone, and its flock with it.
    with suppress(OSError):
        os.close(descriptor)


def _read(at: Path) -> Holder | None:
    """Return what a lock file says; None if it is broken, empty or missing."""
    try:
        data = read_plain_file(at, LARGEST, follow_links=False)
        holder = msgspec.json.decode(data, type=Holder)
    except (OSError, msgspec.DecodeError, ValueError, RecursionError):
        return None
    return holder if 0 < holder.pid < 2**31 and holder.token else None


def _holder(now: Callable[[], datetime]) -> Holder:
    since = now().astimezone().replace(microsecond=0)
    token = os.urandom(16).hex()
    return Holder(token, os.getpid(), host_name(), since, machine_id())


def _unknown(at: Path, now: Callable[[], datetime]) -> Holder:
    try:
        since = datetime.fromtimestamp(at.stat().st_mtime)
    except (OSError, ValueError, OverflowError):
        since = now()
    return Holder(token="", pid=0, host=host_name(), since=since.astimezone())


def _is_at(descriptor: int, at: Path) -> bool:
    """Return whether the open file is still the one at this path."""
    try:
        there = os.stat(at, follow_symlinks=False)
    except OSError:
        return False
    own = os.fstat(descriptor)
    return (own.st_dev, own.st_ino) == (there.st_dev, there.st_ino)


def _identity(status: os.stat_result) -> tuple[int, ...]:
    return status.st_dev, status.st_ino, status.st_mtime_ns, status.st_size
