"""A compositor that asks only the rows it is going to draw, of the widgets one sees there.

For a key that changes one row, Textual's own has every widget of the screen hand over all its rows,
containers that lie wholly under others too. What is drawn is the same.

Private names of Textual that are used: ``Screen._compositor`` (in ``screens/base.py``) and
``Compositor._get_renders``.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip


class RowsCompositor(Compositor):
    """Renders from front to back, as Textual's own does, and leaves out what is hidden."""

    def _get_renders(
        self, crop: Region | None = None
    ) -> Iterable[tuple[Region, Region, list[Strip]]]:
        if not crop:
            yield from super()._get_renders(crop)
            return
        hidden: list[tuple[int, int]] = []  # columns of the crop that are covered from top to end
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip).intersection(crop)
            if not seen or _covered(seen, hidden):
                continue
            # All columns: a row is cut to pieces by the columns of all widgets. Only these rows.
            x, _, width, _ = region.intersection(clip)
            shown = Region(x, seen.y, width, seen.height)
            yield region, shown, widget.render_lines(shown.translate(-region.offset))
            if seen.height == crop.height:
                hidden.append((seen.x, seen.right))


def _covered(seen: Region, hidden: list[tuple[int, int]]) -> bool:
    """Whether columns that are covered, together, hide all of a region."""
    at = seen.x
    for start, end in sorted(hidden):
        if start <= at < end:
            at = end
    return at >= seen.right
