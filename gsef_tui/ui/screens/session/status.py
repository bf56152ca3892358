"""The status of the session on screen: the place, what is saved, how complete everything is."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from textual.content import Content

from gsef_tui.editing.clock import clocks, countdown, floor, last_minutes
from gsef_tui.editing.open_session import OpenSession
from gsef_tui.editing.save_badge import badge
from gsef_tui.model import progress, titles
from gsef_tui.model.limits import measures
from gsef_tui.model.places import Place, code_at
from gsef_tui.model.times import fact_times

from ...breakpoints import NARROW, ROOMY, WIDE
from ...panes.pane_registry import VIEWS
from ...panes.stack import PaneStack
from ...text import content
from ...widgets.bars import Bar, HeaderBar, Part
from ...widgets.note_area import NoteArea
from ...widgets.outline import OutlineView
from ...widgets.overview import Overview
from ...widgets.report_view import ReportView
from ..base import BaseScreen
from .side_preview import SidePreviewScheduler

if TYPE_CHECKING:
    from gsef_tui.checks import Finding

HALF_A_MINUTE = timedelta(seconds=30)
SELDOM = 3.0
"""Seconds after which what is missing is computed again."""


class StatusPresenter:
    """Keeps the header, the outline, the title and the overview beside the notes up to date.

    After typing in a text it updates once a second; after any other change at the end of the key.
    ``follow`` updates everything on the screen, including this presenter.
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
        self.width = 0
        """The width, in columns, that the layout is adapted to."""
        self._here = Place("")
        self._side = SidePreviewScheduler(screen, opened, panes)
        self._overseen: tuple[int, Place, int] | None = None
        self._missing: list[str] = []  # what is missing: possible wordings, the longest first
        self._looked = -1  # the revision for which it was computed
        self._looked_at = float("-inf")

    @property
    def is_current(self) -> bool:
        """Whether the screen shows the current session."""
        return self.revision == self._opened.store.revision

    def fold(self, width: int) -> None:
        """Adapt the layout to a width. Below 80 columns the outline is hidden; from 140 the report
        stands beside the notes, or from 110 the overview, if it is kept open. An open check
        replaces them."""
        self.width = width
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
        """Show the current place and how complete everything is."""
        session = self._opened.session
        self.revision = self._opened.store.revision
        self._here = here = self._panes.here
        self._screen.query_one(OutlineView).show_session(session, here, arrive=arrive)
        person = session.people.get(code_at(session, here))
        who = ", ".join(filter(None, (person.organisation, person.country))) if person else ""
        if section_hint := self._hint(here):
            who = who or section_hint
        self._screen.query_one("#who", Bar).say(
            Content.assemble(content(f" {who}", "muted"), *self._lengths(here, after=bool(who)))
        )
        self.update_focus()
        if arrive:
            self._update_overview()

    def update_focus(self) -> None:
        """Show what has the focus. If the place is still the same, what was typed before is counted
        by the next tick, so that a letter typed now need not wait."""
        session = self._opened.session
        here = self._panes.here
        if here != self._here:
            self.update()
            return
        title = titles.place_title(session, here)
        head, mark, rest = title.partition(" › ")
        if self._screen.query_one(OutlineView).has_class("folded"):
            section = session.template.section(here.section)
            state = progress.status(session, section) if section else ""
            head = f"{head} {state}"
        focused = isinstance(self._screen.focused, NoteArea) and self._screen.panel is None
        self._screen.query_one("#where", Bar).say(
            Content.assemble(
                content("▌" if focused else " ", "accent"),
                content(head + mark, "muted" if mark else "strong"),
                content(rest, "strong"),
            )
        )
        self.update_header()
        self._screen.update_footer()

    def _hint(self, here: Place) -> str:
        section = self._opened.template.section(here.section)
        return VIEWS[section.kind].hint if section is not None and not here.part else ""

    def _lengths(self, here: Place, *, after: bool) -> list[Content]:
        """Return the length of the current text against the template's limits, such as ``2/3
        paragraphs``; a limit that is exceeded has a mark."""
        section = self._opened.template.section(here.section)
        if section is None or not section.kind.limited:
            return []
        pieces = [content(" · " if after else "", "muted")]
        for n, measure in enumerate(measures(self._opened.text(here), section.limits)):
            mark, style = ("! ", "warning") if measure.is_over else ("", "muted")
            pieces.append(content(f"{' · ' if n else ''}{mark}{measure}", style))
        return pieces if len(pieces) > 1 else []

    def update_header(self) -> None:
        """Update the clock, the time left, and the badge."""
        session = self._opened.session
        times = fact_times(session)
        now, turn = self._opened.now(), self._opened.turns.turn
        there, local = clocks(times, now)
        speaks = session.people.get(turn.who) if turn else None
        wide = self.width >= WIDE
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
            key=self._screen.key("decide"),
        )
        self._screen.query_one(HeaderBar).show(parts, saved)

    def tick(self) -> None:
        """Update, once a second, the clock, the age of unsaved text, the counts, and what is beside
        the notes."""
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
        """Compute what is missing in the last minutes, but not at each tick."""
        opened, seen = self._opened, time.monotonic()
        if opened.store.revision == self._looked or seen - self._looked_at < SELDOM:
            return
        if last_minutes(fact_times(opened.session), opened.now()):
            self.find(wording=False)
            self._looked, self._looked_at = opened.store.revision, seen

    def find(self, *, wording: bool) -> Sequence[Finding]:
        """Return the findings, and store the header's summary of what is missing."""
        from gsef_tui.checks import missing_count
        from gsef_tui.checks.last_minutes import in_fewer_words, still_missing

        found = self._opened.findings(wording=wording)
        self._missing = in_fewer_words(still_missing(found), missing_count(found))
        return found

    def _update_overview(self) -> None:
        """Update the overview beside the notes if the session, the speaking time in half minutes,
        or the place has changed."""
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
