"""How far the changes of an open session have come: into its file, into a copy, nowhere yet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from msgspec import Struct


class Moment(Struct, frozen=True):
    """When a change was made: by the monotonic clock in seconds, and by the clock on the wall."""

    monotonic: float
    at: datetime


class Progress:
    """Counts changes and remembers how many of them are where.

    A save takes all changes made so far (``take``); what it took counts as saved or copied when it
    is on disk. Only the moment of the first change after each ``take`` is kept, since any change
    that is asked for later is one of these. Not safe between threads: the caller holds its lock.

    ``saved``: changes in the session's place or its conflict copy. ``copied``: in a copy that
    outlives a restart. ``held``: in a copy in memory only.
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
        """Take along all changes made so far, and return how many there are."""
        self._is_taken = True
        self._moments = {n: moment for n, moment in self._moments.items() if n > self.saved}
        return self.changes

    @property
    def waiting(self) -> float | None:
        """When the first change was made that no round has taken; None where there is none."""
        return self._seconds(self.taken)

    @property
    def unsaved(self) -> float | None:
        """When the first change was made that is not in the session's place."""
        return self._seconds(self.saved)

    @property
    def unkept(self) -> datetime | None:
        """When the first change was made that would not outlive a restart of the machine."""
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
