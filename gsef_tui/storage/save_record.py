"""The outcome of the saves of an open session, from which the saver's state is made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from .copies import Copy
from .last_save import Outcome
from .save_progress import SaveProgress
from .save_state import Choice, SaveState
from .session_file import SessionFile
from .unsaved import Recovered

STALLED_REASON = "the disk does not answer"


class SaveRecord:
    """Records the outcome of each save and provides the present state.

    Not thread-safe: the caller holds its lock. A ``mark`` is the number of changes that a save
    included, as ``Progress.take`` returned it.
    """

    def __init__(
        self,
        file: SessionFile,
        monotonic: Callable[[], float],
        now: Callable[[], datetime],
    ) -> None:
        self.progress = SaveProgress(monotonic, now)
        self.copy_tried = 0
        self._file = file
        self._opened_at = file.path
        self._now = now
        self._state = SaveState()

    @property
    def state(self) -> SaveState:
        """What is on disk now."""
        progress = self.progress
        return replace(
            self._state,
            oldest=progress.unsaved,
            unkept_since=progress.unkept,
            held=progress.is_held,
        )

    def recovered(self, text: Recovered) -> None:
        """Record that an earlier window left unsaved text."""
        self._state = replace(self._state, recovered=text)

    def look(self, choice: Choice | None) -> bool:
        """Record the present condition of the file; return whether anything has changed."""
        before = state = self._state
        if state.stalled_since is not None:  # the disk has answered
            state = replace(state, stalled_since=None, reason="", copy=None, fleeting=False)
        self._state = self._with_file(state, choice)
        return self._state != before

    def succeeded(self, mark: int, choice: Choice | None) -> None:
        """Record that a save is durable in the session's place or in its conflict copy."""
        self.progress.saved = mark
        self._state = self._with_file(SaveState(recovered=self._state.recovered), choice)

    def failed(self, mark: int, reason: str, copy: Copy | None, choice: Choice | None) -> None:
        """Record that a save failed; ``copy`` was written instead, or None."""
        since = self._state.failed_since or self._now()
        state = SaveState(recovered=self._state.recovered, failed_since=since, reason=reason)
        state = self._with_copy(state, mark, copy)
        self._state = self._with_file(state, choice)

    def stalled(self, mark: int, since: datetime | None, copy: Copy | None) -> None:
        """Record that the disk does not answer a save that began at ``since``.

        ``copy`` was written elsewhere, or None.
        """
        state = replace(self._state, stalled_since=since, reason=STALLED_REASON)
        self._state = self._with_copy(state, mark, copy)

    def finished(self, mark: int, outcome: Outcome, choice: Choice | None) -> None:
        """Record the outcome of the last save at the end of the process."""
        if outcome.in_place:
            self.succeeded(mark, choice)
        else:
            self.failed(mark, outcome.reason, outcome.copy, choice)

    def is_copy_tried(self, changes: int) -> bool:
        """Return whether the disk does not answer and a copy with this many changes was tried."""
        return self._state.stalled_since is not None and self.copy_tried >= changes

    def _with_copy(self, state: SaveState, mark: int, copy: Copy | None) -> SaveState:
        self.copy_tried = mark
        if copy is None:
            return replace(state, copy=None, fleeting=False)
        if copy.fleeting:
            self.progress.held = mark
        else:
            self.progress.copied = mark
        return replace(state, copy=copy.path, fleeting=copy.fleeting)

    def _with_file(self, state: SaveState, choice: Choice | None) -> SaveState:
        file = self._file
        moved: Path | None = None if file.path == self._opened_at else file.path
        return replace(
            state,
            changed=file.changed and choice != "theirs",
            conflict=file.conflict,
            taken_by=file.taken_by,
            read_only=file.taken_by is not None or choice == "theirs",
            moved_to=moved,
        )
