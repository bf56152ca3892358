"""Rows of a table: a head, a row below one, a label with its value, or text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from gsef_tui.model.kinds import FACTS, PEOPLE

from .chunks import Chunks
from .columns import columns_of
from .labels import LabelIndex, head_of
from .source_lines import SourceLine


class TableRows:
    """Files the rows of the tables of a report, one table after the other.

    ``take_text`` files a line of a cell that belongs to a section, at a place in the report.
    """

    def __init__(
        self, chunks: Chunks, index: LabelIndex, take_text: Callable[[int, SourceLine], None]
    ) -> None:
        self._chunks = chunks
        self._index = index
        self._take_text = take_text
        self.end()

    def end(self) -> None:
        """End the table: what its head said counts no more."""
        self._is_begun = False
        self._is_form = False
        self._columns: tuple[str, ...] = ()
        self._heads: tuple[str, ...] = ()

    def take(self, at: int, line: SourceLine) -> None:
        """File a row of a table: a head, a row below one, a row of a form, or text."""
        cells = line.plain_cells
        is_first, self._is_begun = not self._is_begun, True
        if self._index.is_table_head(cells):
            return
        head = self._chunks.head
        if columns := columns_of(self._index, self._chunks.section, head, cells):
            self._columns, self._heads = columns, cells
            self._begin_columns(cells)
        elif self._columns:
            self._chunks.add(replace(line, columns=self._columns, heads=self._heads))
        elif self._is_form_row(at, line, is_first=is_first):
            self._is_form = True
        else:
            self._chunks.add(line)

    def _begin_columns(self, cells: Sequence[str]) -> None:
        """Begin the participants if the head of their table stands without their heading."""
        here = self._chunks.section.kind if self._chunks.section else None
        if here in (None, FACTS) and (people := self._chunks.people):
            self._chunks.begin(people)
        if self._chunks.section and self._chunks.section.kind is PEOPLE:
            roles = (cell for cell in cells if self._index.role(cell))
            self._chunks.add(*(SourceLine(cell) for cell in roles))

    def _is_form_row(self, at: int, line: SourceLine, *, is_first: bool) -> bool:
        """Return whether a row is a label with what belongs to it, and file it if so."""
        label, *rest = line.plain_cells
        label = head_of(label).label
        values = "\n".join(cell for cell in line.cells[1:] if cell)
        here = self._chunks.section
        is_allowed = self._chunks.is_plain or self._is_form
        if not label or len([cell for cell in rest if cell]) > 1:
            return False
        if here is not None and self._index.word(here, label):
            self._add_form_line(label, values)
            return True
        known = self._index.field(label, here) if is_allowed else None
        if known is not None and known.section is not None:
            self._chunks.note(known)
            if here != known.section:
                self._chunks.begin(known.section)
            self._chunks.add(SourceLine(f"{label}:\t{values}", styled=True))
            return True
        return self._is_section_row(at, label, values, is_first=is_first) or (
            is_allowed and self._is_people_row(label, values)
        )

    def _is_section_row(self, at: int, label: str, values: str, *, is_first: bool) -> bool:
        is_allowed = self._chunks.is_plain or self._is_form or is_first
        known = self._index.section(label) if is_allowed else None
        if known is None and self._is_form:
            known = self._index.shortened_section(label)
        if known is None or known.section is None or self._chunks.has_begun(known.section):
            return False
        self._chunks.note(known)
        self._chunks.begin(known.section)
        for text in values.split("\n") if values else ():
            self._take_text(at, SourceLine(text, styled=True))
        return True

    def _is_people_row(self, label: str, values: str) -> bool:
        people = self._chunks.people
        if people is None or self._index.role(label) is None:
            return False
        if self._chunks.section != people:
            self._chunks.begin(people)
        self._add_form_line(label, values)
        return True

    def _add_form_line(self, label: str, values: str) -> None:
        """Add a label, and the lines that belong to it, as a report without tables has them."""
        first, *more = values.split("\n")
        self._chunks.add(
            SourceLine(f"{label}:\t{first}", styled=True),
            *(SourceLine(text, styled=True) for text in more),
        )
