"""A session saves itself: the policy, and the thread that keeps it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from gsef_tui.model.session import Session

from .encode import Encoder
from .errors import CannotWrite
from .history import Version
from .lock import Holder, Lock
from .session_file import Look, SessionFile

PAUSE = 0.25
"""Seconds from the first change to the save that takes it along."""

LONGEST_PAUSE = 5.0
"""Seconds that no pause exceeds, on the slowest disk and after any number of failures."""

SHARE = 5
"""A pause is at least so many times as long as the last save took."""

FIRST = 0.25
"""Seconds that the saver leaves to the first frame before it looks for what an earlier sitting
could save elsewhere only; the first change ends them."""

LOOK = 2.0
"""Seconds between two looks at the file and the lock while nothing is to be saved."""

Choice: TypeAlias = Literal["mine", "theirs"]
"""Whose text the session's file is to have after a conflict."""


class SaveState(Struct, frozen=True):
    """What is on disk and what is not.

    ``oldest``: when the oldest change not on disk was made, by the monotonic clock; None when all
    is saved. ``failed_since``: when saving began to fail, None while it does not; then ``reason``
    says why in a few words and ``copy`` where a copy was saved instead, if it could be.

    ``changed``: somebody else changed the file; it is left alone till ``Autosaver.resolve`` says
    whose text it is to have. ``conflict``: the copy that ours goes to since then; None where there
    was nothing of ours to lose. ``taken_by``: who has taken the session over. ``read_only``: this
    window writes the session no more, since it was taken over or theirs was chosen.

    ``recovered``: what an earlier sitting could save in the state folder only; it is one of the
    session's versions now.
    """

    oldest: float | None = None
    failed_since: datetime | None = None
    reason: str = ""
    copy: Path | None = None
    changed: bool = False
    conflict: Path | None = None
    taken_by: Holder | None = None
    read_only: bool = False
    recovered: Version | None = None

    @property
    def kept(self) -> bool:
        """Whether all that was reported as changed is on disk, be it in the conflict copy."""
        return self.oldest is None and self.failed_since is None

    @property
    def saved(self) -> bool:
        """Whether all that was reported as changed is on disk, in the session's own place."""
        return self.kept and self.conflict is None and not self.changed


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
    - What somebody else wrote is never overwritten, and a session that was taken over is not
      written any more: what is ours goes to a conflict copy, and the state says so.
    - Every 2 s while nothing is to be saved, and when asked, the file and the lock are looked at.
      A file that has gone is written again, and one that was changed gives a conflict copy, where
      anything was noted in this sitting.
    - Whatever unforeseen goes wrong in a round is a failed save with its reason, never a thread
      that has silently ended.

    ``fingerprint``: the sha256 of the file as it was read; None takes the file as it is found.
    ``lock``: the session's; whoever opened the session releases it, after ``close``. ``take`` gives
    the newest session; it is called on the saver's thread. ``notify`` is called there too, after
    every round and when a look finds something, and must not wait for the screen: a stuck one would
    stop the saving.
    """

    def __init__(
        self,
        path: Path,
        take: Callable[[], Session],
        encoder: Encoder,
        *,
        state_folder: Path,
        fingerprint: str | None = None,
        lock: Lock | None = None,
        notify: Callable[[SaveState], None] = _ignore,
        monotonic: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        self._file = SessionFile(
            path,
            state_folder,
            fingerprint=fingerprint,
            lock=lock,
            monotonic=monotonic,
            now=now,
        )
        self._take = take
        self._encoder = encoder
        self._notify = notify
        self._monotonic = monotonic
        self._now = now
        self._thread = threading.Thread(target=self._run, name="autosave", daemon=True)
        self._turn = threading.Condition()  # guards all below; held for moments only
        self._waiting: float | None = None  # the oldest change that no round has taken yet
        self._taken: float | None = None  # the oldest change that a round took and has not saved
        self._noted = False
        self._asked = 0
        self._answered = 0
        self._choice: Choice | None = None
        self._closing = False
        self._failures = 0
        self._not_before = 0.0
        self._next_look = 0.0
        self._state = SaveState()
        self._round = threading.RLock()  # held while a round writes

    @property
    def path(self) -> Path:
        """The session's own place."""
        return self._file.path

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
            self._noted = True
            if self._waiting is None and self._choice != "theirs":
                self._waiting = self._monotonic()
                self._turn.notify_all()

    def look(self) -> None:
        """Look at the file and the lock at once: the process was stopped, or the machine asleep."""
        with self._turn:
            self._next_look = self._monotonic()
            self._turn.notify_all()

    def save_now(self, timeout: float = 5) -> SaveState:
        """Wait until all that changed is on disk, or the save failed, or the time is over."""
        with self._turn:
            if self._state_now().kept:
                return self._state_now()
        return self._have_saved(timeout)

    def resolve(self, choice: Choice, timeout: float = 5) -> SaveState:
        """End a conflict, and wait as ``save_now`` does.

        Mine: what is in the file is kept as a version, ours is written over it, and the conflict
        copy goes. Theirs: ours stays in the conflict copy, and nothing of it is written any more.
        """
        with self._turn:
            self._choice = choice
        return self._have_saved(timeout)

    def close(self, timeout: float = 5) -> SaveState:
        """Save for the last time and end the thread; the state tells whether it worked."""
        with self._turn:
            self._closing = True
            self._turn.notify_all()
        if self._thread.is_alive():
            self._thread.join(timeout)
        elif not self.state.kept:
            self._save()
        return self.state

    def _have_saved(self, timeout: float) -> SaveState:
        with self._turn:
            if self._thread.is_alive():
                self._asked += 1
                mine = self._asked
                self._turn.notify_all()
                self._turn.wait_for(lambda: self._answered >= mine, timeout)
                return self._state_now()
        self._save()
        return self.state

    def _run(self) -> None:
        with self._turn:  # the first frame goes first: there is nothing to be saved yet
            self._turn.wait_for(self._is_wanted, FIRST)
        recovered = self._file.begin()
        if recovered is not None:
            with self._turn:
                self._state = replace(self._state, recovered=recovered)
            self._tell()
        while (due := self._wait_for_turn()) is not None:
            due()
        if not self.state.kept:
            self._save()

    def _is_wanted(self) -> bool:
        return self._closing or self._waiting is not None or self._asked > self._answered

    def _wait_for_turn(self) -> Callable[[], None] | None:
        """Sleep until a round or a look is due, and give it; None when the thread is to end."""
        with self._turn:
            while not self._closing:
                now = self._monotonic()
                due = self._due()
                if due is not None and due <= now:
                    return self._save
                if due is None and self._next_look <= now:
                    return self._look
                self._turn.wait((self._next_look if due is None else due) - now)
        return None

    def _due(self) -> float | None:
        """When the next round begins, by the monotonic clock; None while nothing is to be saved."""
        if self._asked > self._answered:
            return float("-inf")
        if self._failures:
            return self._not_before
        return None if self._waiting is None else max(self._waiting + PAUSE, self._not_before)

    def _look(self) -> None:
        """See whether the file and the lock are as we left them, and act on it."""
        with self._round:
            noted, found = self._noted, Look.SAME
            with suppress(Exception):  # a look that fails must not end the saving
                found = self._file.look()
            with self._turn:
                self._next_look = self._monotonic() + LOOK
                before = self._state
                self._state = self._with_file(before)
                news = self._state != before
                lost = found is not Look.SAME and noted and self._choice != "theirs"
                lost = lost and self._waiting is None  # else a round is coming anyway
                if lost:
                    self._waiting = self._monotonic()
        if lost:
            self._save()
        elif news:
            self._tell()

    def _save(self) -> None:
        """One round: take, encode, write, and say how it went."""
        with self._round:
            with self._turn:
                asked, choice = self._asked, self._choice
                self._taken = self._waiting if self._taken is None else self._taken
                self._waiting = None
                idle = self._taken is None and not self._failures
            began = self._monotonic()
            reason, copy = self._attempt(choice, idle)
            with self._turn:
                self._settle(reason, copy, self._monotonic() - began)
                if choice == "mine" and self._choice == choice:
                    self._choice = None
                self._answered = asked
                self._turn.notify_all()
        self._tell()

    def _tell(self) -> None:
        with suppress(Exception):  # a screen that has gone must not end the saving
            self._notify(self.state)

    def _attempt(self, choice: Choice | None, idle: bool) -> tuple[str, Path | None]:
        """Write the newest session: why it failed, or nothing, and where a copy was saved."""
        if choice == "theirs" and idle:
            return "", None
        try:
            data = self._encoder.encode(self._take())
            if choice == "mine":
                return self._file.overwrite(data)
            return self._file.write(data)
        except CannotWrite as error:
            return str(error), None
        except Exception as error:  # the policy: whatever it is, it is a failed save
            return f"unforeseen: {type(error).__name__}: {error}", None

    def _settle(self, reason: str, copy: Path | None, took: float) -> None:
        """Keep the outcome of a round, and when the next one may begin."""
        pause = SHARE * took
        state = SaveState(recovered=self._state.recovered)
        if reason:
            since = self._state.failed_since or self._now()
            state = replace(state, failed_since=since, reason=reason, copy=copy)
            pause = max(pause, PAUSE * 2 ** min(self._failures, 10))
            self._failures += 1
        else:
            self._taken = None
            self._failures = 0
        self._state = self._with_file(state)
        now = self._monotonic()
        self._not_before = now + min(pause, LONGEST_PAUSE)
        self._next_look = now + LOOK

    def _with_file(self, state: SaveState) -> SaveState:
        file = self._file
        return replace(
            state,
            changed=file.changed and self._choice != "theirs",
            conflict=file.conflict,
            taken_by=file.taken_by,
            read_only=file.taken_by is not None or self._choice == "theirs",
        )

    def _state_now(self) -> SaveState:
        oldest = self._waiting if self._taken is None else self._taken
        return replace(self._state, oldest=oldest)
