"""A person's text on its way to a widget: always content, never markup."""

from __future__ import annotations

import re

from rich.cells import cell_len, chop_cells, set_cell_size
from textual.content import Content

from gsef_tui.model.clean import clean

SHORTEST_PATH = 16
"""Columns below which a shortened path tells nobody which file it is."""

_PATH = re.compile(r"(?<!\S)/\S.*?(?=: |; |\. |, | · |\n|$)")
"""An absolute path in a sentence: up to the mark that ends it, since a path may hold spaces."""


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


def short_path(path: str, width: int) -> str:
    """A path of at most ``width`` columns, cut in its middle: its end says which file it is."""
    if cell_len(path) <= width:
        return path
    if width < 3:
        return short(path, width)
    end = ""
    for letter in reversed(path):
        if cell_len(letter + end) > (width - 1) * 2 // 3:
            break
        end = letter + end
    while end and not cell_len(end[0]):  # a mark that belongs to the letter before it
        end = end[1:]
    start = chop_cells(path, width - 1 - cell_len(end))[0]
    return f"{start}…{end}"


def with_short_paths(text: str, width: int) -> str:
    """A message of at most ``width`` columns where shortening its paths is enough for that; the
    longest path gives way first."""
    while (over := cell_len(text) - width) > 0:
        path = max(_PATH.findall(text), key=cell_len, default="")
        size = cell_len(path)
        if size <= SHORTEST_PATH:
            break
        text = text.replace(path, short_path(path, max(SHORTEST_PATH, size - over)), 1)
    return text


def in_rows(text: str, width: int, rows: int) -> list[str]:
    """A message in at most so many rows of ``width`` columns. Its paths are shortened until it
    fits and none is parted; where even that is not enough, its end is cut."""
    text = text.replace("\n", " ")
    room = width * rows
    while True:
        said = with_short_paths(text, room)
        found = _wrapped(said, width)
        parted = any(cell_len(word) > width for word in said.split(" "))
        if (len(found) <= rows and not parted) or cell_len(said) > room:
            break
        room -= 1
    if len(found) <= rows:
        return found
    rest = " ".join(found[rows - 1 :])
    return [*found[: rows - 1], short(rest, width)]


def _wrapped(text: str, width: int) -> list[str]:
    """A text in rows, parted between words; a word that is wider than a row is parted."""
    found = [""]
    for word in text.split(" "):
        longer = f"{found[-1]} {word}" if found[-1] else word
        if cell_len(longer) <= width:
            found[-1] = longer
        elif cell_len(word) <= width:
            found.append(word)
        else:
            found[-1:] = chop_cells(longer, width)
    return found


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
