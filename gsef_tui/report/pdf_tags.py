"""Tags of a PDF that Typst does not write: the label of a fact is the header of its row.

Typst has a function for this, ``pdf.header-cell``, but only behind a feature that its Python
package cannot switch on. It writes tags in plain, and the tag of a row's header is as long as that
of any other cell, so it is put in the place of the other: nothing else in the file moves.
"""

from __future__ import annotations

import re

from gsef_tui.model.lazy_pattern import lazy_pattern

_ROW = lazy_pattern(rb"/Type/StructElem/S/TR/[^\[]*/K\[(\d+) 0 R")
_CELL = lazy_pattern(
    rb"(\n(\d+) 0 obj\n<</Type/StructElem/S/)TD(/[^\[]*/A\[<</O/Table)/Headers\[\](?=>>)"
)


def with_row_headers(pdf: bytes) -> bytes:
    """Return a PDF by Typst in which the first cell of each row of a table is the row's header.

    All tables of a report are such tables. A PDF whose tags are written otherwise stays as it is.
    """
    first = set(_ROW.findall(pdf))

    def header(found: re.Match[bytes]) -> bytes:
        before, number, between = found.groups()
        return before + b"TH" + between + b"/Scope/Row" if number in first else found[0]

    return _CELL.sub(header, pdf)
