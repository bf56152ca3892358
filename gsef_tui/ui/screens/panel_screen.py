"""The panel of a screen: one at a time; closing it returns the focus."""

from __future__ import annotations

from textual.containers import Vertical
from textual.widget import Widget

from gsef_tui.editing.commands.context import Answer, PanelName

from ..panels.base import Panel
from ..panels.prompt import Prompt
from ..widgets.note_area import NoteArea
from .footer import FooterScreen


class PanelScreen(FooterScreen):
    """A screen with a panel that opens over its lower part. The command that opens it also closes
    it."""

    def __init__(self) -> None:
        super().__init__()
        self.panel: Panel | None = None
        self.panel_name: PanelName | None = None
        self._back: NoteArea | Widget | None = None

    async def make_panel(self, name: PanelName) -> Panel | str | None:
        """Return a new panel of that name, or why there is none; None if the user has been told
        already."""
        return None

    async def toggle_panel(self, name: PanelName) -> None:
        """Open a panel, or close it if it is open."""
        if self.panel is not None and self.panel_name == name:
            await self.leave_panel()
            return
        panel = await self.make_panel(name)
        if isinstance(panel, str):
            self.say(panel)
        elif panel is not None:
            await self.open_panel(panel, self.panel_place(name), name)

    def panel_place(self, name: PanelName) -> str:
        """Return the selector of the container in which a panel opens."""
        return "#panels"

    async def open_panel(
        self, panel: Panel, where: str = "#panels", name: PanelName | None = None
    ) -> None:
        """Show a panel and focus it; it replaces an open one."""
        back = None if self.in_panel() else self.focused
        if self.panel is not None:
            await self.leave_panel(refocus=False)
            back = back or self._back
        self._back = back
        self.panel, self.panel_name = panel, name
        await self.query_one(where, Vertical).mount(panel)
        await panel.opened()
        if panel.focus_first is not None:
            self.set_focus(panel.focus_first)
        self.panel_changed()

    async def leave_panel(self, refocus: bool = True) -> None:
        """Remove the panel and return the focus to where it came from."""
        panel, self.panel, self.panel_name = self.panel, None, None
        if panel is None or not self.is_attached:  # the screen itself may be closed
            return
        await panel.leave()
        inside = self.focused is not None and panel in self.focused.ancestors_with_self
        if refocus and inside and self._back is not None and self._back.is_attached:
            self.set_focus(self._back)
        await panel.remove()
        self.panel_changed()

    def panel_changed(self) -> None:
        """React to a panel that was opened or closed."""

    async def ask(self, question: str, text: str, answer: Answer, hint: str = "") -> None:
        """Ask one question at the bottom of the screen; ``text`` is the proposed answer."""
        await self.open_panel(Prompt(question, text, answer, hint))

    def in_panel(self) -> bool:
        """Return whether the panel has the focus."""
        return self.focused is not None and self.panel in self.focused.ancestors_with_self
