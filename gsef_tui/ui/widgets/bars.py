"""The bars of the header and the footer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from gsef_tui.editing.save_badge import Badge

from ..text import content, in_rows, short, short_path

Part: TypeAlias = tuple[int, str | Sequence[str]]
"""A part of the header: its rank, and its text, or possible wordings, the longest first."""


WORTH = 24
"""The least number of columns for a path in the badge."""


class Bar(Static):
    """One line that is redrawn only when its content changes."""

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
        """The text of the line, without styles."""
        return self._says[0] if isinstance(self._says, tuple) else ""


class HeaderBar(Bar):
    """The time on the left, the badge on the right.

    When narrow, it drops the local clock first, then what is missing, then the floor; the minutes
    left and the badge always stay.
    """

    def show(self, parts: Sequence[Part], badge: Badge) -> None:
        """Show ``parts`` and the badge. If there is no room, the part with the highest rank is
        shortened, then dropped, and then the next; parts of rank 0 stay, and the badge is
        shortened. The badge's path gets the remaining room."""
        width = self.size.width or 80
        says = list(badge.says)
        kept = [(rank, [says] if isinstance(says, str) else list(says)) for rank, says in parts]
        kept = [(rank, ways) for rank, ways in kept if any(ways)]
        while _width(kept) + cell_len(says[0]) + 2 > width:
            worst = max(kept, key=lambda part: part[0], default=None)
            if worst is not None and worst[0] > 0:
                worst[1].pop(0)
                if not worst[1]:
                    kept.remove(worst)
            elif len(says) > 1:
                says.pop(0)
            else:
                break
        left = " · ".join(ways[0] for _, ways in kept)
        room = width - cell_len(left) - 2
        text = _with_path(short(says[0], max(8, room)), badge.where, room)
        gap = max(1, width - cell_len(left) - cell_len(text))
        time, space, rest = left.partition(" ")
        pieces = [content(time, "strong"), content(space + rest + " " * gap)]
        sign, space, word = text.partition(" ")
        if badge.style == "done":
            pieces += [content(sign, "done"), content(space + word, "label")]
        else:
            pieces.append(content(text, badge.style))
        self.say(Content.assemble(*pieces))


class FooterBar(Bar):
    """The keys that work here; for a while, the last message instead, in two rows if necessary."""

    ROWS = 2
    _rows = 1

    def show(self, keys: list[tuple[str, str]], message: str = "", style: str = "") -> None:
        """Show the keys, or a message. Keys that do not fit are dropped from the end, except the
        last."""
        width = self.size.width or 80
        if message:
            rows = in_rows(message, width, self.ROWS)
            self._stand(len(rows))
            self.say(content("\n".join(rows), style))
            return
        self._stand(1)
        kept = list(keys)
        gap = 2
        while _keys_width(kept, gap) > width and (gap > 1 or len(kept) > 1):
            if gap > 1:
                gap = 1
            else:
                kept.pop(-2)
        pieces: list[Content] = []
        for key, name in kept:
            pieces += [content(key, "strong"), content(f" {name}{' ' * gap}", "label")]
        line = Content.assemble(*pieces).rstrip()
        # Where the bar is drawn in reverse, only text is.
        self.say(line + " " * max(0, width - line.cell_length))

    def _stand(self, rows: int) -> None:
        if self._rows != rows:
            self._rows = rows
            self.styles.height = rows


def _with_path(text: str, where: tuple[str, str] | None, room: int) -> str:
    """Return a badge with its path shortened to fit, or without it."""
    if where is None:
        return text
    word, path = where
    left = room - cell_len(text) - cell_len(word)
    return f"{text}{word}{short_path(path, left)}" if left >= min(WORTH, cell_len(path)) else text


def _width(parts: Sequence[tuple[int, Sequence[str]]]) -> int:
    return sum(cell_len(ways[0]) for _, ways in parts) + 3 * max(0, len(parts) - 1)


def _keys_width(keys: list[tuple[str, str]], gap: int) -> int:
    return sum(cell_len(key) + cell_len(name) + 1 + gap for key, name in keys) - gap
