"""A session on the desk: its file, the sitting and the saver, without a screen.

The one way in: a widget says what a person meant, the desk hands it to the sitting, and the saver
is told; the one way out: the saver asks the sitting for the session as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from gsef_tui.model import edits
from gsef_tui.model.places import Place
from gsef_tui.model.session import Screenshot, Session
from gsef_tui.model.sitting import Sitting, Step, TextEdit
from gsef_tui.model.template import Template
from gsef_tui.storage.autosave import Autosaver
from gsef_tui.storage.documents import Document
from gsef_tui.storage.encode import Encoder
from gsef_tui.storage.errors import shown
from gsef_tui.storage.folders import state_folder
from gsef_tui.storage.lock import Holder, Lock, LockedBy, hold
from gsef_tui.storage.pictures import resolve
from gsef_tui.storage.save_state import SaveState
from gsef_tui.storage.settings import Settings

from .floor import FloorKeeper
from .short_forms import ShortForms

if TYPE_CHECKING:
    from gsef_tui.checks import Finding

NEWER = "Read only: this file was written by a newer version of the program; update it first"

FINISH_WITHIN = 2.0
"""Seconds that the last save may take after a fault of the program."""


class Desk:
    """Everything that is open of one session.

    ``lock``: the session's, where it was taken already. ``why_read_only``: why nothing may be typed
    here; empty where that is not known beforehand.
    """

    def __init__(
        self,
        document: Document,
        notify: Callable[[SaveState], None],
        lock: Lock | None = None,
        settings: Settings | None = None,
        *,
        why_read_only: str = "",
    ) -> None:
        self.template: Template = document.template
        self.why_read_only = why_read_only or (NEWER if document.newer else "")
        self.holder: Holder | None = None
        if self.why_read_only and lock is not None:
            lock.release()
        self._lock = None if self.why_read_only else lock or self._locked(document.path)
        self.sitting = Sitting(document.session, document.template)
        self.path: Path = document.path
        self.half_line = ""
        self.saver = Autosaver(
            document.path,
            self._to_save,
            Encoder(document.template),
            state_folder=state_folder(),
            fingerprint=document.fingerprint or None,
            lock=self._lock,
            opened=document.session,
            notify=notify,
        )
        self.floor = FloorKeeper(self.sitting, self.saver.changed)
        self.settings = settings or Settings()
        self.short_forms = ShortForms(self.sitting, self.settings)
        self._saves = not self.read_only
        if self._saves:
            self.saver.start()

    def _locked(self, path: Path) -> Lock | None:
        """The session's lock; None where another window has it, and this one may only read."""
        try:
            return hold(path)
        except LockedBy as error:
            self.holder = error.holder
            self.why_read_only = f"Read only: open in {error.holder}. F12 takes it over"
            return None

    def hold_line(self, text: str) -> None:
        """A line that is being typed and not filed yet: on disk it stands in what is not filed, so
        that it is not lost with the program."""
        if not self.read_only:
            self.half_line = text
            self.saver.changed()

    def _to_save(self) -> Session:
        session = self.sitting.session
        return edits.append_unfiled(session, self.half_line) if self.half_line else session

    def heed(self, state: SaveState) -> None:
        """The saver has news: a session that was taken over, or given up, is read only here; one
        that was moved is followed."""
        self.path = state.moved_to or self.path
        if state.taken_by is not None:
            self.holder = state.taken_by
            copy = (
                f". What was not saved in time: {shown(state.conflict)}" if state.conflict else ""
            )
            self.why_read_only = f"Read only. F12 takes it back{copy}"  # the header says who has it
        elif state.read_only and not self.why_read_only:
            self.why_read_only = "Read only: somebody else's text was chosen"

    @property
    def read_only(self) -> bool:
        """Whether nothing may be typed here."""
        return bool(self.why_read_only)

    @property
    def lock_problem(self) -> str:
        """Why no lock could be set, so that two windows might write; empty where it is set."""
        return self._lock.problem if self._lock is not None else ""

    @property
    def session(self) -> Session:
        """The session as it is now."""
        return self.sitting.session

    def text(self, place: Place) -> str:
        """The text at a place."""
        return self.sitting.text(place)

    def record(self, edit: TextEdit) -> None:
        """Take over what was typed; nothing where one may only read."""
        if self.read_only:
            return
        self.sitting.record(edit)
        self.saver.changed()

    def noted(self, place: Place) -> None:
        """Something was added at the end of the text at a place: whoever it is noted for speaks."""
        if not self.read_only:
            self.floor.noted(place)

    def apply(
        self, after: Session, here: Place, there: Place | None = None, merge: str = ""
    ) -> None:
        """Take over a change of structure; nothing where one may only read."""
        if self.read_only:
            return
        revision = self.sitting.revision
        self.sitting.apply(after, here, there, merge)
        if self.sitting.revision != revision:
            self.saver.changed()

    def new_entry(self, section: str) -> Place:
        """Make a question or picture at the end of a section, for the text recorded next."""
        used = self.sitting.used_ids
        session, key = edits.new_entry(self.session, self.template, section, used)
        self.sitting.apply(session, Place(section), Place(section, key), begins=True)
        self.saver.changed()
        return Place(section, key)

    def add_picture(self, section: str, shot: Screenshot) -> Place:
        """Put a picture at the end of a section, as one act, and give the place of its caption."""
        used = self.sitting.used_ids
        session, key = edits.add_picture(self.session, self.template, section, shot, used)
        self.apply(session, Place(section), there := Place(section, key, "caption"))
        return there

    def findings(self, *, wording: bool = True) -> tuple[Finding, ...]:
        """What is missing or contradicts itself, now; ``wording``: what the texts say too."""
        from gsef_tui.checks import check

        path = self.path
        return check(
            self.session,
            self.template,
            picture=lambda f: resolve(path, f) is not None,
            now=self.floor.now(),
            wording=wording,
        )

    def undo(self) -> Step | None:
        """Take back the latest act."""
        return self._stepped(self.sitting.undo())

    def redo(self) -> Step | None:
        """Do again what was taken back."""
        return self._stepped(self.sitting.redo())

    def finish(self) -> SaveState:
        """Save at the end of the process, also where the saver hangs, and let go of the lock."""
        state = self.saver.finish(FINISH_WITHIN)
        self.let_go()
        return state

    def close(self) -> SaveState:
        """Save what is left, stop the saver and let go of the lock. What is left of a session that
        was taken over goes to a conflict copy."""
        state = self.saver.close() if self._saves else self.saver.state
        self.let_go()
        return state

    def let_go(self) -> None:
        """Let go of the lock; nothing more is to be written."""
        if self._lock is not None:
            self._lock.release()

    def _stepped(self, step: Step | None) -> Step | None:
        if step is not None:
            self.saver.changed()
        return step
