"""A list that draws only the rows on screen: sessions, findings, hits, places."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar, Generic, TypeVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from gsef_tui.model.clean import clean_line

T = TypeVar("T")
Pieces = list[tuple[str, str]]
"""A row in pieces: each a text and its role (``""``, muted, strong, accent, done, to do, error)."""


class Rows(ScrollView, Generic[T], can_focus=True):
    """Shows ``items``, one on a row, drawn by ``line(item, width)``; one of them is selected.

    ``chosen`` is called with the selected item on Enter or a click. The selected row begins with
    ``▌`` if the list has the focus, else with ``›``; with neither if ``bar`` is False.
    """

    DEFAULT_CSS = """
    Rows { height: 1fr; scrollbar-size-vertical: 1; }
    .rows--muted { color: $gsef-muted; }
    .rows--strong { color: $gsef-strong; text-style: bold; }
    .rows--accent { color: $accent; text-style: bold; }
    .rows--done { color: $success; }
    .rows--to-do { color: $warning; }
    .rows--error { color: $error; text-style: bold; }
    .rows--cursor { background: $gsef-row; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "rows--muted", "rows--strong", "rows--accent", "rows--done", "rows--to-do", "rows--error",
        "rows--cursor",
    }  # fmt: skip

    def __init__(
        self,
        line: Callable[[T, int], Pieces],
        chosen: Callable[[T], Awaitable[None]] | None = None,
        *,
        id: str | None = None,
        bar: bool = True,
    ) -> None:
        super().__init__(id=id)
        self._line = line
        self._take = chosen
        self._bar = bar
        self.items: Sequence[T] = ()
        self.cursor = 0
        self._styles: dict[str, Style] = {}

    @property
    def chosen(self) -> T | None:
        """The selected item."""
        return self.items[self.cursor] if 0 <= self.cursor < len(self.items) else None

    def show(self, items: Sequence[T], cursor: int | None = None) -> None:
        """Show other items; the selection stays at its row if possible. If only some rows differ,
        only those are redrawn."""
        before, bar, top = self.items, self.cursor, self.scroll_offset.y
        self.items = items
        self.cursor = max(0, min(self.cursor if cursor is None else cursor, len(items) - 1))
        self.virtual_size = Size(0, len(items))
        self._reveal()
        if len(before) != len(items) or (bar, top) != (self.cursor, self.scroll_offset.y):
            self.refresh()
            return
        for row in range(top, min(top + self.size.height, len(items))):
            if before[row] != items[row]:
                self.refresh(Region(0, row - top, self.size.width, 1))

    def move(self, by: int) -> None:
        """Move the selection; it stops at the ends."""
        cursor = max(0, min(self.cursor + by, len(self.items) - 1))
        if cursor != self.cursor:
            self.cursor = cursor
            self._reveal()
            self.refresh()

    async def choose(self) -> None:
        """Call ``chosen`` with the selected item, and finish before the next key is handled."""
        if self.chosen is not None and self._take is not None:
            await self._take(self.chosen)

    async def process_key(self, event: events.Key) -> bool:
        """Handle the arrow keys, the page keys, Home, End and Enter."""
        page = max(1, self.size.height - 1)
        steps = {"up": -1, "down": 1, "pageup": -page, "pagedown": page}
        ends = {"home": -len(self.items), "end": len(self.items)}
        if event.key == "enter":
            await self.choose()
        elif event.key in steps | ends:
            self.move((steps | ends)[event.key])
        else:
            return False
        return True

    async def steer(self, event: events.Key) -> bool:
        """Handle the keys that belong to the list while a text field above it has the focus."""
        keys = ("up", "down", "pageup", "pagedown", "enter")
        return event.key in keys and await self.process_key(event)

    async def on_click(self, event: events.Click) -> None:
        """Select and choose the row that was clicked."""
        row = event.y + self.scroll_offset.y
        if 0 <= row < len(self.items):
            self.cursor = row
            self.refresh()
            await self.choose()

    def _reveal(self) -> None:
        if self.size.height:
            self.scroll_to_region(Region(0, self.cursor, 1, 1), animate=False, force=True)

    def on_resize(self) -> None:
        """Keep the selected row in view."""
        self._reveal()

    def on_focus(self) -> None:
        """Redraw the bar, which shows the focus."""
        self.refresh()

    def on_blur(self) -> None:
        """Redraw the bar, which shows the focus."""
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return rows that are drawn together, so that their styles are computed once."""
        self._styles.clear()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Return one row; a blank one if the screen draws the list once more after its removal,
        when its styles are gone."""
        width = self.size.width
        if self.parent is None:
            return Strip.blank(width)
        row = y + self.scroll_offset.y
        base = self._style("")
        if not 0 <= row < len(self.items):
            return Strip.blank(width, base)
        chosen = row == self.cursor
        head = ("▌" if chosen and self.has_focus else "›" if chosen else " ") if self._bar else ""
        if chosen:
            base += self._style("cursor")
        reverse = bool(base.reverse)  # the terminal's own colours: each would be a ground here
        bar = Style(reverse=False) + self._style("accent")
        segments = [Segment(head, base + bar)]
        room = width - cell_len(head)
        for text, name in self._line(self.items[row], room):
            if room <= 0:
                break
            text = clean_line(text)  # a file name may contain control characters
            size = min(room, cell_len(text))
            style = base + self._style(name) if name and not reverse else base
            segments.append(Segment(set_cell_size(text, size), style))
            room -= size
        return Strip([*segments, Segment(" " * max(0, room), base)], width).crop(0, width)

    def _style(self, name: str) -> Style:
        """Return what a named style adds to the list's own style, which has the empty name."""
        if name not in self._styles:
            self._styles[name] = (
                self.get_component_rich_style(f"rows--{name.replace(' ', '-')}", partial=True)
                if name
                else self.rich_style
            )
        return self._styles[name]
