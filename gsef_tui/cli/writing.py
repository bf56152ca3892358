"""Files that a command makes: only where nothing is in the way, and whole or not at all."""

from __future__ import annotations

from pathlib import Path

from gsef_tui.storage.durable import write_durably
from gsef_tui.storage.errors import CannotWrite, reason_of, shown


def may_be_written(path: Path, *, over: bool = False, instead: str = "") -> None:
    """Raises CannotWrite, with what to do, where something is in the way.

    A file that is there already is in the way unless it is to be written over; ``instead`` says
    what else one can do about it.
    """
    try:
        if path.is_dir():
            raise CannotWrite(f"{shown(path)}: a folder: name the file to write in it")
        if not path.parent.is_dir():
            raise CannotWrite(
                f"{shown(path)}: there is no folder {shown(path.parent)}: make it first"
            )
        if path.exists() and not over:
            raise CannotWrite(f"{shown(path)}: there already: name another file{instead}")
    except OSError as error:
        raise _failed(path, error) from None


def write(path: Path, data: bytes, *, mode: int | None = None) -> None:
    """Write a file durably, with these permissions. Raises CannotWrite: what was there is there."""
    try:
        write_durably(path, data, mode=mode)
    except OSError as error:
        raise _failed(path, error) from None


def _failed(path: Path, error: OSError) -> CannotWrite:
    return CannotWrite(f"{shown(path)}: {reason_of(error)}: name another file")
