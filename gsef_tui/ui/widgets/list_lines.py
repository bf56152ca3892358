"""What Enter, Tab and Shift+Tab do on the lines of a list or a quote in a note."""

from __future__ import annotations

from textual.widgets.text_area import Location, Selection

from gsef_tui.model.item_markers import ITEM_MARKER, LAST_NUMBER, QUOTE_MARKER
from gsef_tui.model.lazy_pattern import lazy_pattern

from ..textual_private.editor.text_area import FastTextArea

_ITEM = lazy_pattern(rf"(?P<indent>[ \t]*)(?P<marker>{ITEM_MARKER})(?P<gap>\s+)")
_QUOTE = lazy_pattern(rf"\s*{QUOTE_MARKER}\s?")
INDENT = "  "


def begin_line(area: FastTextArea) -> None:
    """Begin a new line at the cursor: in a list the next item, in a quote another line of it. On an
    empty item go one level out, or end the list; on an empty line of a quote, end the quote."""
    row, column = area.selection.end
    line = area.document[row]
    item = _ITEM.match(line)
    quote = _QUOTE.match(line)
    within = area.selection.is_empty
    if within and item and column >= item.end():
        if line[item.end() :].strip():
            marker = _next_marker(item["marker"])
            _insert(area, f"\n{item['indent']}{marker}{item['gap'] if marker else ''}")
        elif item["indent"]:
            _outdent(area, row)
        else:
            area.replace_typed("", (row, 0), (row, len(line)))
    elif within and quote and column >= quote.end():
        if line[quote.end() :].strip():
            _insert(area, f"\n{quote[0]}")
        else:
            area.replace_typed("", (row, 0), (row, len(line)))
    else:
        _insert(area, "\n")


def indent_lines(area: FastTextArea) -> None:
    """Put the selected items one level in, and make items of the other selected lines."""
    for row in _rows(area):
        _shift(area, row, 0, INDENT if _ITEM.match(area.document[row]) else "- ")


def outdent_lines(area: FastTextArea) -> bool:
    """Put the selected items one level out, or make them lines; return whether there were any."""
    rows = [row for row in _rows(area) if _ITEM.match(area.document[row])]
    for row in rows:
        _outdent(area, row)
    return bool(rows)


def _insert(area: FastTextArea, text: str) -> None:
    area.replace_typed(text, *area.selection)


def _next_marker(marker: str) -> str:
    """Return the marker of the next item; an empty text after the largest number."""
    number, sign = marker[:-1], marker[-1]
    if not number:
        return sign
    following = str(int(number) + 1).zfill(len(number))
    return f"{following}{sign}" if int(number) < LAST_NUMBER else ""


def _rows(area: FastTextArea) -> range:
    first, last = sorted((area.selection.start[0], area.selection.end[0]))
    return range(first, last + 1)


def _outdent(area: FastTextArea, row: int) -> None:
    line = area.document[row]
    indent = len(line) - len(line.lstrip(" \t"))
    if indent:
        _shift(area, row, 1 if line.startswith("\t") else min(indent, len(INDENT)), "")
    elif (item := _ITEM.match(line)) is not None:
        _shift(area, row, item.end(), "")


def _shift(area: FastTextArea, row: int, length: int, text: str) -> None:
    """Replace the start of a row; the cursor stays at its letter."""
    selection = area.selection
    if area.replace_typed(text, (row, 0), (row, length)) is None:
        return
    by = len(text) - length

    def moved(location: Location) -> Location:
        at, column = location
        return (at, max(0, column + by)) if at == row else location

    area.selection = Selection(moved(selection.start), moved(selection.end))
