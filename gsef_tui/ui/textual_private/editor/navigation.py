"""Moves and deletions by graphemes, where TextArea goes by code points."""

from __future__ import annotations

from textual.widgets import TextArea
from textual.widgets.text_area import (
    DocumentNavigator,
    EditResult,
    Location,
    Selection,
    WrappedDocument,
)

from gsef_tui.model.lazy_pattern import lazy_pattern

from ...graphemes import grapheme_end, grapheme_start, graphemes, is_plain

_EDGE = lazy_pattern(r"(?<=\W)(?=\w)|(?<=\w)(?=\W)")
"""The beginning or the end of a word, as for TextArea."""
_NEXT_WORD = lazy_pattern(r"\s*\w+")


class GraphemeNavigator(DocumentNavigator):
    """Finds the locations to which the arrow keys and End lead."""

    def __init__(self, wrapped: WrappedDocument) -> None:
        super().__init__(wrapped)
        self.lines = wrapped.document

    def get_location_left(self, location: Location) -> Location:
        """Return the start of the grapheme before, or the end of the line above."""
        row, column = location
        if not column:
            return super().get_location_left(location)
        return row, grapheme_start(self.lines[row], column - 1)

    def get_location_right(self, location: Location) -> Location:
        """Return the end of the grapheme behind, or the start of the line below."""
        row, column = location
        line = self.lines[row]
        if column >= len(line):
            return super().get_location_right(location)
        return row, grapheme_end(line, column)

    def get_location_end(self, location: Location) -> Location:
        """Return the end of the row: before its last grapheme if the line goes on below."""
        row, column = super().get_location_end(location)
        return row, grapheme_start(self.lines[row], column)


class GraphemeTextArea(TextArea):
    """Moves and deletes whole words and graphemes.

    The cursor is within a grapheme only while its code points are typed one after the other.
    """

    def move_cursor(
        self,
        location: Location,
        select: bool = False,
        center: bool = False,
        record_width: bool = True,
    ) -> None:
        """Move the cursor to a location, or to the end of the grapheme that it is within."""
        super().move_cursor(self._outside(location), select, center, record_width)

    def delete(
        self, start: Location, end: Location, *, maintain_selection_offset: bool = True
    ) -> EditResult:
        """Delete a range. The cursor steps out of a grapheme that the deletion has joined."""
        result = super().delete(start, end, maintain_selection_offset=maintain_selection_offset)
        outside = self._outside(self.selection.end)
        if self.selection.is_empty and outside != self.selection.end:
            self.selection = Selection.cursor(outside)
        return result

    def _outside(self, location: Location) -> Location:
        row, column = self.clamp_visitable(location)
        return row, grapheme_end(self.document[row], column - 1) if column else 0

    def get_cursor_word_left_location(self) -> Location:
        """Return the start of the word before the cursor."""
        row, column = self.selection.end
        line = self.document[row]
        if not column or is_plain(line):
            return super().get_cursor_word_left_location()
        edges = list(_EDGE.finditer(_skeleton(line)[:column].rstrip()))
        return row, edges[-1].start() if edges else 0

    def get_cursor_word_right_location(self) -> Location:
        """Return the next edge of a word behind the cursor; white space before it is skipped."""
        row, column = self.selection.end
        line = self.document[row]
        if column == len(line) or is_plain(line):
            return super().get_cursor_word_right_location()
        rest = _skeleton(line)[column:]
        word = rest.lstrip()
        edge = _EDGE.search(word)
        return row, column + len(rest) - len(word) + edge.start() if edge else len(line)

    def action_delete_word_right(self) -> None:
        """Delete the selection, or up to the end of the next word."""
        row, column = self.selection.end
        line = self.document[row]
        if not self.selection.is_empty or column == len(line) or is_plain(line):
            super().action_delete_word_right()
        elif not self.read_only:
            word = _NEXT_WORD.search(_skeleton(line), column)
            end = row, word.end() if word else len(line)
            self.delete((row, column), end, maintain_selection_offset=False)


def _skeleton(line: str) -> str:
    """Return a line in which each code point is the first one of its grapheme, so that no word ends
    within a grapheme."""
    return "".join(grapheme[0] * len(grapheme) for grapheme in graphemes(line))
