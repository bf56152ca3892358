"""Tracks which changes of an open session are saved, which are in a copy, and which are neither."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from msgspec import Struct


class Moment(Struct, frozen=True):
    """When a change was made: by the monotonic clock in seconds, and by the wall clock."""

    monotonic: float
    at: datetime


class SaveProgress:
    """Counts changes, and records how many of them are where.

    A save includes all changes made so far (``take``); they count as saved or copied once they are
    on disk. Only the moment of the first change after each ``take`` is kept, since no other is
    asked for. Not thread-safe: the caller holds its lock.

    ``saved``: the number of changes in the session's place or its conflict copy. ``copied``: in a
    copy that survives a restart. ``held``: in a copy in memory only.
    """

    def __init__(self, monotonic: Callable[[], float], now: Callable[[], datetime]) -> None:
        self._monotonic = monotonic
        self._now = now
        self._moments: dict[int, Moment] = {}
        self._is_taken = True
        self.changes = 0
        self.taken = 0
        self.saved = 0
        self.copied = 0
        self.held = 0

    def change(self) -> bool:
        """Count a change; return whether it is the first since the last ``take``."""
        self.changes += 1
        first, self._is_taken = self._is_taken, False
        if first:
            self._moments[self.changes] = Moment(self._monotonic(), self._now())
        return first

    def take(self) -> int:
        """Include all changes made so far in a save, and return how many there are."""
        self._is_taken = True
        self._moments = {n: moment for n, moment in self._moments.items() if n > self.saved}
        return self.changes

    @property
    def waiting(self) -> float | None:
        """When the first change was made that no save has taken, in monotonic seconds; or None."""
        return self._seconds(self.taken)

    @property
    def unsaved(self) -> float | None:
        """When the first change was made that is not in place, on the monotonic clock; or None."""
        return self._seconds(self.saved)

    @property
    def unkept(self) -> datetime | None:
        """When the first change was made that would not survive a restart, or None."""
        moment = self._after(max(self.saved, self.copied))
        return moment.at if moment else None

    @property
    def is_held(self) -> bool:
        """Whether every change is at least in a copy in memory."""
        return max(self.saved, self.copied, self.held) >= self.changes

    def _seconds(self, done: int) -> float | None:
        moment = self._after(done)
        return moment.monotonic if moment else None

    def _after(self, done: int) -> Moment | None:
        return self._moments.get(done + 1) if done < self.changes else None
