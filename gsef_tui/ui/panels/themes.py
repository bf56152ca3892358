"""The list of themes: the screen shows each as it is selected."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Static

from ..text import content, fit
from ..widgets.rows import Pieces, Rows
from .base import Panel


class ThemeList(Panel):
    """Enter keeps the selected theme; closing the list in any other way brings back the theme that
    was there before.

    ``use`` draws the screen in a theme, ``keep`` also remembers it.
    """

    DEFAULT_CSS = """
    ThemeList { height: 11; }
    """

    def __init__(
        self,
        names: Sequence[str],
        before: str,
        use: Callable[[str], None],
        keep: Callable[[str], None],
    ) -> None:
        super().__init__()
        self._names = names
        self._before = before
        self._use = use
        self._keep = keep
        self._shown = before
        self.rows: Rows[str] = Rows(_pieces, self._chosen)

    def compose(self) -> ComposeResult:
        """Yield the heading, the list, and the line that explains the keys."""
        yield Static(content(" Theme", "strong"), classes="head")
        yield self.rows
        keys = " ↑ ↓ show a theme · Enter keeps it · Esc goes back to the one before"
        yield Static(content(keys), classes="muted", markup=False)

    @property
    def focus_first(self) -> Widget:
        """The list."""
        return self.rows

    async def opened(self) -> None:
        """Show all themes; the current one is selected."""
        at = self._names.index(self._before) if self._before in self._names else 0
        self.rows.show(self._names, at)

    async def process_key(self, event: events.Key) -> bool:
        """Move with the arrows, and show what is selected; keep it with Enter."""
        handled = await self.rows.process_key(event)
        self._show(self.rows.chosen or self._before)
        return handled

    async def leave(self) -> None:
        """Bring back the theme that was there before, unless another one was kept."""
        if not self.done:
            self._show(self._before)

    def _show(self, name: str) -> None:
        if name != self._shown:
            self._shown = name
            self._use(name)

    async def _chosen(self, name: str) -> None:
        self._show(name)
        self._keep(name)
        self.done = True


def _pieces(name: str, width: int) -> Pieces:
    return [(fit(name, width), "")]
