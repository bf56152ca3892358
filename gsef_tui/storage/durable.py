"""Writing a file so that it is there, whole, whatever happens next.

The bytes go into a new file beside the old one, to the disk itself, are read back and compared, and
only then take the old one's name; the folder is synced last, or the name might be lost. At any
moment the file holds either all of the old or all of the new.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType

PRIVATE = 0o600
"""The mode of a new file: notes of a meeting are not everybody's."""


def _nothing() -> None:
    """Nothing stands in the way."""


def write_durably(
    path: Path, data: bytes, *, mode: int | None = None, check: Callable[[], None] = _nothing
) -> None:
    """Put ``data`` into a file, durably and at once, or raise OSError and leave the old one.

    ``check`` is called at the last moment before the new file takes the old one's name; what it
    raises leaves the old one too.

    The old file's mode is kept; a new file has 0600 unless ``mode`` says otherwise. A symbolic link
    stays one: what it points to is replaced. The folder must be there. After any failure, that of
    fsync too, the new file is thrown away: a second fsync of the same descriptor may say yes to
    bytes the system has dropped, so whoever tries again writes a new one.
    """
    with Replacement(path, mode=mode) as new:
        new.write(data)
        new.sync()
        new.verify(data)
        check()
        new.take_place()
    new.sync_folder()


class Replacement:
    """A new file beside the one whose place it is to take, in single steps.

    Used as a context: what has not taken its place by the end is removed, unless ``keep`` says that
    it is to stay. ``temporary`` is where it lies till then. Each step raises OSError.
    """

    def __init__(self, path: Path, *, mode: int | None = None) -> None:
        self.target = Path(os.path.realpath(path))
        self._old = _status(self.target)
        if mode is None:
            mode = stat.S_IMODE(self._old.st_mode) if self._old else PRIVATE
        self._mode = mode
        self.temporary = self.target.with_name(_temporary_name(self.target.name))
        self._descriptor = -1
        self._stays = False

    def __enter__(self) -> Replacement:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with suppress(OSError):
            self.close()
        if not self._stays:
            with suppress(OSError):
                self.temporary.unlink()

    def write(self, data: bytes) -> None:
        """Write the bytes; from now on they outlive the process, though not yet the machine."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        self._descriptor = os.open(self.temporary, flags, PRIVATE)
        _keep_owner(self._descriptor, self._old)
        os.fchmod(self._descriptor, self._mode)
        _write_all(self._descriptor, data)

    def sync(self) -> None:
        """Bring the bytes to the disk itself."""
        _sync(self._descriptor)

    def verify(self, data: bytes) -> None:
        """Read the bytes back and compare them."""
        self.close()
        if self.temporary.read_bytes() != data:
            raise OSError(errno.EIO, "what was read back is not what was written")

    def keep(self) -> None:
        """Let the new file stay beside the old one, whatever happens next."""
        self._stays = True

    def take_place(self) -> None:
        """Give the new file the old one's name. ``sync_folder`` makes that durable."""
        os.replace(self.temporary, self.target)
        self._stays = True

    def sync_folder(self) -> None:
        """Bring the new name to the disk."""
        sync_folder(self.target.parent)

    def close(self) -> None:
        """Close the file; twice is once."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it where they are missing, each for its owner alone (0700)."""
    missing = [folder]
    while not missing[-1].exists() and missing[-1].parent != missing[-1]:
        missing.append(missing[-1].parent)
    for each in reversed(missing):
        with suppress(FileExistsError):
            each.mkdir(mode=0o700)
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "no folder", str(folder))


def sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk; a file system that cannot do it is taken at its word."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS):
            raise
    finally:
        os.close(descriptor)


def _status(target: Path) -> os.stat_result | None:
    try:
        status = os.stat(target)
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, "a folder has its name", str(target))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "not a plain file", str(target))
    return status


def _temporary_name(name: str) -> str:
    # Hidden, and not ending in .toml: nobody takes it for a session. A name has 255 bytes at most.
    short = os.fsencode(name)[:200].decode(errors="ignore")
    return f".{short}.{os.urandom(6).hex()}.tmp"


def _keep_owner(descriptor: int, old: os.stat_result | None) -> None:
    new = os.fstat(descriptor)
    if old and (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
        with suppress(PermissionError):
            os.fchown(descriptor, old.st_uid, old.st_gid)


def _write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        written = os.write(descriptor, rest)
        if not written:
            raise OSError(errno.EIO, "nothing more is written")
        rest = rest[written:]


def _sync(descriptor: int) -> None:
    # On macOS fsync reaches the drive's own memory only. Network disks there lack the stronger one.
    if sys.platform == "darwin":
        import fcntl

        with suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)
