"""The footer of a screen: a message for a while, otherwise the keys."""

from __future__ import annotations

import time

from textual.screen import Screen

from gsef_tui.editing.commands.context import STAYS

from ..widgets.bars import FooterBar


class FooterScreen(Screen[None]):
    """A screen whose last line shows what the keys do, and for a while what was just done."""

    def __init__(self) -> None:
        super().__init__()
        self._footer: FooterBar | None = None
        self._message = ""
        self._message_style = ""
        self._message_until = 0.0

    def footer_keys(self) -> list[tuple[str, str]]:
        """Return the keys in their order, each with its label."""
        return []

    def say(self, text: str, *, error: bool = False, stays: float = STAYS) -> None:
        """Show one sentence in the footer for ``stays`` seconds; never over the line being
        typed."""
        self._message = text
        self._message_style = "error" if error else "strong"
        self._message_until = time.monotonic() + stays
        self.update_footer()

    def hush(self) -> None:
        """Remove the message."""
        self._message_until = 0.0
        self.update_footer()

    def update_footer(self) -> None:
        """Show the message while it lasts, otherwise the keys."""
        if self._footer is None:
            self._footer = next(iter(self.query(FooterBar)), None)
        if self._footer is None:
            return
        if time.monotonic() >= self._message_until:
            self._message = ""
        self._footer.show(self.footer_keys(), self._message, self._message_style)
