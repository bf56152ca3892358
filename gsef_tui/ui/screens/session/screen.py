"""The session screen: outline, notes, and where there is room the report beside them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from gsef_tui.model.places import Place
from gsef_tui.model.template import Kind
from gsef_tui.storage.finding import Hit

from ...desk import Desk
from ...panes.base import Pane
from ...panes.choose import pane_for
from ...panes.people import PersonPane
from ...widgets.bars import Bar, FooterBar, HeaderBar
from ...widgets.note_area import NoteArea
from ...widgets.outline import OutlineRow, OutlineView
from ...widgets.report_view import ReportView
from ..base import BaseScreen
from .glance import Glance
from .moves import MoveCommands
from .panels import PanelCommands
from .people import PeopleCommands
from .structure import StructureCommands


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
        self.last_export: Path | None = None
        self._holders = (
            MoveCommands(self),
            PanelCommands(self),
            StructureCommands(self),
            PeopleCommands(self),
        )
        self.glance = Glance(self)

    def compose(self) -> ComposeResult:
        """One line of header, one of footer, the notes get the room."""
        yield HeaderBar(id="header")
        with Horizontal(id="body"):
            yield OutlineView(self._outline_chosen, id="outline")
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
        self.glance.fold(self.app.size.width)
        first = self.desk.template.all_sections[0].id
        await self.go(self._start or Place(first), self._start_cursor)
        self.set_interval(1.0, self.glance.tick)
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
        self.glance.tell(arrive=True)

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

    # -- what is shown ----------------------------------------------------------------------------

    def saved(self) -> None:
        """The saver has news."""
        if self.is_attached:
            self.glance.tell_header()

    def panel_changed(self) -> None:
        """An open check takes the room of the outline where there is little."""
        self.glance.fold(self.size.width)
        self.glance.tell()

    def on_resize(self, event: events.Resize) -> None:
        """The screen changes its shape with its width."""
        self.glance.fold(event.size.width)
        self.call_after_refresh(self.glance.tell)

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _focus_moved(self) -> None:
        if self._pane is not None:
            self.glance.tell()

    @on(Pane.Changed)
    async def _pane_changed(self, event: Pane.Changed) -> None:
        event.stop()
        if event.structure:
            self.glance.tell()
            self.glance.tell_check()

    @on(Pane.Says)
    def _pane_says(self, event: Pane.Says) -> None:
        event.stop()
        self.say(event.text, error=event.error)

    @on(Pane.Asks)
    async def _pane_asks(self, event: Pane.Asks) -> None:
        event.stop()
        await self.ask(event.prompt)

    async def _outline_chosen(self, row: OutlineRow) -> None:
        self.query_one(OutlineView).remove_class("over")
        await self.go(row.place)

    async def settle(self) -> None:
        """Fields that are to come or go in the pane."""
        if self._pane is not None:
            await self._pane.settle()

    # -- commands ---------------------------------------------------------------------------------

    def command_holders(self) -> Sequence[object]:
        """The pane that is shown, and the groups of commands of this screen."""
        return (*((self._pane,) if self._pane else ()), *self._holders)
