"""What a key changed, drawn at once.

Textual sends word of a change from widget to screen and draws at the next tick of a timer. Here a
key that was carried out is followed by the drawing of what it changed: ``draw_now`` by the
compositor, as the timer would; ``CellsUpdate`` by the cells that differ and nothing else, where
the screen shows everything else of the row already and nothing lies over it.

Private names of Textual that are used: of ``Screen`` ``_compositor``, ``_compositor_refresh``,
``_dirty_widgets``, ``_layout_required``, ``_scroll_required``, ``_repaint_required``; of ``Widget``
``_repaint_regions``, ``_repaint_required``, ``_layout_required`` and ``_scroll_required``; of the
compositor ``_dirty_regions``; of ``App`` ``_batch_count`` and ``_display``.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.control import Control
from rich.style import Style
from textual._compositor import CompositorUpdate
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

Cells = list[tuple[str, Style | None]]
"""The characters of a row, each with its style."""


class CellsUpdate(CompositorUpdate):
    """Pieces of rows: from which cell of which row of the screen on, and what stands there."""

    def __init__(self, pieces: Sequence[tuple[int, int, Strip]]) -> None:
        self.pieces = pieces

    def render_segments(self, console: Console) -> str:
        """What is sent to the terminal."""
        return "".join(
            f"{Control.move_to(x, y).segment.text}{strip.render(console)}"
            for x, y, strip in self.pieces
        )


def draw_now(widget: Widget) -> None:
    """Draw what changed in a widget, where that is all there is to do."""
    screen = widget.screen
    if not widget._repaint_regions or _moves(widget) or not _shows(widget):
        return
    widget._repaint_required = False
    screen._compositor.update_widgets(screen._dirty_widgets | {widget})
    screen._compositor_refresh()


def is_drawn(widget: Widget) -> bool:
    """Whether the terminal shows a widget just as it is."""
    return not (
        widget._repaint_regions
        or widget._repaint_required
        or widget.screen._compositor._dirty_regions
        or widget in widget.screen._dirty_widgets
        or _moves(widget)
    ) and _shows(widget)


def draw_rows(widget: Widget, rows: Sequence[tuple[int, Strip, Strip]]) -> bool:
    """Draw rows of a widget, each with what it was and what it is, by the cells that differ; false
    where something lies over one. ``is_drawn`` must have held before they changed."""
    left, top, *_ = widget.region
    pieces: list[tuple[int, int, Strip]] = []
    for y, old, new in rows:
        start, end = difference(old, new)
        if start == end:
            continue
        if not _in_front(widget, Region(left + start, top + y, end - start, 1)):
            return False
        pieces.append((left + start, top + y, new.crop(start, end)))
    widget.app._display(widget.screen, CellsUpdate(pieces))  # type: ignore[arg-type]
    return True


def difference(old: Strip, new: Strip) -> tuple[int, int]:
    """The cells in which two rows of one width differ: from the first one to behind the last."""
    before, after = _cells(old), _cells(new)
    width = new.cell_length
    if not (_is_simple(before) and _is_simple(after)):
        return 0, width
    shorter = min(len(before), len(after))
    start = next((n for n in range(shorter) if before[n] != after[n]), shorter)
    rest = shorter - start
    end = next((n for n in range(rest) if before[-1 - n] != after[-1 - n]), rest)
    first = cell_len("".join(character for character, _ in after[:start]))
    last = cell_len("".join(character for character, _ in after[len(after) - end :]))
    return first, max(first, width - last)


def _cells(strip: Strip) -> Cells:
    return [(c, segment.style) for segment in strip for c in segment.text]


def _is_simple(cells: Cells) -> bool:
    """Whether each character has cells of its own; none joins the one before."""
    return all(c.isascii() or cell_len(c) for c, _ in cells)


def _moves(widget: Widget) -> bool:
    """Whether something is about to be laid out or scrolled."""
    screen = widget.screen
    return (
        widget._layout_required
        or widget._scroll_required
        or screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
    )


def _shows(widget: Widget) -> bool:
    """Whether what is drawn of a widget gets onto the terminal."""
    app = widget.app
    return not app._batch_count and app.screen is widget.screen


def _in_front(widget: Widget, region: Region) -> bool:
    """Whether the widget shows all of a region of the screen, and nothing lies over it."""
    for other, (place, clip) in widget.screen._compositor.visible_widgets.items():
        seen = place.intersection(clip)
        if other is widget:
            return seen.contains_region(region)
        if seen.intersection(region):
            return False
    return False
