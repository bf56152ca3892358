"""The check panel, which lists what is missing.

Enter goes to a finding, and the list stays open. Other keys settle what only the user knows: which
spelling is right, or that nothing is wrong. Such a key chooses, and Enter carries it out: no letter
and no digit acts by itself, because the user may be typing into a note without looking.
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
from gsef_tui.checks.quick_fixes import QuickFix, quick_fixes
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
    Check .keys { height: auto; max-height: 4; padding-left: 1; color: $gsef-muted; }
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
        self._empty = Static(content(" Nothing is missing."), classes="muted")
        self._keys = Static("", classes="keys", markup=False)
        self._choice: QuickFix | None = None  # what Enter carries out

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
        self._head.update(content(f" Check   {summary(findings)}", "strong"))
        self._empty.display = not findings
        if list(findings) != list(self.rows.items):
            self.rows.show(findings)
            self._choice = None
        self._update_keys()

    async def process_key(self, event: events.Key) -> bool:
        """Handle the arrows and Enter while the list has the focus. A key that settles a finding is
        held back: Enter carries it out, and after any other letter both are typed into the note."""
        if not self.rows.has_focus:
            return False
        choice, self._choice = self._choice, None
        if choice is not None and event.key == "enter":
            self.held.clear()
            await self._settle(choice.edit, choice.said)
            return True
        if not self.held and (chosen := self._choice_of(command_letter(event))) is not None:
            self.held[:] = [event]
            self._choice = chosen
            self._update_keys()
            return True
        taken = await self.rows.process_key(event)
        if choice is not None and event.key == "backspace":
            taken = True
        if taken:
            self.held.clear()
        self._update_keys()
        return taken

    def _choice_of(self, letter: str) -> QuickFix | None:
        """Return what a letter or digit chooses for the selected finding."""
        return dict(self._choices()).get(letter)

    def _choices(self) -> list[tuple[str, QuickFix]]:
        """Return the keys that settle the selected finding, with what each does."""
        finding = self.rows.chosen
        if finding is None:
            return []
        offered = enumerate(quick_fixes(self._session, finding), 1)
        off = "two people" if finding.rule == TWO_PEOPLE else "ignore"
        leave = QuickFix(off, f"Ignored: {finding.message}", partial(dismiss, finding=finding))
        return [*((str(number), choice) for number, choice in offered), ("w", leave)]

    def on_resize(self) -> None:
        """Update the text under the list, which depends on the width."""
        self._update_keys()

    def _update_keys(self) -> None:
        """Show the keys for the selected finding, and its message if the row is too short for
        it; or what Enter will do."""
        finding = self.rows.chosen
        self._keys.display = finding is not None
        if finding is None:
            return
        if self._choice is not None:
            self._keys.update(
                content(f"Enter: {self._choice.label} · any other key types into the note")
            )
            return
        keys = [f"{key} {choice.label}" for key, choice in self._choices()]
        room = self._room(self.rows.size.width - 1)[1]
        said = [finding.message] if 0 < room < cell_len(finding.message) + 1 else []
        self._keys.update(content("\n".join((*said, " · ".join(keys)))))

    async def _chosen(self, finding: Finding) -> None:
        await self._go(finding)

    def _pieces(self, finding: Finding, width: int) -> Pieces:
        where = place_label(self._session, finding.place, names=False)
        style = "error" if finding.severity == "contradiction" else "strong"
        left, right = self._room(width)
        return [
            (f"{_MARKS[finding.severity]} ", style),
            (fit(where, left), ""),
            (fit(f" {finding.message}", right), "muted"),
        ]

    def _room(self, width: int) -> tuple[int, int]:
        """Return the columns for a place and for its message."""
        left = min(22, width // 2)
        return left, max(0, width - left - 2)
