"""Hooks of the application and its widgets: exceptions, the terminal's cursor, key bindings, toasts
and tooltips."""

from __future__ import annotations

import asyncio

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.geometry import Offset, clamp
from textual.screen import Screen
from textual.widgets import TextArea

NODES_A_TURN = 8
"""Widgets that get their styles in one turn of the event loop: 2 to 5 ms."""


class SmoothThemeApp(App[int]):
    """An application that changes its theme in several turns of the event loop.

    Textual parses the styles, applies them to every widget, lays the screen out and draws it in a
    single turn, in which nothing else can run.
    """

    async def refresh_css(self, animate: bool = True) -> None:  # type: ignore[override]
        """Apply the styles anew; nothing is drawn before all widgets have theirs.

        Textual calls this between two messages of the application and waits for it, so the next key
        comes afterwards.
        """
        with self.batch_update():
            await asyncio.sleep(0)
            self.stylesheet.set_variables(self.get_css_variables())
            self.stylesheet.reparse()
            roots = (self, *self.screen_stack[:-1])  # the application's child is the last one
            nodes = [node for root in roots for node in root.walk_children(with_self=True)]
            for start in range(0, len(nodes), NODES_A_TURN):
                await asyncio.sleep(0)
                some = nodes[start : start + NODES_A_TURN]
                there = [node for node in some if node is self or node.is_attached]
                self.stylesheet.update_nodes(there, animate=animate)
            await asyncio.sleep(0)
        if self.screen_stack:
            self.screen.refresh(layout=True)


NO_TEXT = Offset(0, 0)
"""Where the terminal's cursor stands while no text has the focus. It is hidden everywhere."""


class TextCursorApp(App[int]):
    """An application whose terminal cursor is where the cursor of the focused text is drawn.

    Input methods show there what they compose, and screen readers read there. In Textual a text
    reports the position when its cursor moves, so each layout, scroll or first frame that follows
    makes it wrong. Here each frame asks for the position when it is sent.
    """

    @property
    def cursor_position(self) -> Offset:
        """The position to which each frame moves the terminal's cursor."""
        area = self.screen.focused if self.screen_stack else None
        if not isinstance(area, TextArea):
            return NO_TEXT
        left, top, width, height = area.content_region
        if not (width and height):  # it is not shown
            return NO_TEXT
        area._recompute_cursor_offset()  # type: ignore[no-untyped-call]
        x, y = area._cursor_offset
        across, down = area.scroll_offset
        return Offset(left + clamp(x - across, 0, width - 1), top + clamp(y - down, 0, height - 1))

    @cursor_position.setter
    def cursor_position(self, position: Offset) -> None:
        """Ignore the position that a text reports."""


class CrashHandlingApp(App[int]):
    """An application that handles its crashes itself.

    Textual would print a traceback with the values of local variables, hence with notes, and end
    the process with status 0.
    """

    def handle_crash(self, error: Exception) -> None:
        """Handle an exception that no message handler, timer or worker caught, and exit."""
        raise NotImplementedError

    def crash(self, error: Exception) -> None:
        """Treat an exception raised outside the event loop's callbacks in the same way. Call it on
        the loop."""
        self._handle_exception(error)

    def _handle_exception(self, error: Exception) -> None:
        if self._exception is None:
            self._exception = error  # the test pilot raises it
            self._exception_event.set()
        self.handle_crash(error)


def disable_toasts_and_tooltips(app: App[int]) -> None:
    """Keep screens from mounting the widgets for both: all messages appear in the footer. Call it
    before the first screen is pushed."""
    app._disable_notifications = app._disable_tooltips = True


def make_switchable(first: Screen[None], app: App[int]) -> Screen[None]:
    """Return the application's first screen, ready to be switched for another. Textual prepares
    only the screens that are pushed: ``switch_screen`` would fail for the first one."""
    first._push_result_callback(app, None)
    return first


def remove_builtin_bindings(app: App[int]) -> None:
    """Remove the application's own key bindings, which take keys before any command does."""
    app._bindings.key_to_bindings.clear()


def builtin_actions(widget: type[DOMNode]) -> dict[str, str]:
    """Return the action of each key that a class of widgets binds, with those of its bases."""
    return {
        binding.key: binding.action
        for bindings in widget._merge_bindings().key_to_bindings.values()
        for binding in bindings
        if isinstance(binding, Binding)
    }
