"""What to ask for in the call's chat, as a page of nothing but text, to be selected and copied."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import chop_cells
from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from ..textual_private.driver import terminal_driver
from ..widgets.bars import FooterBar
from ..widgets.line_view import LineView
from .base import BaseScreen


class PlainTextScreen(BaseScreen):
    """The lines at the left edge, no frame, the mouse left to the terminal; Esc goes back."""

    CLOSED_BY = "gaps"

    DEFAULT_CSS = """
    GapsScreen LineView { padding: 0; scrollbar-size-vertical: 0; }
    """

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__()
        self.text = "\n".join(lines)
        self.view = LineView()

    def compose(self) -> ComposeResult:
        """The lines, and the way back."""
        yield self.view
        yield Vertical(id="panels")
        yield FooterBar()

    def on_mount(self) -> None:
        """Let the terminal select."""
        self._mouse(False)
        self.set_focus(self.view)

    def on_unmount(self) -> None:
        """The mouse is the program's again."""
        self._mouse(True)

    def on_resize(self, event: events.Resize) -> None:
        """Each line over as many rows as it takes."""
        lines = [
            row for line in self.text.split("\n") for row in chop_cells(line, event.size.width)
        ]
        self.view.show_lines([[Segment(line)] for line in lines])
        self.call_after_refresh(self.update_footer)

    async def process_key(self, event: events.Key) -> bool:
        """Ctrl+C sends all of it; Escape goes back."""
        if event.key == "escape" and self.panel is None:
            await self.close_screen()
            return True
        if event.key == "ctrl+c":
            self.copy(self.text)
            return True
        return await super().process_key(event)

    def footer_keys(self) -> list[tuple[str, str]]:
        """What can be done here."""
        return [("Esc", "Back"), ("^c", "Copy all"), ("↑ ↓ PgUp PgDn", "Scroll")]

    def _mouse(self, on: bool) -> None:
        driver = terminal_driver(self.app)
        if driver is not None:
            driver.use_mouse(on)
