"""Hooks of the application and its widgets: exceptions, key bindings, toasts and tooltips."""

from __future__ import annotations

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen


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
