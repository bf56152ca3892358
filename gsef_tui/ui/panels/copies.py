"""The copies of sessions that could not be saved in their places; the user can bring one back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from gsef_tui.storage.copies import Copy
from gsef_tui.storage.errors import shown

from ..text import content, fit, short_path
from ..widgets.rows import Pieces, Rows
from .base import Panel


class Copies(Panel):
    """A row for each copy, the newest first: when it was written, the session's name, and its
    folder, or a warning if a restart removes the copy."""

    DEFAULT_CSS = """
    Copies Rows { height: auto; max-height: 9; }
    Copies .what { padding: 0 1; }
    """

    def __init__(self, copies: Sequence[Copy], bring_back: Callable[[Copy], Awaitable[None]]):
        super().__init__()
        self._copies = copies
        self.rows: Rows[Copy] = Rows(_pieces, bring_back)

    def compose(self) -> ComposeResult:
        """Yield the heading and the list."""
        head = "Copies of sessions that could not be saved. Enter: bring back · Esc: close"
        yield Static(content(head, "strong"), classes="what", markup=False)
        yield self.rows

    async def opened(self) -> None:
        """Fill the list."""
        self.rows.show(self._copies, 0)
        self.screen.set_focus(self.rows)

    async def process_key(self, event: events.Key) -> bool:
        """Move with the arrows, bring a copy back with Enter."""
        return await self.rows.process_key(event)


def _pieces(copy: Copy, width: int) -> Pieces:
    at = f"{copy.written.astimezone():%d/%m %H:%M}"
    name = (copy.origin or copy.path).stem
    folder = (copy.origin or copy.path).parent
    room = max(12, (width - 16) * 3 // 5)
    rest = max(0, width - 16 - room)
    where = (
        ("in memory only", "error") if copy.fleeting else (short_path(shown(folder), rest), "muted")
    )
    return [
        (f" {at}  ", ""),
        (fit(shown(name), room), "strong"),
        ("  ", ""),
        (fit(where[0], rest), where[1]),
    ]
