"""A document that knows how many characters stand before a location."""

from __future__ import annotations

from textual.widgets.text_area import Document, EditResult, Location


class OffsetDocument(Document):
    """Counts characters from the row that was asked for last. A line end counts as one."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._row_start = (0, 0)  # a row, and how many characters stand before it

    def offset_of(self, location: Location) -> int:
        """Return the number of characters before a location. The cost grows with the distance from
        the row asked for last."""
        row, column = location
        known, before = self._row_start
        lines = self.lines
        if row >= known:
            before += sum(len(lines[n]) + 1 for n in range(known, row))
        else:
            before -= sum(len(lines[n]) + 1 for n in range(row, known))
        self._row_start = (row, before)
        return before + column

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        """Replace a range by a text. Every change of a document is made by this method."""
        top = min(start, end)[0]
        if top < self._row_start[0]:
            self.offset_of((top, 0))  # moves the remembered row up to one that stays
        return super().replace_range(start, end, text)
