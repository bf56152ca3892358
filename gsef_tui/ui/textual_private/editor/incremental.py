"""Incremental drawing: a key's changes appear at once, where possible cell by cell.

Textual passes a change from the widget to its screen, which draws at the next tick of a timer. Here
the changes are drawn as soon as a key has been handled. ``draw_now`` uses the compositor, as the
timer would. ``draw_rows`` sends a ``CellsUpdate``, which holds only the cells that differ; it needs
the rest of the row to be on the terminal already and nothing to lie over it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.control import Control
from rich.style import Style
from textual._compositor import CompositorUpdate
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from ...graphemes import graphemes, is_plain

Cells = list[tuple[str, Style | None]]
"""The characters of a row, each with its style."""
Seen = Mapping[Widget, tuple[Region, Region]]
"""The region and the clipping region of each visible widget, from front to back."""


class CellsUpdate(CompositorUpdate):
    """Parts of rows: for each its column and row on the screen, and its cells."""

    def __init__(self, pieces: Sequence[tuple[int, int, Strip]]) -> None:
        self.pieces = pieces

    def render_segments(self, console: Console) -> str:
        """Return the text to send to the terminal."""
        return "".join(
            f"{Control.move_to(x, y).segment.text}{strip.render(console)}"
            for x, y, strip in self.pieces
        )


def draw_now(widget: Widget) -> None:
    """Draw what changed in a widget, unless a layout, a scroll or a whole repaint is pending: then
    Textual draws it with the rest."""
    if not widget._repaint_regions or not _stays(widget):
        return
    screen = widget.app.screen
    widget._repaint_required = False
    screen._compositor.update_widgets(screen._dirty_widgets | {widget})
    screen._compositor_refresh()


def is_drawn(widget: Widget) -> bool:
    """Return whether the terminal shows the widget's current state."""
    if widget._repaint_regions or widget._repaint_required or not _stays(widget):
        return False
    screen = widget.app.screen
    return not screen._compositor._dirty_regions and widget not in screen._dirty_widgets


def draw_rows(widget: Widget, rows: Sequence[tuple[int, Strip, Strip]]) -> bool:
    """Draw the cells that differ between the old and the new state of a widget's rows.

    Each entry of ``rows`` is the row in the widget, its old strip and its new one. Return False,
    having drawn nothing, if anything lies over one of the cells. ``is_drawn`` must have been true
    before the rows changed.
    """
    app = widget.app
    seen = app.screen._compositor.visible_widgets
    left, top, *_ = seen[widget][0]
    pieces: list[tuple[int, int, Strip]] = []
    for y, old, new in rows:
        start, end = difference(old, new)
        if start == end:
            continue
        if not _in_front(widget, seen, Region(left + start, top + y, end - start, 1)):
            return False
        pieces.append((left + start, top + y, new.crop(start, end)))
    app._display(app.screen, CellsUpdate(pieces))  # type: ignore[arg-type]
    return True


def difference(old: Strip, new: Strip) -> tuple[int, int]:
    """Return the first cell in which two rows of the same width differ, and the one after the
    last."""
    before, after = _cells(old), _cells(new)
    plain = old.text.isascii() and new.text.isascii()
    if not (plain or (_is_simple(old.text) and _is_simple(new.text))):
        return 0, new.cell_length
    shorter = min(len(before), len(after))
    start = next((n for n in range(shorter) if before[n] != after[n]), shorter)
    rest = shorter - start
    end = len(after) - next((n for n in range(rest) if before[-1 - n] != after[-1 - n]), rest)
    if plain:
        return start, end
    first, behind = cell_len(new.text[:start]), cell_len(new.text[:end])
    return first, behind


def _cells(strip: Strip) -> Cells:
    return [(c, segment.style) for segment in strip for c in segment.text]


def _is_simple(text: str) -> bool:
    """Return whether each character is a grapheme with cells of its own."""
    return is_plain(text) or (len(graphemes(text)) == len(text) and all(map(cell_len, text)))


def _stays(widget: Widget) -> bool:
    """Return whether a widget is visible, no layout or scroll is pending, and updates reach the
    terminal."""
    app = widget.app
    screen = app.screen
    return (
        not (
            app._batch_count
            or widget._layout_required
            or widget._scroll_required
            or screen._layout_required
            or screen._scroll_required
            or screen._repaint_required
        )
        and widget in screen._compositor.visible_widgets
    )


def _in_front(widget: Widget, seen: Seen, region: Region) -> bool:
    """Return whether the widget shows the whole of a screen region and nothing lies over it."""
    for other, (place, clip) in seen.items():
        shown = place.intersection(clip)
        if other is widget:
            return shown.contains_region(region)
        if shown.intersection(region):  # not ``overlaps``: that counts what has no height
            return False
    return False
