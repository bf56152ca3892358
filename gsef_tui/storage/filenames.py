"""Names of files, made from titles in any script."""

from __future__ import annotations

import os
import re
from datetime import date
from itertools import count
from pathlib import Path

LONGEST = 72
"""In bytes, without number and ending: with them a name stays within 80."""

NO_TITLE = "session"


def file_stem(day: date | None, title: str) -> str:
    """The name of a session's file without its ending: ``2021-10-04-short-title``.

    Letters, digits and hyphens; accents go and other scripts are romanised. Cut between words where
    it is too long.

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


def slug(text: str) -> str:
    """A text as small letters, digits and hyphens; empty where nothing of it is left."""
    from anyascii import anyascii

    return "-".join(re.findall("[a-z0-9]+", anyascii(text).lower()))


def free_path(folder: Path, stem: str, suffix: str = ".toml") -> Path:
    """The first of ``stem``, ``stem-2``, ``stem-3`` … that nothing has in the folder.

    A session's name is taken too where its folder of pictures would be another's.
    """
    for n in count(1):
        name = stem if n == 1 else f"{stem}-{n}"
        taken = os.path.lexists(folder / (name + suffix))
        if not taken and not (suffix == ".toml" and os.path.lexists(folder / name)):
            return folder / (name + suffix)
    raise AssertionError("count has no end")
