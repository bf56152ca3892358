"""Finds the group photo: the newest pictures from the session's hours, in the usual folders.

Video call programs and screenshot keys each save pictures somewhere else, and nobody has time to
search while people are leaving. The pictures found are only listed: only the first bytes of a few
are read, and a few are compared with the session's own pictures.
"""

from __future__ import annotations

import filecmp
import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime, timedelta, tzinfo
from datetime import time as hour
from itertools import islice
from pathlib import Path

from msgspec import Struct

from gsef_tui.model.times import SessionTimes

from .errors import shown
from .folders import expanded
from .pictures import is_picture
from .plain_files import open_plain_file

BEFORE, AFTER = timedelta(minutes=15), timedelta(hours=4)
"""How long before its start and after its end a picture may belong to the session."""
MOST = 4
"""How many pictures are shown."""
ENTRIES = 20_000
"""How many names are read in all; a larger folder may hide a picture, but delays nobody."""
SECONDS = 5.0
"""How long the search may take, for folders on a slow connection."""
ENDINGS = frozenset((".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp"))
"""The endings of the pictures that a report can contain."""
_HEAD = 16


class PictureCandidate(Struct, frozen=True):
    """A picture that was found.

    ``taken``: when its file was written, in seconds since 1970. ``size`` is in bytes.
    """

    path: Path
    taken: float
    size: int

    def clock(self, zone: tzinfo | None) -> str:
        """Return when it was taken, in the session's time zone: ``21:24``."""
        return f"{datetime.fromtimestamp(self.taken, zone):%H:%M}"

    @property
    def weight(self) -> str:
        """Its size with a unit: ``412 KB``, ``1.3 MB``."""
        if self.size < 1_000_000:
            return f"{max(1, self.size // 1000)} KB"
        return f"{self.size / 1_000_000:.1f} MB"

    @property
    def folder(self) -> str:
        """The folder it lies in, with ``~`` for the home folder, safe to display."""
        where, home = shown(self.path.parent), os.path.expanduser("~")
        return f"~{where[len(home) :]}" if f"{where}/".startswith(f"{home}/") else where


def hours(times: SessionTimes, now: datetime) -> tuple[float, float] | None:
    """Return from when to when a picture belongs to the session, in seconds since 1970.

    That is the session's hours with a margin before and after. If only the day is known, it is the
    day with these margins; if the day is unknown, the hours before ``now``. None for times that the
    calendar cannot represent. Times without a zone are in this machine's zone.
    """
    try:
        if times.day is None:
            return (now - AFTER).timestamp(), now.timestamp()
        start = times.start or datetime.combine(times.day, hour.min, times.zone)
        end = times.end or start + (timedelta(0) if times.start else timedelta(days=1))
        return (start - BEFORE).timestamp(), (max(start, end) + AFTER).timestamp()
    except (OverflowError, ValueError, OSError):  # beyond the range of the calendar
        return None


def picture_folders(configured: Iterable[str] = ()) -> list[Path]:
    """Return the folders in which to look for pictures.

    They are those of the settings or, if there are none, Zoom's, the system's picture folder with
    its screenshots, and the desktop.
    """
    if folders := [expanded(folder) for folder in configured]:
        return folders
    from platformdirs import user_desktop_path, user_documents_path, user_pictures_path

    documents, pictures, desktop = (
        (expanded(f"~/{name}"), there)
        for name, there in (
            ("Documents", user_documents_path()),
            ("Pictures", user_pictures_path()),
            ("Desktop", user_desktop_path()),
        )
    )
    zoom = [folder / "Zoom" for folder in documents]
    return [*zoom, *(folder / "Screenshots" for folder in pictures), *pictures, *desktop]


def newest(
    folders: Iterable[Path],
    begins: float,
    ends: float,
    known: Collection[Path] = (),
    monotonic: Callable[[], float] = time.monotonic,
) -> list[PictureCandidate]:
    """Return the newest pictures that were written between two moments, the newest first.

    Each folder is searched, and those of its subfolders that have changed since ``begins`` (Zoom
    makes one per call), but no deeper; links are not followed. What cannot be read is skipped.
    ``known``: the pictures that the session already has.
    """
    search = _Search(begins, ends, monotonic)
    for folder in folders:
        search.look(folder, deeper=True)
    found = sorted(search.found.values(), key=lambda photo: photo.taken, reverse=True)
    return list(islice(_pictures(found, known), MOST))


def _pictures(
    found: Iterable[PictureCandidate], known: Collection[Path]
) -> Iterator[PictureCandidate]:
    """Yield those that start like a picture and that the session does not have yet."""
    for photo in found:
        try:
            with open_plain_file(photo.path) as file:
                if not is_picture(file.read(_HEAD)):
                    continue
            if any(filecmp.cmp(photo.path, other, shallow=False) for other in known):
                continue
        except OSError:
            continue
        yield photo


class _Search:
    """The pictures found so far, and how much may still be read."""

    def __init__(self, begins: float, ends: float, monotonic: Callable[[], float]) -> None:
        self.found: dict[Path, PictureCandidate] = {}
        self._begins, self._ends = begins, ends
        self._left = ENTRIES
        self._monotonic = monotonic
        self._stops = monotonic() + SECONDS
        self._looked: set[str] = set()

    def look(self, folder: Path, *, deeper: bool) -> None:
        """Search a folder, once; errors are ignored."""
        inner: list[Path] = []
        try:
            real = os.path.realpath(folder)
            if real in self._looked:
                return
            self._looked.add(real)
            with os.scandir(folder) as entries:
                for entry in entries:
                    if self._left <= 0 or self._monotonic() > self._stops:
                        return
                    self._left -= 1
                    if self._take(entry):
                        inner.append(Path(entry.path))
        except (OSError, ValueError):
            return
        for path in inner if deeper else ():
            self.look(path, deeper=False)

    def _take(self, entry: os.DirEntry[str]) -> bool:
        """Record a picture of these hours; return whether the entry is a folder to be searched."""
        if entry.name.startswith("."):
            return False
        if entry.is_dir(follow_symlinks=False):
            return entry.stat(follow_symlinks=False).st_mtime >= self._begins
        ending = os.path.splitext(entry.name)[1].lower()
        if ending not in ENDINGS or not entry.is_file(follow_symlinks=False):
            return False
        status = entry.stat(follow_symlinks=False)
        if self._begins <= status.st_mtime <= self._ends:
            path = Path(entry.path)
            self.found[path] = PictureCandidate(path, status.st_mtime, status.st_size)
        return False
