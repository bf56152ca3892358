"""Files that a command makes: only where nothing is in the way, and whole or not at all."""

from __future__ import annotations

from pathlib import Path

from gsef_tui.storage.durable import create_durably, write_durably
from gsef_tui.storage.errors import CannotWrite, reason_of, shown
from gsef_tui.storage.exports import write_export


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


def write(path: Path, data: bytes) -> None:
    """Replace a session's file durably. Raises CannotWrite: what was there is there."""
    try:
        write_durably(path, data)
    except OSError as error:
        raise _failed(path, error) from None


def write_new(path: Path, data: bytes) -> None:
    """Make a session's file, durably and at once. Raises CannotWrite: then there is none."""
    try:
        create_durably(path, data)
    except OSError as error:
        raise _failed(path, error) from None


def write_report(path: Path, data: bytes, *, over: bool) -> None:
    """Write a report as a file to hand on. Raises CannotWrite: what was there is there."""
    try:
        write_export(path, data, over=over)
    except OSError as error:
        raise _failed(path, error) from None


def _failed(path: Path, error: OSError) -> CannotWrite:
    return CannotWrite(f"{shown(path)}: {reason_of(error)}: name another file")
