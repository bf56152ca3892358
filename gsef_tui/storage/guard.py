"""Protects other people's changes: detects whether a file is still as we last read or wrote it.

If it is not, our text goes to a conflict copy.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from itertools import count
from pathlib import Path

from .conflict_names import session_of_copy
from .plain_files import FileTooLarge, open_plain_file
from .reading import LARGEST_FILE

SETTLED = 2.0
"""Seconds after which a file's timestamps reveal any change.

On disks with a coarse clock, two writes in quick succession have the same timestamp; until then the
bytes themselves are compared.
"""


class Changed(Exception):
    """The file is not what we last read or wrote: somebody else changed it."""


class Guard:
    """Recognises a file by the sha256 of what was last read or written.

    ``fingerprint`` is in hexadecimal; None accepts the file as it is found. The file's timestamps,
    size and inode are compared first; the bytes only if one of those differs or the file is very
    new. The caller sets ``path`` when the file has moved.
    """

    def __init__(
        self, path: Path, fingerprint: str | None, clock: Callable[[], float] = time.time
    ) -> None:
        self.path = path
        self._ours = {fingerprint} if fingerprint else set()
        self._unknown = fingerprint is None
        self._found = ""  # the sha256 of the bytes at the last check
        self._seen: tuple[int, ...] = ()
        self._clock = clock

    def check(self) -> bool:
        """Return whether the file exists. Raises Changed if somebody else changed it.

        A missing file is not a change. Raises OSError if the file cannot be examined: whether it
        has changed is then unknown. Whatever is no plain file is left to the writer.
        """
        try:
            status = os.stat(self.path)
        except FileNotFoundError:
            self._found = ""
            return False
        seen = _identity(status)
        if seen == self._seen or not stat.S_ISREG(status.st_mode):
            return True
        try:
            found = _fingerprint(self.path)
        except FileTooLarge:  # no session is so large, and reading it would delay a save
            raise Changed from None
        if self._unknown:
            self._unknown, self._ours = False, {found}
        if found not in self._ours:
            raise Changed
        self._found = found
        if abs(self._clock() - status.st_mtime) > SETTLED:
            self._seen = seen
        return True

    def writes(self, data: bytes) -> None:
        """Record what is about to be written, after ``check``.

        If the write fails after the rename, the file may hold the old bytes or the new ones, so
        both count as ours.
        """
        self._unknown = False
        self._ours = {self._found, _digest(data)} if self._found else self._ours | {_digest(data)}

    def knows(self, data: bytes) -> None:
        """Record what the file now holds by our write or with our consent; nothing else is ours."""
        self._unknown, self._ours, self._seen = False, {_digest(data)}, ()


def conflict_path(path: Path, now: datetime) -> Path:
    """Return a free path beside a session that somebody else changed, for a copy of our text."""
    stem = os.fsencode(path.stem)[:200].decode(errors="ignore")
    begin = f"{stem}.conflict-{now:%Y%m%d-%H%M%S}"
    paths = (path.with_name(f"{begin}{'' if n == 1 else f'-{n}'}.toml") for n in count(1))
    return next(free for free in paths if not os.path.lexists(free))


def conflict_copies(path: Path) -> Iterator[Path]:
    """Yield the conflict copies beside a session, the oldest first."""
    with suppress(OSError):
        for name in sorted(os.listdir(path.parent)):
            if session_of_copy(path.with_name(name)) == path:
                yield path.with_name(name)


def _identity(status: os.stat_result) -> tuple[int, ...]:
    # Nobody can set the last one, the inode change time, unlike the modification time.
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _fingerprint(path: Path) -> str:
    from hashlib import file_digest

    with open_plain_file(path, LARGEST_FILE) as file:
        return file_digest(file, "sha256").hexdigest()


def _digest(data: bytes) -> str:
    from hashlib import sha256

    return sha256(data).hexdigest()
