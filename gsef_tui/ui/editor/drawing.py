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

from collections.abc import Mapping, Sequence

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
Seen = Mapping[Widget, tuple[Region, Region]]
"""Where widgets are and what is seen of them, from front to back."""


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
    if not widget._repaint_regions or not _stays(widget):
        return
    screen = widget.app.screen
    widget._repaint_required = False
    screen._compositor.update_widgets(screen._dirty_widgets | {widget})
    screen._compositor_refresh()


def is_drawn(widget: Widget) -> bool:
    """Whether the terminal shows a widget just as it is."""
    if widget._repaint_regions or widget._repaint_required or not _stays(widget):
        return False
    screen = widget.app.screen
    return not screen._compositor._dirty_regions and widget not in screen._dirty_widgets


def draw_rows(widget: Widget, rows: Sequence[tuple[int, Strip, Strip]]) -> bool:
    """Draw rows of a widget, each with what it was and what it is, by the cells that differ; false
    where something lies over one. ``is_drawn`` must have held before they changed."""
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
    """The cells in which two rows of one width differ: from the first one to behind the last."""
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
    """Whether each character has cells of its own; none joins the one before."""
    return all(c.isascii() or cell_len(c) for c in text)


def _stays(widget: Widget) -> bool:
    """Whether a widget is seen on the screen, nothing is about to be laid out or scrolled, and
    what is drawn gets onto the terminal."""
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
    """Whether the widget shows all of a region of the screen, and nothing lies over it."""
    for other, (place, clip) in seen.items():
        shown = place.intersection(clip)
        if other is widget:
            return shown.contains_region(region)
        if shown.intersection(region):  # not ``overlaps``: that counts what has no height
            return False
    return False
