"""The list of all abbreviations, from which you can type or forget one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from gsef_tui.capture.abbreviations import Abbreviation
from gsef_tui.model.folding import fold

from ..text import content, fit
from ..widgets.note_area import NoteArea
from ..widgets.rows import Pieces, Rows
from .base import Panel

KEYS = "Enter types it · Delete removes it"
NONE = "No abbreviation found. To add one, select text, then More › New abbreviation"


class AbbreviationList(Panel):
    """The list; letters of an abbreviation or of its meaning narrow it."""

    DEFAULT_CSS = """
    AbbreviationList { height: 12; }
    """

    def __init__(
        self,
        forms: Callable[[], Sequence[Abbreviation]],
        use: Callable[[Abbreviation], Awaitable[None]],
        forget: Callable[[Abbreviation], Awaitable[None]],
    ) -> None:
        super().__init__()
        self._forms = forms
        self._forget = forget
        self._entry = NoteArea(one_line=True, typed=self.typed, classes="field")
        self._rows: Rows[Abbreviation] = Rows(_pieces, use)
        self._keys = Static("", classes="muted", markup=False)

    def compose(self) -> ComposeResult:
        """Yield the filter, the list, and the line that explains the keys."""
        with Horizontal(classes="line"):
            yield Static(content("Abbreviations  "), classes="name")
            yield self._entry
        yield self._rows
        yield self._keys

    @property
    def entry(self) -> NoteArea:
        """The line that narrows the list."""
        return self._entry

    async def opened(self) -> None:
        """Show all abbreviations."""
        self._show(0)

    def typed(self, area: NoteArea, offset: int, removed: str, inserted: str, cursor: int) -> None:
        """Show only the abbreviations that contain every word."""
        self._show(0)

    async def process_key(self, event: events.Key) -> bool:
        """Move with the arrows, type with Enter, forget with Delete."""
        if event.key in ("delete", "ctrl+d"):
            if self._rows.chosen is not None:
                await self._forget(self._rows.chosen)
                self._show(None)
            return True
        return await self._rows.steer(event)

    def _show(self, cursor: int | None) -> None:
        wanted = fold(self._entry.text).split()
        found = [f for f in self._forms() if all(w in fold(f"{f.short} {f.long}") for w in wanted)]
        self._rows.show(found, cursor)
        self._keys.update(content(KEYS if found else NONE))


def _pieces(form: Abbreviation, width: int) -> Pieces:
    where = {"own": "yours"}.get(form.source, form.source)
    return [
        (fit(form.short, 12), "strong"),
        (fit(form.long, max(0, width - 21)), ""),
        (f" {where}", "muted"),
    ]
