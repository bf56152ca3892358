"""A screen to read, which lies over the one that is worked in."""

from __future__ import annotations

from textual import events

from gsef_tui.editing.keymap import bindings

from ..widgets.note_area import is_text
from .base import BaseScreen


class OverlayScreen(BaseScreen):
    """Takes the keys that scroll and close it, and the commands that work everywhere.

    What else is typed, pasted or pressed belongs to the screen below: this one closes, and that one
    gets it. Escape closes too.
    """

    async def process_key(self, event: events.Key) -> bool:
        """Handle a key here, or on the screen below."""
        if await super().process_key(event):
            return True
        if event.key == "escape":
            await self.close_screen()
            return True
        if not self._belongs_below(event):
            return False
        below = await self._uncovered()
        return below is not None and await below.accept_key(event)

    async def process_paste(self, event: events.Paste) -> None:
        """Paste into the open panel, or on the screen below."""
        if self.in_panel():
            await super().process_paste(event)
        elif (below := await self._uncovered()) is not None:
            await below.accept_paste(event)

    def _belongs_below(self, event: events.Key) -> bool:
        """Return whether a key types, or runs a command that is available on the screen below."""
        if event.character is not None and is_text(event.character):
            return True
        below = self.app.screen_stack[-2]
        if not isinstance(below, BaseScreen):
            return False
        known = bindings(self.services.commands, below.SCOPE).get(event.key)
        return known in {command.id for command in below.available()}

    async def _uncovered(self) -> BaseScreen | None:
        """Close this screen and return the one below."""
        await self.close_screen()
        below = self.app.screen
        return below if isinstance(below, BaseScreen) else None
