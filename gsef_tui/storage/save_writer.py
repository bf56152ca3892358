"""Writes the newest session: in its place, to copies elsewhere, and for the last time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from gsef_tui.model.difference import words_added
from gsef_tui.model.session import Session

from .copies import Copy, CopyWriter
from .errors import CannotWrite, reason_of
from .filesystems import device_of
from .last_save import save_last
from .leaving import Unkept, unkept
from .save_record import SaveRecord
from .save_state import Choice
from .session_file import Abandoned, SessionFile
from .session_id import id_at
from .snapshots import Snapshots
from .version_folders import id_for_save

ENCODES_WITHIN = 5.0
"""Seconds to wait for another thread that is encoding before a copy is abandoned."""

SHARE_OF_ENCODING = 0.6
"""The share of the time for the last save that may pass before the session is encoded."""


class Written(Struct, frozen=True):
    """The outcome of a save.

    ``reason``: why it failed, or empty; if it failed, ``copy`` is what was written instead, or
    None. ``session``: the value that was written. ``abandoned``: the session was left in the
    meantime, and there is nothing to record.
    """

    reason: str = ""
    copy: Copy | None = None
    session: Session | None = None
    abandoned: bool = False


class SaveWriter:
    """Writes one session whenever the saver asks for it.

    ``turn`` is the lock of the record; it is held briefly, never during a write. ``opened``: the
    session as it was read.
    """

    def __init__(
        self,
        file: SessionFile,
        record: SaveRecord,
        snapshots: Snapshots,
        copies: CopyWriter,
        turn: threading.Condition,
        *,
        state: Path,
        opened: Session | None,
    ) -> None:
        self._file = file
        self._record = record
        self._snapshots = snapshots
        self._copies = copies
        self._turn = turn
        self._state = state
        self._device = device_of(file.path.parent)
        self._kept = opened  # the newest session that outlives a restart

    def begin(self) -> None:
        """Take over what an earlier window could not save, and find out where copies can go."""
        recovered = None
        with suppress(Exception):  # no error here may prevent saving
            recovered = self._file.begin()
            self._copies.prepare()
        if recovered is not None:
            with self._turn:
                self._record.recovered(recovered)

    def write(self, choice: Choice | None) -> Written:
        """Save the newest session in its place, or a copy of it if that fails."""
        data = session = None
        reason = ""
        try:
            if not self._snapshots.session_id:
                self._give_id()
            session, data = self._snapshots.newest()
            if choice == "mine":
                reason = self._file.overwrite(data)
            else:
                self._file.write(data)
        except Abandoned:
            return Written(abandoned=True)
        except OSError as error:
            reason = reason_of(error)
        except CannotWrite as error:
            reason = str(error)
        except Exception as error:  # the saver's policy: any error is a failed save
            reason = f"unforeseen: {type(error).__name__}: {error}"
        if not reason:
            self._copies.drop()
            return Written("", None, session)
        copy = self._copies.write(self._file.path, data) if data is not None else None
        return Written(reason, copy, session)

    def settle(self, mark: int, outcome: Written, choice: Choice | None) -> None:
        """Record the outcome of a save of ``mark`` changes. The caller holds the lock."""
        if outcome.abandoned:
            return
        if outcome.reason:
            self._record.failed(mark, outcome.reason, outcome.copy, choice)
        else:
            self._record.succeeded(mark, choice)
        if outcome.session is not None and self._record.state.safe:
            self._kept = outcome.session

    def copy_newest(self, since: datetime | None, stalled: Callable[[], bool]) -> bool:
        """Copy the newest session elsewhere while the disk does not answer, if anything is unsaved.

        ``since``: when the save that hangs began. ``stalled`` returns whether the disk still does
        not answer. Returns False if a copy of these changes was tried before.
        """
        with self._turn:
            progress = self._record.progress
            if self._record.is_copy_tried(progress.changes):
                return False
            unsaved = progress.unsaved is not None
            mark = progress.take()
        data = self._snapshots.newest_within(ENCODES_WITHIN) if unsaved else None
        copy = None
        if data is not None:
            copy = self._copies.write(self._file.path, data, hangs=self._device)
        with self._turn:
            still = stalled()
            if still:
                self._record.stalled(mark, since, copy)
            kept = self._record.state.kept
            self._turn.notify_all()
        if kept and not still:
            self._copies.drop()
        return True

    def finish(self, seconds: float, choice: Choice | None, *, hangs: bool) -> None:
        """Write the newest session at the end of the process.

        ``hangs``: the disk does not answer a save that is under way.
        """
        with self._turn:
            if self._record.state.kept or choice == "theirs":
                return
            mark = self._record.progress.take()
        data = self._snapshots.newest_within(seconds * SHARE_OF_ENCODING)
        if data is None:
            return
        outcome = save_last(self._file, self._copies, data, seconds, hangs=hangs)
        with self._turn:
            self._record.finished(mark, outcome, choice)

    def unkept(self) -> Unkept | None:
        """Return what the user would lose by leaving the session now; None if nothing."""
        with self._turn:
            state = self._record.state
        words = 0 if state.safe else words_added(self._kept, self._snapshots.take())
        return unkept(state, words)

    def _give_id(self) -> None:
        """Find out the session's id before its first save, or assign one.

        If that fails, the session is saved without an id.
        """
        path = self._file.path
        with suppress(OSError, ValueError):
            known = self._kept.id if self._kept is not None else id_at(path)
            session_id = id_for_save(path, known, self._state)
            self._snapshots.session_id = self._file.session_id = session_id
