"""The session screen: outline, notes, and where there is room the report beside them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from gsef_tui.checks.findings import Finding
from gsef_tui.checks.rules import check
from gsef_tui.model import stops
from gsef_tui.model.facts import fact_times
from gsef_tui.model.places import Place
from gsef_tui.model.sitting import Step
from gsef_tui.model.template import Kind
from gsef_tui.storage.finding import Hit
from gsef_tui.storage.pictures import resolve

from ..clock import badge, clocks, countdown
from ..desk import Desk
from ..measures import NARROW, ROOMY, WIDE
from ..panels.check import Check
from ..panes.base import Pane
from ..panes.choose import pane_for
from ..panes.people import PersonPane
from ..text import content
from ..widgets.bars import Bar, FooterBar, HeaderBar
from ..widgets.note_area import NoteArea
from ..widgets.outline import OutlineView
from ..widgets.report_view import ReportView
from ..widgets.rows import Rows
from .base import BaseScreen
from .preview import PreviewScreen
from .session_commands import PeopleCommands, StructureCommands
from .session_panels import SessionPanels


class SessionScreen(BaseScreen):
    """One session on the desk. Widgets show the sitting's value; nothing is read back from them."""

    FOOTER = ("help", "preview", "goto", "export", "next_part", "check", "palette")

    def __init__(self, desk: Desk, place: str = "", cursor: int | None = None) -> None:
        super().__init__()
        self.desk = desk
        self._panes: dict[str, Pane] = {}
        self._pane: Pane | None = None
        self._start = Place.parse(place) if place else None
        self._start_cursor = cursor
        self._shown_revision = -1
        self._previewed: tuple[int, Place] | None = None
        self.last_export: Path | None = None
        self._holders = (SessionPanels(self), StructureCommands(self), PeopleCommands(self))

    def compose(self) -> ComposeResult:
        """One line of header, one of footer, the notes get the room."""
        yield HeaderBar(id="header")
        with Horizontal(id="body"):
            yield OutlineView(id="outline")
            with Vertical(id="notes"):
                yield Bar(id="where")
                yield Bar(id="who")
                yield Vertical(id="panes")
            yield ReportView(id="side")
            yield Vertical(id="right")
        yield Vertical(id="panels")
        yield FooterBar()

    async def on_mount(self) -> None:
        """Open at the last place, the cursor at the end."""
        self._fold(self.app.size.width)
        first = self.desk.template.all_sections[0].id
        await self.go(self._start or Place(first), self._start_cursor)
        self.set_interval(1.0, self._tick)
        if self.desk.read_only:
            self.say(
                "This file is of a newer version of the program: it can be read only", stays=60
            )

    # -- places -----------------------------------------------------------------------------------

    @property
    def here(self) -> Place:
        """Where one is."""
        return self._pane.here if self._pane else Place("")

    def mounted_panes(self) -> list[Pane]:
        """Every pane that was shown so far."""
        return list(self._panes.values())

    @property
    def pane(self) -> Pane | None:
        """The pane that is shown."""
        return self._pane

    async def go(self, place: Place, cursor: int | None = None) -> None:
        """Show a place: the cursor at an offset, else at the end of its text."""
        self.desk.sitting.close_batch()
        section = self.desk.template.section(place.section)
        if section is None:  # the forum's facts stand among the session's
            section = self.desk.template.all_sections[0]
        kind = PersonPane if place.part and section.kind is Kind.PEOPLE else None
        key = f"{section.id}/{kind.__name__ if kind else ''}"
        if self._pane is not None and self._pane is not self._panes.get(key):
            self._pane.leaving()
        if key not in self._panes:
            pane = pane_for(section, kind)(self.desk, section)
            self._panes[key] = pane
            await self.query_one("#panes", Vertical).mount(pane)
        for other_key, other in self._panes.items():
            other.display = other_key == key
        self._pane = self._panes[key]
        await self._pane.arrive(place, cursor)
        self.tell(arrive=True)

    async def go_to_hit(self, hit: Hit) -> None:
        """Show a place with what was found there selected."""
        await self.go(Place.parse(hit.place), hit.offset)
        area = self._pane.area if self._pane else None
        if area is not None and self.here == Place.parse(hit.place):
            area.move_cursor(area.location_of(hit.offset))
            area.move_cursor(area.location_of(hit.offset + hit.length), select=True)

    async def last_text(self) -> NoteArea | None:
        """The text typed into last, with the focus."""
        if self._pane is None or self._pane.area is None:
            return None
        if self.panel is not None:
            await self.close_panel(refocus=False)
        self.query_one("#outline").remove_class("over")
        self.set_focus(self._pane.area)
        return self._pane.area

    async def step(self, by: int) -> None:
        """The place below or above in the outline."""
        places = [stop.place for stop in stops.stops(self.desk.session, self.desk.template)]
        here = self.here
        at = next((n for n, p in enumerate(places) if p == Place(here.section, here.key)), None)
        if at is None:
            at = next((n for n, p in enumerate(places) if p.section == here.section), 0)
        if 0 <= at + by < len(places):
            await self.go(places[at + by])

    # -- what is shown ----------------------------------------------------------------------------

    def tell(self, *, arrive: bool = False) -> None:
        """Show where one is and how far everything has come."""
        session, template = self.desk.session, self.desk.template
        self._shown_revision = self.desk.sitting.revision
        here = self.here
        outline = self.query_one(OutlineView)
        outline.tell(session, template, here, arrive=arrive)
        title = stops.title(session, template, here)
        if outline.has_class("folded"):
            section = template.section(here.section)
            state = stops.status(session, template, section) if section else ""
            head, mark, rest = title.partition(" › ")
            title = f"{head} {state}{mark}{rest}"
        person = session.people.get(stops.whose(session, template, here))
        who = ", ".join(filter(None, (person.organisation, person.country))) if person else ""
        if section_hint := self._hint(here):
            who = who or section_hint
        focused = isinstance(self.focused, NoteArea) and self.panel is None
        self.query_one("#where", Bar).say(content(f"{'▌' if focused else ' '}{title}", "bold"))
        self.query_one("#who", Bar).say(content(f" {who}", "$text-muted"))
        self._tell_header()
        self.tell_footer()

    def panel_changed(self) -> None:
        """An open check takes the room of the outline where there is little."""
        self._fold(self.size.width)
        self.tell()

    def _hint(self, here: Place) -> str:
        section = self.desk.template.section(here.section)
        if section is not None and section.kind is Kind.PEOPLE and not here.part:
            return "Name, Organisation (Country): one a line, several can be pasted"
        return ""

    def _tell_header(self) -> None:
        times = fact_times(self.desk.session, self.desk.template)
        now = datetime.now().astimezone()
        there, local = clocks(times, now)
        parts = [(0, there), (3, local), (0, countdown(times, now))]
        self.query_one(HeaderBar).tell(parts, badge(self.desk.saver.state, time.monotonic()))

    def saved(self) -> None:
        """The saver has news."""
        if self.is_attached:
            self._tell_header()

    def _tick(self) -> None:
        """Once a second: the clock, the age of what is unsaved, the counts, the report beside."""
        if self.app.screen is not self:
            return
        if self.desk.sitting.revision != self._shown_revision:
            self.tell()
            self.tell_check()
        else:
            self._tell_header()
            self.tell_footer()
        self._tell_side()

    def _tell_side(self) -> None:
        side = self.query_one("#side", ReportView)
        seen = (self.desk.sitting.revision, self.here)
        if side.display and seen != self._previewed:
            self._previewed = seen
            side.show(self.desk.session, self.desk.template, str(self.here))

    def tell_check(self) -> None:
        """Keep an open check true."""
        if isinstance(self.panel, Check):
            self.panel.tell(self.desk.session, self.findings())

    def findings(self) -> tuple[Finding, ...]:
        """What is missing or contradicts itself, now."""
        path = self.desk.path
        return check(
            self.desk.session, self.desk.template, picture=lambda f: resolve(path, f) is not None
        )

    def on_resize(self, event: events.Resize) -> None:
        """Below 80 columns the outline folds away, from 140 the report stands beside."""
        self._fold(event.size.width)
        self.call_after_refresh(self.tell)

    def _fold(self, width: int) -> None:
        outline = self.query_one(OutlineView)
        checking = isinstance(self.panel, Check)
        outline.set_class(width < (ROOMY if checking else NARROW), "folded")
        side = self.query_one("#side", ReportView)
        side.display = width >= WIDE and not checking
        if side.display:
            self._previewed = None

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _focus_moved(self) -> None:
        if self._pane is not None:
            self.tell()

    @on(Pane.Changed)
    async def _pane_changed(self, event: Pane.Changed) -> None:
        event.stop()
        if event.structure:
            self.tell()
            self.tell_check()

    @on(Pane.Says)
    def _pane_says(self, event: Pane.Says) -> None:
        event.stop()
        self.say(event.text, error=event.error)

    @on(Pane.Asks)
    async def _pane_asks(self, event: Pane.Asks) -> None:
        event.stop()
        await self.ask(event.prompt)

    @on(Rows.Chosen, "#outline")
    async def _outline_chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        self.query_one(OutlineView).remove_class("over")
        await self.go(event.item.place)

    # -- commands ---------------------------------------------------------------------------------

    def command_holders(self) -> Sequence[object]:
        """The pane that is shown, and the groups of commands of this screen."""
        return (*((self._pane,) if self._pane else ()), *self._holders)

    async def do_preview(self) -> None:
        """The report as it will be handed in."""
        if self.panel is not None:
            await self.close_panel()
        await self.app.push_screen(
            PreviewScreen(self.desk.session, self.desk.template, str(self.here))
        )

    async def do_next_place(self) -> None:
        """The place below."""
        await self.step(1)

    async def do_previous_place(self) -> None:
        """The place above."""
        await self.step(-1)

    async def do_next_part(self) -> None:
        """Outline, notes, an open check, and round again."""
        outline = self.query_one(OutlineView)
        check_rows = self.panel.rows if isinstance(self.panel, Check) else None
        if outline.has_focus:
            outline.remove_class("over")
            if check_rows is not None:
                self.set_focus(check_rows)
            else:
                await self.last_text()
        elif check_rows is not None and check_rows.has_focus and self._pane and self._pane.area:
            self.set_focus(self._pane.area)
        else:
            outline.set_class(outline.has_class("folded"), "over")
            self.set_focus(outline)

    async def do_undo(self) -> None:
        """Take back the latest act."""
        await self._show_step(self.desk.undo(), "Nothing to undo in this sitting")

    async def do_redo(self) -> None:
        """Do it again."""
        await self._show_step(self.desk.redo(), "Nothing to redo")

    async def _show_step(self, step: Step | None, nothing: str) -> None:
        if step is None:
            self.say(nothing)
            return
        for edit in step.edits:
            for pane in self._panes.values():
                pane.reflect(edit)
        if step.structure:
            for pane in self._panes.values():
                await pane.rebuild()
        await self.go(step.place, step.cursor)

    def do_save(self) -> None:
        """Write at once."""
        state = self.desk.saver.save_now()
        self.say(f"Saved: {self.desk.path}" if state.saved else f"Not saved: {state.reason}")

    async def do_home(self) -> None:
        """Back to the sessions."""
        await self.gsef.close_session()
