"""A wrapped document that wraps as Textual's does, some ten times faster.

What stock does for each line that is pasted, opened or wrapped to another width, and what is done
here instead:

==============================================  ==============================================
each word is a match, measured, and compared    of a line whose characters are all one cell
with the room that is left                      wide, or one and two, each row is one match
the widths of tabs are worked out and kept      they are worked out when somebody asks
a tuple for each row, and a list of rows for    the first row of each line is kept, and from it
each line; all below an edit are made again     both are answered; below an edit it is added up
                                                again when it is asked for
its lines are summed for the height             the height is kept
a line is divided by Rich into its rows         it is sliced
it is wrapped again when its size is set,       it is wrapped again when its width is another
were it only its height that changed
==============================================  ==============================================

A line with a tab, or with a character of which more has to be known (a mark, a joiner, an emoji),
is wrapped by Textual's own function.

Private names of Textual that are used: of ``WrappedDocument`` ``_wrap_offsets``, ``_width``,
``_tab_width``, ``_offset_to_line_info`` and ``_line_index_to_offsets``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import accumulate, islice
from typing import TYPE_CHECKING

from textual._wrap import compute_wrap_offsets
from textual.document._wrapped_document import WrappedDocument
from textual.expand_tabs import get_tab_widths

if TYPE_CHECKING:
    from textual.document._document import DocumentBase, Location

STEP = 1000
"""Lines whose rows are added up at a time: below the screen nobody asks for them."""
_ONE = (
    "\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u04ff\u1e00-\u1eff"
    "\u2010-\u2027\u202f-\u205e\u20a0-\u20cf\u2190-\u21ff"
)
"""Characters of one cell: the letters of Europe, its punctuation, currencies, arrows."""
_TWO = "\u3001-\u3029\u3041-\u3096\u309b-\u30ff\u3131-\u3163\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60"
"""Characters of two: Hangul, Chinese, Kana, and their punctuation."""
_ALL_OF_ONE = re.compile(f"[{_ONE}]*+")
_HALF = "\ufdd0"
"""Stands for the second cell of a character: it is no character itself."""
_WHOLE: list[int] = []
"""Where a line is cut that is not; one list for all of them, which nobody changes."""


def cuts(line: str, width: int, tab_width: int) -> list[int]:
    """Before which characters of a line the next row begins; ``width`` is that of a row.

    >>> cuts("un mot et un autre", 8, 4)
    [7, 13]
    """
    length = len(line)
    if line.isascii() and line.isprintable():
        return _cut(line, width) if length > width else _WHOLE
    if _ALL_OF_ONE.fullmatch(line):
        return _cut(line, width) if length > width else _WHOLE
    if width > 1 and _one_or_two().fullmatch(line):
        return _cut_cells(line, width) if 2 * length > width else _WHOLE
    tabs = get_tab_widths(line, tab_width)
    return compute_wrap_offsets(line, width, tab_width, precomputed_tab_sections=tabs)


@cache  # a start without such characters does not wait for it
def _one_or_two() -> re.Pattern[str]:
    return re.compile(f"[{_ONE}{_TWO}]*+")


@cache
def _after_two() -> re.Pattern[str]:
    return re.compile(f"(?<=[{_TWO}])")


@lru_cache(maxsize=16)
def _row(width: int) -> re.Pattern[str]:
    """A row that ends before a word, as long as it may be."""
    return re.compile(rf".{{1,{width}}}(?<=\s)(?=\S)", re.DOTALL)


def _cut(cells: str, width: int) -> list[int]:
    """Where a line is cut each of whose characters is a cell. A word longer than a row begins on a
    row of its own and fills it; where it ends, the next goes on."""
    found: list[int] = []
    match = _row(width).match
    at, last = 0, len(cells) - width
    while at < last:
        row = match(cells, at)
        if row is not None:
            at = row.end()
        else:
            at += width
            if cells[at] == _HALF:
                at -= 1
        found.append(at)
    return found


def _cut_cells(line: str, width: int) -> list[int]:
    """Where a line is cut that has characters of two cells."""
    cells = _after_two().sub(_HALF, line)
    if len(cells) <= width:
        return _WHOLE
    found, at, halves = [], 0, 0
    for cut in _cut(cells, width):
        halves += cells.count(_HALF, at, cut)
        found.append(cut - halves)
        at = cut
    return found


class FastWrapped(WrappedDocument):
    """Wraps what a WrappedDocument wraps, where it does."""

    def __init__(self, document: DocumentBase, width: int = 0, tab_width: int = 4) -> None:
        self._firsts = [0]  # the first row of each line as far as it is known, lastly of what
        self._tabs: tuple[str, int, list[int]] = ("", 0, [])
        self._height = 0  # would follow the last line, which is the height
        super().__init__(document, width, tab_width)
        self._offset_to_line_info = _LineOfRow(self)  # type: ignore[assignment]
        self._line_index_to_offsets = _RowsOfLine(self)  # type: ignore[assignment]

    @property
    def height(self) -> int:
        """Rows on the screen."""
        return self._height

    def wrap(self, width: int, tab_width: int | None = None) -> None:
        """Wrap all lines, unless that is how they are wrapped."""
        before = self._width, self._tab_width
        self._width, self._tab_width = width, tab_width or self._tab_width
        lines = self.document.lines
        if width and before == (width, self._tab_width) and len(self._wrap_offsets) == len(lines):
            return
        self._wrap_offsets = self._cuts(lines)
        self._height = _rows(self._wrap_offsets)
        self._firsts = [0]

    def wrap_range(self, start: Location, old_end: Location, new_end: Location) -> None:
        """Wrap again what an edit changed: from ``start``, as far as ``old_end`` before and
        ``new_end`` now; what is no line is the last one."""
        known = self._wrap_offsets
        last, new_last = len(known) - 1, self.document.line_count - 1
        first = max(0, min(start[0], last, new_last))
        old = max(0, min(old_end[0], last))
        top, bottom = min(first, old), max(first, old)
        new_bottom = max(first, min(new_end[0], new_last))
        before = known[top : bottom + 1]
        after = self._cuts(self.document.lines[top : new_bottom + 1])
        known[top : bottom + 1] = after
        if len(before) != len(after) or any(
            len(one) != len(other) for one, other in zip(before, after, strict=True)
        ):
            self._height += _rows(after) - _rows(before)
            del self._firsts[top + 1 :]

    def _cuts(self, lines: Sequence[str]) -> list[list[int]]:
        width, tab_width = self._width, self._tab_width
        if not width:
            return [_WHOLE] * len(lines)
        return [cuts(line, width, tab_width) for line in lines]

    def get_sections(self, line_index: int) -> list[str]:
        """The rows of a line."""
        line = self.document[line_index]
        found = self._wrap_offsets[line_index]
        if not found:
            return [line]
        return [line[a:b] for a, b in zip([0, *found], [*found, len(line)], strict=True)]

    def get_tab_widths(self, line_index: int) -> list[int]:
        """How wide each tab of a line is; its end counts as one without width. The last line that
        was asked for is remembered: each of its rows asks again."""
        line, known = self.document[line_index], self._tabs
        if known[0] is not line or known[1] != self._tab_width:
            widths = [wide for _, wide in get_tab_widths(line, self._tab_width)]
            known = self._tabs = line, self._tab_width, widths
        return known[2]

    # -- which rows a line has, and which line a row ----------------------------------------------

    def rows(self, line: int) -> range:
        """The rows of a line, counted from the top of the text."""
        count = len(self._wrap_offsets[line]) + 1
        while line >= len(self._firsts):
            self._add_up()
        first = self._firsts[line]
        return range(first, first + count)

    def line_at(self, row: int) -> tuple[int, int]:
        """The line that a row belongs to, and which of its rows it is."""
        while row >= self._firsts[-1]:
            self._add_up()
        line = bisect_right(self._firsts, row) - 1
        return line, row - self._firsts[line]

    def _add_up(self) -> None:
        known = self._firsts
        start = len(known) - 1
        counts = map(_and_one, map(len, self._wrap_offsets[start : start + STEP]))
        known.extend(islice(accumulate(counts, initial=known[-1]), 1, None))


_and_one = (1).__add__


def _rows(cut: Sequence[list[int]]) -> int:
    return len(cut) + sum(map(len, cut))


class _RowsOfLine:
    """The rows of each line, as Textual asks for them."""

    def __init__(self, wrapped: FastWrapped) -> None:
        self._wrapped = wrapped

    def __len__(self) -> int:
        return len(self._wrapped._wrap_offsets)

    def __getitem__(self, line: int) -> range:
        return self._wrapped.rows(line if line >= 0 else line + len(self))


class _LineOfRow:
    """The line of each row, as Textual asks for it."""

    def __init__(self, wrapped: FastWrapped) -> None:
        self._wrapped = wrapped

    def __len__(self) -> int:
        return self._wrapped.height

    def __getitem__(self, row: int) -> tuple[int, int]:
        row = row if row >= 0 else row + len(self)
        if not 0 <= row < len(self):
            raise IndexError(f"row {row} of {len(self)}")
        return self._wrapped.line_at(row)
