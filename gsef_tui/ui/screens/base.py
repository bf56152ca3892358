"""The base class of all screens: keys in order, commands, panels, footer."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events

from gsef_tui.editing.commands.command import Command, Done, short_key
from gsef_tui.editing.commands.context import PanelName
from gsef_tui.editing.keymap import bindings

from ..panels.base import Panel
from ..textual_private.compositor import use_rows_compositor
from ..textual_private.editor.incremental import draw_now
from ..widgets.note_area import NoteArea, is_text
from .actions import ActionScreen

LARGE_PASTE = 500_000
"""Characters from which on a paste needs confirmation: ten times the notes of a whole session."""
LONG_LINE = 4_000
"""Characters in a line from which on drawing it is noticeably slow."""


class BaseScreen(ActionScreen):
    """Handles each key completely before the next one, so that a burst of keys keeps its order.

    A key that the keymap knows runs a command. Any other key goes to the open panel, then to the
    focused widget; a letter that neither handles goes to the text typed into last. After the key,
    ``update`` shows what it changed.
    """

    CLOSED_BY = ""
    """The id of the command that closes this screen, if it lies over another."""
    AUTO_FOCUS = ""
    FOOTER: ClassVar[tuple[str, ...]] = ()

    def __init__(self) -> None:
        super().__init__()
        self._was_shown = False
        use_rows_compositor(self)

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Keep the styles at the first time: the widgets got them when they were mounted."""
        event.refresh_styles = event.refresh_styles and self._was_shown
        self._was_shown = True

    # -- keys -------------------------------------------------------------------------------------

    async def accept_key(self, event: events.Key) -> bool:
        """Handle a key and show what it changed; return whether the key was handled."""
        try:
            return await self.process_key(event)
        finally:
            await self.update()

    async def accept_paste(self, event: events.Paste) -> None:
        """Insert a paste and show what it changed."""
        await self.process_paste(event)
        await self.update()

    async def update(self) -> None:
        """Show what changed; called at the end of each key."""

    async def process_key(self, event: events.Key) -> bool:
        """Handle a key, and return whether it was handled."""
        command_id = bindings(self.services.commands, self.SCOPE).get(event.key)
        if command_id is not None:
            self._message_until = 0.0  # the next command makes a message outdated
            if await self.run_command(command_id):
                return True
        if event.key == "escape" and self.panel is not None:
            await self.leave_panel()
            return True
        panel = self.panel
        if panel is not None and self.in_panel() and await panel.process_key(event):
            if panel.done and self.panel is panel:
                await self.leave_panel()
            return True
        taker = self.focused
        if taker is not None and hasattr(taker, "process_key") and await taker.process_key(event):
            if isinstance(taker, NoteArea):
                self.services.last_key = time.monotonic()
            await self.settle()
            return True
        if event.key in ("tab", "shift+tab"):
            return await self.run_command("next_part")
        return await self._stray(event)

    def draw_text(self) -> None:
        """Draw what a key changed in the focused text, before anything else."""
        if isinstance(self.focused, NoteArea):
            draw_now(self.focused)

    def types_lines(self) -> bool:
        """Return whether what is typed goes into a text of several lines, so that a line end
        followed by text is a paste; elsewhere Enter is a command."""
        area = self.focused
        return isinstance(area, NoteArea) and not area.one_line and not self.in_panel()

    async def process_paste(self, event: events.Paste) -> None:
        """Insert a paste into the focused text, or into the text typed into last."""
        area = self.focused if isinstance(self.focused, NoteArea) else await self.last_text()
        if area is None:
            return
        if len(event.text) > LARGE_PASTE:
            await self._ask_large(area, event.text)
            return
        area.process_paste(event.text)
        await self.settle()
        if (longest := max(map(len, event.text.splitlines()), default=0)) > LONG_LINE:
            self.say(f"Pasted. Typing will be slow in a line of {longest:,} characters.")

    async def _ask_large(self, area: NoteArea, text: str) -> None:
        """Ask before a paste that is so large that it is probably a mistake."""

        async def answer(_: str) -> str:
            area.process_paste(text)
            self.say(f"Pasted {len(text):,} characters")
            return ""

        hint = "Enter: paste · Esc: do not paste"
        await self.ask(f"Paste {len(text):,} characters?", "", answer, hint)

    async def settle(self) -> None:
        """Finish what a key began, before the next key, such as adding or removing fields."""
        if self.panel is not None:
            await self.panel.settle()

    async def last_text(self) -> NoteArea | None:
        """Show and focus the text typed into last, and return it; None if there is none."""
        return None

    async def _stray(self, event: events.Key) -> bool:
        if event.character is None or not is_text(event.character):
            return False
        held = list(self.panel.held) if self.panel is not None else []
        area = await self.last_text()
        if area is None:
            return False
        for letter in held:
            await area.process_key(letter)
        return await area.process_key(event)

    # -- commands ---------------------------------------------------------------------------------

    async def run_command(self, command_id: str) -> bool:
        """Run a command; return whether it is available here."""
        action = self.action(self._command(command_id))
        if action is None:
            return False
        done = action()
        if done is not None:
            await done
        return True

    def action(self, command: Command) -> Callable[[], Done] | None:
        """Return the function that runs a command on this screen; None if it is not available."""
        if command.id == self.CLOSED_BY:
            return self.close_screen
        run = command.everywhere
        return None if run is None else lambda: run(self)

    def available(self) -> Sequence[Command]:
        """Return the commands that are available here, in their order."""
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

    async def make_panel(self, name: PanelName) -> Panel | str | None:
        """Return a new panel of that name, or why there is none; None if the user has been told
        already."""
        if name == "themes":
            return self._theme_list()
        if name != "palette":
            return None
        from ..panels.palette import Palette

        async def run(command_id: str) -> None:
            await self.leave_panel()
            await self.run_command(command_id)

        return Palette([c for c in self.available() if c.id != "palette"], run)

    def _theme_list(self) -> Panel:
        from ..panels.themes import ThemeList

        def keep(theme: str) -> None:
            self.services.keep_theme(theme)
            self.say(f"Theme: {theme}")

        services = self.services
        return ThemeList(services.theme_names(), self.app.theme, services.use_theme, keep)

    def footer_keys(self) -> list[tuple[str, str]]:
        """Return the keys of the footer, in the order of ``FOOTER``."""
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
