"""Writing a file so that it is there, whole, whatever happens next.

The bytes go into a new file beside the old one, to the disk itself, are read back and compared, and
only then take the old one's name; the folder is synced last, or the name might be lost. At any
moment the file holds either all of the old or all of the new.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType

PRIVATE = 0o600
"""The mode of a new file: notes of a meeting are not everybody's."""

ABANDONED = 3600.0
"""Seconds after which a temporary file without a final name belongs to nobody any more."""

_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK, errno.EINVAL)
_TEMPORARY = re.compile(r"\.(?P<name>.+)\.[0-9a-f]{12}\.(?:tmp|new)", re.DOTALL)


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


def create_durably(
    path: Path, data: bytes, *, mode: int = PRIVATE, check: Callable[[], None] = _nothing
) -> None:
    """Put ``data`` into a new file, durably, or raise OSError and leave nothing of that name.

    Raises FileExistsError where the name is taken, even by a program that takes it at the same
    moment. ``check`` is called just before the file gets its name; what it raises is passed on, and
    there is no file. The name appears with the whole content: a program that is killed leaves at
    most a hidden temporary file, which ``remove_abandoned`` removes. On a disk that has no links
    (FAT), a kill between two calls can leave an empty file.
    """
    target = Path(os.path.realpath(path))
    temporary = target.with_name(_temporary_name(target.name).removesuffix("tmp") + "new")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(temporary, flags, PRIVATE)
    try:
        try:
            os.fchmod(descriptor, mode)
            _write_all(descriptor, data)
            _sync(descriptor)
        finally:
            os.close(descriptor)
        if temporary.read_bytes() != data:
            raise OSError(errno.EIO, "what was read back is not what was written")
        check()
        rename_exclusive(temporary, target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    try:
        sync_folder(target.parent)
    except OSError:
        with suppress(OSError):
            target.unlink()
        raise


def rename_exclusive(source: Path, target: Path) -> None:
    """Give a file, or a symbolic link itself, another name on its disk.

    Raises FileExistsError where something has that name, and OSError with EXDEV for another disk.
    A program that is killed may leave the file under both names, never under none.
    """
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _claim_and_rename(source, target)
        return
    try:
        os.unlink(source)
    except OSError:
        with suppress(OSError):
            os.unlink(target)
        raise


def _claim_and_rename(source: Path, target: Path) -> None:
    """The same on a disk without links: an empty file takes the name first, for a moment."""
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, PRIVATE))
    try:
        os.rename(source, target)
    except OSError:
        with suppress(OSError):
            os.unlink(target)
        raise


def remove_abandoned(folder: Path, names: Iterable[str]) -> None:
    """Remove those files of a folder that a killed ``create_durably`` left an hour ago or earlier.

    What cannot be removed stays: such a file is hidden and takes nobody's name. Temporary files of
    ``write_durably`` may hold the newest text of a session, so they are not touched here.
    """
    for name in names:
        if name.endswith(".new") and _TEMPORARY.fullmatch(name):
            _remove_old(folder / name)


def temporary_files(target: Path) -> Iterator[Path]:
    """The temporary files of those who write a file now, or were killed as they did."""
    with suppress(OSError):
        for name in sorted(os.listdir(target.parent)):
            match = _TEMPORARY.fullmatch(name)
            if match and match["name"] == _cut(target.name):
                yield target.with_name(name)


def remove_temporary_files(target: Path) -> None:
    """Remove what killed writers of one file, which is no session, left an hour ago or earlier."""
    for path in temporary_files(target):
        _remove_old(path)


def _remove_old(path: Path) -> None:
    with suppress(OSError):
        if time.time() - os.lstat(path).st_mtime > ABANDONED:
            os.unlink(path)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it where they are missing, each for its owner alone (0700)."""
    missing = [folder]
    while not missing[-1].exists() and missing[-1].parent != missing[-1]:
        missing.append(missing[-1].parent)
    for each in reversed(missing):
        with suppress(FileExistsError):
            each.mkdir(mode=0o700)
            with suppress(OSError):  # a folder above that may be written and not read
                sync_folder(each.parent)
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
    return f".{_cut(name)}.{os.urandom(6).hex()}.tmp"


def _cut(name: str) -> str:
    return os.fsencode(name)[:200].decode(errors="ignore")


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
