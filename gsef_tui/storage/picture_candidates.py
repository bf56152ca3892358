"""The group photo, found: the newest pictures of a session's hours in the folders they go to.

A call's program and the system's keys each put a picture somewhere; nobody looks for it while
people are leaving. What is found is only named: nothing is opened but the first bytes of a handful.
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
"""So long before its start and after its end a picture may be the session's."""
MOST = 4
"""So many are shown."""
ENTRIES = 20_000
"""So many names are read; a folder of more may hide a picture, and holds up nobody."""
SECONDS = 5.0
"""So long it is looked at most: a folder behind a slow line."""
ENDINGS = frozenset((".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp"))
"""Of the pictures that a report can hold."""
_HEAD = 16


class PictureCandidate(Struct, frozen=True):
    """A picture that was found; ``taken``: when its file was written, in seconds since 1970."""

    path: Path
    taken: float
    size: int

    def clock(self, zone: tzinfo | None) -> str:
        """When it was taken, by the session's clock: ``21:24``."""
        return f"{datetime.fromtimestamp(self.taken, zone):%H:%M}"

    @property
    def weight(self) -> str:
        """Its size in words: ``412 KB``, ``1.3 MB``."""
        if self.size < 1_000_000:
            return f"{max(1, self.size // 1000)} KB"
        return f"{self.size / 1_000_000:.1f} MB"

    @property
    def folder(self) -> str:
        """The folder it lies in, with ``~`` for the home folder, safe to show."""
        where, home = shown(self.path.parent), os.path.expanduser("~")
        return f"~{where[len(home) :]}" if f"{where}/".startswith(f"{home}/") else where


def hours(times: SessionTimes, now: datetime) -> tuple[float, float] | None:
    """From when to when a picture is the session's: its hours and what lies around them. Where only
    the day is known, the day; where it is not, the hours before ``now``. None where no clock counts
    so far.

    Without a zone the hours are meant by the clock of this machine.
    """
    try:
        if times.day is None:
            return (now - AFTER).timestamp(), now.timestamp()
        start = times.start or datetime.combine(times.day, hour.min, times.zone)
        end = times.end or start + (timedelta(0) if times.start else timedelta(days=1))
        return (start - BEFORE).timestamp(), (max(start, end) + AFTER).timestamp()
    except (OverflowError, ValueError, OSError):  # the ends of the calendar
        return None


def picture_folders(configured: Iterable[str] = ()) -> list[Path]:
    """The folders pictures go to: those of the settings, else Zoom's, the system's folder of
    pictures with its screenshots, and the desktop."""
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
    """The newest pictures that were written between two moments, the last one first.

    Each folder is looked through, and those in it that something was put into since it began (Zoom
    makes one a call), no deeper; no link is followed. What cannot be read counts for nothing.
    ``known``: pictures that are the session's already.
    """
    search = _Search(begins, ends, monotonic)
    for folder in folders:
        search.look(folder, deeper=True)
    found = sorted(search.found.values(), key=lambda photo: photo.taken, reverse=True)
    return list(islice(_pictures(found, known), MOST))


def _pictures(
    found: Iterable[PictureCandidate], known: Collection[Path]
) -> Iterator[PictureCandidate]:
    """Those that are pictures by their first bytes too, and not the session's already."""
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
    """What was found so far, and how much may still be read."""

    def __init__(self, begins: float, ends: float, monotonic: Callable[[], float]) -> None:
        self.found: dict[Path, PictureCandidate] = {}
        self._begins, self._ends = begins, ends
        self._left = ENTRIES
        self._monotonic = monotonic
        self._stops = monotonic() + SECONDS
        self._looked: set[str] = set()

    def look(self, folder: Path, *, deeper: bool) -> None:
        """Look through a folder, once; what is wrong with it is nobody's concern now."""
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
        """Take a picture of these hours; say whether it is a folder to be looked through."""
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
