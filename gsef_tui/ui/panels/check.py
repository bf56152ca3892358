"""Check: what is missing, on the right; Enter goes there and the list stays."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from gsef_tui.checks.findings import Finding, summary
from gsef_tui.checks.labels import place_label
from gsef_tui.model.session import Session
from gsef_tui.model.template import Template

from ..text import content, fit
from ..widgets.rows import Pieces, Rows
from .base import Panel

_MARKS = {"missing": "✗", "contradiction": "!", "hint": "·"}


class Check(Panel):
    """The findings, in the order of the report, kept true while one works on them."""

    command = "check"
    DEFAULT_CSS = """
    Check { height: 8; }
    """

    def __init__(
        self, session: Session, template: Template, go: Callable[[str], Awaitable[None]]
    ) -> None:
        super().__init__()
        self._session = session
        self._template = template
        self._go = go
        self._head = Static("", classes="head", markup=False)
        self.rows: Rows[Finding] = Rows(self._pieces, self._chosen)
        self._empty = Static(content(" Nothing is missing."), classes="dim")

    def compose(self) -> ComposeResult:
        """How many, and which."""
        yield self._head
        yield self._empty
        yield self.rows

    def tell(self, session: Session, findings: Sequence[Finding]) -> None:
        """Show the findings of a session as it is now."""
        self._session = session
        self._head.update(content(f" Check   {summary(findings)}", "bold"))
        self._empty.display = not findings
        if list(findings) != list(self.rows.items):
            self.rows.show(findings)

    async def take_key(self, event: events.Key) -> bool:
        """Arrows and Enter, while the list has the focus."""
        return self.rows.has_focus and await self.rows.take_key(event)

    async def _chosen(self, finding: Finding) -> None:
        await self._go(finding.place)

    def _pieces(self, finding: Finding, width: int) -> Pieces:
        where = place_label(self._session, self._template, finding.place, names=False)
        style = "error" if finding.severity == "contradiction" else "bold"
        room = min(22, width // 2)
        return [
            (f"{_MARKS[finding.severity]} ", style),
            (fit(where, room), ""),
            (fit(f" {finding.message}", max(0, width - room - 2)), "dim"),
        ]
