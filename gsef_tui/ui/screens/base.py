"""What every screen does: keys one after the other, commands, panels, footer."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from typing import ClassVar, cast

from textual import events
from textual.containers import Vertical
from textual.screen import Screen
from textual.widget import Widget

from gsef_tui.editing.app_state import AppStateStore
from gsef_tui.editing.commands.command import Command, Done, Scope, short_key
from gsef_tui.editing.commands.context import STAYS, Answer, PanelName
from gsef_tui.editing.keymap import bindings
from gsef_tui.editing.settings import SettingsStore

from ..editor.drawing import draw_now
from ..editor.rows_only import RowsCompositor
from ..panels.base import Panel
from ..panels.prompt import Prompt
from ..services import AppServices
from ..text import short
from ..widgets.bars import FooterBar
from ..widgets.note_area import NoteArea, is_text

LARGE_PASTE = 500_000
"""Characters from which on a paste is asked about: ten times the notes of a whole session."""
LONG_LINE = 4_000
"""Characters in a line from which on drawing it is felt."""


class BaseScreen(Screen[None]):
    """Takes each key to its end before the next one: a burst of keys keeps its order.

    A key is a command where the keymap says so; else it belongs to the open panel, then to the
    focused widget; a letter that nobody takes goes to the text typed into last. After the key,
    ``update`` shows what it changed.
    """

    SCOPE: Scope = "session"
    CLOSED_BY = ""
    """The id of the command that closes this screen, where it is one that lies over another."""
    AUTO_FOCUS = ""
    FOOTER: ClassVar[tuple[str, ...]] = ()

    def __init__(self) -> None:
        super().__init__()
        self._compositor = RowsCompositor()
        self._footer: FooterBar | None = None
        self.panel: Panel | None = None
        self.panel_name: PanelName | None = None
        self._back: NoteArea | Widget | None = None
        self._message = ""
        self._message_style = ""
        self._message_until = 0.0

    @property
    def services(self) -> AppServices:
        """The application, as far as screens know it."""
        return cast(AppServices, self.app)

    # -- keys -------------------------------------------------------------------------------------

    async def handle_key(self, event: events.Key) -> bool:
        """Carry a key out and show what it changed; whether anybody wanted it."""
        try:
            return await self.take_key(event)
        finally:
            await self.update()

    async def handle_paste(self, event: events.Paste) -> None:
        """Put a paste in its place and show what it changed."""
        await self.take_paste(event)
        await self.update()

    async def update(self) -> None:
        """Show what changed; called at the end of each key."""

    async def take_key(self, event: events.Key) -> bool:
        """Carry a key out, and say whether anybody wanted it."""
        command_id = bindings(self.services.commands, self.SCOPE).get(event.key)
        if command_id is not None:
            self._message_until = 0.0  # a message is old news after the next command
            if await self.run_command(command_id):
                return True
        if event.key == "escape" and self.panel is not None:
            await self.leave_panel()
            return True
        panel = self.panel
        if panel is not None and self._in_panel() and await panel.take_key(event):
            if panel.done and self.panel is panel:
                await self.leave_panel()
            return True
        taker = self.focused
        if taker is not None and hasattr(taker, "take_key") and await taker.take_key(event):
            if isinstance(taker, NoteArea):
                self.services.last_key = time.monotonic()
            await self.settle()
            return True
        if event.key == "shift+tab":
            return await self.run_command("next_part")
        return await self._stray(event)

    def draw_text(self) -> None:
        """Draw what a key changed in the focused text, before anything else."""
        if isinstance(self.focused, NoteArea):
            draw_now(self.focused)

    async def take_paste(self, event: events.Paste) -> None:
        """A paste goes to the focused text, else to the text typed into last."""
        area = self.focused if isinstance(self.focused, NoteArea) else await self.last_text()
        if area is None:
            return
        if len(event.text) > LARGE_PASTE:
            await self._ask_large(area, event.text)
            return
        area.take_paste(event.text)
        await self.settle()
        if (longest := max(map(len, event.text.splitlines()), default=0)) > LONG_LINE:
            self.say(f"Pasted. One line has {longest:,} characters: typing in it will be slow")

    async def _ask_large(self, area: NoteArea, text: str) -> None:
        """Ask before a paste that is so large that it must be a slip."""

        async def answer(_: str) -> str:
            area.take_paste(text)
            self.say(f"Pasted {len(text):,} characters")
            return ""

        hint = "Enter puts it in, Esc leaves it out"
        await self.ask(f"Paste {len(text):,} characters?", "", answer, hint)

    async def settle(self) -> None:
        """Finish what a key began, before the next key: fields that are to come or go."""

    async def last_text(self) -> NoteArea | None:
        """The text typed into last, shown and focused; None where there is none."""
        return None

    async def _stray(self, event: events.Key) -> bool:
        if event.character is None or not is_text(event.character):
            return False
        area = await self.last_text()
        return area is not None and await area.take_key(event)

    def _in_panel(self) -> bool:
        return self.focused is not None and self.panel in self.focused.ancestors_with_self

    # -- commands ---------------------------------------------------------------------------------

    async def run_command(self, command_id: str) -> bool:
        """Carry out a command; whether it is available here."""
        action = self.action(self._command(command_id))
        if action is None:
            return False
        done = action()
        if done is not None:
            await done
        return True

    def action(self, command: Command) -> Callable[[], Done] | None:
        """What carries a command out on this screen; None where it is not available."""
        if command.id == self.CLOSED_BY:
            return self.close_screen
        run = command.everywhere
        return None if run is None else lambda: run(self)

    def available(self) -> Sequence[Command]:
        """The commands that can be carried out here, in their order."""
        return [
            command
            for command in self.services.commands
            if command.scope in (self.SCOPE, "everywhere") and self.action(command) is not None
        ]

    def _command(self, command_id: str) -> Command:
        return next(c for c in self.services.commands if c.id == command_id)

    async def close_screen(self) -> None:
        """Go back to the screen that this one lies over."""
        await self.app.pop_screen()

    # -- what commands ask of a screen ------------------------------------------------------------

    @property
    def settings(self) -> SettingsStore:
        """The settings."""
        return self.services.settings

    @property
    def app_state(self) -> AppStateStore:
        """What is remembered from one run to the next."""
        return self.services.app_state

    def copy(self, text: str, said: str = "Sent to the clipboard") -> None:
        """Put text on the clipboard, and say so."""
        self.app.copy_to_clipboard(text)
        self.say(said)

    def short(self, text: str, columns: int) -> str:
        """Text of at most so many columns, cut with an ellipsis."""
        return short(text, columns)

    async def show_help(self) -> None:
        """Show every key that works on this screen."""
        from .help import HelpScreen

        await self.app.push_screen(HelpScreen(self.available(), self.SCOPE))

    def next_theme(self) -> str:
        """Switch to the next theme and return its name."""
        return self.services.next_theme()

    async def quit(self) -> None:
        """Save and end; soon after a key, ask for a second press."""
        await self.services.quit()

    async def leave_unsaved(self) -> None:
        """Give up what could not be saved, and end."""
        await self.services.leave_unsaved()

    # -- panels -----------------------------------------------------------------------------------

    async def toggle_panel(self, name: PanelName) -> None:
        """Open a panel, or close it where it is open."""
        if self.panel is not None and self.panel_name == name:
            await self.leave_panel()
            return
        panel = await self.make_panel(name)
        if isinstance(panel, str):
            self.say(panel)
        elif panel is not None:
            await self.open_panel(panel, self.panel_place(name), name)

    async def make_panel(self, name: PanelName) -> Panel | str | None:
        """A new panel of that name, or why there is none; None where that was said already."""
        if name != "palette":
            return None
        from ..panels.palette import Palette

        async def run(command_id: str) -> None:
            await self.leave_panel()
            await self.run_command(command_id)

        return Palette([c for c in self.available() if c.id != "palette"], run)

    def panel_place(self, name: PanelName) -> str:
        """The selector of the container in which a panel opens."""
        return "#panels"

    async def open_panel(
        self, panel: Panel, where: str = "#panels", name: PanelName | None = None
    ) -> None:
        """Show a panel and focus it; it replaces one that is open."""
        back = None if self._in_panel() else self.focused
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
        """Remove the panel; the focus returns to where it came from."""
        panel, self.panel, self.panel_name = self.panel, None, None
        if panel is None or not self.is_attached:  # the screen itself may have gone
            return
        await panel.leave()
        inside = self.focused is not None and panel in self.focused.ancestors_with_self
        if refocus and inside and self._back is not None and self._back.is_attached:
            self.set_focus(self._back)
        await panel.remove()
        self.panel_changed()

    def panel_changed(self) -> None:
        """A panel came or went."""

    async def ask(self, question: str, text: str, answer: Answer, hint: str = "") -> None:
        """Ask one question at the foot of the screen; ``text`` is proposed as the answer."""
        await self.open_panel(Prompt(question, text, answer, hint))

    # -- footer -----------------------------------------------------------------------------------

    def say(self, text: str, *, error: bool = False, stays: float = STAYS) -> None:
        """Show one sentence in the footer for a while; never over the line being typed."""
        self._message = text
        self._message_style = "bold $error" if error else "bold"
        self._message_until = time.monotonic() + stays
        self.update_footer()

    def hush(self) -> None:
        """Remove the message."""
        self._message_until = 0.0
        self.update_footer()

    def update_footer(self) -> None:
        """Show the message while it stays, else the keys."""
        if self._footer is None:
            self._footer = next(iter(self.query(FooterBar)), None)
        if self._footer is None:
            return
        if time.monotonic() >= self._message_until:
            self._message = ""
        self._footer.show(self.footer_keys(), self._message, self._message_style)

    def footer_keys(self) -> list[tuple[str, str]]:
        """The keys of the footer, in the order of ``FOOTER``."""
        by_id = {command.id: command for command in self.services.commands}
        shown = []
        for command_id in self.FOOTER:
            command = by_id[command_id]
            if command.keys and self.action(command) is not None:
                shown.append((short_key(self._shown_key(command)), command.footer))
        return shown

    def _shown_key(self, command: Command) -> str:
        prefers_ctrl = self.settings.current.footer_ctrl or sys.platform == "darwin"
        wanted = [k for k in command.keys if k.startswith("ctrl+")] if prefers_ctrl else []
        return (wanted or list(command.keys))[0]
