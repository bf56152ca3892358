"""The report as a Word document, ready to hand in, with python-docx.

The outline's sections are Heading 1 and its people Heading 2, as the title has its own style.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import cache, partial
from pathlib import PurePath
from typing import Any, NamedTuple

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from . import docx_styles
from .blocks import (
    Block,
    Entry,
    Heading,
    Hint,
    Lines,
    List,
    Logo,
    Outline,
    Paragraph,
    Picture,
    Quote,
    Span,
    Table,
)
from .contents import contents_of, running_title
from .directions import is_right_to_left
from .docx_contents import add_bookmark, add_contents
from .docx_numbering import DEPTHS, STEP, Numberings
from .docx_page import new_document, to_bytes
from .docx_text import add_run
from .layout import Group, label_lines, labelled, parts
from .length import FindPicture
from .logo import find_logo
from .notes import plain_lines
from .page import (
    LABELS_WIDTH,
    LOGO_HEIGHT,
    PICTURE_HEIGHT,
    TEXT_WIDTH,
    xml_text,
)
from .pictures import FoundPicture, Lookup, find_picture, stand_in
from .runs import Stretch, stretches
from .xml_elements import Element, add, qualified, set_attribute

QUOTE_STEP = 284
"""Characters that need an element of their own in a run."""


def to_docx(outline: Outline, *, picture: Lookup, author: str = "") -> tuple[bytes, list[str]]:
    """Return the bytes of the file, and a sentence for each picture that is missing in it."""
    writer = _Writer(outline, cache(partial(find_picture, lookup=picture)), author)
    writer.write(outline)
    return to_bytes(writer.document), writer.warnings


class _Stand(NamedTuple):
    """Where blocks stand: their indent as a whole, in how many lists, in a quote or not."""

    base: int = 0
    depth: int = 0
    quoted: bool = False

    @property
    def indent(self) -> int:
        return self.base + STEP * min(self.depth, DEPTHS)


class _Marker(NamedTuple):
    """The bullet or number of the next paragraph."""

    numbering: int
    level: int
    style: str


class _Writer:
    """Writes blocks at the end of a document, one after the other."""

    def __init__(self, outline: Outline, find: FindPicture, author: str) -> None:
        self._contents = contents_of(outline, find)
        running = running_title(outline) if self._contents else ""
        self.document = new_document(outline, author, running)
        self._end: Any = self.document.element.body.sectPr
        self._language = outline.language
        self.warnings: list[str] = []
        self._find = find
        self._headings = 0
        self._numberings = Numberings(self.document)
        self._marker: _Marker | None = None
        self._last_number: tuple[int, int | None] = (
            0,
            None,
        )  # of the entries: the number and its numbering
        self._last: WordParagraph | None = None
        self._relationships: dict[str, str] = {}

    def write(self, outline: Outline) -> None:
        """Write the pages, in order."""
        if outline.logo:
            self.logo(outline.logo)
        for text in outline.header:
            self.paragraph(plain_lines(text), "ReportHeader")
        self.paragraph(plain_lines(outline.title), "Title")
        for _, part in parts(outline):
            if isinstance(part, Group):
                self.group(part)
            else:
                self.block(part, _Stand())

    def block(self, block: Block, at: _Stand) -> None:
        """Write a block that stands at that place."""
        match block:
            case Heading():
                self._heading(block)
            case Paragraph(lines=lines):
                self._text(lines, at)
            case Entry():
                self._entry(block, at)
            case List():
                self._list(block, at)
            case Quote(blocks=blocks):
                self._blocks(blocks, at._replace(base=at.base + QUOTE_STEP, quoted=True))
            case Table():
                self._table(block)
            case Picture():
                self._figure(block)
            case Hint(text=text):
                self.paragraph(plain_lines(text), "Hint")

    def logo(self, logo: Logo) -> None:
        """Add the template's logo."""
        found = find_logo(logo.path)
        if isinstance(found, str):
            self.warnings.append(found)
        else:
            block = Picture(PurePath(logo.path).name, alt=logo.alt)
            _put(self.paragraph((), "Figure"), block, found, LOGO_HEIGHT)

    def paragraph(self, lines: Lines, style: str, *, indent: int = 0) -> WordParagraph:
        """Add a paragraph of these lines. If a marker is due, it sets the indent."""
        # ``add_paragraph`` would go through the whole document to find its end.
        written: Any = self._end.makeelement(qualified("w:p"))
        self._end.addprevious(written)
        paragraph = WordParagraph(written, self.document._body)
        properties = add(written, "w:pPr")
        add(properties, "w:pStyle", {"w:val": style})
        marker, self._marker = self._marker, None
        if marker:
            numbering = add(properties, "w:numPr")
            add(numbering, "w:ilvl", {"w:val": str(marker.level)})
            add(numbering, "w:numId", {"w:val": str(marker.numbering)})
        if is_right_to_left(lines):
            if style == "Quote":
                properties.append(docx_styles.quote_rule("right"))
            add(properties, "w:bidi")
        if indent and not marker:
            add(properties, "w:ind", {"w:left": str(indent)})
        self._write(paragraph, lines)
        self._last = paragraph
        return paragraph

    def group(self, group: Group) -> None:
        """Add entries that begin on one page; a numbered group is indented after its number."""
        at = _Stand()
        if group.number:
            last, numbering = self._last_number
            if numbering is None or group.number != last + 1:
                (numbering,) = self._numberings.numbered(
                    [f"{group.number}."], 0, 0, of_entries=True
                )
            self._last_number = (group.number, numbering)
            self._marker = _Marker(numbering, 0, "Entry")
            at = _Stand(base=STEP)
        for entry in group.entries:
            paragraph = self._entry(entry, at)
            if entry is group.entries[0]:
                paragraph.paragraph_format.space_before = Pt(10)
            if entry is not group.entries[-1]:
                paragraph.paragraph_format.keep_with_next = True

    def _heading(self, heading: Heading) -> None:
        """Add a heading; the contents stand before the first, and lead to each."""
        self._headings += 1
        if self._contents and self._headings == 1:
            add_contents(self._end, self._contents, self._language)
        paragraph = self.paragraph(plain_lines(heading.text), f"Heading{min(heading.level - 1, 3)}")
        if self._contents:
            add_bookmark(paragraph._p, self._headings)

    def _blocks(self, blocks: Iterable[Block], at: _Stand) -> None:
        for block in blocks:
            self.block(block, at)

    def _text(self, lines: Lines, at: _Stand) -> None:
        if at.quoted:
            style = "Quote"
        elif self._marker:
            style = self._marker.style
        else:
            style = "ListContinue" if at.depth else "Normal"
        self.paragraph(lines, style, indent=at.indent)

    def _entry(self, entry: Entry, at: _Stand) -> WordParagraph:
        lines, under = label_lines(entry)
        label = Span(labelled(entry.label), bold=True)
        first = (label, Span(" "), *lines[0]) if lines else (label,)
        paragraph = self.paragraph((first, *lines[1:]), "Entry", indent=at.indent)
        if under:
            paragraph.paragraph_format.keep_with_next = True
        self._blocks(under, at)
        return paragraph

    def _list(self, block: List, at: _Stand) -> None:
        level = min(at.depth, DEPTHS - 1)
        if block.ordered:
            markers = [item.marker for item in block.items]
            numberings = self._numberings.numbered(markers, at.depth, at.base)
        else:
            numberings = [self._numberings.bulleted(at.base)] * len(block.items)
        style = "ListNumber" if block.ordered else "ListBullet"
        for item, numbering in zip(block.items, numberings, strict=True):
            self._marker = _Marker(numbering, level, style)
            if not isinstance(item.blocks[0] if item.blocks else None, Paragraph | Quote):
                self.paragraph((), style)  # an item that begins with a list: only its marker
            self._blocks(item.blocks, at._replace(depth=at.depth + 1, quoted=False))
        if self._last is not None and not at.depth:
            self._last.paragraph_format.space_after = Pt(6)  # the items stand closer than that

    def _table(self, block: Table) -> None:
        table = self.document.add_table(rows=0, cols=2)
        properties: Any = table._tbl.tblPr
        properties.style = "Facts"
        for name, said in (("val", "0480"), ("firstRow", "0"), ("firstColumn", "1")):
            set_attribute(properties.find(qualified("w:tblLook")), f"w:{name}", said)
        table.autofit = False
        widths = (Cm(LABELS_WIDTH), Cm(TEXT_WIDTH - LABELS_WIDTH))
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for row in block.rows:
            texts: tuple[Lines, Lines] = (
                ((Span(labelled(row.label), bold=True),),),
                plain_lines(row.value, row.language),
            )
            written = table.add_row()
            whole: Any = written._tr.get_or_add_trPr()
            add(whole, "w:cantSplit")
            for cell, lines, width in zip(written.cells, texts, widths, strict=True):
                cell.width = width
                cell.paragraphs[0]._p.style = "Fact"
                if is_right_to_left(lines):
                    add(cell.paragraphs[0]._p.pPr, "w:bidi")
                self._write(cell.paragraphs[0], lines)

    def _figure(self, block: Picture) -> None:
        """Add a picture above its caption, or the text that stands for an unreadable picture."""
        paragraph = self.paragraph((), "Figure")
        paragraph.paragraph_format.keep_with_next = bool(block.caption)
        found = self._find(block.file)
        if isinstance(found, str):
            self.warnings.append(found)
            self._write(paragraph, plain_lines(stand_in(block.file)))
        else:
            _put(paragraph, block, found, PICTURE_HEIGHT)
        if block.caption:
            self.paragraph(plain_lines(block.caption, block.language), "Caption")

    def _write(self, paragraph: WordParagraph, lines: Lines) -> None:
        right_to_left = is_right_to_left(lines)
        for number, line in enumerate(lines):
            if number:
                add(add(paragraph._p, "w:r"), "w:br")
            for stretch in stretches(line, self._language, right_to_left=right_to_left):
                self._stretch(paragraph, stretch)

    def _stretch(self, paragraph: WordParagraph, stretch: Stretch) -> None:
        """Add runs at the end of a paragraph, and the link that is around them."""
        parent: Element = paragraph._p
        if stretch.target:
            parent = add(parent, "w:hyperlink", {"r:id": self._relationship(stretch.target)})
        for run in stretch.runs:
            add_run(parent, run, style="Hyperlink" if stretch.target else "")

    def _relationship(self, target: str) -> str:
        """Return the id of the document's relationship to an address."""
        known = self._relationships.get(target)
        if known is None:
            known = self._relationships[target] = f"link{len(self._relationships) + 1}"
            # ``relate_to`` would go through all relationships.
            self.document.part.rels.add_relationship(
                RELATIONSHIP_TYPE.HYPERLINK, target, known, is_external=True
            )
        return known


def _put(paragraph: WordParagraph, block: Picture, found: FoundPicture, highest: float) -> None:
    """Add the picture to a paragraph, in its own size or as large as the page allows.

    ``highest`` is the limit on its height in centimetres.
    """
    width, height = found.fitted(TEXT_WIDTH, highest)
    data = io.BytesIO(found.data)
    shape = paragraph.add_run().add_picture(data, width=Cm(width), height=Cm(height))
    inline: Any = shape._inline
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")  # LibreOffice's default is 3 mm
    named = inline.docPr
    named.set("name", xml_text(block.file))
    named.set("descr", xml_text(block.alt or block.caption or block.file))
