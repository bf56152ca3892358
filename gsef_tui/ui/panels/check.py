"""The check panel, which lists what is missing.

Enter goes to a finding, and the list stays open. Other keys settle what only the user knows: which
spelling is right, or that nothing is wrong.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Static

from gsef_tui.checks.dismissals import dismiss
from gsef_tui.checks.findings import Finding, summary
from gsef_tui.checks.labels import place_label
from gsef_tui.checks.quick_fixes import quick_fixes
from gsef_tui.checks.spelling_fixes import TWO_PEOPLE
from gsef_tui.model.session import Session

from ..letter_keys import command_letter
from ..text import content, fit
from ..widgets.rows import Pieces, Rows
from .base import Panel

_MARKS = {"missing": "✗", "contradiction": "!", "hint": "·"}


class Check(Panel):
    """The findings in the order of the report, updated while the user works on them."""

    DEFAULT_CSS = """
    Check { height: 8; }
    Check .keys { height: auto; max-height: 4; padding-left: 1; color: $text-muted; }
    """

    def __init__(
        self,
        session: Session,
        go: Callable[[Finding], Awaitable[None]],
        settle: Callable[[Callable[[Session], Session], str], Awaitable[None]],
        look: Callable[[], tuple[Session, Sequence[Finding]]],
    ) -> None:
        super().__init__()
        self._look = look
        self._session = session
        self._go = go
        self._settle = settle
        self._head = Static("", classes="head", markup=False)
        self.rows: Rows[Finding] = Rows(self._pieces, self._chosen)
        self._empty = Static(content(" Nothing is missing."), classes="dim")
        self._keys = Static("", classes="keys", markup=False)

    def compose(self) -> ComposeResult:
        """Yield the count, the list, and the line that explains the keys."""
        yield self._head
        yield self._empty
        yield self.rows
        yield self._keys

    @property
    def focus_first(self) -> Widget:
        """The list."""
        return self.rows

    async def opened(self) -> None:
        """Fill the list."""
        self.update()

    def update(self) -> None:
        """Show the findings of the session as it is now."""
        self._session, findings = self._look()
        self._head.update(content(f" Check   {summary(findings)}", "bold"))
        self._empty.display = not findings
        if list(findings) != list(self.rows.items):
            self.rows.show(findings)
        self._update_keys()

    async def process_key(self, event: events.Key) -> bool:
        """Handle the arrows, Enter and the keys that settle a finding, while the list has the
        focus."""
        if not self.rows.has_focus:
            return False
        if await self._process_choice(command_letter(event)):
            return True
        taken = await self.rows.process_key(event)
        self._update_keys()
        return taken

    async def _process_choice(self, key: str) -> bool:
        finding = self.rows.chosen
        if finding is None:
            return False
        if key == "w":
            await self._settle(partial(dismiss, finding=finding), f"Waved off: {finding.message}")
            return True
        offered = quick_fixes(self._session, finding)
        if not key.isdecimal() or not 1 <= int(key) <= len(offered):
            return False
        choice = offered[int(key) - 1]
        await self._settle(choice.edit, choice.said)
        return True

    def on_resize(self) -> None:
        """Update the text under the list, which depends on the width."""
        self._update_keys()

    def _update_keys(self) -> None:
        """Show the keys for the selected finding, and its message if the row is too short for
        it."""
        finding = self.rows.chosen
        self._keys.display = finding is not None
        if finding is None:
            return
        offered = quick_fixes(self._session, finding)
        keys = [f"{number} {choice.label}" for number, choice in enumerate(offered, 1)]
        off = "two people" if finding.rule == TWO_PEOPLE else "leave it so"
        room = self._room(self.rows.size.width - 1)[1]
        said = [finding.message] if 0 < room < cell_len(finding.message) + 1 else []
        self._keys.update(content("\n".join((*said, " · ".join((*keys, f"w {off}"))))))

    async def _chosen(self, finding: Finding) -> None:
        await self._go(finding)

    def _pieces(self, finding: Finding, width: int) -> Pieces:
        where = place_label(self._session, finding.place, names=False)
        style = "error" if finding.severity == "contradiction" else "bold"
        left, right = self._room(width)
        return [
            (f"{_MARKS[finding.severity]} ", style),
            (fit(where, left), ""),
            (fit(f" {finding.message}", right), "dim"),
        ]

    def _room(self, width: int) -> tuple[int, int]:
        """Return the columns for a place and for its message."""
        left = min(22, width // 2)
        return left, max(0, width - left - 2)
