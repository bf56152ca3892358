"""The sessions of a folder, and how complete each is, read on threads beside the event loop."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from gsef_tui.storage.discovery import Filtered, Summary
from gsef_tui.storage.errors import UnreadableFile
from gsef_tui.storage.index import Index, load_index, read_files

from .readiness import Readiness

AT_ONCE = 60
"""Number of files to read at once, which takes about a tenth of a second."""

KEEP_EVERY = 2.0
"""Seconds after which a long reading saves the index as far as it has grown, so that a program that
ends before the last file need not read all of them again."""


class Seen(Struct, frozen=True):
    """What the screen shows of a list, so that a reading counts what is missing there.

    ``words``: the folded words of the filter; ``file``: the selected session's file, empty for the
    first one; ``rows``: the most rows that fit on the screen.
    """

    words: Sequence[str] = ()
    file: str = ""
    rows: int = 0


class Listing(Struct, frozen=True):
    """The outcome of one reading: the known sessions in the order of a list, the files that cannot
    be read, and those that are still unread, the newest first."""

    index: Index
    sessions: Filtered
    newest: Summary | None
    count: int
    unreadable: Sequence[UnreadableFile] = ()
    unread: Sequence[Path] = ()


class Ahead(Struct):
    """A reading that has begun; ``listing`` is None until it has ended, and if it failed."""

    folder: Path
    thread: threading.Thread
    listing: Listing | None = None


class SessionList:
    """Reads the sessions of one folder at a time.

    ``read``, ``read_more`` and ``count`` may wait for the disk: call them on a thread
    beside the event loop. They wait for each other.
    """

    def __init__(self) -> None:
        self.readiness = Readiness()
        self._index: Index | None = None
        self._kept = time.monotonic()
        self._lock = threading.Lock()
        self._ahead: Ahead | None = None

    def read_ahead(self, folder: Path, seen: Seen, at_once: int) -> None:
        """Begin to read a folder on a thread; the next ``read`` of it waits for that and returns
        its outcome."""

        def read() -> None:
            ahead.listing = self._read(folder, seen, at_once)

        ahead = self._ahead = Ahead(folder, threading.Thread(target=read, daemon=True))
        ahead.thread.start()

    def read(self, folder: Path, seen: Seen, at_once: int) -> Listing:
        """Read a folder again, and at most ``at_once`` of the files that the index does not
        know."""
        ahead, self._ahead = self._ahead, None
        if ahead is not None and ahead.folder == folder:
            ahead.thread.join()
            if ahead.listing is not None:
                return ahead.listing
        return self._read(folder, seen, at_once)

    def _read(self, folder: Path, seen: Seen, at_once: int) -> Listing:
        with self._lock:
            index = self._index
            if index is None or index.folder != folder.absolute():
                index = self._index = self.readiness.index = load_index(folder)
            try:
                unread = index.look()
            except UnreadableFile as error:
                return self._listing(index, seen, [error])
            wrong = index.take(read_files(unread[:at_once]), time.time())
            return self._listing(index, seen, wrong, unread[at_once:])

    def read_more(self, before: Listing, at_once: int, seen: Seen) -> Listing:
        """Read the next files that are still unread after ``before``."""
        with self._lock:
            index, unread = before.index, before.unread
            if index is not self._index:  # another folder has been read meanwhile
                return before
            wrong = index.take(read_files(unread[:at_once]), time.time())
            wrong = [*before.unreadable, *wrong]
            listing = self._listing(index, seen, wrong, unread[at_once:])
            if time.monotonic() - self._kept > KEEP_EVERY:
                self.keep()
            return listing

    def count(self, summaries: Sequence[Summary]) -> None:
        """Count what is missing in each of the sessions, unless it is known."""
        with self._lock:
            self.readiness.count(summaries)

    def keep(self) -> None:
        """Save the index, complete or not. Waits for the disk; may run on any thread."""
        if (index := self._index) is not None:
            index.keep()
        self._kept = time.monotonic()

    def keep_within(self, seconds: float) -> None:
        """Save the index, and wait for that at most ``seconds``."""
        saving = threading.Thread(target=self.keep, name="index", daemon=True)
        saving.start()
        saving.join(seconds)

    def _listing(
        self,
        index: Index,
        seen: Seen,
        unreadable: Sequence[UnreadableFile],
        unread: Sequence[Path] = (),
    ) -> Listing:
        sessions = index.sessions()
        filtered = Filtered(sessions)
        found = filtered.by(seen.words)
        at = next((n for n, summary in enumerate(found) if summary.file == seen.file), 0)
        self.readiness.count(found[max(0, at - seen.rows + 1) : at + seen.rows])
        newest = sessions[0] if sessions else None
        return Listing(index, filtered, newest, len(sessions), unreadable, unread)
