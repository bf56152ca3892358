"""A TextArea whose cost for a key does not grow with the text.

What stock does for each key, and what is done here instead:

==============================================  ==============================================
the whole widget is drawn again at each move    ``selection`` repaints nothing by itself; the
of the cursor (``selection`` is a reactive)     rows that changed are refreshed
each row joins the whole text to see if it is   only an empty document is asked for that
empty (``render_line``)
a row is built by Rich with spans and divided   a row without a gutter is cut from its line and
again (``_render_line``)                        made of at most six segments
the theme's CSS is worked out for each paint    it is worked out when a style or the focus
(``render_lines``)                              changed
the size is set again at each key               only when the height is another
(``_refresh_size``)
a row goes through borders, padding and         a row that was drawn before is the same strip, with
opacity each time (``StylesCache``)             all that the compositor made of it
its messages go up to the screen, which does    they are not posted; what is typed goes through
not listen                                      ``edit``
brackets are looked for through the text        not looked for where they are not to be shown
a row is composed with all that lies on it,     of an edit within a line only the cells that differ
and sent from end to end                        are sent (``drawing``), where nothing lies over them
==============================================  ==============================================

Where a row has a gutter, highlights, or anything else that is not plain, the stock way is taken.
The compositor of ``rows_only`` and the wrapped document of ``wrapping`` do the rest.

Private names of Textual that are used: of ``WrappedDocument`` ``_wrap_offsets``,
``_offset_to_line_info`` and ``_line_index_to_offsets``; of ``TextArea`` ``_set_document``,
``_refresh_size``, ``_render_line``, ``_watch_selection``, ``_theme``, ``_highlights`` and
``_draw_cursor``.
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
from textual.document._document import Document, EditResult, Location, Selection
from textual.document._document_navigator import DocumentNavigator
from textual.document._edit import Edit
from textual.filter import LineFilter
from textual.geometry import Offset, Region, Size
from textual.reactive import Reactive, reactive
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import TextArea

from .drawing import draw_rows, is_drawn
from .releasing import keep_no_rows, release
from .wrapping import FastWrapped

keep_no_rows()

STRIPS = 500
"""So many rows are kept as they were drawn: some screens full."""


class _Look(NamedTuple):
    """What the rows of a widget without a frame look like: their styles, the cells of the text and
    of the whole row, how it is beside and under the scroll bar, and what changes its colours."""

    base: Style
    cursor: Style | None
    selected: Style | None
    width: int
    whole: int
    edge: Style
    background: Color
    filters: Sequence[LineFilter]


class FastTextArea(TextArea):
    """Draws what a TextArea draws, and less often."""

    selection: Reactive[Selection] = reactive(
        Selection(), init=False, always_update=True, repaint=False
    )

    def __init__(self, text: str = "", **options: object) -> None:
        self._css_of: tuple[object, ...] | None = None
        self._row_start = (0, 0)  # a row, and how many characters stand before it
        self._look: _Look | None = None  # as it was drawn last, without a frame
        self._strips: LRUCache[tuple[object, ...], Strip] = LRUCache(STRIPS)
        self._mounted_on: Screen[object] | None = None
        self._edited: int | None = None  # the line whose rows an edit looks after itself
        super().__init__("", **options)  # type: ignore[arg-type]
        self._set_document(text, None)
        self.match_cursor_bracket = False
        self.disable_messages(TextArea.Changed, TextArea.SelectionChanged)

    def on_mount(self) -> None:
        """Keep the screen, which a removed widget can no longer find."""
        self._mounted_on = self.screen

    def on_unmount(self) -> None:
        """Make sure that Textual keeps no reference to a removed text."""
        if self._mounted_on is not None:
            release(self, self._mounted_on, self.app)

    # -- the document -----------------------------------------------------------------------------

    def _set_document(self, text: str, language: str | None) -> None:
        self._row_start = (0, 0)
        super()._set_document("", language)  # which wraps an empty text
        self.document = Document(text)
        self.wrapped_document = FastWrapped(self.document, self.wrap_width, self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self._refresh_size()
        self.refresh()

    def offset_of(self, location: Location) -> int:
        """How many characters stand before a location; near the last one asked for it is cheap."""
        row, column = location
        known, before = self._row_start
        lines = self.document.lines
        if row >= known:
            before += sum(len(lines[n]) + 1 for n in range(known, row))
        else:
            before -= sum(len(lines[n]) + 1 for n in range(row, known))
        self._row_start = (row, before)
        return before + column

    def edit(self, edit: Edit, told: Callable[[], None] | None = None) -> EditResult:
        """Change the text, and draw the rows that look different now. ``told`` is called before
        anything is drawn: who sees a letter on the screen may know that it was taken down."""
        document = self.wrapped_document
        top = edit.top[0]
        height = document.height
        within = edit.bottom[0] == top and "\n" not in edit.text
        first = document._line_index_to_offsets[min(top, self.document.line_count - 1)][0]
        before = self._rows_seen(top) if within else {}
        scroll = self.scroll_offset
        self._forget_rows_below(top)
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

    def _rows_seen(self, line: int) -> dict[int, Strip]:
        """The rows of a line that are on the screen, where they are on the terminal too as they
        are: the row of the widget, and how it looks."""
        offsets = self.wrapped_document._line_index_to_offsets
        if self._look is None or line >= len(offsets) or not is_drawn(self):
            return {}
        scroll = self.scroll_offset.y
        rows = [n - scroll for n in offsets[line] if 0 <= n - scroll < self.size.height]
        return dict(zip(rows, self._drawn(rows, self._look), strict=True))

    def _draw_changes(self, before: dict[int, Strip]) -> None:
        """Draw the rows that are no longer as they were."""
        look = self._look
        now = self._drawn(before, look) if look else before.values()
        changed = [
            (y, old, new)
            for (y, old), new in zip(before.items(), now, strict=True)
            if old is not new
        ]
        if not (look and is_drawn(self) and draw_rows(self, changed)):
            for y, *_ in changed:
                self.refresh(Region(0, y, self.size.width, 1))

    def _forget_rows_below(self, row: int) -> None:
        if row < self._row_start[0]:
            self.offset_of((row, 0))  # what is remembered moves up to a row that stays

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
        """Scroll where the cursor is not to be seen; by how much."""
        if self.soft_wrap and not center and self.scroll_target_y == self.scroll_y:
            self._recompute_cursor_offset()  # type: ignore[no-untyped-call]
            row = self._cursor_offset[1] - self.scroll_offset.y
            if 0 <= row < self.size.height:
                return Offset(0, 0)
        return super().scroll_cursor_visible(center, animate)

    def find_matching_bracket(self, bracket: str, search_from: Location) -> Location | None:
        """Nothing is looked for that is not to be shown."""
        if not self.match_cursor_bracket:
            return None
        return super().find_matching_bracket(bracket, search_from)

    def _refresh_line(self, line: int) -> None:
        offsets = self.wrapped_document._line_index_to_offsets
        if line < len(offsets):
            self._refresh_rows(offsets[line][0], offsets[line][-1])

    def _refresh_rows(self, first: int, last: int) -> None:
        """Draw rows of the wrapped text again, as far as they are on the screen."""
        scroll = self.scroll_offset.y
        top = max(0, first - scroll)
        bottom = min(self.size.height, last + 1 - scroll)
        if top < bottom:
            self.refresh(Region(0, top, self.size.width, bottom - top))

    # -- drawing ----------------------------------------------------------------------------------

    def notify_style_update(self) -> None:
        """A style changed: the theme's CSS is worked out again."""
        self._css_of = self._look = None
        self._strips.clear()
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of a region; the theme's CSS is applied when something it depends on changed."""
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
        """Rows of a widget without a frame, from edge to edge."""
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
        """Whether a row of the widget is a row of its text and nothing else."""
        styles, region = self.styles, self.region
        return (
            crop.column_span == (0, region.width)
            and self.content_region == region
            and self.opacity == styles.text_opacity == 1.0
            and not (styles.tint.a or styles.has_rule("hatch") or any(e for e, _ in styles.outline))
        )

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        if self.document.line_count == 1 and not self.document[0]:
            return super().render_line(y)  # the placeholder is there
        return self._render_line(y)

    def _render_line(self, y: int) -> Strip:
        """A row cut from its line, where it is plain; else as stock draws it."""
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
            return super()._render_line(y)  # an empty line that is selected has a sign
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
        """From which character of a line to before which one it is selected."""
        (top, first), (bottom, behind) = sorted(self.selection)
        if not top <= line <= bottom:
            return 0, 0
        return first if line == top else 0, behind if line == bottom else length

    def _strip(
        self, text: str, cursor: int | None, selected: tuple[int, int], tabs: tuple[int, ...]
    ) -> Strip:
        """A row: its text, the character under the cursor, from where to where it is selected, and
        how wide each of its tabs is."""
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
        under = () if cursor is None else (cursor, cursor + 1)
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
        # Under the scroll bar nothing is seen, but a row is as wide as the widget.
        self._strips[key] = strip = strip.adjust_cell_length(look.whole, look.edge)
        return strip
