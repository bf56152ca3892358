"""The blocks of a web page written as the lines of a note: paragraphs, lists, quotes, pictures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from gsef_tui.model.lazy_pattern import lazy_pattern

from .source_lines import DEEPEST, Page, Shown, SourceLine, number_in
from .styles import Piece, marked

_INDENT = lazy_pattern("(?m)^\u00a0+")
_ITEM = lazy_pattern(r"\s*(?:[-*]|\d+[.)])\s|\s{2,}\S")
_NUMBER = lazy_pattern(r"\(?(?P<number>\d{1,3})(?P<end>[.)])")
_LETTER = lazy_pattern(r"\(?\w{1,8}[.)]")


class _List:
    """A list being read: the indent of its items, and the marker of the next one."""

    def __init__(self, indent: str, number: int | None) -> None:
        self.indent = indent
        self.number = number
        self.marker = ""

    def next_item(self, value: str | None, end: str) -> None:
        """Begin an item."""
        if self.number is None:
            self.marker = "- "
            return
        self.number = number_in(value, self.number)
        self.marker = f"{self.number}{end} "
        self.number += 1


class BlockWriter:
    """Collects the pieces of a block, and writes it to a page when it ends."""

    def __init__(self) -> None:
        self.page = Page()
        self.pieces: list[Piece] = []
        self.is_preformatted = False
        self._lists: list[_List] = []
        self._is_first = False
        self._quotes = 0
        self._figures = 0
        self._pictures: list[Shown] = []
        self._word_indents: list[int] = []

    def text(self, data: str, *, bold: bool, italic: bool) -> None:
        """Collect text; white space becomes one space except in preformatted text."""
        if not self.is_preformatted:
            data = re.sub(r"[ \t\r\n\f]+", " ", data)
            if not self.pieces or self.pieces[-1].text.endswith(("\n", " ")):
                data = data.lstrip(" ")
        if data:
            self.pieces.append(Piece(data, bold, italic))

    def line_break(self, *, bold: bool, italic: bool) -> None:
        """End a line inside a block."""
        self.pieces.append(Piece("\n", bold, italic))

    def picture(self, shown: Shown) -> None:
        """Keep a picture until its block ends; in a figure, the text of the figure is its caption.

        A picture amid text divides no paragraph.
        """
        if self._figures:
            self.flush()
        self._pictures.append(shown)

    def heading(self, level: int) -> None:
        """Write what was collected as a heading."""
        self.page.heading(self.plain(), level)
        self.pieces.clear()
        self._write_pictures()

    def open_list(self, *, ordered: bool, start: str) -> None:
        """Begin a list."""
        self.flush(item=True)
        number = number_in(start, 1) if ordered else None
        is_deep = len(self._lists) >= DEEPEST
        self._lists.append(_List(self._lists[-1].indent if is_deep else self._indent(), number))

    def open_item(self, value: str | None, end: str) -> None:
        """Begin an item of the innermost list."""
        self.flush()
        if self._lists:
            self._lists[-1].next_item(value, end)
            self._is_first = True

    def close_list(self) -> None:
        """End the innermost list."""
        self.flush()
        if self._lists:
            self._lists.pop()

    def quote(self, by: int) -> None:
        """Begin a quotation, or end it: ``by`` is 1 or -1."""
        self.flush()
        self._quotes = max(0, self._quotes + by)

    def figure(self, by: int) -> None:
        """Begin a figure, or end it: ``by`` is 1 or -1."""
        self.flush()
        self._write_pictures()
        self._figures = max(0, self._figures + by)

    def word_item(self, level: int, marker: str) -> None:
        """Write what was collected as an item of Word, whose marker stands in the text.

        ``level`` is from 1. A number stays, any other marker becomes a bullet; a letter stays
        behind the bullet, since a note counts by numbers only.
        """
        marker = "".join(marker.split())
        if number := _NUMBER.fullmatch(marker):
            sign = f"{number['number']}{number['end']} "
        else:
            sign = f"- {marker} " if len(marker) > 1 and _LETTER.fullmatch(marker) else "- "
        follows = bool(self.page.lines) and bool(self._word_indents)
        level = min(level - 1, len(self._word_indents) if follows else 0, DEEPEST)
        del self._word_indents[level:]
        indent = self._word_indents[-1] if self._word_indents else 0
        self._word_indents.append(indent + len(sign.split(" ")[0]) + 1)
        text = marked(self.pieces).strip(" \n\t\r\f\u00a0")
        self.pieces.clear()
        last = self.page.lines[-1].text if self.page.lines else ""
        is_same = bool(re.match(r"\d", last.lstrip())) == bool(re.match(r"\d", sign))
        tight = follows and (is_same or level > 0 or last.startswith(" "))
        self.page.paragraph(text, " " * indent + sign, tight=tight)

    def row(self, cells: Sequence[Sequence[SourceLine]]) -> None:
        """Write a row of a table from the lines of its cells.

        A cell that holds headings, or several blocks while the others of its row are empty, is
        there for the layout of a page: its lines are written as if no table were around them.
        """
        filled = [cell for cell in cells if any(line.text or line.picture for line in cell)]
        has_heading = any(line.level for cell in filled for line in cell)
        if has_heading or (len(filled) == 1 and len(filled[0]) > 1):
            for cell in filled:
                self._copy(cell)
            return
        self.page.row((cell_text(cell) for cell in cells), styled=True)
        self._copy([line for cell in filled for line in cell if line.picture])

    def _copy(self, lines: Iterable[SourceLine]) -> None:
        lines = list(lines)
        if lines and self.page.lines and self.page.lines[-1].text:
            self.page.add(SourceLine(""))
        for line in lines:
            self.page.add(line)

    def flush(self, *, item: bool = False) -> None:
        """Write the collected paragraph, with the marker of its list item if that is due.

        ``item``: a marker without text is written too.
        """
        text, plain = marked(self.pieces), self.plain()
        text = text.strip("\n") if self.is_preformatted else text.strip(" \n\t\r\f")
        text = _INDENT.sub(lambda found: " " * len(found[0]), text)
        self.pieces.clear()
        if text and self._figures and self._pictures:
            self._write_pictures(plain)
        elif text or (self._is_first and item):
            self._word_indents.clear()
            self._paragraph(text)
            self._is_first = False
        if not self._figures:
            self._write_pictures()

    def _paragraph(self, text: str) -> None:
        quote = "> " * min(self._quotes, DEEPEST)
        inside = self._lists[-1] if self._lists else None
        if inside and self._is_first:
            prefix = quote + inside.indent + inside.marker
            first_of_all = len(self._lists) == 1 and not self._continues()
            self.page.paragraph(text, prefix, tight=not first_of_all)
        else:
            tight = bool(self._quotes) and self._in_quote()
            self._next_in(quote, text, tight)

    def plain(self) -> str:
        """Return the collected text for a place that takes no emphasis."""
        return "".join(piece.text for piece in self.pieces)

    def finish(self) -> list[SourceLine]:
        """Write what is left, and return the lines."""
        self.flush()
        self._write_pictures()
        return self.page.lines

    def _write_pictures(self, caption: str = "") -> None:
        """Write the pictures that wait; the last one gets the caption."""
        for shown in self._pictures[:-1]:
            self.page.picture(shown)
        for shown in self._pictures[-1:]:
            self.page.picture(shown, caption)
        self._pictures.clear()

    def _next_in(self, quote: str, text: str, tight: bool) -> None:
        """Write a paragraph without a marker: in a quote, later in an item, or by itself."""
        if tight:
            self.page.add(SourceLine(quote.rstrip()))
        prefix = quote + self._indent()
        lines = text.split("\n")
        self.page.paragraph(lines[0], prefix, tight=tight)
        for line in lines[1:]:
            self.page.paragraph(line, prefix, tight=True)

    def _continues(self) -> bool:
        """Return whether the last line belongs to the same list, so that no empty line is added."""
        last = self.page.lines[-1].text if self.page.lines else ""
        return bool(_ITEM.match(last)) and self._is_of_a_kind(last)

    def _is_of_a_kind(self, last: str) -> bool:
        return bool(re.match(r"\d", last.lstrip())) == bool(re.match(r"\d", self._lists[-1].marker))

    def _in_quote(self) -> bool:
        return bool(self.page.lines) and self.page.lines[-1].text.startswith(">")

    def _indent(self) -> str:
        if not self._lists:
            return ""
        return self._lists[-1].indent + " " * len(self._lists[-1].marker)


def cell_text(lines: Iterable[SourceLine]) -> str:
    """Return the text of a table's cell, without its pictures."""
    return "\n".join(line.text for line in lines if not line.picture).strip("\n")
