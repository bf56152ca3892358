"""Reader of Word documents, with python-docx."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from .source_lines import DEEPEST, Page, Shown, SourceLine, TooLarge, number_in
from .styles import Piece, marked

MOST_COLUMNS = 1000
"""The limit of a table; Word itself allows 63."""

if TYPE_CHECKING:
    from docx.table import Table
    from docx.text.paragraph import Paragraph


def read_docx(data: bytes) -> list[SourceLine]:
    """Return the lines of a document.

    Raises TooLarge if the document exceeds a limit, and whatever python-docx raises if it is
    damaged.
    """
    import docx
    from docx.exceptions import PythonDocxError
    from docx.table import Table

    try:
        document = docx.Document(BytesIO(data))
    except PythonDocxError as error:
        raise ValueError(str(error)) from error
    reader = _Reader(document)
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            for row in _rows(part):
                reader.page.row(row)
        else:
            reader.paragraph(part)
    reader.finish()
    return reader.page.lines


def _rows(table: Table) -> Iterator[list[str]]:
    """Yield the texts of a table's rows; a merged cell is repeated in each cell that it covers.

    The result is that of python-docx, whose own method goes from each row back to the first and
    creates as many cells as the file claims. Raises TooLarge if a row has more than MOST_COLUMNS.
    """
    from docx.table import _Cell

    above: dict[int, tuple[str, int]] = {}
    for row in table._tbl.tr_lst:
        offset = row.grid_before
        here: dict[int, tuple[str, int]] = {}
        texts: list[str] = []
        for cell in row.tc_lst:
            span = cell.grid_span
            if len(texts) + span > MOST_COLUMNS:
                raise TooLarge(f"a table of more than {MOST_COLUMNS:,} columns: take it out")
            if cell.vMerge == "continue":
                known = above.get(offset, ("", span))
            else:
                known = (_Cell(cell, table).text, span)
            here[offset] = known
            texts += [known[0]] * known[1]
            offset += span
        above = here
        yield texts


class _Style(NamedTuple):
    """A style: its name, and the numbering and level of its paragraphs."""

    name: str = ""
    place: tuple[int, int] | None = None


class _Number(NamedTuple):
    """How a level of a list is numbered: whether at all, from which number, and the sign after."""

    ordered: bool
    start: int
    end: str


class _Reader:
    """Writes the paragraphs of one document as lines and counts the items of its lists."""

    def __init__(self, document: Any) -> None:
        self.page = Page()
        self._document = document
        self._counts: dict[tuple[int, int], int] = {}
        self._indents: list[int] = []
        self._before: tuple[int, bool] | None = None
        self._picture: Shown | None = None
        self._styles: dict[str | None, _Style] = {}
        self._numbers: dict[tuple[int, int], _Number] = {}

    def paragraph(self, paragraph: Paragraph) -> None:
        """Write a paragraph, which may be a heading, an item, a quote or a caption."""
        known = self._style(paragraph)
        style = known.name
        pictures = list(_pictures(paragraph))
        text = _text(paragraph)
        if pictures:
            self.finish()
            for shown in pictures[:-1]:
                self.page.picture(shown)
            self._picture = pictures[-1]
        if not text.strip():
            return
        level = _level(style)
        if self._picture is not None and style == "Caption":
            self.page.picture(self._picture, paragraph.text)
            self._picture = None
            return
        self.finish()
        if level:
            self._before = None
            self.page.heading(paragraph.text, level)
            return
        place = self._place(paragraph, known)
        if place is not None:
            self._item(text, *place)
        elif style.startswith("List Continue") and self._indents:
            self.page.paragraph(text, " " * self._indents[-1])
        elif "Quote" in style:
            self._quote(text)
        else:
            self._before = None
            self.page.paragraph(text)

    def finish(self) -> None:
        """Write the picture whose caption did not come, if there is one."""
        if self._picture is not None:
            self.page.picture(self._picture)
            self._picture = None

    def _quote(self, text: str) -> None:
        last = self.page.lines[-1].text if self.page.lines else ""
        if last.startswith(">"):
            self.page.add(SourceLine(">"))
        self.page.paragraph(text, "> ", tight=last.startswith(">"))

    def _item(self, text: str, numbering: int, level: int) -> None:
        number = self._number(numbering, level)
        count = self._counts.get((numbering, level), number.start)
        self._counts[numbering, level] = count + 1
        for known in [key for key in self._counts if key[0] == numbering and key[1] > level]:
            del self._counts[known]
        marker = f"{count}{number.end} " if number.ordered else "- "
        level = min(level, len(self._indents), DEEPEST)
        self._indents = self._indents[:level]
        indent = self._indents[-1] if self._indents else 0
        tight = self._before is not None and (
            bool(level) or self._before == (0, number.ordered) or self._before[0] > 0
        )
        self._indents.append(indent + len(marker))
        self._before = (level, number.ordered)
        self.page.paragraph(text, " " * indent + marker, tight=tight)

    def _style(self, paragraph: Paragraph) -> _Style:
        """Return a paragraph's style; each style is looked up once in a document."""
        key = paragraph._p.style
        if key not in self._styles:
            found: Any = paragraph.style
            if found is None:
                self._styles[key] = _Style()
            else:
                place = _said_place(found.element.pPr)
                self._styles[key] = _Style(found.name or "", place or None)
        return self._styles[key]

    def _place(self, paragraph: Paragraph, style: _Style) -> tuple[int, int] | None:
        """Return a paragraph's numbering and level: its own, or else those of its style."""
        own = _said_place(paragraph._p.pPr)
        return style.place if own is None else own or None

    def _number(self, numbering: int, level: int) -> _Number:
        if (numbering, level) not in self._numbers:
            self._numbers[numbering, level] = self._said_number(numbering, level)
        return self._numbers[numbering, level]

    def _said_number(self, numbering: int, level: int) -> _Number:
        try:
            part: Any = self._document.part.numbering_part.element
        except NotImplementedError:  # lists without their numbering
            return _Number(False, 1, ".")
        uses = part.xpath(f"./w:num[@w:numId='{numbering}']/w:abstractNumId/@w:val")
        where = f"./w:abstractNum[@w:abstractNumId='{uses[0] if uses else ''}']"
        lines = part.xpath(f"{where}/w:lvl[@w:ilvl='{level}']")
        if not lines:
            return _Number(False, 1, ".")
        kind = _said(lines[0], "w:numFmt", "bullet")
        start = _said(lines[0], "w:start", "1")
        shown = _said(lines[0], "w:lvlText", "")
        end = ")" if shown.rstrip().endswith(")") else "."
        ordered = kind not in ("bullet", "none")
        return _Number(ordered, number_in(start, 1), end)


def _said_place(properties: Any) -> tuple[int, int] | tuple[()] | None:
    """Return the numbering and level in paragraph properties.

    Empty if they switch numbering off, None if they do not mention it.
    """
    numbering = getattr(properties, "numPr", None)
    if numbering is None or numbering.numId is None:
        return None
    level = numbering.ilvl.val if numbering.ilvl is not None else 0
    return (numbering.numId.val, level) if numbering.numId.val else ()


def _said(element: Any, tag: str, otherwise: str) -> str:
    """Return the value of an element's child, or ``otherwise``."""
    from docx.oxml.ns import qn

    child = element.find(qn(tag))
    return otherwise if child is None else child.get(qn("w:val")) or otherwise


def _level(style: str) -> int:
    """Return the level of a heading's style: 1 for the title, 2 for Word's first heading."""
    if style == "Title":
        return 1
    found = re.fullmatch(r"[Hh]eading (\d)", style)
    return int(found[1]) + 1 if found else 0


def _text(paragraph: Paragraph) -> str:
    """Return a paragraph's text with its styles as signs of emphasis."""
    return marked(
        Piece(run.text, bool(getattr(run, "bold", None)), bool(getattr(run, "italic", None)))
        for part in paragraph.iter_inner_content()
        for run in getattr(part, "runs", None) or [part]
    )


def _pictures(paragraph: Paragraph) -> Iterator[Shown]:
    """Yield the name and the alternative text of each picture in a paragraph."""
    from docx.oxml.ns import qn

    found: Any = paragraph._p
    for named in found.iter(qn("wp:docPr")):
        yield Shown(named.get("name") or "", named.get("descr") or "")
