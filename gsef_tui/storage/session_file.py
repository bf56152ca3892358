"""An open session's file on disk: what may be written there, and where text goes otherwise.

- Somebody else changed the file: it is left alone, and our text goes to a conflict copy beside it,
  later saves to the same one.
- Another window took the session over: the same, for what was left to save.
- The file, or a folder above it, was renamed or moved: the saver follows it. A file that was
  removed or moved to the bin is not followed but written again where it was.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from enum import Enum
from pathlib import Path

from .durable import Replacement, write_durably
from .errors import reason_of
from .file_tracker import FileTracker
from .filenames import may_be_session
from .guard import Changed, Guard, conflict_path
from .history import Keeper
from .lock import Holder, Lock, LockedBy
from .plain_files import read_plain_file
from .reading import LARGEST_FILE
from .sidecars import before_path
from .unsaved import Recovered, adopt_unsaved


class Look(Enum):
    """The result of checking the file."""

    SAME = "as we left it"
    GONE = "not there any more"
    CHANGED = "somebody else's"


class _Taken(Exception):
    """Another window has the lock."""


class Abandoned(Exception):
    """This save hung in the disk until the session was left or the process ended.

    It did not replace the file.
    """


class SessionFile:
    """The file of one open session, and its conflict copy.

    One thread at a time writes; the last save of the process (``write_last``) may come from another
    thread while the first hangs in the disk.

    ``path``: the present path of the file. ``conflict``: the copy that our text goes to since
    somebody else changed the file. ``taken_by``: who has taken the session over. ``changed``:
    whether somebody else had changed the file at the last check.
    """

    def __init__(
        self,
        path: Path,
        state: Path,
        *,
        fingerprint: str | None = None,
        lock: Lock | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        self.path = path
        self.conflict: Path | None = None
        self.taken_by: Holder | None = None
        self.changed = False
        self._guard = Guard(path, fingerprint)
        self._lock = lock
        self._keeper = Keeper(path, state, monotonic=monotonic, now=now)
        self._tracker = FileTracker()
        self._tracker.track(path)
        self._state = state
        self._now = now
        self._placing = threading.Lock()  # held while a file takes the session's name
        self._ended = False

    @property
    def session_id(self) -> str:
        """The id under which versions are kept; empty until the first save."""
        return self._keeper.session_id

    @session_id.setter
    def session_id(self, session_id: str) -> None:
        self._keeper.session_id = session_id

    def begin(self) -> Recovered | None:
        """Turn what an earlier window could not save in this place into versions."""
        if self._lock is None or self._lock.problem:
            return None
        with suppress(OSError, ValueError, OverflowError):
            return adopt_unsaved(self.path, self._state)
        return None

    def look(self) -> Look:
        """Check the file; ``taken_by`` then says whether the session is still ours."""
        if not self._is_ours() or self.conflict is not None:
            return Look.SAME
        try:
            self._follow()
            there = self._guard.check()
        except (Changed, _Taken):
            if self._has_ended():
                return Look.SAME
            self.changed = self.taken_by is None
            return Look.CHANGED
        except OSError:
            return Look.SAME  # unknown; the next save will find out
        self.changed = False
        return Look.SAME if there else Look.GONE

    def write(self, data: bytes) -> None:
        """Save in place, or in the conflict copy if the file is not ours.

        Raises OSError, and Abandoned if the session was left or the last save was written
        meanwhile.
        """
        if self._is_ours() and self.conflict is None:
            try:
                self._follow()
                self._guard.check()
                self._keeper.before_write()
                self._guard.writes(data)
                self._replace(data)
            except Changed:
                if self._has_ended():
                    raise Abandoned from None
                self.changed = True
            except _Taken:
                pass
            else:
                self._wrote(data)
                return
        self._write_conflict(data)

    def overwrite(self, data: bytes) -> str:
        """Save over somebody else's text, which is kept as a version first.

        If it cannot be kept, or the session was taken over, the file stays as it is and our text
        goes to the conflict copy. Returns the reason if their text cannot be kept, or an empty
        text. Raises OSError as ``write`` does.
        """
        before, problem = self.conflict, ""
        if self._is_ours() and (before is not None or self.changed):
            try:
                with suppress(FileNotFoundError):
                    theirs = read_plain_file(self.path, LARGEST_FILE)
                    self._keeper.keep(theirs)
                    self._guard.knows(theirs)
                self.conflict = None
            except OSError as error:
                problem = f"theirs cannot be kept as a version: {reason_of(error)}"
        try:
            self.write(data)
        except OSError:
            self.conflict = before
            raise
        if before is not None and self.conflict is None:
            with suppress(OSError):
                before.unlink()
        return problem

    def write_last(self, data: bytes, written: threading.Event) -> None:
        """Save at the end of the process, which may come before the disk has answered.

        The new file is first written beside the old one; once ``written`` is set, it survives the
        process and the next opening finds it. The old file is kept under a second name while the
        new one takes its place; only then is the new one synced, in the time that is left. A save
        that hangs in the disk meanwhile has no effect. Raises OSError.
        """
        if self.conflict is not None or not self._is_ours():
            self._write_conflict(data, written)
            return
        with Replacement(self.path) as new:
            new.write(data)
            new.keep()
            written.set()
            with self._placing:
                self._ended = True
                try:
                    self._guard.check()
                except Changed:
                    self._write_conflict(data, written)
                    with suppress(OSError):
                        new.temporary.unlink()
                    return
                before = _keep_old(new.target)
                if before is None:  # no fallback: sync the new one first
                    new.sync()
                new.take_place()
            new.sync()
            new.sync_folder()
        if before is not None:
            with suppress(OSError):
                before.unlink()

    def let_go(self, *, hangs: bool) -> None:
        """Let go of the file when the session is left.

        ``hangs``: a save hangs in the disk; it must not replace the file when the disk answers at
        last.
        """
        self._ended = self._ended or hangs
        self._tracker.close()

    def _has_ended(self) -> bool:
        """Return whether the last save has been written: the file then holds our own text."""
        with self._placing:
            return self._ended

    def _replace(self, data: bytes) -> None:
        with Replacement(self.path) as new:
            new.write(data)
            new.sync()
            new.verify(data)
            with self._placing:
                if self._ended:
                    raise Abandoned
                if not self._is_ours():
                    raise _Taken
                self._guard.check()
                self._take_place(new)
        new.sync_folder()

    def _take_place(self, new: Replacement) -> None:
        """Rename the new file to the session's name, and track it from that moment on."""
        tracker = FileTracker()
        tracker.track(new.temporary)
        try:
            new.take_place()
        except BaseException:
            tracker.close()
            raise
        self._tracker.close()
        self._tracker = tracker

    def _wrote(self, data: bytes) -> None:
        self._guard.knows(data)
        self.changed = False

    def _follow(self) -> None:
        """Continue at the file's present path, if it was renamed or moved.

        Raises _Taken if another window already has it open there.
        """
        if os.path.exists(self.path):
            return
        new = self._tracker.path_now()
        if new is None or new == self.path or not may_be_session(new.name):
            return  # an editor renamed it as a backup
        if self._lock is not None:
            try:
                self._lock.move(new)
            except LockedBy as error:
                self.taken_by = error.holder
                raise _Taken from None
        self.path = self._guard.path = self._keeper.path = new

    def _is_ours(self) -> bool:
        if self.taken_by is None and self._lock is not None and not self._lock.mine():
            self.taken_by = self._lock.taker()
        return self.taken_by is None

    def _write_conflict(self, data: bytes, written: threading.Event | None = None) -> None:
        """Write the conflict copy beside the session. Raises OSError if that fails."""
        aside = self.conflict or conflict_path(self.path, self._now())
        if written is None:
            write_durably(aside, data)
        else:
            with Replacement(aside) as new:
                new.write(data)
                new.take_place()
                written.set()
                new.sync()
                new.sync_folder()
        self.conflict = aside


def _keep_old(target: Path) -> Path | None:
    """Give the present file a second name; None without a file or without hard links."""
    before = before_path(target)
    with suppress(OSError):
        os.unlink(before)
    try:
        os.link(target, before)
    except OSError:
        return None
    return before
