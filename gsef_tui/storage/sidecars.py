"""The hidden files beside a session while it is open, or after a process was killed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

INTENT = ".intent"
"""The ending of an intent file's name; see ``session_moves``."""


def lock_path(path: Path) -> Path:
    """Return the path of a session's lock file: beside the file itself, not beside a link to it."""
    target = Path(os.path.realpath(path))
    return target.with_name(f".{_short(target)}.lock")


def leftovers(target: Path) -> Iterator[Path]:
    """Yield what killed processes left beside a session.

    These are half-written files of the session, its conflict copies and its lock, and the file as
    it was before the last save.
    """
    written = r"[0-9a-f]{12}\.tmp"
    stem = os.fsencode(target.stem)[:200].decode(errors="ignore")
    conflict = rf"\.{re.escape(stem)}\.conflict-\d{{8}}-\d{{6}}(?:-\d+)?\.toml\.{written}"
    own = rf"{_prefix(target)}(?:(?:lock\.)?{written}|before)"
    yield from _named(target, re.compile(f"{own}|{conflict}"))


def unfinished_saves(target: Path) -> Iterator[Path]:
    """Yield the files that were to replace a session's file and never did."""
    yield from _named(target, re.compile(rf"{_prefix(target)}[0-9a-f]{{12}}\.tmp"))


def before_path(target: Path) -> Path:
    """Return where the present file is kept while the last save of a process replaces it."""
    return target.with_name(f".{_short(target)}.before")


def has_other_names(path: Path) -> bool:
    """Return whether a file has another name, a hard link, besides those that the program gives it.

    A save replaces the file under one name: the others keep the text as it was.
    """
    target = Path(os.path.realpath(path))
    try:
        names = os.stat(target).st_nlink
        before = before_path(target)
        kept = before.exists() and before.samefile(target)
    except OSError:
        return False
    return names > 1 + kept


def _prefix(target: Path) -> str:
    return rf"\.{re.escape(_short(target))}\."


def _short(target: Path) -> str:
    return os.fsencode(target.name)[:200].decode(errors="ignore")


def half_written_locks(target: Path) -> Iterator[Path]:
    """Yield the half-written lock files of a session."""
    yield from _named(target, re.compile(rf"{_prefix(target)}lock\.[0-9a-f]{{12}}\.tmp"))


def _named(target: Path, pattern: re.Pattern[str]) -> Iterator[Path]:
    with suppress(OSError), os.scandir(target.parent) as entries:
        yield from (Path(entry.path) for entry in entries if pattern.fullmatch(entry.name))
