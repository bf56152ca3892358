"""What half a second's look has to show: the place, what is saved, how far everything is."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from textual.content import Content

from gsef_tui.editing.clock import badge, clocks, countdown, floor, last_minutes
from gsef_tui.editing.open_session import OpenSession
from gsef_tui.model import navigation
from gsef_tui.model.limits import measures
from gsef_tui.model.places import Place
from gsef_tui.model.times import fact_times

from ...breakpoints import NARROW, ROOMY, WIDE
from ...panes.pane_registry import VIEWS
from ...panes.stack import PaneStack
from ...text import content
from ...widgets.bars import Bar, HeaderBar, Part
from ...widgets.matrix import Overview
from ...widgets.note_area import NoteArea
from ...widgets.outline import OutlineView
from ...widgets.report_view import ReportView
from ..base import BaseScreen
from .side_preview import SidePreviewScheduler

if TYPE_CHECKING:
    from gsef_tui.checks import Finding

HALF_A_MINUTE = timedelta(seconds=30)
SELDOM = 3.0
"""Seconds after which what is missing is looked for again."""


class StatusPresenter:
    """Keeps header, outline, title, an open check and what stands beside the notes up to date.

    After letters in a text, that is done once a second; after any other change at the end of the
    key. ``follow`` has everything on the screen follow a change, this presenter included.
    """

    def __init__(
        self,
        screen: BaseScreen,
        opened: OpenSession,
        panes: PaneStack,
        follow: Callable[[], None],
    ) -> None:
        self._screen = screen
        self._opened = opened
        self._panes = panes
        self._follow = follow
        self.revision = -1
        """The revision of the session that is shown."""
        self._here = Place("")
        self._side = SidePreviewScheduler(screen, opened, panes)
        self._overseen: tuple[int, Place, int] | None = None
        self._missing: list[str] = []  # what is missing, in ever fewer words
        self._looked = -1  # the revision in which what is missing was looked for
        self._looked_at = float("-inf")

    @property
    def is_current(self) -> bool:
        """Whether the session is shown as it is."""
        return self.revision == self._opened.store.revision

    def fold(self, width: int) -> None:
        """Below 80 columns the outline folds away, from 140 the report stands beside, or from 110
        the overview where it is kept open; an open check takes the room of each."""
        checking = self._screen.panel_name == "check"
        outline = self._screen.query_one(OutlineView)
        outline.set_class(width < (ROOMY if checking else NARROW), "folded")
        side = self._screen.query_one("#side", ReportView)
        beside = self._screen.query_one(Overview)
        going = self._screen.panel is not None and self._screen.panel.parent is beside
        kept = self._screen.app_state.current.overview and width >= ROOMY and not checking
        beside.display = kept or going
        beside.set_class(going, "going")
        beside.set_class(width >= WIDE, "wide")
        side.display = width >= WIDE and not checking and not beside.display
        self._overseen = None
        self._side.forget()
        self._update_overview()

    def update(self, *, arrive: bool = False) -> None:
        """Show where one is and how far everything has come."""
        session = self._opened.session
        self.revision = self._opened.store.revision
        self._here = here = self._panes.here
        self._screen.query_one(OutlineView).show_session(session, here, arrive=arrive)
        person = session.people.get(navigation.whose(session, here))
        who = ", ".join(filter(None, (person.organisation, person.country))) if person else ""
        if section_hint := self._hint(here):
            who = who or section_hint
        self._screen.query_one("#who", Bar).say(
            Content.assemble(content(f" {who}", "dim"), *self._lengths(here, after=bool(who)))
        )
        self.update_focus()
        if arrive:
            self._update_overview()

    def update_focus(self) -> None:
        """Show what has the focus. What was typed before it moved is counted by the next tick,
        where one is still at the same place: a letter typed now does not wait for that."""
        session = self._opened.session
        here = self._panes.here
        if here != self._here:
            self.update()
            return
        title = navigation.title(session, here)
        if self._screen.query_one(OutlineView).has_class("folded"):
            section = session.template.section(here.section)
            state = navigation.status(session, section) if section else ""
            head, mark, rest = title.partition(" › ")
            title = f"{head} {state}{mark}{rest}"
        focused = isinstance(self._screen.focused, NoteArea) and self._screen.panel is None
        self._screen.query_one("#where", Bar).say(
            content(f"{'▌' if focused else ' '}{title}", "bold")
        )
        self.update_header()
        self._screen.update_footer()

    def _hint(self, here: Place) -> str:
        section = self._opened.template.section(here.section)
        return VIEWS[section.kind].hint if section is not None and not here.part else ""

    def _lengths(self, here: Place, *, after: bool) -> list[Content]:
        """The text one is in by the limits that the template sets for it: ``2/3 paragraphs``; what
        is over has a mark."""
        section = self._opened.template.section(here.section)
        if section is None or not section.kind.limited:
            return []
        pieces = [content(" · " if after else "", "dim")]
        for n, measure in enumerate(measures(self._opened.text(here), section.limits)):
            mark, style = ("! ", "bold $error") if measure.is_over else ("", "dim")
            pieces.append(content(f"{' · ' if n else ''}{mark}{measure}", style))
        return pieces if len(pieces) > 1 else []

    def update_header(self) -> None:
        """The clock, what is left of the time, and the badge."""
        session = self._opened.session
        times = fact_times(session)
        now, turn = self._opened.now(), self._opened.turns.turn
        there, local = clocks(times, now)
        speaks = session.people.get(turn.who) if turn else None
        wide = self._screen.size.width >= WIDE
        has = floor(turn, now, speaks.name if speaks and wide else "")
        asked = self._screen.panel_name == "check" or last_minutes(times, now)
        missing = self._missing if asked else ()
        left = countdown(times, now)
        parts: list[Part] = [(0, there), (3, local), (0, left), (2, missing), (1, has)]
        state = self._opened.saver.state
        saved = badge(
            state,
            time.monotonic(),
            writes=state.read_only or not self._opened.read_only,
            held=self._opened.holder is not None,
        )
        self._screen.query_one(HeaderBar).show(parts, saved)

    def tick(self) -> None:
        """Once a second: the clock, the age of what is unsaved, the counts, the report beside."""
        if self._screen.app.screen is not self._screen:
            return
        self._look_for_missing()
        if not self.is_current:
            self._follow()
        else:
            self.update_header()
            self._screen.update_footer()
        self._side.look()
        self._update_overview()

    def _look_for_missing(self) -> None:
        """In the last minutes, what is missing is looked for again, though not at each tick."""
        opened, seen = self._opened, time.monotonic()
        if opened.store.revision == self._looked or seen - self._looked_at < SELDOM:
            return
        if last_minutes(fact_times(opened.session), opened.now()):
            self.find(wording=False)
            self._looked, self._looked_at = opened.store.revision, seen

    def find(self, *, wording: bool) -> Sequence[Finding]:
        """The findings, and in the few words of the header what is missing."""
        from gsef_tui.checks import missing_count
        from gsef_tui.checks.last import in_fewer_words, still_missing

        found = self._opened.findings(wording=wording)
        self._missing = in_fewer_words(still_missing(found), missing_count(found))
        return found

    def _update_overview(self) -> None:
        """The overview beside: told when something was changed, somebody goes on speaking, or one
        has come elsewhere."""
        beside = self._screen.query_one(Overview)
        if not beside.display or not self._panes.here.section:
            return
        opened = self._opened
        now, turn = opened.now(), opened.turns.turn
        spoken = (now - turn.begins) // HALF_A_MINUTE if turn else 0
        seen = (opened.store.revision, self._panes.here, spoken)
        if seen != self._overseen:
            self._overseen = seen
            beside.show(opened.session, self._panes.here, now)
