"""Files that a command writes: each is written whole or not at all, and replaces no other file.

Every message about such a file begins with its path.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gsef_tui.storage.durable import create_durably, write_durably
from gsef_tui.storage.errors import CannotWrite, shown
from gsef_tui.storage.plain_files import WRITE_PROTECTED, is_write_protected
from gsef_tui.storage.targets import InvalidTarget, TargetExists, check_target


@contextmanager
def path_in_messages(instead: str = "") -> Iterator[None]:
    """Put the path before the reason of an InvalidTarget.

    ``instead`` is added if the file exists already: it tells the user what else to do.
    """
    try:
        yield
    except TargetExists as error:
        raise CannotWrite(f"{shown(error.path)}: {error.reason}{instead}") from None
    except InvalidTarget as error:
        raise CannotWrite(f"{shown(error.path)}: {error.reason}") from None


def may_be_written(path: Path) -> None:
    """Raise CannotWrite, with advice for the user, if no new file can be made at a path."""
    with path_in_messages():
        check_target(path)


def write(path: Path, data: bytes) -> None:
    """Replace a session's file durably. Raises CannotWrite, also for a write-protected file; the
    old file is then unchanged."""
    with path_in_messages():
        if is_write_protected(path):
            raise InvalidTarget(path, WRITE_PROTECTED)
        try:
            write_durably(path, data)
        except OSError as error:
            raise InvalidTarget.from_error(path, error) from None


def write_new(path: Path, data: bytes) -> None:
    """Make a session's file durably, in one step. Raises CannotWrite; no new file exists then."""
    with path_in_messages():
        try:
            create_durably(path, data)
        except OSError as error:
            raise InvalidTarget.from_error(path, error) from None
