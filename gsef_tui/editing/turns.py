"""Who has the floor in the open session: turns follow the notes, and the user can correct them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from gsef_tui.capture.turns import current, follows, give, pass_to, speaker
from gsef_tui.model.places import Place
from gsef_tui.model.times import fact_times
from gsef_tui.model.turns import Turn

from .store import SessionStore
from .transactions import Change, ReplaceSilently, TextEdit, Transaction

MARKS = " \t\n-*>"
"""Characters that begin a line but are not yet text."""


class TurnTracker:
    """Gives the floor to the person whose notes grow.

    It listens to the store, and reads the session only when text is added to another note than the
    last one, so further keys in the same note cost nothing. It changes turns through ``dispatch``,
    like every other change. ``now`` returns the time in the session's zone.
    """

    def __init__(
        self,
        store: SessionStore,
        dispatch: Callable[[Transaction], Change | None],
        now: Callable[[], datetime],
    ) -> None:
        self._dispatch = dispatch
        self._now = now
        self._store = store
        self._place: Place | None = None  # the last note that grew: more text there changes no turn

    @property
    def turn(self) -> Turn | None:
        """The current turn."""
        return current(self._store.session, self._now())

    def on_change(self, change: Change) -> None:
        """Give the floor to the speaker of a note if text was added at its end."""
        edit = change.transaction
        if not isinstance(edit, TextEdit) or edit.place == self._place:
            return
        if not edit.inserted.strip(MARKS):
            return
        if edit.offset + len(edit.inserted) != len(self._store.text(edit.place)):
            return
        self._place = edit.place
        code = speaker(self._store.session, edit.place)
        if code:
            self._follow(code)

    def heard(self, code: str) -> None:
        """Give the floor to a person whose line was just filed."""
        self._place = None
        self._follow(code)

    def give(self, code: str) -> None:
        """Give the floor to a person, on any day."""
        self._place = None
        self._set_turn(code)

    def end(self) -> None:
        """End the current turn. More text in the same note does not begin another one."""
        self._set_turn("")

    def pass_to(self, code: str) -> None:
        """Attribute the current turn to another person, from its beginning."""
        after = pass_to(self._store.session, code, self._now())
        self._dispatch(ReplaceSilently(after))

    def _follow(self, code: str) -> None:
        session = self._store.session
        if follows(session, fact_times(session), self._now()):
            self._set_turn(code)

    def _set_turn(self, code: str) -> None:
        after = give(self._store.session, code, self._now())
        self._dispatch(ReplaceSilently(after))
