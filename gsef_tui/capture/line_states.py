"""The state of capture before and after each line, so that an undo of a line restores it: the next
line goes where it would have gone."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from gsef_tui.model.session import Session
from gsef_tui.model.turns import FLOOR

from .targets import CaptureState


class Moment(Struct, frozen=True):
    """A session, and the state of capture that belongs to it."""

    session: Session
    line: CaptureState


class LineStates:
    """Remembers the lines that were filed since the capture line was opened."""

    def __init__(self) -> None:
        self._steps: list[tuple[Moment, Moment]] = []
        self._done = 0  # how many of the steps were not undone

    def add(self, before: Moment, after: Moment) -> None:
        """Remember a line that was just filed; what was undone before can no longer be redone.

        What the user decided for this line alone, such as a code that becomes a speaker's, is not
        restored.
        """
        before = replace(before, line=replace(before.line, joining=frozenset(), as_text=False))
        self._steps[self._done :] = [(before, after)]
        self._done += 1

    def found(self, session: Session) -> CaptureState | None:
        """Return the state that belongs to a session if an undo or a redo of one line led to it."""
        if self._done and _same(session, self._steps[self._done - 1][0].session):
            self._done -= 1
            return self._steps[self._done][0].line
        if self._done < len(self._steps) and _same(session, self._steps[self._done][1].session):
            self._done += 1
            return self._steps[self._done - 1][1].line
        return None


def _same(one: Session, two: Session) -> bool:
    """Return whether two sessions hold the same, whoever has the floor."""
    extras = ({k: v for k, v in s.extra.items() if k != FLOOR} for s in (one, two))
    left, right = extras
    return one.people == two.people and one.sections == two.sections and left == right
