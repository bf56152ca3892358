"""Checks whether a file can be written at a path that the user named."""

from __future__ import annotations

from pathlib import Path

from .errors import CannotWrite, reason_of, shown


class InvalidTarget(CannotWrite):
    """No file can be written at a path.

    ``path`` is the path as the caller gave it. ``reason``, which is also the text of the exception,
    says why, and what the user can do; it does not repeat the path.
    """

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(reason)
        self.path = path
        self.reason = reason

    @classmethod
    def from_error(cls, path: Path, error: OSError) -> InvalidTarget:
        """Return the exception for an error that the operating system reported about a path."""
        return cls(path, f"{reason_of(error)}: name another file")


class TargetExists(InvalidTarget):
    """There is a file at the path, and the caller must not replace it."""


def check_target(path: Path, *, overwrite: bool = False) -> None:
    """Check whether a file can be written at a path.

    Raises InvalidTarget if the path is a folder or lies in no folder, and TargetExists if there is
    a file that ``overwrite`` does not allow the caller to replace.
    """
    try:
        if path.is_dir():
            raise InvalidTarget(path, "a folder: name the file to write in it")
        if not path.parent.is_dir():
            raise InvalidTarget(path, f"there is no folder {shown(path.parent)}: make it first")
        if path.exists() and not overwrite:
            raise TargetExists(path, "there already: name another file")
    except OSError as error:
        raise InvalidTarget.from_error(path, error) from None
