"""Durable writes: after a crash the file is there, and whole.

The bytes go into a new file beside the old one, are synced to the disk, read back and compared;
only then does the new file take the old one's name. The folder is synced last, or the name might be
lost. At any moment the file holds either all of the old content or all of the new.
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

from gsef_tui.model.lazy_pattern import lazy_pattern

PRIVATE = 0o600
"""The mode of a new file: the notes of a meeting are private."""

ABANDONED = 3600.0
"""Seconds after which a temporary file without a final name counts as abandoned."""

_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK, errno.EINVAL)
_TEMPORARY = lazy_pattern(r"\.(?P<name>.+)\.[0-9a-f]{12}\.(?:tmp|new)", re.DOTALL)


def _nothing() -> None:
    """Do nothing: the default check."""


def write_durably(
    path: Path, data: bytes, *, mode: int | None = None, check: Callable[[], None] = _nothing
) -> None:
    """Write ``data`` to a file durably; if that fails, the old file stays.

    ``mode``: the file's mode; by default the old file's, or 0600 for a new file. ``check`` is
    called just before the new file takes the old one's name; an exception that it raises is passed
    on, and the old file stays too.

    A symbolic link stays a link: its target is replaced. The folder must exist. After any failure,
    that of fsync included, the new file is discarded: a second fsync of the same descriptor may
    succeed for bytes that the system has dropped, so a caller that tries again writes a new file.
    Raises OSError.
    """
    with Replacement(path, mode=mode) as new:
        new.write(data)
        new.sync()
        new.verify(data)
        check()
        new.take_place()
    new.sync_folder()


class Replacement:
    """A new file beside the one that it is to replace, in single steps.

    Used as a context manager: a file that has not taken its place by the end is removed, unless
    ``keep`` was called. ``temporary`` is its path until then. Each step raises OSError.
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
        """Write the bytes; from now on they survive the process, though not yet the machine."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        self._descriptor = os.open(self.temporary, flags, PRIVATE)
        _keep_owner(self._descriptor, self._old)
        os.fchmod(self._descriptor, self._mode)
        if self._old:
            _keep_attributes(self._descriptor, self.target)
        _write_all(self._descriptor, data)

    def sync(self) -> None:
        """Sync the bytes to the disk."""
        _sync(self._descriptor)

    def verify(self, data: bytes) -> None:
        """Read the bytes back and compare them."""
        self.close()
        if self.temporary.read_bytes() != data:
            raise OSError(errno.EIO, "what was read back is not what was written")

    def keep(self) -> None:
        """Keep the new file beside the old one, whatever happens next."""
        self._stays = True

    def take_place(self) -> None:
        """Rename the new file to the old one's name. ``sync_folder`` makes that durable."""
        os.replace(self.temporary, self.target)
        self._stays = True

    def sync_folder(self) -> None:
        """Sync the new name to the disk."""
        sync_folder(self.target.parent)

    def close(self) -> None:
        """Close the file; further calls do nothing."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)


def create_durably(
    path: Path, data: bytes, *, mode: int = PRIVATE, check: Callable[[], None] = _nothing
) -> None:
    """Create a file with ``data`` durably; if that fails, nothing new has the name.

    Raises FileExistsError if the name is taken, even by a program that takes it at the same moment,
    and OSError for any other failure. ``check`` is called just before the file gets its name; an
    exception that it raises is passed on, and there is no file. The name appears with the whole
    content: a killed program leaves at most a hidden temporary file, which ``remove_abandoned``
    removes. On a file system without hard links (FAT), a kill between two calls can leave an empty
    file.
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
    """Rename a file, or a symbolic link itself, on its disk, without replacing another.

    Raises FileExistsError if the target exists, and OSError with EXDEV for another disk. A killed
    program may leave the file under both names, never under none.
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
    """Do the same on a disk without hard links: an empty file claims the name for a moment."""
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, PRIVATE))
    try:
        os.rename(source, target)
    except OSError:
        with suppress(OSError):
            os.unlink(target)
        raise


def remove_abandoned(folder: Path, names: Iterable[str]) -> None:
    """Remove those files of a folder that a killed ``create_durably`` left an hour or more ago.

    Files that cannot be removed stay: they are hidden and block no name. Temporary files of
    ``write_durably`` may hold the newest text of a session, so they are not touched here.
    """
    for name in names:
        if name.endswith(".new") and _TEMPORARY.fullmatch(name):
            _remove_old(folder / name)


def temporary_files(target: Path) -> Iterator[Path]:
    """Yield the temporary files of programs that are writing a file, or were killed doing so."""
    with suppress(OSError):
        for name in sorted(os.listdir(target.parent)):
            match = _TEMPORARY.fullmatch(name)
            if match and match["name"] == _cut(target.name):
                yield target.with_name(name)


def remove_temporary_files(target: Path) -> None:
    """Remove what killed writers of a file that is no session left an hour or more ago."""
    for path in temporary_files(target):
        _remove_old(path)


def _remove_old(path: Path) -> None:
    with suppress(OSError):
        if time.time() - os.lstat(path).st_mtime > ABANDONED:
            os.unlink(path)


def make_folder(folder: Path) -> None:
    """Make a folder and its missing parents, each for its owner alone (0700).

    Raises NotADirectoryError if something else has the name, OSError if the folder cannot be made.
    """
    missing = [folder]
    while not missing[-1].exists() and missing[-1].parent != missing[-1]:
        missing.append(missing[-1].parent)
    for each in reversed(missing):
        with suppress(FileExistsError):
            each.mkdir(mode=0o700)
            with suppress(OSError):  # a parent that is writable but not readable
                sync_folder(each.parent)
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "no folder", str(folder))


def sync_folder(folder: Path) -> None:
    """Sync a folder's names to the disk, or do nothing if the file system cannot sync folders."""
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
    # Hidden, and not ending in .toml, so never taken for a session. A name has at most 255 bytes.
    return f".{_cut(name)}.{os.urandom(6).hex()}.tmp"


def _cut(name: str) -> str:
    return os.fsencode(name)[:200].decode(errors="ignore")


def _keep_owner(descriptor: int, old: os.stat_result | None) -> None:
    new = os.fstat(descriptor)
    if old and (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
        with suppress(PermissionError):
            os.fchown(descriptor, old.st_uid, old.st_gid)


def _keep_attributes(descriptor: int, old: Path) -> None:
    """Give a new file the extended attributes of the old one, access lists among them, as far as
    this user may set them. Python offers them on Linux only."""
    if sys.platform != "linux":
        return
    with suppress(OSError):
        for name in os.listxattr(old):
            with suppress(OSError):  # some are the system's own
                os.setxattr(descriptor, name, os.getxattr(old, name))


def _write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        written = os.write(descriptor, rest)
        if not written:
            raise OSError(errno.EIO, "nothing more is written")
        rest = rest[written:]


def _sync(descriptor: int) -> None:
    # On macOS fsync reaches only the drive's cache. Network disks there lack F_FULLFSYNC.
    if sys.platform == "darwin":
        import fcntl

        with suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)
