"""The session screen: outline, notes, and where there is room the report beside them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from gsef_tui.model.places import Place
from gsef_tui.storage.errors import shown
from gsef_tui.storage.leaving import not_saved
from gsef_tui.storage.save_state import SaveState

from ...desk import Desk
from ...measures import NARROW
from ...panes.base import Pane
from ...widgets.bars import Bar, FooterBar, HeaderBar
from ...widgets.matrix import Overview
from ...widgets.note_area import NoteArea
from ...widgets.outline import OutlineRow, OutlineView
from ...widgets.report_view import ReportView
from .deciding import DecideCommands
from .filing import FilingCommands
from .floor import FloorCommands
from .glance import Glance
from .ideas import IdeaCommands
from .marks import MarkCommands
from .moves import MoveCommands
from .panels import PanelCommands
from .people import PeopleCommands
from .short_forms import ShortFormCommands
from .stage import Stage
from .structure import StructureCommands


class SessionScreen(Stage):
    """One session on the desk. Widgets show the sitting's value; nothing is read back from them."""

    FOOTER = ("help", "preview", "goto", "line", "export", "next_part", "check", "palette")

    def __init__(self, desk: Desk, place: str = "") -> None:
        super().__init__(desk)
        self._told_recovered = False
        self._told_failure = False
        self._told_copy: Path | None = None
        self._start = Place.parse(place) if place else None
        self._holders = (
            MoveCommands(self),
            MarkCommands(self),
            PanelCommands(self),
            StructureCommands(self),
            PeopleCommands(self),
            FloorCommands(self),
            DecideCommands(self),
            FilingCommands(self),
            ShortFormCommands(self),
            IdeaCommands(self),
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
            yield Overview(self.go, id="beside")
            yield ReportView(id="side", gently=True)
            yield Vertical(id="right")
        yield Vertical(id="panels")
        yield FooterBar()

    async def on_mount(self) -> None:
        """Open at the last place, the cursor at the end."""
        self.glance.fold(self.app.size.width)
        first = self.desk.template.all_sections[0].id
        await self.go(self._start or Place(first))
        self.set_interval(1.0, self.glance.tick)
        if self.desk.read_only:
            self.say(self.desk.why_read_only, error=True, stays=60)
        elif self.desk.lock_problem:
            self.say(f"No lock could be set ({self.desk.lock_problem}): open it in one window only")

    # -- what is shown ----------------------------------------------------------------------------

    def saved(self) -> None:
        """The saver has news."""
        if not self.is_attached:
            return
        was, path = self.desk.read_only, self.desk.path
        state = self.desk.saver.state
        self.desk.heed(state)
        if self.desk.path != path:
            self.gsef.session_moved(path, self.desk.path)
            self.say(f"The session was moved, and is followed: {shown(self.desk.path)}", stays=30)
        if self.desk.read_only and not was:
            for pane in self.mounted_panes():
                for area in pane.query(NoteArea):
                    area.read_only = True
            self.say(self.desk.why_read_only, error=True, stays=60)
        if state.recovered is not None and not self._told_recovered:
            self._told_recovered = True
            at = state.recovered.written.astimezone()
            self.say(f"Text of {at:%d/%m %H:%M} was never saved: F12 shows and takes it", stays=60)
        self._tell_failure(state)
        self.glance.tell_header()

    def _tell_failure(self, state: SaveState) -> None:
        """Say once that saving fails, again where the copy goes elsewhere, and that it works."""
        fails = bool(state.failed_since or state.stalled_since or state.copy)
        copy = state.conflict or state.copy
        elsewhere = copy is not None and copy != self._told_copy
        if not state.taken_by and (elsewhere or (fails and not self._told_failure)):
            self.say(not_saved(state), error=True, stays=30)
        elif self._told_failure and not fails and state.saved:
            self.say("Saved again: everything you typed is in the file", stays=15)
        self._told_failure, self._told_copy = fails, copy

    def told(self) -> None:
        """Header, outline and an open check follow a change."""
        self.glance.tell()
        self.glance.tell_check()

    def arrived(self) -> None:
        """The outline may set people in their order now."""
        self.glance.tell(arrive=True)

    def panel_changed(self) -> None:
        """An open check takes the room of the outline where there is little; an outline that lay
        over the notes is folded again."""
        outline = self.query_one(OutlineView)
        if self.panel is not None and outline.has_class("over"):
            outline.remove_class("over")
            if self._back is outline and self._pane is not None:
                self._back = self._pane.area
        self.glance.fold(self.size.width)
        self.glance.tell_focus()

    def on_resize(self, event: events.Resize) -> None:
        """The screen changes its shape with its width."""
        self.glance.fold(event.size.width)
        self.call_after_refresh(self.glance.tell)

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _focus_moved(self) -> None:
        if self._pane is not None:
            self.glance.tell_focus()

    @on(Pane.Changed)
    async def _pane_changed(self, event: Pane.Changed) -> None:
        event.stop()
        self.told()

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

    def footer_keys(self) -> list[tuple[str, str]]:
        """Where there is little room the line gives its place: F6 is how one sees the outline."""
        keys = super().footer_keys()
        return keys if self.size.width >= NARROW else [key for key in keys if key[1] != "Line"]

    # -- commands ---------------------------------------------------------------------------------

    def command_holders(self) -> Sequence[object]:
        """The pane that is shown, and the groups of commands of this screen."""
        return (*((self._pane,) if self._pane else ()), *self._holders)
