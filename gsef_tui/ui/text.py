"""A person's text on its way to a widget: always content, never markup."""

from __future__ import annotations

from rich.cells import cell_len, chop_cells, set_cell_size
from textual.content import Content

from gsef_tui.model.clean import clean


def content(text: str, style: str = "") -> Content:
    """The one helper by which text reaches a widget: brackets in it are brackets, and the name of a
    file, which came through no door, acts on no terminal."""
    text = clean(text)
    return Content.styled(text, style) if style else Content(text)


def fit(text: str, width: int) -> str:
    """Text of exactly ``width`` columns: cut with an ellipsis, or filled with spaces."""
    text = text.replace("\n", " ")
    if cell_len(text) <= width:
        return set_cell_size(text, max(0, width))
    return set_cell_size(f"{short(text, width)}", max(0, width))


def short(text: str, width: int) -> str:
    """Text of at most ``width`` columns, cut with an ellipsis."""
    text = text.replace("\n", " ")
    if cell_len(text) <= width:
        return text
    if width < 2:
        return "…"[:width]
    return chop_cells(text, width - 1)[0].rstrip() + "…"


def beside(left: str, right: str, width: int) -> str:
    """``left`` and ``right`` at the two ends of a line; the left one gives way."""
    room = width - cell_len(right) - (1 if right else 0)
    return f"{fit(left, max(room, 0))}{' ' if right else ''}{right}"


def common_start(one: str, two: str) -> int:
    """How many first characters two texts share, found by halving."""
    low, high = 0, min(len(one), len(two))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == two[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
