"""The private names of Textual that the fast editor uses: each test fails when one means something
else, or when what it avoids is no longer so and it could go."""

from __future__ import annotations

import inspect
from functools import wraps

import pytest
from rich.style import Style
from textual._compositor import Compositor
from textual._styles_cache import StylesCache
from textual.color import Color
from textual.document._document import Document, Selection
from textual.document._wrapped_document import WrappedDocument
from textual.filter import Monochrome
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widgets import TextArea

from .test_same_as_stock import One


def test_a_wrapped_document_keeps_its_rows_and_where_its_lines_begin() -> None:
    wrapped = WrappedDocument(Document("aaa bbb ccc\nd"), width=5)
    assert wrapped._wrap_offsets == [[4, 8], []]
    assert wrapped._offset_to_line_info == [(0, 0), (0, 1), (0, 2), (1, 0)]
    assert wrapped._line_index_to_offsets == [[0, 1, 2], [3]]
    assert wrapped.height == len(wrapped._offset_to_line_info)


def test_a_wrapped_document_still_sums_all_lines_for_its_height() -> None:
    height = WrappedDocument.height
    assert isinstance(height, property)
    assert "sum(" in inspect.getsource(height.fget)


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
