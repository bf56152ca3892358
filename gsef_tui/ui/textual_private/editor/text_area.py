"""A TextArea whose cost per key does not grow with the length of the text.

What Textual's widget does at each key, and what this one does instead:

==============================================  ==============================================
TextArea                                        FastTextArea
==============================================  ==============================================
redraws the whole widget when the cursor moves  ``selection`` repaints nothing; only the rows
(``selection`` is a reactive)                   that changed are refreshed
joins the whole text for each row to find out   only looks at a document of one empty line
whether it is empty (``render_line``)
builds a row with Rich spans and divides it     cuts a row without a gutter from its line, as
again (``_render_line``)                        six segments at most
applies the theme's CSS at each paint           applies it when a style or the focus changed
(``render_lines``)
sets its size at each key (``_refresh_size``)   sets it when the height changed
passes a row through borders, padding and       reuses the strip of a row drawn before, with
opacity each time (``StylesCache``)             everything the compositor derived from it
posts messages that bubble up to a screen that  posts none; the caller passes a callback to
does not handle them                            ``edit``
searches the text for matching brackets         does so only if it is to show them
composes a row with everything on it and sends  sends the cells that differ (``incremental``),
it from end to end                              if the edit is within a line and visible
==============================================  ==============================================

A row with a gutter, highlights or anything else out of the ordinary is drawn by TextArea itself.
``textual_private.compositor`` and ``wrapping`` do the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.color import Color
from textual.filter import LineFilter
from textual.geometry import Offset, Region, Size
from textual.reactive import Reactive, reactive
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import (
    Edit,
    EditResult,
    Location,
    Selection,
)

from ...graphemes import grapheme_end
from .incremental import draw_rows, is_drawn
from .navigation import GraphemeNavigator, GraphemeTextArea
from .offsets import OffsetDocument
from .releasing import keep_no_rows, release
from .wrapping import FastWrappedDocument

keep_no_rows()

STRIPS = 500
"""The number of drawn rows that a widget keeps: a few screenfuls."""


class _Look(NamedTuple):
    """How the rows of a widget without a frame look: their styles, the widths of the text and of
    the whole row in cells, the style beside the text and under the scroll bar, and the filters
    that change the colours."""

    base: Style
    cursor: Style | None
    selected: Style | None
    width: int
    whole: int
    edge: Style
    background: Color
    filters: Sequence[LineFilter]


class FastTextArea(GraphemeTextArea):
    """Draws the same as a TextArea, with less work."""

    selection: Reactive[Selection] = reactive(
        Selection(), init=False, always_update=True, repaint=False
    )

    def __init__(self, text: str = "", **options: object) -> None:
        self._css_of: tuple[object, ...] | None = None
        self._look: _Look | None = None  # as it was drawn last, without a frame
        self._strips: LRUCache[tuple[object, ...], Strip] = LRUCache(STRIPS)
        self._mounted_on: Screen[object] | None = None
        self._edited: int | None = None  # the line whose rows an edit looks after itself
        super().__init__("", **options)  # type: ignore[arg-type]
        self._set_document(text, None)
        self.match_cursor_bracket = False
        self.disable_messages(TextArea.Changed, TextArea.SelectionChanged)

    def on_mount(self) -> None:
        """Remember the screen, because a removed widget can no longer find it."""
        self._mounted_on = self.screen

    def on_unmount(self) -> None:
        """Make sure that Textual keeps no reference to a removed text."""
        if self._mounted_on is not None:
            release(self, self._mounted_on, self.app)

    # -- the document -----------------------------------------------------------------------------

    def _set_document(self, text: str, language: str | None) -> None:
        super()._set_document("", language)  # which wraps an empty text
        self.document: OffsetDocument = OffsetDocument(text)
        self.wrapped_document = FastWrappedDocument(
            self.document, self.wrap_width, self.indent_width
        )
        self.navigator = GraphemeNavigator(self.wrapped_document)
        self._refresh_size()
        self.refresh()

    def edit(self, edit: Edit, told: Callable[[], None] | None = None) -> EditResult:
        """Change the text and draw the rows whose look changed.

        ``told`` is called before anything is drawn, so that a visible letter has already reached
        the session.
        """
        document = self.wrapped_document
        top = edit.top[0]
        height = document.height
        within = edit.bottom[0] == top and "\n" not in edit.text
        first = document._line_index_to_offsets[min(top, self.document.line_count - 1)][0]
        before = self._rows_seen(top) if within else {}
        scroll = self.scroll_offset
        self._edited = top if before else None
        try:
            result = super().edit(edit)
        finally:
            self._edited = None
        if told is not None:
            told()
        if document.height != height or not within:
            self._refresh_rows(first, self.scroll_offset.y + self.size.height)
        elif not before or self.scroll_offset != scroll:
            self._refresh_line(top)
        else:
            self._draw_changes(before)
        return result

    def undo(self) -> None:
        """Take back the last edits of the widget's own history, which do not pass through
        ``edit``."""
        super().undo()
        self.refresh()

    def redo(self) -> None:
        """Make the edits again that ``undo`` took back."""
        super().redo()
        self.refresh()

    def replace_typed(self, text: str, start: Location, end: Location) -> EditResult | None:
        """Replace a range by text that you typed or pasted, and put the cursor behind it. Do
        nothing and return None if the widget is read-only."""
        if self.read_only:
            return None
        return self.replace(text, start, end, maintain_selection_offset=False)

    def _rows_seen(self, line: int) -> dict[int, Strip]:
        """Return the visible rows of a line with their looks, by their row in the widget. Empty
        unless the terminal shows the current state."""
        offsets = self.wrapped_document._line_index_to_offsets
        if self._look is None or line >= len(offsets) or not is_drawn(self):
            return {}
        scroll = self.scroll_offset.y
        rows = [n - scroll for n in offsets[line] if 0 <= n - scroll < self.size.height]
        return dict(zip(rows, self._drawn(rows, self._look), strict=True))

    def _draw_changes(self, before: dict[int, Strip]) -> None:
        """Draw the rows that no longer look as before; all of them if a style has changed since."""
        look = self._look
        if look is None:
            outdated = list(before)
        else:
            changed = [
                (y, old, new)
                for (y, old), new in zip(before.items(), self._drawn(before, look), strict=True)
                if old is not new
            ]
            if is_drawn(self) and draw_rows(self, changed):
                return
            outdated = [y for y, *_ in changed]
        for y in outdated:
            self.refresh(Region(0, y, self.size.width, 1))

    def _refresh_size(self) -> None:
        if self.soft_wrap and self.virtual_size == Size(0, self.wrapped_document.height):
            return
        super()._refresh_size()

    # -- what is refreshed ------------------------------------------------------------------------

    def _watch_selection(self, previous_selection: Selection, selection: Selection) -> None:
        super()._watch_selection(previous_selection, selection)
        if not previous_selection.is_empty or not selection.is_empty:
            self.refresh()
        elif previous_selection != selection:
            for line in {previous_selection.end[0], selection.end[0]} - {self._edited}:
                self._refresh_line(line)

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """Scroll if the cursor is outside the visible rows, and return the distance."""
        if self.soft_wrap and not center and self.scroll_target_y == self.scroll_y:
            self._recompute_cursor_offset()  # type: ignore[no-untyped-call]
            row = self._cursor_offset[1] - self.scroll_offset.y
            if 0 <= row < self.size.height:
                return Offset(0, 0)
        return super().scroll_cursor_visible(center, animate)

    def find_matching_bracket(self, bracket: str, search_from: Location) -> Location | None:
        """Return the location of the matching bracket; None if brackets are not highlighted."""
        if not self.match_cursor_bracket:
            return None
        return super().find_matching_bracket(bracket, search_from)

    def _refresh_line(self, line: int) -> None:
        offsets = self.wrapped_document._line_index_to_offsets
        if line < len(offsets):
            self._refresh_rows(offsets[line][0], offsets[line][-1])

    def _refresh_rows(self, first: int, last: int) -> None:
        """Refresh those of the wrapped text's rows that are visible."""
        scroll = self.scroll_offset.y
        top = max(0, first - scroll)
        bottom = min(self.size.height, last + 1 - scroll)
        if top < bottom:
            self.refresh(Region(0, top, self.size.width, bottom - top))

    # -- drawing ----------------------------------------------------------------------------------

    def notify_style_update(self) -> None:
        """Forget the looks and apply the theme's CSS at the next paint: a style changed."""
        self._css_of = self._look = None
        self._strips.clear()
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the rows of a region. The theme's CSS is applied first, if anything that it
        depends on changed."""
        state = (self._theme, self.has_focus, self.app.current_theme, self.rich_style)
        self._look = None
        if self._css_of != state:
            self._css_of = state
            self._strips.clear()
            if self._theme is not None:
                self._theme.apply_css(self)
        if not self._is_frameless(crop):
            return super(TextArea, self).render_lines(crop)
        self._look = look = self._looks()
        return self._drawn(crop.line_range, look)

    def _drawn(self, rows: Iterable[int], look: _Look) -> list[Strip]:
        """Return rows of a widget without a frame, from edge to edge."""
        strips = [self.render_line(y).adjust_cell_length(look.whole, look.edge) for y in rows]
        for line_filter in look.filters:
            strips = [strip.apply_filter(line_filter, look.background) for strip in strips]
        return strips

    def _looks(self) -> _Look:
        theme = self._theme
        base, background = self.background_colors
        return _Look(
            (theme.base_style if theme else None) or self.rich_style,
            theme.cursor_style if theme else None,
            theme.selection_style if theme else None,
            self.scrollable_content_region.width,
            self.region.width,
            Style.from_color(bgcolor=(base + background).rich_color),
            background,
            tuple(self.get_line_filters()),
        )

    def _is_frameless(self, crop: Region) -> bool:
        """Return whether a row of the widget is a row of its text and nothing else."""
        styles, region = self.styles, self.region
        return (
            crop.column_span == (0, region.width)
            and self.content_region == region
            and self.opacity == styles.text_opacity == 1.0
            and not (styles.tint.a or styles.has_rule("hatch") or any(e for e, _ in styles.outline))
        )

    def render_line(self, y: int) -> Strip:
        """Return one row of the widget."""
        if self.document.line_count == 1 and not self.document[0]:
            row = super().render_line(y)  # draws the placeholder
            return _with_upright_cursor(row) if y == 0 and self._draw_cursor else row
        return self._render_line(y)

    def _render_line(self, y: int) -> Strip:
        """Return a row cut from its line if it is plain, else drawn by TextArea."""
        document = self.wrapped_document
        row = y + self.scroll_offset.y
        if (
            row >= document.height
            or not self.soft_wrap
            or self.show_line_numbers
            or self.highlight_cursor_line
            or self.match_cursor_bracket
            or self.suggestion
            or self._highlights
        ):
            return super()._render_line(y)
        line, section = document._offset_to_line_info[row]
        text = self.document[line]
        cursor_line, cursor = self.selection.end
        if not text and not self.selection.is_empty and line != cursor_line:
            return super()._render_line(y)  # a selected empty line shows a mark
        cuts = document._wrap_offsets[line]
        start = cuts[section - 1] if section else 0
        last = section == len(cuts)
        end = len(text) if last else cuts[section]
        shown = text[start:end] + (" " if last else "")
        tabs: tuple[int, ...] = ()
        if "\t" in shown:
            before = text.count("\t", 0, start)
            widths = document.get_tab_widths(line)
            tabs = tuple(widths[before : before + shown.count("\t")])
        first, behind = self._selected(line, len(text))
        selected = max(0, first - start), min(len(shown), behind - start)
        if cursor_line == line and start <= cursor < start + len(shown) and self._draw_cursor:
            return self._strip(shown, cursor - start, selected, tabs)
        return self._strip(shown, None, selected, tabs)

    def _selected(self, line: int, length: int) -> tuple[int, int]:
        """Return the first selected character of a line and the one after the last."""
        (top, first), (bottom, behind) = sorted(self.selection)
        if not top <= line <= bottom:
            return 0, 0
        return first if line == top else 0, behind if line == bottom else length

    def _strip(
        self, text: str, cursor: int | None, selected: tuple[int, int], tabs: tuple[int, ...]
    ) -> Strip:
        """Return a row, given its text, the character under the cursor, the selected range and the
        width of each tab in cells."""
        look = self._look or self._looks()
        if selected[0] >= selected[1] or look.selected is None:
            selected = 0, 0
        if look.cursor is None:
            cursor = None
        key = (text, cursor, selected, tabs, *look[:6])
        if (known := self._strips.get(key)) is not None:
            return known
        base = look.base
        segments, wide = [], iter(tabs)
        under = () if cursor is None else (cursor, grapheme_end(text, cursor))
        edges = sorted({0, len(text), *selected, *under})
        for start, end in pairwise(edges):
            style = base
            if selected[0] <= start < selected[1] and look.selected is not None:
                style += look.selected
            if start == cursor and look.cursor is not None:
                style += look.cursor
            first, *others = text[start:end].split("\t")
            piece = "".join((first, *(" " * next(wide) + other for other in others)))
            segments.append(Segment(piece, style))
        length = cell_len("".join(segment.text for segment in segments))
        strip = Strip(segments, length).extend_cell_length(look.width, base)
        # A row is as wide as the widget; the scroll bar hides its last cells.
        self._strips[key] = strip = strip.adjust_cell_length(look.whole, look.edge)
        return strip


def _with_upright_cursor(row: Strip) -> Strip:
    """Return an italic placeholder's row on which the cursor looks as in any text."""
    first, *rest = row
    style = (first.style or Style()) + Style(italic=False)
    return Strip([Segment(first.text, style), *rest], row.cell_length)
