"""A session's place on disk while it is open here: what may be written there, and where text goes
when it may not.

- The file is somebody else's: it is left alone, and ours goes to a conflict copy beside it, later
  saves to the same one.
- Somebody took the session over: the same, for what was left to save.
- The place cannot be written: a copy goes to the state folder till it can.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from enum import Enum
from pathlib import Path

from .durable import make_folder, write_durably
from .errors import reason_of
from .folders import copy_path
from .guard import Changed, Guard, conflict_path
from .history import Keeper, Version, adopt_copy
from .lock import Holder, Lock


class Look(Enum):
    """What a look at the file found."""

    SAME = "as we left it"
    GONE = "not there any more"
    CHANGED = "somebody else's"


class _Taken(Exception):
    """Somebody else has the lock."""


class SessionFile:
    """Where one open session is written, for one thread.

    ``conflict``: the copy that ours goes to, since the file is another's. ``taken_by``: who has
    taken the session over. ``changed``: the file was another's when it was last looked at.
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
        self._state = state
        self._now = now
        self._copied = False

    def begin(self) -> Version | None:
        """Make one of the versions what an earlier sitting could save in the state folder only."""
        if self._lock is None or self._lock.problem:
            return None
        with suppress(OSError, ValueError, OverflowError):
            return adopt_copy(self.path, self._state)
        return None

    def look(self) -> Look:
        """How the file is now; ``taken_by`` tells afterwards whether the session is still ours."""
        if not self._is_ours() or self.conflict is not None:
            return Look.SAME
        try:
            there = self._guard.check()
        except Changed:
            self.changed = True
            return Look.CHANGED
        except OSError:
            return Look.SAME  # nobody can say; the next save will
        self.changed = False
        return Look.SAME if there else Look.GONE

    def write(self, data: bytes) -> tuple[str, Path | None]:
        """Save: why it failed, or nothing, and where a copy was saved instead."""
        try:
            self._put(data)
        except OSError as error:
            return reason_of(error), self._save_copy(data)
        self._drop_copy()
        return "", None

    def overwrite(self, data: bytes) -> tuple[str, Path | None]:
        """Save over what somebody else wrote, which is kept as a version first.

        Where it cannot be kept, and where the session was taken over, it stays as it is, and ours
        goes to the conflict copy.
        """
        before, wrong = self.conflict, ""
        if self._is_ours() and (before is not None or self.changed):
            try:
                with suppress(FileNotFoundError):
                    theirs = self.path.read_bytes()
                    self._keeper.keep(theirs)
                    self._guard.knows(theirs)
                self.conflict = None
            except OSError as error:
                wrong = f"theirs cannot be kept as a version: {reason_of(error)}"
        try:
            self._put(data)
        except OSError as error:
            self.conflict = before
            return wrong or reason_of(error), self._save_copy(data)
        if before is not None and self.conflict is None:
            with suppress(OSError):
                before.unlink()
        self._drop_copy()
        return wrong, None

    def _put(self, data: bytes) -> None:
        if self._is_ours() and self.conflict is None:
            try:
                self._guard.check()
                self._keeper.before_write()
                self._guard.writes(data)
                write_durably(self.path, data, check=self._check)
            except Changed:
                self.changed = True
            except _Taken:
                pass
            else:
                self._guard.knows(data)
                self.changed = False
                return
        self._put_aside(data)

    def _check(self) -> None:
        """The last look, a moment before the file is replaced."""
        if not self._is_ours():
            raise _Taken
        self._guard.check()

    def _is_ours(self) -> bool:
        if self.taken_by is None and self._lock is not None and not self._lock.mine():
            self.taken_by = self._lock.taker()
        return self.taken_by is None

    def _put_aside(self, data: bytes) -> None:
        """Write the conflict copy: beside the session, in the state folder where that fails."""
        if self.conflict is not None:
            write_durably(self.conflict, data)
            return
        aside = conflict_path(self.path, self._now())
        try:
            write_durably(aside, data)
        except OSError:
            copy = copy_path(self.path, self._state)
            make_folder(copy.parent)
            aside = conflict_path(copy, self._now())
            write_durably(aside, data)
        self.conflict = aside

    def _save_copy(self, data: bytes) -> Path | None:
        """Save beside the program's own things while the session's place cannot be written."""
        copy = copy_path(self.path, self._state)
        try:
            make_folder(copy.parent)
            write_durably(copy, data)
        except OSError:
            return None
        self._copied = True
        return copy

    def _drop_copy(self) -> None:
        if self._copied:
            with suppress(OSError):
                os.unlink(copy_path(self.path, self._state))
            self._copied = False
