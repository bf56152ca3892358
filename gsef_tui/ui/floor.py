"""Who has the floor in the session that is open: it follows the notes, and a hand corrects it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from gsef_tui.capture.floor import current, follows, give, pass_to, speaker
from gsef_tui.model.facts import fact_times
from gsef_tui.model.floor import Turn
from gsef_tui.model.places import Place
from gsef_tui.model.session import Session
from gsef_tui.model.sitting import Sitting


def _wall_clock() -> datetime:
    return datetime.now().astimezone()


class FloorKeeper:
    """Gives the floor to whom notes are added for. It asks for the session only when they are added
    somewhere else than before: a key in the same note costs nothing.

    ``changed`` is called after each change; ``now`` is the clock, with a zone.
    """

    def __init__(self, sitting: Sitting, changed: Callable[[], None]) -> None:
        self.now: Callable[[], datetime] = _wall_clock
        self.place: Place | None = None
        """Where something was last added at the end: more of it there changes nothing."""
        self._sitting = sitting
        self._changed = changed

    @property
    def turn(self) -> Turn | None:
        """The turn that goes on."""
        return current(self._sitting.session, self.now())

    def noted(self, place: Place) -> None:
        """Something was added at the end of the text at a place."""
        self.place = place
        code = speaker(self._sitting.session, self._sitting.template, place)
        if code:
            self._follow(code)

    def heard(self, code: str) -> None:
        """A line for somebody was filed."""
        self.place = None
        self._follow(code)

    def give(self, code: str) -> None:
        """A hand gives the floor, on any day."""
        self.place = None
        self._take(give(self._sitting.session, code, self.there()))

    def nobody(self) -> None:
        """Nobody has the floor. More in the note one is in does not bring them back."""
        self._take(give(self._sitting.session, "", self.there()))

    def pass_to(self, code: str) -> None:
        """The turn that goes on is somebody else's."""
        self._take(pass_to(self._sitting.session, code, self.there()))

    def _follow(self, code: str) -> None:
        session, template = self._sitting.session, self._sitting.template
        if follows(session, fact_times(session, template), self.now()):
            self._take(give(session, code, self.there()))

    def there(self) -> datetime:
        """The time in the session's zone."""
        session, template = self._sitting.session, self._sitting.template
        return self.now().astimezone(fact_times(session, template).zone)

    def _take(self, after: Session) -> None:
        if after is not self._sitting.session:
            self._sitting.set_aside(after)
            self._changed()
