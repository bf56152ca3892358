"""The user's text on its way to a widget: always content, never markup."""

from __future__ import annotations

from rich.cells import cell_len, chop_cells, set_cell_size
from textual.content import Content

from gsef_tui.model.clean import clean
from gsef_tui.model.lazy_pattern import lazy_pattern

from .graphemes import graphemes

SHORTEST_PATH = 16
"""Columns below which a shortened path no longer identifies a file."""

_PATH = lazy_pattern(r"(?<!\S)/\S.*?(?=: |; |\. |, | · |\n|$)")
"""An absolute path in a sentence, up to the mark that ends it, because a path may contain
spaces."""


ROLES = {
    "strong": "bold $gsef-strong",
    "muted": "$gsef-muted $gsef-dimming",
    "label": "$gsef-muted",
    "accent": "bold $accent",
    "done": "$success",
    "to do": "$warning",
    "warning": "bold $warning",
    "error": "bold $error",
    "alarm": "bold $gsef-alarm",
}
"""The style of each role of a text, in the variables of the theme. ``label`` is what is muted in
the header and the footer, which some themes draw in reverse."""


def content(text: str, style: str = "") -> Content:
    """Return a text as content for a widget, in the style of a role, or in a style as Textual
    writes it. Every text passes through here, so brackets stay brackets, and control characters,
    which a file name may contain, do not reach the terminal."""
    text = clean(text)
    style = ROLES.get(style, style)
    return Content.styled(text, style) if style else Content(text)


def fit(text: str, width: int) -> str:
    """Return the text in exactly ``width`` columns: cut with an ellipsis, or filled with spaces."""
    text = text.replace("\n", " ")
    if cell_len(text) <= width:
        return set_cell_size(text, max(0, width))
    return set_cell_size(f"{short(text, width)}", max(0, width))


def short(text: str, width: int) -> str:
    """Return the text in at most ``width`` columns, cut with an ellipsis."""
    text = text.replace("\n", " ")
    if cell_len(text) <= width:
        return text
    if width < 2:
        return "…"[:width]
    return _beginning(text, width - 1).rstrip() + "…"


def short_path(path: str, width: int) -> str:
    """Return a path in at most ``width`` columns, cut in its middle, because its end identifies the
    file."""
    if cell_len(path) <= width:
        return path
    if width < 3:
        return short(path, width)
    end = ""
    for letter in reversed(graphemes(path)):
        if cell_len(letter + end) > (width - 1) * 2 // 3:
            break
        end = letter + end
    return f"{_beginning(path, width - 1 - cell_len(end))}…{end}"


def _beginning(text: str, width: int) -> str:
    """Return as many graphemes of a text as ``width`` columns hold."""
    room, end = width, 0
    for grapheme in graphemes(text[: 16 * width]):
        room -= cell_len(grapheme)
        if room < 0:
            break
        end += len(grapheme)
    return text[:end]


def with_short_paths(text: str, width: int) -> str:
    """Return a message in at most ``width`` columns, if shortening its paths suffices; the longest
    path is shortened first."""
    while (over := cell_len(text) - width) > 0:
        path = max(_PATH.findall(text), key=cell_len, default="")
        size = cell_len(path)
        if size <= SHORTEST_PATH:
            break
        text = text.replace(path, short_path(path, max(SHORTEST_PATH, size - over)), 1)
    return text


def in_rows(text: str, width: int, rows: int) -> list[str]:
    """Return a message in at most ``rows`` rows of ``width`` columns. Its paths are shortened until
    it fits and none is divided; if even that is not enough, its end is cut."""
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
    """Return a text in rows, divided between words; only a word wider than a row is divided
    itself."""
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


def columns(left: str, right: str, width: int) -> str:
    """Return ``left`` and ``right`` at the two ends of a line; the left one is cut if they do not
    fit."""
    room = width - cell_len(right) - (1 if right else 0)
    return f"{fit(left, max(room, 0))}{' ' if right else ''}{right}"


def common_start(one: str, two: str) -> int:
    """Return the length of the common start of two texts, found by binary search."""
    low, high = 0, min(len(one), len(two))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == two[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
