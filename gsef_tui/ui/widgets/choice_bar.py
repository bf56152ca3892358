"""A row of words to choose from with the arrows and Enter."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.widgets import Static

from ..text import content


class ChoiceBar(Static, can_focus=True):
    """Words side by side, each with an id; a bar marks the selected one while the widget has the
    focus."""

    def __init__(
        self,
        words: Sequence[tuple[str, str]],
        chosen: Callable[[str], Awaitable[object]],
        *,
        id: str | None = None,
    ) -> None:
        super().__init__("", id=id, markup=False)
        self._words = words
        self._take = chosen
        self._at = 0
        self._marked = False  # a widget's ``has_focus`` is set only after ``on_focus``
        self._update_view()

    async def process_key(self, event: events.Key) -> bool:
        """Move with the arrows, choose with Enter."""
        if event.key in ("left", "right"):
            self._at = (self._at + (1 if event.key == "right" else -1)) % len(self._words)
            self._update_view()
        elif event.key == "enter":
            await self._take(self._words[self._at][0])
        else:
            return False
        return True

    def on_focus(self) -> None:
        """Show the bar."""
        self._marked = True
        self._update_view()

    def on_blur(self) -> None:
        """Hide the bar."""
        self._marked = False
        self._update_view()

    async def on_click(self, event: events.Click) -> None:
        """Choose the word that was clicked."""
        column = 0
        for word_id, word in self._words:
            width = cell_len(word) + 4
            if column <= event.x < column + width:
                await self._take(word_id)
            column += width

    def _update_view(self) -> None:
        pieces = []
        for n, (_, word) in enumerate(self._words):
            here = self._marked and n == self._at
            pieces.append(content(f"{'▌' if here else ' '}{word}   ", "strong" if here else ""))
        self.update(Content.assemble(*pieces))
