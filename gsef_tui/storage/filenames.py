"""The names of the program's files: made from titles in any script, and their ending."""

from __future__ import annotations

import os
import re
from datetime import date
from itertools import count
from pathlib import Path

SUFFIX = ".toml"
"""The ending of a session's file, and of a version, a copy and a template. A file system or another
program may write it in capitals."""

LONGEST = 72
"""In bytes, without number and suffix; with them a name stays within 80."""

NO_TITLE = "session"


def file_stem(day: date | None, title: str) -> str:
    """Return the name of a session's file without its suffix: ``2021-10-04-short-title``.

    The name has letters, digits and hyphens; accents are dropped and other scripts romanised. A
    name that is too long is cut between words.

    >>> file_stem(date(2021, 10, 4), "L'économie, ici !")
    '2021-10-04-l-economie-ici'
    """
    name = slug(title) or NO_TITLE
    if day is not None:
        name = f"{day.isoformat()}-{name}"
    if len(name) <= LONGEST:
        return name
    cut, hyphen, _ = name[: LONGEST + 1].rpartition("-")
    return cut if hyphen and len(cut) > LONGEST // 2 else name[:LONGEST]


def has_suffix(name: str) -> bool:
    """Return whether a file's name is more than the ending of a session's, in whichever case."""
    return len(name) > len(SUFFIX) and name[-len(SUFFIX) :].lower() == SUFFIX


def may_be_session(name: str) -> bool:
    """Return whether a file of this name is opened to see if it is a session."""
    return has_suffix(name) and not name.startswith(".")


def without_suffix(name: str) -> str:
    """Return a file's name without the ending of a session's, in whichever case.

    >>> without_suffix("2021-10-04-essai.TOML"), without_suffix("essai.txt")
    ('2021-10-04-essai', 'essai.txt')
    """
    return name[: -len(SUFFIX)] if has_suffix(name) else name


def slug(text: str) -> str:
    """Return a text as lower-case letters, digits and hyphens; empty if nothing is left of it."""
    from anyascii import anyascii

    return "-".join(re.findall("[a-z0-9]+", anyascii(text).lower()))


def is_utf8(name: str) -> bool:
    """Return whether a name or a path can be encoded as UTF-8, which not every file's can."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def is_bare_name(name: str) -> bool:
    """Return whether a text names a file in a folder, and is no path that leads out of it."""
    return name not in ("", ".", "..") and not any(sign in name for sign in "/\\\0")


def free_path(folder: Path, stem: str, suffix: str = SUFFIX) -> Path:
    """Return the first of ``stem``, ``stem-2``, ``stem-3`` … whose name is free in the folder.

    A session's name is also taken if something has the name of its picture folder.
    """
    for n in count(1):
        name = stem if n == 1 else f"{stem}-{n}"
        taken = os.path.lexists(folder / (name + suffix))
        if not taken and not (suffix.lower() == SUFFIX and os.path.lexists(folder / name)):
            return folder / (name + suffix)
    raise AssertionError("count has no end")
