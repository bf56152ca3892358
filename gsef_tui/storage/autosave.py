"""A session saves itself: the policy, and the thread that keeps it."""

from __future__ import annotations

import hashlib
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from gsef_tui.model.session import Session

from .durable import make_folder, write_durably
from .encode import Encoder
from .errors import CannotWrite, reason_of

PAUSE = 0.25
"""Seconds from the first change to the save that takes it along."""

LONGEST_PAUSE = 5.0
"""Seconds that no pause exceeds, on the slowest disk and after any number of failures."""

SHARE = 5
"""A pause is at least so many times as long as the last save took."""

SWITCH_INTERVAL = 0.0005
"""Seconds after which the saver gives way to the screen while it works."""


class SaveState(Struct, frozen=True):
    """What is on disk and what is not.

    ``oldest``: when the oldest change not on disk was made, by the monotonic clock; None when all
    is saved. ``failed_since``: when saving began to fail, None while it does not; then ``reason``
    says why in a few words and ``copy`` where a copy was saved instead, if it could be.
    """

    oldest: float | None = None
    failed_since: datetime | None = None
    reason: str = ""
    copy: Path | None = None

    @property
    def saved(self) -> bool:
        """Whether all that was reported as changed is on disk, in the session's own place."""
        return self.oldest is None and self.failed_since is None


def _ignore(state: SaveState) -> None:
    """Nobody listens."""


class Autosaver:
    """Saves a session while it is being written, on a thread of its own.

    The policy:

    - The thread keeps the time itself. A screen that is stuck stops nothing.
    - The first change starts a pause of 250 ms. At its end the newest session is taken and written
      durably. What changes meanwhile waits for the next round, so that steady typing is saved four
      times a second and nothing is ever more than 0.3 s behind where a write takes under 20 ms.
    - On a slow disk the pause is five times as long as the last save took, 5 s at most.
    - A change counts as saved only after the file and its folder are synced.
    - When a save fails, the state says so at once, with a reason; a copy goes to the state folder;
      the save is tried again after each pause, which doubles up to 5 s, whether something changes
      or not. When it works again, the copy is removed and the state says saved.
    - Whatever unforeseen goes wrong in a round is a failed save with its reason, never a thread
      that has silently ended.

    ``take`` gives the newest session; it is called on the saver's thread. ``notify`` is called
    there too, after every round, and must not wait for the screen: a stuck one would stop the
    saving.
    """

    def __init__(
        self,
        path: Path,
        take: Callable[[], Session],
        encoder: Encoder,
        *,
        state_folder: Path,
        notify: Callable[[SaveState], None] = _ignore,
        monotonic: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        self._path = path
        self._take = take
        self._encoder = encoder
        self._copies = state_folder / "copies"
        self._notify = notify
        self._monotonic = monotonic
        self._now = now
        self._thread = threading.Thread(target=self._run, name="autosave", daemon=True)
        self._turn = threading.Condition()  # guards all below; held for moments only
        self._waiting: float | None = None  # the oldest change that no round has taken yet
        self._taken: float | None = None  # the oldest change that a round took and has not saved
        self._asked = 0
        self._answered = 0
        self._closing = False
        self._failures = 0
        self._not_before = 0.0
        self._state = SaveState()
        self._round = threading.RLock()  # held while a round writes

    @property
    def path(self) -> Path:
        """The session's own place."""
        return self._path

    @property
    def state(self) -> SaveState:
        """What is on disk now. Cheap, from any thread."""
        with self._turn:
            return self._state_now()

    def start(self) -> None:
        """Begin to save."""
        self._thread.start()

    def changed(self) -> None:
        """Say that ``take`` gives something new from now on. Cheap; called for each key."""
        with self._turn:
            if self._waiting is None:
                self._waiting = self._monotonic()
                self._turn.notify_all()

    def save_now(self, timeout: float = 5) -> SaveState:
        """Wait until all that changed is on disk, or the save failed, or the time is over."""
        with self._turn:
            if self._state_now().saved:
                return self._state_now()
            if self._thread.is_alive():
                self._asked += 1
                mine = self._asked
                self._turn.notify_all()
                self._turn.wait_for(lambda: self._answered >= mine, timeout)
                return self._state_now()
        self._save()
        return self.state

    def close(self, timeout: float = 5) -> SaveState:
        """Save for the last time and end the thread; the state tells whether it worked."""
        with self._turn:
            self._closing = True
            self._turn.notify_all()
        if self._thread.is_alive():
            self._thread.join(timeout)
        elif not self.state.saved:
            self._save()
        return self.state

    @contextmanager
    def still(self) -> Iterator[None]:
        """Nothing is written inside: for moving the file, and then ``rename``."""
        with self._round:
            yield

    def rename(self, path: Path) -> None:
        """The file has moved: save there from now on."""
        with self._round, self._turn:
            self._path = path

    def _run(self) -> None:
        while self._wait_for_turn():
            self._save()
        if not self.state.saved:
            self._save()

    def _wait_for_turn(self) -> bool:
        """Sleep until a round is due; False when the thread is to end."""
        with self._turn:
            while not self._closing:
                due = self._due()
                rest = None if due is None else due - self._monotonic()
                if rest is not None and rest <= 0:
                    return True
                self._turn.wait(rest)
        return False

    def _due(self) -> float | None:
        """When the next round begins, by the monotonic clock; None while nothing is to be saved."""
        if self._asked > self._answered:
            return self._monotonic()
        if self._failures:
            return self._not_before
        return None if self._waiting is None else max(self._waiting + PAUSE, self._not_before)

    def _save(self) -> None:
        """One round: take, encode, write, and say how it went."""
        with self._round:
            with self._turn:
                asked = self._asked
                self._taken = self._waiting if self._taken is None else self._taken
                self._waiting = None
            began = self._monotonic()
            reason, copy = self._attempt()
            with self._turn:
                self._settle(reason, copy, self._monotonic() - began)
                self._answered = asked
                state = self._state_now()
                self._turn.notify_all()
        with suppress(Exception):  # a screen that has gone must not end the saving
            self._notify(state)

    def _attempt(self) -> tuple[str, Path | None]:
        """Write the newest session: why it failed, or nothing, and where a copy was saved."""
        interval = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH_INTERVAL)
        try:
            data = self._encoder.encode(self._take())
            try:
                write_durably(self._path, data)
            except OSError as error:
                return reason_of(error), self._save_copy(data)
            if self._failures:
                with suppress(OSError):
                    self._copy_path.unlink(missing_ok=True)
        except CannotWrite as error:
            return str(error), None
        except Exception as error:  # the policy: whatever it is, it is a failed save
            return f"unforeseen: {type(error).__name__}: {error}", None
        finally:
            sys.setswitchinterval(interval)
        return "", None

    def _settle(self, reason: str, copy: Path | None, took: float) -> None:
        """Keep the outcome of a round, and when the next one may begin."""
        pause = SHARE * took
        if reason:
            since = self._state.failed_since or self._now()
            self._state = SaveState(failed_since=since, reason=reason, copy=copy)
            pause = max(pause, PAUSE * 2 ** min(self._failures, 10))
            self._failures += 1
        else:
            self._state = SaveState()
            self._taken = None
            self._failures = 0
        self._not_before = self._monotonic() + min(pause, LONGEST_PAUSE)

    def _state_now(self) -> SaveState:
        oldest = self._waiting if self._taken is None else self._taken
        return replace(self._state, oldest=oldest)

    def _save_copy(self, data: bytes) -> Path | None:
        """Save beside the program's own things while the session's place cannot be written."""
        try:
            make_folder(self._copies)
            write_durably(self._copy_path, data)
        except OSError:
            return None
        return self._copy_path

    @property
    def _copy_path(self) -> Path:
        # The stem tells a person which session it is, the digits two sessions of one stem apart.
        place = os.fsencode(os.path.abspath(self._path))
        return self._copies / f"{self._path.stem}-{hashlib.sha256(place).hexdigest()[:8]}.toml"
