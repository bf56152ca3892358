"""A view of read-only lines, which scrolls and draws only visible lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip


class LineView(ScrollView, can_focus=True):
    """Shows lines of segments. Arrow keys, page keys, Home and End scroll."""

    DEFAULT_CSS = """
    LineView {
        scrollbar-size-vertical: 1; padding: 0 1; overflow-y: scroll;
        & .line-view--muted { color: $gsef-muted; }
        & .line-view--strong { color: $gsef-strong; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"line-view--muted", "line-view--strong"}

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown: Sequence[list[Segment]] = ()
        self._roles: dict[str, Style] = {}

    def show_lines(self, lines: Sequence[list[Segment]]) -> None:
        """Show other lines at the same scroll position; only rows that look different are
        redrawn."""
        before, self._shown = self._shown, lines
        self._set_length(len(lines))
        top = self.scroll_offset.y
        for row in range(top, top + self.size.height):
            if before[row : row + 1] != lines[row : row + 1]:
                self.refresh(Region(0, row - top, self.size.width, 1))

    def _set_length(self, length: int) -> None:
        # The scroll bar is always shown, so another length does not change the rest of the layout.
        if length != self.virtual_size.height:
            self.set_reactive(LineView.virtual_size, Size(0, length))
            self.vertical_scrollbar.window_virtual_size = length
            if self.scroll_y > self.max_scroll_y:
                self.scroll_to(y=self.max_scroll_y, animate=False)

    @property
    def room(self) -> int:
        """The columns of a line."""
        return max(10, self.scrollable_content_region.width)

    async def process_key(self, event: events.Key) -> bool:
        """Scroll with the arrow keys, the page keys, Space, Home and End."""
        page = max(1, self.size.height - 2)
        steps = {"up": -1, "down": 1, "pageup": -page, "pagedown": page, "space": page}
        if event.key in steps:
            self.scroll_relative(y=steps[event.key], animate=False)
        elif event.key == "home":
            self.scroll_home(animate=False)
        elif event.key == "end":
            self.scroll_end(animate=False)
        else:
            return False
        return True

    def render_line(self, y: int) -> Strip:
        """Return one row."""
        row = y + self.scroll_offset.y
        base = self.rich_style
        if not 0 <= row < len(self._shown):
            return Strip.blank(self.room, base)
        segments = [self._coloured(segment) for segment in self._shown[row]]
        return Strip(segments).apply_style(base).adjust_cell_length(self.room, base)

    def _coloured(self, segment: Segment) -> Segment:
        """Return a segment with the theme's colours for what is dim or bold."""
        style = segment.style
        if style is None or not (style.dim or style.bold):
            return segment
        name = "line-view--muted" if style.dim else "line-view--strong"
        if (role := self._roles.get(name)) is None:
            role = self.get_component_rich_style(name, partial=True)
            self._roles[name] = role = Style(dim=False) + role if style.dim else role
        return Segment(segment.text, style + role, segment.control)

    def notify_style_update(self) -> None:
        """Forget the colours, because a style changed."""
        self._roles.clear()
        super().notify_style_update()
