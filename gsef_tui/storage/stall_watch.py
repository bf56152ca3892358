"""Watches for saves that take too long, on a thread of its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

STALLED = 2.0
"""Seconds after which the disk counts as not answering."""

AGAIN = 0.25
"""Seconds between two copies while the disk does not answer."""


class StallWatch:
    """Calls ``act`` repeatedly while a save takes longer than ``STALLED`` seconds.

    ``act`` is called on the watch's thread. While saves end in time, the thread wakes at most once
    in ``STALLED`` seconds, and never when nothing is saved.
    """

    def __init__(
        self, act: Callable[[], None], monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._act = act
        self._monotonic = monotonic
        self._turn = threading.Condition()
        self._began: float | None = None
        self._sleeps = False
        self._stopped = False
        self._thread = threading.Thread(target=self._run, name="stall-watch", daemon=True)

    def start(self) -> None:
        """Start watching."""
        self._thread.start()

    def began(self) -> None:
        """Record that a save begins."""
        with self._turn:
            self._began = self._monotonic()
            if self._sleeps:
                self._turn.notify_all()

    def ended(self) -> None:
        """Record that the save has ended, in success or failure."""
        with self._turn:
            self._began = None

    def stop(self) -> None:
        """Stop watching."""
        with self._turn:
            self._stopped = True
            self._turn.notify_all()

    @property
    def stalled(self) -> bool:
        """Whether a save is taking too long now."""
        with self._turn:
            return self._is_stalled()

    def _is_stalled(self) -> bool:
        return self._began is not None and self._monotonic() - self._began >= STALLED

    def _run(self) -> None:
        while self._wait():
            self._act()

    def _wait(self) -> bool:
        """Wait until a save is stalled; return False when the watch is to end."""
        with self._turn:
            if self._is_stalled():  # still: copies are ``AGAIN`` seconds apart
                self._turn.wait(AGAIN)
            while not (self._stopped or self._is_stalled()):
                self._sleeps = self._began is None
                left = None if self._began is None else STALLED - self._monotonic() + self._began
                self._turn.wait(left)
                self._sleeps = False
            return not self._stopped
