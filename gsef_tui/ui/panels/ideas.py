"""The key ideas: the user can correct or remove one, or copy all."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual import events
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Static

from gsef_tui.model.ideas import Idea
from gsef_tui.model.session import Session
from gsef_tui.report.ideas import ideas_by_speaker

from ..text import content, short
from ..widgets.rows import Pieces, Rows
from .base import Panel


class KeyIdeas(Panel):
    """A row for each idea, grouped by speaker; ``heading``: the report's word for them."""

    DEFAULT_CSS = """
    KeyIdeas { height: 12; }
    """

    def __init__(
        self,
        heading: str,
        session: Callable[[], Session],
        mend: Callable[[Idea], Awaitable[None]],
        remove: Callable[[Idea], None],
        copy: Callable[[], None],
    ) -> None:
        super().__init__()
        self._heading = heading
        self._session = session
        self._remove = remove
        self._copy = copy
        self.rows: Rows[Idea] = Rows(_pieces, mend)

    def compose(self) -> ComposeResult:
        """Yield the heading, the list, and the line that explains the keys."""
        yield Static(content(f" {self._heading}", "strong"), classes="head")
        yield self.rows
        keys = " Enter corrects · Delete removes · Ctrl+C copies all"
        yield Static(content(keys), classes="muted", markup=False)

    @property
    def focus_first(self) -> Widget:
        """The list."""
        return self.rows

    async def opened(self) -> None:
        """Show all ideas."""
        self.rows.show(ideas_by_speaker(self._session()), 0)

    def update(self) -> None:
        """Show the current ideas."""
        self.rows.show(ideas_by_speaker(self._session()))

    async def process_key(self, event: events.Key) -> bool:
        """Move with the arrows, correct with Enter, remove with Delete, copy with Ctrl+C."""
        if event.key == "ctrl+c":
            self._copy()
            return True
        if event.key == "delete" and self.rows.chosen is not None:
            self._remove(self.rows.chosen)
            return True
        return await self.rows.process_key(event)


def _pieces(idea: Idea, width: int) -> Pieces:
    return [(f"{idea.by or '–':<5}", "strong"), (short(idea.text, width - 6), "")]
