"""A screen of plain text to be selected and copied, such as the gaps to ask for in the call's
chat."""

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
from .overlay import OverlayScreen


class PlainTextScreen(OverlayScreen):
    """Lines at the left edge without a frame; the terminal handles the mouse, and Esc goes back."""

    CLOSED_BY = "gaps"

    DEFAULT_CSS = """
    PlainTextScreen LineView { padding: 0; scrollbar-size-vertical: 0; }
    """

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__()
        self.text = "\n".join(lines)
        self.view = LineView()

    def compose(self) -> ComposeResult:
        """Yield the lines and the footer."""
        yield self.view
        yield Vertical(id="panels")
        yield FooterBar()

    def on_mount(self) -> None:
        """Leave the mouse to the terminal, so that you can select text with it."""
        self._mouse(False)
        self.set_focus(self.view)

    def on_unmount(self) -> None:
        """Report the mouse to the program again."""
        self._mouse(True)

    def on_resize(self, event: events.Resize) -> None:
        """Wrap each line to the width of the screen."""
        lines = [
            row for line in self.text.split("\n") for row in chop_cells(line, event.size.width)
        ]
        self.view.show_lines([[Segment(line)] for line in lines])
        self.call_after_refresh(self.update_footer)

    async def process_key(self, event: events.Key) -> bool:
        """Copy the whole text with Ctrl+C."""
        if event.key == "ctrl+c":
            self.copy(self.text)
            return True
        return await super().process_key(event)

    def footer_keys(self) -> list[tuple[str, str]]:
        """Return the keys of this screen."""
        return [("Esc", "Back"), ("^c", "Copy all"), ("↑ ↓ PgUp PgDn", "Scroll")]

    def _mouse(self, on: bool) -> None:
        driver = terminal_driver(self.app)
        if driver is not None:
            driver.use_mouse(on)
