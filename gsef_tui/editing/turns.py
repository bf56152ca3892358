"""Who has the floor in the open session: turns follow the notes, and the user can correct them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from gsef_tui.capture.turns import current, follows, give, pass_to, speaker, take_back
from gsef_tui.model.places import Place
from gsef_tui.model.session import Session
from gsef_tui.model.times import fact_times
from gsef_tui.model.turns import Turn

from .store import SessionStore
from .transactions import Change, Redo, ReplaceSilently, TextEdit, Transaction, Undo

MARKS = " \t\n-*>"
"""Characters that begin a line but are not yet text."""


class _Given(Struct, frozen=True):
    """What gave the floor: the note that grew, the length it had before, and the session before the
    turn began. ``turn``: the turn that was taken back; None while it stands."""

    place: Place
    length: int
    before: Session
    turn: Turn | None = None


class TurnTracker:
    """Gives the floor to the person whose notes grow by typing. If what was typed is removed again,
    the turn never was; if a redo brings it back, so is the turn.

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
        self._given: _Given | None = None

    @property
    def turn(self) -> Turn | None:
        """The current turn."""
        return current(self._store.session, self._now())

    def on_change(self, change: Change) -> None:
        """Give the floor to the speaker of a note if text was typed at its end; take it back if
        that text was removed or undone."""
        edit = change.transaction
        if self._given is not None and _concerns(edit, self._given):
            self._follow_removal(self._given)
        if not isinstance(edit, TextEdit) or edit.pasted or edit.place == self._place:
            return
        if not edit.inserted.strip(MARKS):
            return
        if edit.offset + len(edit.inserted) != len(self._store.text(edit.place)):
            return
        self._place = edit.place
        code = speaker(self._store.session, edit.place)
        if code:
            self._follow(code, edit.place, edit.offset)

    def heard(self, code: str, place: Place, length: int) -> None:
        """Give the floor to a person whose line was just filed at a place; ``length`` is the length
        of the text there before."""
        self._place = None
        self._follow(code, place, length)

    def give(self, code: str) -> None:
        """Give the floor to a person, on any day."""
        self._place = None
        self._set_turn(code)

    def end(self) -> None:
        """End the current turn. More text in the same note does not begin another one."""
        self._set_turn("")

    def pass_to(self, code: str) -> None:
        """Attribute the current turn to another person, from its beginning."""
        self._given = None
        after = pass_to(self._store.session, code, self._now())
        self._dispatch(ReplaceSilently(after))

    def _follow(self, code: str, place: Place, length: int) -> None:
        session = self._store.session
        if follows(session, fact_times(session), self._now()) and self._set_turn(code):
            self._given = _Given(place, length, session)

    def _set_turn(self, code: str, begins: datetime | None = None) -> bool:
        """Give the floor to a person, now if not at another time; return whether that began or
        ended a turn."""
        self._given = None
        after = give(self._store.session, code, begins or self._now())
        return self._dispatch(ReplaceSilently(after)) is not None

    def _follow_removal(self, given: _Given) -> None:
        """Take back the turn if the note is no longer than before it; begin it again if the note
        is."""
        session, removed = self._store.session, given.turn is not None
        if (len(self._store.text(given.place)) <= given.length) is removed:
            return
        self._place = self._given = None
        if given.turn is not None:
            self._set_turn(given.turn.who, given.turn.begins)
            self._given = replace(given, turn=None)
        elif (turn := self.turn) is not None:
            after = take_back(session, given.before, self._now())
            if self._dispatch(ReplaceSilently(after)) is not None:
                self._given = replace(given, turn=turn)


def _concerns(transaction: Transaction, given: _Given) -> bool:
    """Return whether a change may have removed the text that gave the floor, or brought it back."""
    if isinstance(transaction, TextEdit):
        is_there = transaction.place == given.place and transaction.offset <= given.length
        return given.turn is None and is_there
    return isinstance(transaction, Redo if given.turn is not None else Undo)
