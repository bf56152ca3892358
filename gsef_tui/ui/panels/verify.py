"""The panel of claims to verify, one row each; Enter goes to one, and the list stays open."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Static

from gsef_tui.checks.claims import Claim

from ..text import content, fit
from ..widgets.rows import Pieces, Rows
from .base import Panel

WHO = 5
"""Columns for a person's code."""


class Verify(Panel):
    """The figures, sums, dates, laws and addresses. They are searched again before each key of the
    list, because the user may have corrected one meanwhile."""

    DEFAULT_CSS = """
    Verify Rows { height: auto; max-height: 9; }
    """

    def __init__(
        self,
        facts: Callable[[], Sequence[Claim]],
        go: Callable[[Claim], Awaitable[None]],
        copy: Callable[[], None],
    ) -> None:
        super().__init__()
        self._facts = facts
        self._copy = copy
        self._head = Static("", classes="head", markup=False)
        self.rows: Rows[Claim] = Rows(self._pieces, go)

    def compose(self) -> ComposeResult:
        """Yield the heading, with the count and the keys, and the list."""
        yield self._head
        yield self.rows

    @property
    def focus_first(self) -> Widget:
        """The list."""
        return self.rows

    async def opened(self) -> None:
        """Fill the list."""
        self._look()

    async def process_key(self, event: events.Key) -> bool:
        """Handle the arrows, Enter and copying, while the list has the focus."""
        if not self.rows.has_focus:
            return False
        self._look()
        if event.key == "ctrl+c":
            self._copy()
            return True
        return await self.rows.process_key(event)

    def _look(self) -> None:
        facts = self._facts()
        keys = "↵ goes there · ^c copies all"
        self._head.update(content(f" To verify   {len(facts)}   {keys}", "strong"))
        if list(facts) != list(self.rows.items):
            self.rows.show(facts)

    def _pieces(self, fact: Claim, width: int) -> Pieces:
        before = fact.before
        while cell_len(before) > width // 2 - WHO:  # the claim itself is always visible
            before = before[1:]
        return [
            (fit(fact.code, WHO), ""),
            (before, "muted"),
            (fact.text, "strong"),
            (fact.after, "muted"),
        ]
