"""Releases widgets that have been removed and that Textual would keep.

Textual 8.2.8 keeps three kinds of references to a removed widget:

- ``StylesCache.get_inner_outer`` is an ``lru_cache`` on a method. Each of its 1,024 entries keeps a
  ``StylesCache``, and with it every row that the widget had drawn.
- A mounted ``TextArea`` subscribes to its screen's ``text_selection_started_signal``. The signal
  holds its subscribers weakly, but the callback refers to the widget, so the widget stays until the
  screen is removed.
- A mounted ``TextArea`` watches the application's theme. The watcher stays until the theme changes.

A panel whose text is kept keeps its session, its rows and its callbacks: 0.2 to 0.4 MB.
"""

from __future__ import annotations

from functools import lru_cache

from textual._styles_cache import StylesCache
from textual.app import App
from textual.color import Color
from textual.dom import DOMNode
from textual.screen import Screen
from textual.style import Style

COLOURS = 256
"""The number of pairs of background colours whose styles are kept."""


@lru_cache(COLOURS)
def _styles_of(base_background: Color, background: Color) -> tuple[Style, Style]:
    return Style(background=base_background + background), Style(background=base_background)


def keep_no_rows() -> None:
    """Cache the background styles by their colours alone, not by the widget that draws them."""

    def inner_outer(
        _cache: StylesCache, base_background: Color, background: Color
    ) -> tuple[Style, Style]:
        return _styles_of(base_background, background)

    StylesCache.get_inner_outer = inner_outer  # type: ignore[assignment,method-assign]


def release(widget: DOMNode, screen: Screen[object], app: App[object]) -> None:
    """Remove a widget's subscription to its screen's selections and its watcher of the theme.

    The caller is the widget itself, when it is unmounted: it can no longer ask for its screen then.
    """
    screen.text_selection_started_signal.unsubscribe(widget)
    watchers: dict[str, list[tuple[object, object]]] = getattr(app, "__watchers", {})
    if "theme" in watchers:
        watchers["theme"][:] = [entry for entry in watchers["theme"] if entry[0] is not widget]
