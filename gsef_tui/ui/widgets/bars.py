"""The line of the header and the line of the footer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from ..text import content, short

Part: TypeAlias = tuple[int, str | Sequence[str]]
"""A part of the header: its rank, and what it says, or ways to say it, the longest first."""


class Bar(Static):
    """One line that is drawn again only when it says something else."""

    DEFAULT_CSS = """
    Bar { height: 1; width: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, *, id: str | None = None, classes: str = "") -> None:
        super().__init__("", id=id, classes=classes, markup=False)
        self._says: object = None

    def say(self, line: Content) -> None:
        """Show a line."""
        if (line.plain, line.spans) != self._says:
            self._says = (line.plain, line.spans)
            self.update(line, layout=False)

    @property
    def plain(self) -> str:
        """What it says, without styles."""
        return self._says[0] if isinstance(self._says, tuple) else ""


class HeaderBar(Bar):
    """Time on the left, the badge on the right. When narrow the clock here goes first, then what is
    missing, then the floor; the minutes left and the badge never go."""

    def tell(self, parts: Sequence[Part], badge: tuple[str, str]) -> None:
        """Show ``parts``. Where there is no room the one of the highest rank is said shorter, then
        not at all, and then the next; those of rank 0 stay."""
        width = self.size.width or 80
        text, style = badge
        kept = [(rank, [says] if isinstance(says, str) else list(says)) for rank, says in parts]
        kept = [(rank, ways) for rank, ways in kept if any(ways)]
        while kept and _width(kept) + cell_len(text) + 2 > width:
            worst = max(kept, key=lambda part: part[0])
            if worst[0] == 0:
                break
            worst[1].pop(0)
            if not worst[1]:
                kept.remove(worst)
        left = " · ".join(ways[0] for _, ways in kept)
        text = short(text, max(8, width - cell_len(left) - 2))
        gap = max(1, width - cell_len(left) - cell_len(text))
        self.say(Content.assemble(content(left + " " * gap), content(text, style)))


class FooterBar(Bar):
    """What the keys do here; for a while, what was just done instead."""

    def tell(self, keys: list[tuple[str, str]], message: str = "", style: str = "") -> None:
        """Show the keys, or a message; keys that do not fit go from the end, but for the last."""
        width = self.size.width or 80
        if message:
            self.say(content(short(message, width), style))
            return
        kept = list(keys)
        gap = 2
        while _keys_width(kept, gap) > width and (gap > 1 or len(kept) > 1):
            if gap > 1:
                gap = 1
            else:
                kept.pop(-2)
        pieces: list[Content] = []
        for key, name in kept:
            pieces += [content(key, "bold $accent"), content(f" {name}{' ' * gap}")]
        self.say(Content.assemble(*pieces).rstrip())


def _width(parts: Sequence[tuple[int, Sequence[str]]]) -> int:
    return sum(cell_len(ways[0]) for _, ways in parts) + 3 * max(0, len(parts) - 1)


def _keys_width(keys: list[tuple[str, str]], gap: int) -> int:
    return sum(cell_len(key) + cell_len(name) + 1 + gap for key, name in keys) - gap
