"""A compositor that renders only the rows it is going to draw, of the widgets visible there.

For a key that changes one row, Textual's compositor asks every widget of the screen for all its
rows, including containers that other widgets cover completely. This one draws the same frames.
While the application mounts its first screen, in a batch, it draws nothing, since no frame of a
batch reaches the terminal.
"""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import RenderableType
from textual._compositor import Compositor
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip


class RowsCompositor(Compositor):
    """Renders from front to back, as Textual's compositor does, and skips what is hidden."""

    def render_update(
        self,
        full: bool = False,
        screen_stack: list[Screen[object]] | None = None,
        simplify: bool = False,
    ) -> RenderableType | None:
        """Return the update to draw. Within a batch return None and keep the dirty regions."""
        if self.root is not None and self.root.app._batch_count:
            return None
        return super().render_update(full, screen_stack, simplify)

    def _get_renders(
        self, crop: Region | None = None
    ) -> Iterable[tuple[Region, Region, list[Strip]]]:
        if not crop:
            yield from super()._get_renders(crop)
            return
        hidden: list[list[tuple[int, int]]] = [[] for _ in crop.line_range]  # columns, by row
        for widget, (region, clip) in self.visible_widgets.items():
            inside = region.intersection(clip)
            seen = inside.intersection(crop)
            rows = [row for row in seen.line_range if not _covered(seen, hidden[row - crop.y])]
            if not seen or not rows:
                continue
            # All columns: a row is cut to pieces by the columns of all widgets. Only these rows.
            shown = Region(inside.x, rows[0], inside.width, rows[-1] - rows[0] + 1)
            strips = widget.render_lines(shown.translate(-region.offset))
            yield region, shown, strips
            # A widget that is about to get another size may draw less than it has room for.
            for row, strip in zip(shown.line_range, strips, strict=False):
                if strip.cell_length >= shown.width:
                    hidden[row - crop.y].append(seen.column_span)


def use_rows_compositor(screen: Screen[None]) -> None:
    """Give a screen the ``RowsCompositor``. The caller is the screen's ``__init__``, before any
    layout."""
    screen._compositor = RowsCompositor()


def _covered(seen: Region, hidden: list[tuple[int, int]]) -> bool:
    """Return whether the hidden columns together cover all columns of a region."""
    at = seen.x
    for start, end in sorted(hidden):
        if start <= at < end:
            at = end
    return at >= seen.right
