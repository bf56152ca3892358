"""The copies of sessions that could not be saved in their places; one is brought back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from gsef_tui.storage.copies import Copy
from gsef_tui.storage.errors import shown

from ..text import content, fit
from ..widgets.rows import Pieces, Rows
from .base import Panel


class Copies(Panel):
    """A line a copy, the newest first."""

    DEFAULT_CSS = """
    Copies Rows { height: auto; max-height: 9; }
    """

    def __init__(self, copies: Sequence[Copy], bring_back: Callable[[Copy], Awaitable[None]]):
        super().__init__()
        self._copies = copies
        self.rows: Rows[Copy] = Rows(_pieces, bring_back)

    def compose(self) -> ComposeResult:
        """What they are, and which."""
        head = " Copies of sessions that could not be saved. Enter brings one back."
        yield Static(content(head, "bold"), markup=False)
        yield self.rows

    async def opened(self) -> None:
        """Fill the list."""
        self.rows.show(self._copies, 0)
        self.screen.set_focus(self.rows)

    async def take_key(self, event: events.Key) -> bool:
        """Arrows move, Enter brings back."""
        return await self.rows.take_key(event)


def _pieces(copy: Copy, width: int) -> Pieces:
    at = f"{copy.written.astimezone():%d/%m %H:%M}"
    name = copy.origin.name if copy.origin is not None else copy.path.name
    where = "in memory only" if copy.fleeting else str(copy.path.parent)
    room = max(12, (width - 16) // 2)
    return [
        (f" {at}  ", ""),
        (fit(shown(name), room), "bold"),
        (fit(f"  {shown(where)}", max(0, width - 14 - room)), "dim"),
    ]
