"""Automatic saving of an open session: the policy, and the thread that carries it out."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from gsef_tui.model.session import Session

from .copies import CopyWriter, last_resorts
from .encode import Encoder
from .leaving import Unkept
from .lock import Lock
from .save_record import SaveRecord
from .save_state import Choice, SaveState
from .save_writer import SaveWriter, Written
from .session_file import Look, SessionFile
from .snapshots import Snapshots
from .stall_watch import StallWatch

PAUSE = 0.25
"""Seconds from the first change to the save that includes it."""

LONGEST_PAUSE = 5.0
"""The longest pause in seconds, on the slowest disk and after any number of failures."""

SHARE = 5
"""A pause is at least this many times as long as the last save took."""

FIRST = 0.25
"""Seconds that the saver leaves to the first frame before it looks for an earlier window's text.

The first change ends the wait.
"""

LOOK = 2.0
"""Seconds between two checks of the file and the lock while there is nothing to save."""


def _ignore(state: SaveState) -> None:
    """Do nothing: there is no listener."""


class Autosaver:
    """Saves a session while it is being written, on a thread of its own.

    The policy:

    - The thread keeps time itself, so a blocked screen does not stop it.
    - The first change starts a pause of 250 ms. When it ends, the saver takes the newest session
      and writes it durably. Later changes wait for the next round, so that steady typing is saved
      four times a second and no change waits longer than 0.3 s where a write takes under 20 ms.
    - On a slow disk the pause is five times as long as the last save took, at most 5 s.
    - A change counts as saved only after the file and its folder are synced.
    - When a save fails, the state reports it at once, with a reason. A copy goes to the state
      folder or, if that fails, to a place of last resort (``copies``). The saver tries again after
      each pause, which doubles up to 5 s, whether or not anything changes. When a save succeeds,
      the copy is removed and the state reports the session as saved.
    - When a save takes longer than 2 s, a second thread writes a copy elsewhere, and further
      ones as the session changes, until the disk answers.
    - The saver never overwrites somebody else's change, and stops writing a session that another
      window took over. Our text goes to a conflict copy, and the state reports that.
    - Every 2 s while there is nothing to save, and on request, the saver checks the file and the
      lock. If anything was noted in this window, a missing file is written again, and a changed
      file leads to a conflict copy.
    - An unexpected error in a round is a failed save with its reason; it never ends the thread
      silently.

    ``fingerprint``: the sha256 of the file as it was read; None accepts the file as it is found.
    ``lock``: the session's lock; whoever opened the session releases it after ``close``.
    ``opened``: the session as it was read, to count the words added since. ``take`` returns the
    newest session; it is called on the saver's thread and, if that thread hangs or the process
    ends, on others. ``notify`` is called on these threads too, after every round and when a check
    finds something. It must not wait for the screen: a blocked screen would stop the saving.
    ``last_resorts`` returns the folders for copies if the state folder fails too.
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
        opened: Session | None = None,
        notify: Callable[[SaveState], None] = _ignore,
        monotonic: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = datetime.now,
        last_resorts: Callable[[], Sequence[Path]] = last_resorts,
    ) -> None:
        self._file = SessionFile(
            path, state_folder, fingerprint=fingerprint, lock=lock, monotonic=monotonic, now=now
        )
        self._notify = notify
        self._monotonic = monotonic
        self._now = now
        self._thread = threading.Thread(target=self._run, name="autosave", daemon=True)
        self._watch = StallWatch(self._copy, monotonic)
        self._turn = threading.Condition()  # guards the record and all fields below; held briefly
        self._record = SaveRecord(self._file, monotonic, now)
        self._progress = self._record.progress
        self._writer = SaveWriter(
            self._file,
            self._record,
            Snapshots(take, encoder),
            CopyWriter(state_folder, last_resorts),
            self._turn,
            state=state_folder,
            opened=opened,
        )
        self._began: datetime | None = None  # when the last request to the disk began
        self._noted = False
        self._asked = 0
        self._answered = 0
        self._choice: Choice | None = None
        self._closing = False
        self._failures = 0
        self._not_before = 0.0
        self._next_look = 0.0
        self._round = threading.RLock()  # held while a round writes

    @property
    def path(self) -> Path:
        """The session's own path."""
        return self._file.path

    @property
    def state(self) -> SaveState:
        """What is on disk now. Cheap; may be read on any thread."""
        with self._turn:
            return self._record.state

    def start(self) -> None:
        """Start the saver's threads."""
        self._thread.start()
        self._watch.start()

    def changed(self) -> None:
        """Report that ``take`` now returns something new. Cheap; called for each key."""
        with self._turn:
            self._noted = True
            if self._choice != "theirs" and self._progress.change():
                self._turn.notify_all()

    def look(self) -> None:
        """Check the file and the lock at once, since the process or the machine was suspended."""
        with self._turn:
            self._next_look = self._monotonic()
            self._turn.notify_all()

    def save_now(self, timeout: float = 5) -> SaveState:
        """Wait until all is on disk or the save has failed, for at most ``timeout`` seconds."""
        with self._turn:
            if self._record.state.kept:
                return self._record.state
        return self._have_saved(timeout)

    def resolve(self, choice: Choice, timeout: float = 5) -> SaveState:
        """Resolve a conflict, and wait as ``save_now`` does.

        Mine: the content of the file is kept as a version, our text is written over it, and the
        conflict copy is removed. Theirs: our text stays in the conflict copy, and the saver writes
        no more of it.
        """
        with self._turn:
            self._choice = choice
        return self._have_saved(timeout)

    def secure(self, timeout: float = 10) -> SaveState:
        """Wait until every change is safe or known not to be, ``timeout`` seconds at most.

        This takes milliseconds, or seconds if the disk does not answer.
        """
        with self._turn:
            if self._record.state.kept or not self._thread.is_alive():
                return self._record.state
            self._asked += 1
            mine, changes = self._asked, self._progress.changes
            self._turn.notify_all()
            self._turn.wait_for(
                lambda: self._answered >= mine or self._record.is_copy_tried(changes), timeout
            )
            return self._record.state

    def close(self, timeout: float = 5) -> SaveState:
        """Save for the last time, end the thread, and return the resulting state.

        A save that hangs in the disk is abandoned: it will not replace the file any more.
        """
        with self._turn:
            self._closing = True
            self._turn.notify_all()
        if self._thread.is_alive():
            self._thread.join(0 if self._watch.stalled else timeout)
        elif not self.state.kept:
            self._save()
        self._watch.stop()
        self._file.let_go(hangs=self._thread.is_alive())
        return self.state

    def finish(self, seconds: float) -> SaveState:
        """Save at the end of the process, and return the resulting state.

        May be called on any thread, even while a save hangs. This object saves nothing afterwards.
        """
        with self._turn:
            choice = self._choice
        self._writer.finish(seconds, choice, hangs=self._watch.stalled)
        return self.state

    def unkept(self) -> Unkept | None:
        """Return what the user would lose by leaving the session now; None if nothing."""
        return self._writer.unkept()

    def _have_saved(self, timeout: float) -> SaveState:
        with self._turn:
            if self._thread.is_alive():
                self._asked += 1
                mine = self._asked
                self._turn.notify_all()
                self._turn.wait_for(lambda: self._answered >= mine, timeout)
                return self._record.state
        self._save()
        return self.state

    def _run(self) -> None:
        with self._turn:  # let the screen draw its first frame: there is nothing to save yet
            self._turn.wait_for(self._is_wanted, FIRST)
        self._watched(self._writer.begin)
        if self.state.recovered is not None:
            self._publish()
        while (due := self._wait_for_turn()) is not None:
            self._watched(due)
        if not self.state.kept:
            self._watched(self._save)

    def _watched(self, act: Callable[[], None]) -> None:
        """Run an action to which the disk may not answer."""
        with self._turn:
            self._began = self._now()
        self._watch.began()
        try:
            act()
        finally:
            self._watch.ended()

    def _is_wanted(self) -> bool:
        waits = self._progress.waiting is not None
        return self._closing or waits or self._asked > self._answered

    def _wait_for_turn(self) -> Callable[[], None] | None:
        """Sleep until a save or a check is due, and return it; None when the thread is to end."""
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
        """Return when the next save is due, by the monotonic clock; None if nothing is to save."""
        if self._asked > self._answered:
            return float("-inf")
        if self._failures:
            return self._not_before
        waiting = self._progress.waiting
        return None if waiting is None else max(waiting + PAUSE, self._not_before)

    def _look(self) -> None:
        """Check whether the file and the lock are as we left them, and act on what has changed."""
        with self._round:
            noted, found = self._noted, Look.SAME
            with suppress(Exception):  # a failed check must not end the saving
                found = self._file.look()
            with self._turn:
                self._next_look = self._monotonic() + LOOK
                news = self._record.look(self._choice)
                lost = found is not Look.SAME and noted and self._choice != "theirs"
                lost = lost and self._progress.waiting is None  # otherwise a round is due anyway
                if lost:
                    self._progress.change()
        if lost:
            self._save()
        elif news:
            self._publish()

    def _save(self) -> None:
        """Run one round: take the session, encode it, write it, and report the result."""
        with self._round:
            with self._turn:
                asked, choice = self._asked, self._choice
                idle = self._progress.unsaved is None and not self._failures
                self._progress.taken = mark = self._progress.take()
            began = self._monotonic()
            outcome = Written() if choice == "theirs" and idle else self._writer.write(choice)
            with self._turn:
                self._settle(mark, outcome, self._monotonic() - began)
                if choice == "mine" and self._choice == choice:
                    self._choice = None
                self._answered = asked
                self._turn.notify_all()
        self._publish()

    def _publish(self) -> None:
        with suppress(Exception):  # a closed screen must not end the saving
            self._notify(self.state)

    def _copy(self) -> None:
        """Write a copy, since the disk does not answer. Called on the watch's thread."""
        if self._writer.copy_newest(self._began, lambda: self._watch.stalled):
            self._publish()

    def _settle(self, mark: int, outcome: Written, took: float) -> None:
        """Record the outcome of a round, and when the next one may begin."""
        pause = SHARE * took
        self._writer.settle(mark, outcome, self._choice)
        if outcome.reason:
            pause = max(pause, PAUSE * 2 ** min(self._failures, 10))
            self._failures += 1
        else:
            self._failures = 0
        now = self._monotonic()
        self._not_before = now + min(pause, LONGEST_PAUSE)
        self._next_look = now + LOOK
