"""What every screen does: keys one after the other, commands, panels, footer."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import cast

from textual import events
from textual.containers import Vertical
from textual.screen import Screen
from textual.widget import Widget

from ..commands import Command, short_key
from ..host import Host
from ..keymap import bindings
from ..panels.base import Panel
from ..panels.prompt import Prompt
from ..textual_private.compositor import use_rows_compositor
from ..textual_private.editor.incremental import draw_now
from ..widgets.bars import FooterBar
from ..widgets.note_area import NoteArea, is_text

LARGE_PASTE = 500_000
"""Characters from which on a paste is asked about: ten times the notes of a whole session."""
LONG_LINE = 4_000
"""Characters in a line from which on drawing it is felt."""
STAYS = 6.0
"""Seconds for which the footer says what was done."""


class BaseScreen(Screen[None]):
    """Takes each key to its end before the next one: a burst of keys keeps its order.

    A key is a command where the keymap says so; else it belongs to the open panel, then to what
    has the focus; a letter that nobody takes goes where one typed last.
    """

    SCOPE = "session"
    AUTO_FOCUS = ""
    FOOTER: tuple[str, ...] = ()

    def __init__(self) -> None:
        super().__init__()
        use_rows_compositor(self)
        self._footer: FooterBar | None = None
        self.panel: Panel | None = None
        self._back: NoteArea | Widget | None = None
        self._message = ""
        self._message_style = ""
        self._message_until = 0.0

    @property
    def gsef(self) -> Host:
        """The application, as far as screens know it."""
        return cast(Host, self.app)

    # -- keys -------------------------------------------------------------------------------------

    async def take_key(self, event: events.Key) -> bool:
        """Carry a key out, and say whether anybody wanted it."""
        command = bindings(self.gsef.commands, self.SCOPE).get(event.key)
        if command is not None:
            self._message_until = 0.0  # what was said is old news
            if await self.run_command(command):
                return True
        if event.key == "escape" and self.panel is not None:
            await self.close_panel()
            return True
        panel = self.panel
        if panel is not None and self._in_panel() and await panel.take_key(event):
            if panel.done and self.panel is panel:
                await self.close_panel()
            return True
        taker = self.focused
        if taker is not None and hasattr(taker, "take_key") and await taker.take_key(event):
            if isinstance(taker, NoteArea):
                self.gsef.last_key = time.monotonic()
            await self.settle()
            return True
        if event.key == "shift+tab":
            return await self.run_command("next_part")
        return await self._stray(event)

    def draw_text(self) -> None:
        """Draw what a key changed in the text that has the focus, before anything else."""
        if isinstance(self.focused, NoteArea):
            draw_now(self.focused)

    async def take_paste(self, event: events.Paste) -> None:
        """A paste goes to the text that has the focus, else where one typed last."""
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
        """A paste so large that it must be a slip is put in only when it is meant."""

        async def answer(_: str) -> str:
            area.take_paste(text)
            self.say(f"Pasted {len(text):,} characters")
            return ""

        hint = "Enter puts it in, Esc leaves it out"
        await self.ask(Prompt(f"Paste {len(text):,} characters?", "", answer, hint))

    async def settle(self) -> None:
        """Finish what a key began, before the next key: fields that are to come or go."""

    async def last_text(self) -> NoteArea | None:
        """The text typed into last, shown and with the focus; None where there is none."""
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
        """Carry out a command by the nearest part of the screen that can."""
        holder = self._holder(command_id)
        if holder is None:
            return False
        done = getattr(holder, f"do_{command_id}")()
        if done is not None:
            await done
        return True

    def available(self) -> Sequence[Command]:
        """The commands that somebody here can carry out, in their order."""
        return [
            command
            for command in self.gsef.commands
            if command.scope in (self.SCOPE, "everywhere") and self._holder(command.id) is not None
        ]

    def _holder(self, command_id: str) -> object | None:
        start = self.focused if self.focused is not None and not self._in_panel() else None
        nodes = [*(start.ancestors_with_self if start else ()), *self.command_holders(), self]
        return next((n for n in (*nodes, self.app) if hasattr(n, f"do_{command_id}")), None)

    def command_holders(self) -> Sequence[object]:
        """Parts of the screen that carry out commands though the focus is elsewhere."""
        return ()

    async def do_palette(self) -> None:
        """Every command by name."""
        from ..panels.palette import Palette

        if await self.toggle_panel(Palette):
            return
        commands = [c for c in self.available() if c.id != "palette"]

        async def run(command_id: str) -> None:
            await self.close_panel()
            await self.run_command(command_id)

        await self.open_panel(Palette(commands, run))

    # -- panels -----------------------------------------------------------------------------------

    async def open_panel(self, panel: Panel, where: str = "#panels") -> None:
        """Show a panel and give it the focus; another one that is open goes."""
        back = None if self._in_panel() else self.focused
        if self.panel is not None:
            await self.close_panel(refocus=False)
            back = back or self._back
        self._back = back
        self.panel = panel
        await self.query_one(where, Vertical).mount(panel)
        await panel.opened()
        if panel.entry is not None:
            self.set_focus(panel.entry)
        self.panel_changed()

    async def close_panel(self, refocus: bool = True) -> None:
        """The panel goes, and the focus returns to where one came from."""
        panel, self.panel = self.panel, None
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

    async def toggle_panel(self, panel: type[Panel]) -> bool:
        """Close a panel that is open by the key that opened it; say whether it was."""
        if not isinstance(self.panel, panel):
            return False
        await self.close_panel()
        return True

    async def ask(self, prompt: Prompt) -> None:
        """Ask one question at the foot of the screen."""
        await self.open_panel(prompt)

    # -- footer -----------------------------------------------------------------------------------

    def say(self, text: str, *, error: bool = False, stays: float = STAYS) -> None:
        """One sentence in the footer for a while; never over the line being typed."""
        self._message = text
        self._message_style = "bold $error" if error else "bold"
        self._message_until = time.monotonic() + stays
        self.tell_footer()

    def hush(self) -> None:
        """What was said is over."""
        self._message_until = 0.0
        self.tell_footer()

    def tell_footer(self) -> None:
        """Draw the footer: what was said, while it stays, else the keys."""
        if self._footer is None:
            self._footer = next(iter(self.query(FooterBar)), None)
        if self._footer is None:
            return
        if time.monotonic() >= self._message_until:
            self._message = ""
        self._footer.tell(self.footer_keys(), self._message, self._message_style)

    def footer_keys(self) -> list[tuple[str, str]]:
        """The keys of the footer, in the order of ``FOOTER``."""
        by_id = {command.id: command for command in self.gsef.commands}
        shown = []
        for command_id in self.FOOTER:
            command = by_id[command_id]
            if command.keys and self._holder(command_id) is not None:
                shown.append((short_key(self._shown_key(command)), command.footer))
        return shown

    def _shown_key(self, command: Command) -> str:
        wanted = [k for k in command.keys if k.startswith("ctrl+")] if self.gsef.ctrl_ways else []
        return (wanted or list(command.keys))[0]
