"""One window writes a session: the lock file beside it says which, and who takes over.

``.NAME.lock`` holds the owner's token, process, host and time, as JSON. An ``flock`` on it lasts as
long as its owner lives, so what a killed process leaves behind holds nobody up. Whoever takes over
puts a lock file of its own in its place: the first window sees that the token is another's before
its next write, even where it hangs and never lets go of its ``flock``.

Between two machines an ``flock`` tells nothing (shared and synchronised folders). There the lock of
another host counts while it is fresh: its owner touches it once a minute, and one that nobody has
touched for five minutes was left behind. Two clocks that are further apart defeat that; then the
guard of the file itself still holds (``guard``).
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from gsef_tui.model.clean import clean_line

from .durable import PRIVATE
from .errors import CannotWrite, reason_of, shown
from .plain_files import read_plain_file

TOUCH = 60.0
"""Seconds after which an owner touches its lock."""

LEFT_BEHIND = 300.0
"""Seconds without a touch after which another host's lock counts no more."""

TRIES = 4
PAUSE = 0.02
"""Seconds between tries: who takes over, or writes its first token, needs a moment."""

LARGEST = 4096
"""In bytes; a larger file is no lock file."""

_NO_FLOCK = (errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL)


class Holder(Struct, frozen=True):
    """Who writes a session. ``pid`` is 0 where the lock file does not say."""

    token: str
    pid: int
    host: str
    since: datetime

    def __str__(self) -> str:
        who = f"process {self.pid}" if self.pid else "another process"
        on = "" if self.host == _host() else f" on {clean_line(self.host)}"
        return f"{who}{on} since {self.since.astimezone():%H:%M}"


class LockedBy(CannotWrite):
    """Somebody who lives writes this session; ``holder`` says who."""

    def __init__(self, path: Path, holder: Holder) -> None:
        super().__init__(f"{shown(path)}: open in {holder}: close it there first")
        self.holder = holder


class Lock:
    """A session's lock in this process's hands.

    ``problem`` says in a few words why there could be none (a read-only folder); then every window
    may write, and only the guard of the file itself is left. Empty where the lock is there.
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
        """What one has where no lock file can be."""
        lock = cls(path, -1, _holder(now), now)
        lock.problem = problem
        return lock

    def mine(self) -> bool:
        """Whether nobody has taken over. Costs one ``stat`` while nothing happens.

        A lock file that somebody removed is put back; one that cannot be looked at is still ours,
        for it is not another's.
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

    def taker(self) -> Holder:
        """Who holds it now that ``mine`` said no."""
        return _read(self._path) or _unknown(self._path, self._now)

    def release(self) -> None:
        """Let go of it; the file is removed where it is ours. Twice is once."""
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
        """Ourselves, where somebody scribbled in our own file; None where it is another's."""
        own = os.fstat(self._descriptor)
        if (own.st_dev, own.st_ino) != (status.st_dev, status.st_ino):
            return None
        with suppress(OSError):
            _write(self._descriptor, self._holder)
        return self._holder


def hold(path: Path, now: Callable[[], datetime] = datetime.now) -> Lock:
    """Take the lock of a session, or raise LockedBy where somebody who lives has it.

    Where no lock file can be (a read-only folder, a full disk), what comes back says so in
    ``problem``. Under the lock, what killed writers left half written beside the session is swept.
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


def take_over(path: Path, now: Callable[[], datetime] = datetime.now) -> Lock:
    """Take the lock from whoever has it, living or not.

    The other sees it before its next write. Where no lock file can be, ``problem`` says so.
    """
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
    """Who writes a session now, if anybody who lives does. Changes nothing."""
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


def lock_path(path: Path) -> Path:
    """Where the lock file of a session is: beside the file itself, not beside a link to it."""
    target = Path(os.path.realpath(path))
    short = os.fsencode(target.name)[:200].decode(errors="ignore")
    return target.with_name(f".{short}.lock")


def leftovers(target: Path) -> Iterator[Path]:
    """What killed writers left half written beside a session, the file's own and its lock's."""
    name = os.fsencode(target.name)[:200].decode(errors="ignore")
    pattern = re.compile(rf"\.{re.escape(name)}\.(?:lock\.)?[0-9a-f]{{12}}\.tmp")
    with suppress(OSError), os.scandir(target.parent) as entries:
        yield from (Path(entry.path) for entry in entries if pattern.fullmatch(entry.name))


def _sweep(target: Path) -> None:
    for left in leftovers(target):
        with suppress(OSError):
            left.unlink()


def _living(descriptor: int, at: Path, now: Callable[[], datetime]) -> Holder | None:
    """Who holds an open lock file; None where its owner has gone, and then its flock is ours."""
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
    if holder is None or holder.host == _host():
        return None
    return holder if _seems_alive(holder, descriptor, now) else None


def _seems_alive(holder: Holder, descriptor: int, now: Callable[[], datetime]) -> bool:
    """What can be told without an flock: the process here, the last touch elsewhere."""
    if holder.host != _host():
        return abs(now().timestamp() - os.fstat(descriptor).st_mtime) < LEFT_BEHIND
    try:
        os.kill(holder.pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return holder.pid > 0


def _made(at: Path, holder: Holder) -> int:
    """Make a lock file with an flock on it and a token in it. Raises FileExistsError."""
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
    # It is gone, whatever close says, and its flock with it.
    with suppress(OSError):
        os.close(descriptor)


def _read(at: Path) -> Holder | None:
    """What a lock file says; None where it is broken, empty or not there."""
    try:
        data = read_plain_file(at, LARGEST, follow_links=False)
        holder = msgspec.json.decode(data, type=Holder)
    except (OSError, msgspec.DecodeError, ValueError, RecursionError):
        return None
    return holder if 0 < holder.pid < 2**31 and holder.token else None


def _holder(now: Callable[[], datetime]) -> Holder:
    since = now().astimezone().replace(microsecond=0)
    return Holder(token=os.urandom(16).hex(), pid=os.getpid(), host=_host(), since=since)


def _unknown(at: Path, now: Callable[[], datetime]) -> Holder:
    try:
        since = datetime.fromtimestamp(at.stat().st_mtime)
    except (OSError, ValueError, OverflowError):
        since = now()
    return Holder(token="", pid=0, host=_host(), since=since.astimezone())


def _is_at(descriptor: int, at: Path) -> bool:
    """Whether the file that was opened is still the one of that name."""
    try:
        there = os.stat(at, follow_symlinks=False)
    except OSError:
        return False
    own = os.fstat(descriptor)
    return (own.st_dev, own.st_ino) == (there.st_dev, there.st_ino)


def _identity(status: os.stat_result) -> tuple[int, ...]:
    return status.st_dev, status.st_ino, status.st_mtime_ns, status.st_size


def _host() -> str:
    return os.uname().nodename
