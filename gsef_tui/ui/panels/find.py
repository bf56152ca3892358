"""The find panel, which lists the lines that contain a text; Enter goes to one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from gsef_tui.model.wording import counted
from gsef_tui.storage.discovery import Hit

from ..text import content, fit
from ..widgets.note_area import NoteArea
from ..widgets.rows import Pieces, Rows
from .base import Panel


class Find(Panel):
    """A search field with its hits; accents and case do not matter."""

    DEFAULT_CSS = """
    Find Rows { height: auto; max-height: 10; }
    """

    def __init__(
        self,
        text: str,
        search: Callable[[str], Sequence[Hit]],
        name: Callable[[Hit], str],
        go: Callable[[Hit, str], Awaitable[None]],
        wide: int = 24,
    ) -> None:
        super().__init__()
        self._search = search
        self._named = name
        self._go = go
        self._wide = wide
        self._entry = NoteArea(text, one_line=True, typed=self.typed, classes="field")
        self._count = Static("", markup=False)
        self._rows: Rows[Hit] = Rows(self._pieces, self._chosen)

    def compose(self) -> ComposeResult:
        """Yield the search field, the count and the hits."""
        with Horizontal(classes="line"):
            yield Static(content("Find  "), classes="name")
            yield self._entry
        yield self._count
        yield self._rows

    @property
    def entry(self) -> NoteArea:
        """The search field."""
        return self._entry

    async def opened(self) -> None:
        """Search again for the last search text."""
        self._entry.select_all()
        self._look()

    def typed(self, area: NoteArea, offset: int, removed: str, inserted: str, cursor: int) -> None:
        """Search for the new text."""
        self._look()

    async def process_key(self, event: events.Key) -> bool:
        """Move with the arrows, go to a hit with Enter."""
        return await self._rows.steer(event)

    async def _chosen(self, hit: Hit) -> None:
        await self._go(hit, self._entry.text)

    def _look(self) -> None:
        text = self._entry.text.strip()
        hits = list(self._search(text)) if text else []
        self._rows.show(hits, 0)
        many = counted(len(hits), "{n} line   ↵ goes there", "{n} lines   ↵ goes there")
        self._count.update(content(many if hits else "not found" if text else "", "muted"))

    def _pieces(self, hit: Hit, width: int) -> Pieces:
        room = min(self._wide, width // 2)
        return [
            (fit(self._named(hit), room), "strong"),
            (fit(f" {hit.line.strip()}", width - room), ""),
        ]
