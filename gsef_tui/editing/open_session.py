"""An open session: its store, file, lock and autosaver. Nothing here needs a screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gsef_tui.model import edits
from gsef_tui.model.places import Place
from gsef_tui.model.session import Screenshot, Session
from gsef_tui.model.template import Template
from gsef_tui.model.times import fact_times
from gsef_tui.storage.autosave import Autosaver
from gsef_tui.storage.documents import Document
from gsef_tui.storage.encode import Encoder
from gsef_tui.storage.errors import shown
from gsef_tui.storage.folders import state_folder
from gsef_tui.storage.lock import Holder, Lock, LockedBy, hold
from gsef_tui.storage.pictures import resolve
from gsef_tui.storage.plain_files import WRITE_PROTECTED, is_write_protected
from gsef_tui.storage.save_state import SaveState
from gsef_tui.storage.settings import Settings
from gsef_tui.storage.sidecars import has_other_names

from .abbreviations import Abbreviations
from .settings import SettingsStore
from .store import SessionStore
from .transactions import Change, HoldLine, Replace, Transaction
from .turns import TurnTracker

if TYPE_CHECKING:
    from gsef_tui.checks import Finding

NEWER = "Read only: a newer version of this program wrote the file. Update the program to edit it."
PROTECTED = f"Read only: {WRITE_PROTECTED}, then open it again"

FINISH_WITHIN = 2.0
"""Seconds that the last save may take after a crash."""


def wall_clock() -> datetime:
    """Return the current time, in the zone of this machine."""
    return datetime.now().astimezone()


def _ignore() -> None:
    """Do nothing: the default for ``on_refused``."""


class OpenSession:
    """A session that is open in this window, from opening to the last save.

    This class alone decides whether the session may be changed: in a read-only window ``dispatch``
    refuses every transaction and calls ``on_refused``.

    ``notify`` is called with the state after each save, on the saver's threads. ``lock`` is the
    session's lock if the caller holds it already. ``why_read_only`` is the reason why the session
    may not be changed; empty if there is none yet. ``decide_key`` is the name of the key that takes
    the session over. The constructor takes the lock, so it may wait
    for the disk.
    """

    def __init__(
        self,
        document: Document,
        notify: Callable[[SaveState], None],
        lock: Lock | None = None,
        settings: SettingsStore | None = None,
        *,
        why_read_only: str = "",
        decide_key: str = "F12",
    ) -> None:
        self.path: Path = document.path
        self.why_read_only = why_read_only or (NEWER if document.newer else "")
        if not self.why_read_only and is_write_protected(document.path):
            self.why_read_only = PROTECTED
        self._decide_key = decide_key
        self.holder: Holder | None = None
        """The other window that has the session, if any."""
        self.on_refused: Callable[[], None] = _ignore
        if self.why_read_only and lock is not None:
            lock.release()
        self._lock = None if self.why_read_only else lock or self._locked(document.path)
        self.has_other_names = has_other_names(document.path)
        """Whether the file has other names (hard links), which keep the text as it was."""
        self.store = SessionStore(document.session)
        self.saver = Autosaver(
            document.path,
            lambda: self.store.session_to_save,
            Encoder(),
            state_folder=state_folder(),
            fingerprint=document.fingerprint or None,
            lock=self._lock,
            opened=document.session,
            notify=notify,
        )
        self.settings = settings or SettingsStore(Settings())
        self.now: Callable[[], datetime] = wall_clock
        """The clock of this window: returns the current time, with its zone."""
        self.turns = TurnTracker(self.store, self.dispatch, lambda: self.session_time)
        self.abbreviations = Abbreviations(self.store, self.settings)
        self.store.subscribe(lambda _: self.saver.changed())
        self.store.subscribe(self.turns.on_change)
        self._saves = not self.read_only
        if self._saves:
            self.saver.start()

    def _locked(self, path: Path) -> Lock | None:
        """Take the session's lock. If another window holds it, make this window read-only and
        return None."""
        try:
            return hold(path)
        except LockedBy as error:
            self.holder = error.holder
            self.why_read_only = (
                f"Read only: open in {error.holder}. {self._decide_key} takes it over"
            )
            return None

    # -- what it holds ----------------------------------------------------------------------------

    @property
    def session(self) -> Session:
        """The session as it is now."""
        return self.store.session

    @property
    def template(self) -> Template:
        """The template of the session."""
        return self.session.template

    def text(self, place: Place) -> str:
        """Return the text at a place."""
        return self.store.text(place)

    @property
    def session_time(self) -> datetime:
        """The current time in the session's zone."""
        return self.now().astimezone(fact_times(self.session).zone)

    def findings(self, *, wording: bool = True) -> tuple[Finding, ...]:
        """Return what is missing or contradictory now; with ``wording`` also what looks wrong in
        the texts."""
        from gsef_tui.checks import check

        path = self.path
        return check(
            self.session,
            picture=lambda file: resolve(path, file) is not None,
            now=self.now(),
            wording=wording,
        )

    # -- changing it ------------------------------------------------------------------------------

    @property
    def read_only(self) -> bool:
        """Whether the session may not be changed in this window."""
        return bool(self.why_read_only)

    def refuses(self) -> bool:
        """Return whether the session may not be changed in this window; if so, call
        ``on_refused``."""
        if self.read_only:
            self.on_refused()
        return self.read_only

    def dispatch(self, transaction: Transaction) -> Change | None:
        """Carry out a transaction and return the change; None if it changed nothing. A read-only
        window changes nothing and calls ``on_refused``, except for a held line."""
        refused = self.read_only if isinstance(transaction, HoldLine) else self.refuses()
        return None if refused else self.store.dispatch(transaction)

    def new_entry(self, section: str, origin: object = None) -> Place:
        """Create a question or picture at the end of a section, for the text that is typed next."""
        used = self.store.used_ids
        session, key = edits.new_entry(self.session, section, used)
        there = Place(section, key)
        self.dispatch(Replace(session, Place(section), there, begins=True, origin=origin))
        return there

    def add_picture(self, section: str, shot: Screenshot) -> Place:
        """Add a picture at the end of a section, as one undo step, and return the place of its
        caption."""
        used = self.store.used_ids
        session, key = edits.add_picture(self.session, section, shot, used)
        there = Place(section, key, "caption")
        self.dispatch(Replace(session, Place(section), there))
        return there

    # -- its file ---------------------------------------------------------------------------------

    @property
    def lock_problem(self) -> str:
        """Why no lock could be set, so that two windows might write; empty if the lock is set."""
        return self._lock.problem if self._lock is not None else ""

    def follow(self, state: SaveState) -> None:
        """Apply the saver's state: a session that was taken over or given up becomes read-only, and
        a moved file gets its new path."""
        self.path = state.moved_to or self.path
        if state.taken_by is not None:
            self.holder = state.taken_by
            # The header names the other window.
            self.why_read_only = f"Read only. {self._decide_key} takes the session back."
            if state.conflict:
                self.why_read_only += f" Your last changes are in {shown(state.conflict)}"
        elif state.read_only and not self.why_read_only:
            self.why_read_only = "Read only: you chose the other version"

    def finish(self) -> SaveState:
        """Save when the process ends, even if the saver hangs, and release the lock."""
        state = self.saver.finish(FINISH_WITHIN)
        self.release()
        return state

    def close(self) -> SaveState:
        """Save what is left, stop the saver and release the lock. May wait for the disk. Unsaved
        text of a session that was taken over goes to a conflict copy."""
        state = self.saver.close() if self._saves else self.saver.state
        self.release()
        return state

    def release(self) -> None:
        """Release the lock, after the last write."""
        if self._lock is not None:
            self._lock.release()
