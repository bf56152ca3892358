"""The session screen: outline, notes, and on a wide terminal the report beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from gsef_tui.editing.commands.command import Command, Done
from gsef_tui.editing.commands.context import PanelMemory, PanelName
from gsef_tui.editing.open_session import OpenSession
from gsef_tui.editing.transactions import Change, ReplaceSilently, TextEdit
from gsef_tui.model.places import Place

from ...breakpoints import NARROW
from ...panels.base import Panel
from ...panes.base import Pane
from ...panes.stack import PaneStack
from ...widgets.bars import Bar, FooterBar, HeaderBar
from ...widgets.note_area import NoteArea, is_text
from ...widgets.outline import OutlineRow, OutlineView
from ...widgets.overview import Overview
from ...widgets.report_view import ReportView
from .actions import SessionActions
from .saving import SavingMessages
from .status import StatusPresenter

LONG_TEXT = 4_000
"""Characters in an edit from which on counting them is left to the next second."""


class SessionScreen(SessionActions):
    """The open session. Widgets show its value; nothing is read back from them.

    The screen subscribes to the store: a change marks the screen as outdated, and ``update`` at the
    end of the key shows it. After typing in a text, the header and the outline follow within a
    second, so that no key waits for them.
    """

    FOOTER = ("help", "preview", "goto", "line", "export", "next_part", "check", "palette")

    def __init__(self, opened: OpenSession, place: str = "") -> None:
        super().__init__()
        self.opened = opened
        self.panel_memory = PanelMemory()
        self.last_export: Path | None = None
        self.panes = PaneStack(opened, id="panes")
        self.status = StatusPresenter(self, opened, self.panes, self.update_status)
        self._start = Place.parse(place) if place else None
        self._saving = SavingMessages(self, opened, self.panes, self.status)
        self._outdated = self._in_key = self._typing = False
        self._expansion = ""

    def compose(self) -> ComposeResult:
        """Yield one line of header, the body, the panels, and one line of footer."""
        yield HeaderBar(id="header")
        with Horizontal(id="body"):
            yield OutlineView(self._outline_chosen, id="outline")
            with Vertical(id="notes"):
                yield Bar(id="where")
                yield Bar(id="who")
                yield self.panes
            yield Overview(self.session, self.go, id="beside")
            yield ReportView(id="side", gently=True)
            yield Vertical(id="right")
        yield Vertical(id="panels")
        yield FooterBar()

    async def on_mount(self) -> None:
        """Show the last place, with the cursor at the end."""
        self.opened.store.subscribe(self._on_change)
        self.opened.on_refused = self._refuse
        self.status.fold(self.app.size.width)
        await self.go(self._start or Place(self.template.all_sections[0].id))
        self.set_interval(1.0, self.status.tick)
        self._saving.opened()
        self._saving.show(self.opened.saver.state)

    # -- the open session -------------------------------------------------------------------------

    def _on_change(self, change: Change) -> None:
        self.panes.on_change(change)
        match change.transaction:
            case TextEdit(inserted=text) if self._typing or len(text) > LONG_TEXT:
                return
            case ReplaceSilently() if self._typing:
                return
        self._outdated = True
        if not self._in_key:
            self.call_later(self.update)

    def _refuse(self) -> None:
        self.say(self.opened.why_read_only, error=True)

    def saved(self) -> None:
        """Show the saver's new state."""
        if self.is_attached:
            self._saving.show(self.opened.saver.state)

    # -- keys -------------------------------------------------------------------------------------

    async def accept_key(self, event: events.Key) -> bool:
        """Handle a key and show what it changed; return whether the key was handled."""
        with self._handling():
            return await super().accept_key(event)

    async def accept_paste(self, event: events.Paste) -> None:
        """Insert a paste and show what it changed."""
        with self._handling():
            await super().accept_paste(event)

    @contextmanager
    def _handling(self) -> Iterator[None]:
        """Mark that input is handled, at whose end the screen is updated, and whether it goes to a
        note."""
        self._in_key = True
        self._typing = isinstance(self.focused, NoteArea) and not self.in_panel()
        try:
            yield
        finally:
            self._in_key = self._typing = False

    async def process_key(self, event: events.Key) -> bool:
        """Handle a key. In a read-only window, typing shows why it is refused. If nothing else uses
        Ctrl+C, it copies the path of the last export."""
        writes = event.key in ("enter", "backspace", "delete") or is_text(event.character or "")
        typing = self.panel is None and isinstance(self.focused, NoteArea)
        if writes and typing and self.opened.refuses():
            return True
        pane = self.panes.current
        if pane is not None and await pane.process_key(event):
            return True
        if await super().process_key(event):
            self._show_expansion()
            return True
        if event.key == "ctrl+c" and self.last_export is not None:
            return await self.run_command("copy_path")
        return False

    async def settle(self) -> None:
        """Add and remove the fields of the pane before the next key."""
        await super().settle()
        if self.panes.current is not None:
            await self.panes.current.settle()

    async def last_text(self) -> NoteArea | None:
        """Focus the text that was typed into last, and return it."""
        area = self.panes.area
        if area is None:
            return None
        if self.panel is not None:
            await self.leave_panel(refocus=False)
        self.query_one("#outline").remove_class("over")
        self.set_focus(self.panes.area)
        return self.panes.area

    def _show_expansion(self) -> None:
        """Show in the footer how the next key will expand the abbreviation before the cursor, if
        any."""
        area = self.focused
        known = area.expander.known(area) if isinstance(area, NoteArea) and area.expander else ""
        if known:
            self.say(known)
        elif self._expansion and self._message == self._expansion:
            self.hush()
        self._expansion = known

    # -- commands ---------------------------------------------------------------------------------

    def action(self, command: Command) -> Callable[[], Done] | None:
        """Return the function that runs a command here; a read-only window refuses a command that
        writes."""
        run = command.session
        if run is None:
            return super().action(command)
        if not command.available(self):
            return None
        if command.writes and self.opened.read_only:
            return self._refuse
        return lambda: run(self)

    async def run_command(self, command_id: str) -> bool:
        """Run a command, and mark the screen as outdated if the session has changed."""
        done = await super().run_command(command_id)
        self._outdated = self._outdated or (done and not self.status.is_current)
        return done

    # -- what is shown ----------------------------------------------------------------------------

    async def update(self) -> None:
        """Show what changed."""
        if not self._outdated or not self.is_attached:
            return
        self._outdated = False
        await self.panes.update()
        self.update_status()

    def update_status(self) -> None:
        """Update the header, the outline and the open panel."""
        if self.panel is not None:
            self.panel.update()  # an open check tells the header what is missing
        self.status.update()

    def panel_changed(self) -> None:
        """Adapt the layout to a panel that was opened or closed. On a narrow terminal an open check
        replaces the outline; an outline over the notes is hidden again."""
        outline = self.query_one(OutlineView)
        if self.panel is not None and outline.has_class("over"):
            outline.remove_class("over")
            if self._back is outline:
                self._back = self.panes.area or self._back
        self.status.fold(self.size.width)
        self.status.update_focus()

    def panel_place(self, name: PanelName) -> str:
        """Return where a panel opens: check at the right, go-to inside a visible overview."""
        if name == "check" and self.size.width >= NARROW:
            return "#right"
        if name == "go_to" and self.query_one(Overview).display:
            return "#beside"
        return "#panels"

    async def make_panel(self, name: PanelName) -> Panel | str | None:
        """Return a new panel of that name, or why there is none."""
        if name in ("palette", "themes"):
            return await super().make_panel(name)
        from ...panels.session_panels import make_panel

        return await make_panel(name, self)

    def footer_keys(self) -> list[tuple[str, str]]:
        """Return the keys of the footer; a narrow one omits F4, to have room for F6, which shows
        the outline."""
        keys = super().footer_keys()
        return keys if self.size.width >= NARROW else [key for key in keys if key[1] != "Line"]

    def on_resize(self, event: events.Resize) -> None:
        """Adapt the layout to another width."""
        if event.size.width != self.status.width:
            self.status.fold(event.size.width)
            self.call_after_refresh(self.status.update)

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _focus_moved(self) -> None:
        if self.panes.current is not None:
            self.status.update_focus()

    @on(Pane.Says)
    def _pane_says(self, event: Pane.Says) -> None:
        event.stop()
        text = f"{event.text}. {self.key('undo')} undoes this" if event.undo else event.text
        self.say(text, error=event.error)

    async def _outline_chosen(self, row: OutlineRow) -> None:
        self.query_one(OutlineView).remove_class("over")
        await self.go(row.place)
