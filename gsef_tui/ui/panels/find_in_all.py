"""The panel that searches the notes of all sessions, and shows what is found while it is found."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Generator
from contextlib import aclosing, suppress

from textual import events, work

from gsef_tui.editing.background import run_steps_in_background
from gsef_tui.model.wording import counted
from gsef_tui.storage.discovery import Hit
from gsef_tui.storage.notes_index import Found

from ..text import content
from .find import Find

SHORTEST = 2
"""Letters from which on a text is searched for."""

SEARCH_AFTER = 0.05
"""Seconds after a letter before the search begins, so that fast typing begins fewer of them."""

HITS_WITHIN = 5.0
"""Seconds for which a key that needs a hit waits for the first one."""


class FindInAll(Find):
    """A search field whose hits come from threads beside the event loop.

    The next letter ends the search of the one before, and so does closing the panel. Until the
    first result is there, the hits of the text before stay, and a key that needs a hit waits.
    """

    def __init__(
        self,
        text: str,
        search: Callable[[str], Generator[Found, None, None]],
        go: Callable[[Hit, str], Awaitable[None]],
    ) -> None:
        super().__init__(text, lambda text: (), lambda hit: hit.title, go, wide=30)
        self._search_all = search
        self._answered = asyncio.Event()

    async def process_key(self, event: events.Key) -> bool:
        """Move with the arrows, go to a hit with Enter, once there is one."""
        if event.key in ("enter", "up", "down", "pageup", "pagedown"):
            with suppress(TimeoutError):
                await asyncio.wait_for(self._answered.wait(), HITS_WITHIN)
        return await super().process_key(event)

    async def leave(self) -> None:
        """End the search."""
        self.workers.cancel_node(self)

    def _look(self) -> None:
        text = self.entry.text.strip()
        self._answered.clear()
        self._look_in_all(text)

    @work(exclusive=True, group="find")
    async def _look_in_all(self, text: str) -> None:
        if len(text) < SHORTEST:
            self._show_found(Found((), 0, 0), bool(text))
            return
        await asyncio.sleep(SEARCH_AFTER)
        async with aclosing(run_steps_in_background(self._search_all(text))) as results:
            async for found in results:
                self._show_found(found, True)

    def _show_found(self, found: Found, sought: bool) -> None:
        """Show hits; the selected one stays selected while others come before it."""
        chosen = self._rows.chosen if self._answered.is_set() else None
        hits = list(found.hits)
        self._rows.show(hits, hits.index(chosen) if chosen in hits else 0)
        lines = counted(len(hits), "{n} line   ↵ goes there", "{n} lines   ↵ goes there")
        if not found.is_complete:
            progress = f"{found.searched} of {found.total} sessions searched…"
            lines = f"{lines}   {progress}" if hits else progress
        elif not hits:
            lines = "not found" if sought else ""
        self._count.update(content(lines, "muted"))
        if hits or found.is_complete:
            self._answered.set()
