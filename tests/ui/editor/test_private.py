"""The private names of Textual that the fast editor uses: each test fails when one means something
else, or when what it avoids is no longer so and it could go."""

from __future__ import annotations

import inspect
import re
from functools import wraps

import pytest
from rich.style import Style
from textual._compositor import Compositor
from textual._styles_cache import StylesCache
from textual._wrap import compute_wrap_offsets
from textual.app import App
from textual.color import Color
from textual.document import _document_navigator
from textual.filter import Monochrome
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widgets import TextArea, _text_area
from textual.widgets.text_area import Document, Selection, WrappedDocument

from gsef_tui.ui.textual_private.editor.incremental import draw_now, is_drawn
from gsef_tui.ui.textual_private.editor.text_area import FastTextArea

from .test_same_as_stock import One


def test_a_wrapped_document_keeps_its_rows_and_where_its_lines_begin() -> None:
    wrapped = WrappedDocument(Document("aaa bbb ccc\nd"), width=5)
    assert wrapped._wrap_offsets == [[4, 8], []]
    assert wrapped._offset_to_line_info == [(0, 0), (0, 1), (0, 2), (1, 0)]
    assert wrapped._line_index_to_offsets == [[0, 1, 2], [3]]
    assert wrapped.height == len(wrapped._offset_to_line_info)


def test_a_wrapped_document_still_does_what_the_fast_one_avoids() -> None:
    """It looks at each word and each tab, makes what is below an edit again, divides a line, sums
    all lines, and wraps at each size."""
    height = WrappedDocument.height
    assert isinstance(height, property)
    assert "sum(" in inspect.getsource(height.fget)
    assert "in chunks(text)" in inspect.getsource(compute_wrap_offsets)
    for method in (WrappedDocument.wrap, WrappedDocument.wrap_range):
        source = inspect.getsource(method)
        assert "get_tab_widths(line, tab_width)" in source
        assert "precomputed_tab_sections=tab_sections" in source
        assert "width" in source[: source.index("compute_wrap_offsets")]
    assert "[offset + offset_shift" in inspect.getsource(WrappedDocument.wrap_range)
    assert ".divide(" in inspect.getsource(WrappedDocument.get_sections)
    assert "wrapped_document.wrap(self.wrap_width" in inspect.getsource(
        TextArea._rewrap_and_refresh_virtual_size
    )


def test_a_wrapped_document_is_wrapped_when_it_is_made_and_keeps_how() -> None:
    class Told(WrappedDocument):
        def wrap(self, width: int, tab_width: int | None = None) -> None:
            made.append((self._width, self._tab_width, self._wrap_offsets))
            super().wrap(width, tab_width)

    made: list[tuple[int, int, list[list[int]]]] = []
    wrapped = Told(Document("aaa bbb"), 5, 2)
    assert made == [(5, 2, [])], "the widths are set before, the lines are not wrapped yet"
    wrapped.wrap(4)
    assert (wrapped._width, wrapped._tab_width) == (4, 2)


def test_the_maps_of_rows_and_lines_are_only_asked_for_one_at_a_time() -> None:
    """The fast ones are no lists: they answer by index, and have a length."""
    sources = [inspect.getsource(m) for m in (_text_area, _document_navigator)]
    asked = re.compile(r"(.{5})\b_(?:offset_to_line_info|line_index_to_offsets)\b(.)", re.DOTALL)
    found = [m for source in sources for m in asked.findall(source)]
    assert found
    assert all(after == "[" for _, after in found)
    inside = inspect.getsource(WrappedDocument)
    for method in ("__init__", "wrap", "wrap_range"):  # of the fast one's own
        inside = inside.replace(inspect.getsource(getattr(WrappedDocument, method)), "")
    others = {(before[-4:], after) for before, after in asked.findall(inside)}
    assert others <= {("elf.", "["), ("elf.", ")")}


def test_the_selection_of_stock_repaints_all_of_the_widget() -> None:
    selection = TextArea.__dict__["selection"]
    assert isinstance(selection, Reactive)
    assert selection._repaint


async def test_stock_joins_the_text_for_a_row_and_works_out_the_css_for_a_paint(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = One(TextArea, "un\ndeux")
    async with app.run_test(size=(30, 8)):
        area = app.area
        asked: list[str] = []
        plain = TextArea.__dict__["text"].fget

        def text(self: TextArea) -> object:
            asked.append("text")
            return plain(self)

        monkeypatch.setattr(TextArea, "text", property(text))
        area.render_line(0)
        assert asked == ["text"]
        theme = area._theme
        assert theme is not None
        monkeypatch.setattr(type(theme), "apply_css", lambda *_: asked.append("css"))
        area.render_lines(Region(0, 0, 30, 1))
        assert asked[1:2] == ["css"]


async def test_the_names_that_are_overridden_or_asked_for_mean_what_they_did(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = One(TextArea, "un\ndeux")
    async with app.run_test(size=(30, 8)) as pilot:
        area = app.area
        called: list[str] = []

        def listen(name: str) -> None:
            plain = getattr(TextArea, name)

            @wraps(plain)  # a watcher is called by its signature
            def told(*arguments: object) -> object:
                called.append(name)
                return plain(*arguments)

            monkeypatch.setattr(TextArea, name, told)

        for name in ("_set_document", "_refresh_size", "_watch_selection", "_render_line"):
            listen(name)
        area.selection = Selection((0, 1), (0, 1))
        assert called == ["_watch_selection"]
        called.clear()
        area.insert("x")
        assert "_refresh_size" in called
        called.clear()
        assert area.render_line(0).text == area._render_line(0).text
        assert called.count("_render_line") == 2
        area.load_text("trois")
        assert "_set_document" in called
        assert isinstance(area.wrapped_document, WrappedDocument)
        assert area._theme is not None
        assert area._theme.cursor_style is not None
        assert not area._highlights
        area.focus()
        await pilot.pause()
        assert area._draw_cursor
        app.set_focus(None)
        await pilot.pause()
        assert not area._draw_cursor


def test_a_strip_keeps_what_was_made_of_it() -> None:
    """Without this, keeping the strips of rows would bring nothing."""
    strip = Strip.blank(10, Style(color="red", bgcolor="black"))
    grey, background = Monochrome(), Color(0, 0, 0)
    assert strip.apply_filter(grey, background) is strip.apply_filter(grey, background)
    assert strip.divide([3, 10]) is strip.divide([3, 10])
    assert strip.adjust_cell_length(10) is strip


def test_rows_of_a_widget_still_go_through_the_styles_cache() -> None:
    assert "apply_filter(filter, background)" in inspect.getsource(StylesCache.render)


async def test_the_compositor_asks_all_that_overlaps_and_draws_from_front_to_back() -> None:
    app = One(TextArea, "un\ndeux")
    async with app.run_test(size=(30, 8)):
        compositor = app.screen._compositor
        assert isinstance(compositor, Compositor)
        compositor.reflow(app.screen, Size(30, 8))
        order = [type(widget).__name__ for widget in compositor.visible_widgets]
        assert order.index("TextArea") < order.index("Screen")
        rendered = list(compositor._get_renders(Region(0, 0, 30, 1)))
        assert max(len(strips) for _, _, strips in rendered) == 8
        assert "self._get_renders(crop)" in inspect.getsource(Compositor._render_chops)


async def test_what_is_to_be_drawn_of_a_widget_waits_in_it_until_the_compositor_takes_it() -> None:
    app = One(FastTextArea, "un\ndeux")
    async with app.run_test(size=(30, 8)) as pilot:
        area, screen = app.area, app.screen
        await pilot.pause()
        assert is_drawn(area)
        area.refresh(Region(0, 1, 30, 1))
        assert (area._repaint_regions, area._repaint_required) == ({Region(0, 1, 30, 1)}, True)
        assert not is_drawn(area)
        draw_now(area)
        assert (area._repaint_regions, area._repaint_required) == (set(), False)
        assert screen._compositor._dirty_regions == set() == screen._dirty_widgets
        assert is_drawn(area)


async def test_what_is_laid_out_scrolled_or_held_back_is_told_by_flags() -> None:
    app = One(FastTextArea, "un\ndeux")
    async with app.run_test(size=(30, 8)) as pilot:
        area, screen = app.area, app.screen
        await pilot.pause()
        for owner, name in (
            (area, "_layout_required"),
            (area, "_scroll_required"),
            (screen, "_layout_required"),
            (screen, "_scroll_required"),
            (screen, "_repaint_required"),
        ):
            assert getattr(owner, name) is False, name
        assert (app._batch_count, is_drawn(area)) == (0, True)
        with app.batch_update():
            assert (app._batch_count, is_drawn(area)) == (1, False)
        await pilot.pause()
        area.refresh(layout=True)
        assert area._layout_required
        await pilot.pause()
        screen.refresh()
        assert screen._repaint_required
        await pilot.pause()
        assert is_drawn(area)


async def test_what_is_displayed_is_an_update_that_says_what_to_send(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """``App._display`` renders by ``render_segments`` and puts the cursor where it belongs."""
    source = inspect.getsource(App._display)
    assert "isinstance(renderable, CompositorUpdate)" in source
    assert "renderable.render_segments(console)" in source
    assert "move_to" in source
    assert Region(0, 3, 4, 0).overlaps(Region(0, 2, 4, 1)), "so it is asked what both have"
    assert not Region(0, 3, 4, 0).intersection(Region(0, 2, 4, 1))


def test_the_rows_of_a_widget_are_still_kept_by_a_cache_of_its_background() -> None:
    """Were they not, ``keep_no_rows`` could go."""
    source = inspect.getsource(StylesCache)
    assert "    @lru_cache(1024)\n    def get_inner_outer(\n        cls, base_background" in source
    ours = StylesCache().get_inner_outer(Color(1, 2, 3), Color(4, 5, 6, 0.5))
    base = Color(1, 2, 3)
    assert [style.background for style in ours] == [base + Color(4, 5, 6, 0.5), base]


async def test_a_stock_text_that_was_removed_is_still_kept_by_its_screen_and_its_theme() -> None:
    """Were it not, ``release`` could go."""

    class Empty(App[None]):
        pass

    async with Empty().run_test() as pilot:
        kept = []
        for kind in (TextArea, FastTextArea):
            area = kind()
            await pilot.app.mount(area)
            await area.remove()
            subscribed = area in pilot.app.screen.text_selection_started_signal._subscriptions
            watches = [entry[0] for entry in getattr(pilot.app, "__watchers")["theme"]]
            kept.append((subscribed, area in watches))
        assert kept == [(True, True), (False, False)]
