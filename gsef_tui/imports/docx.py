"""Reader of Word documents: the blocks of a document as the lines of a note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .docx_package import Element, Package, child, children, name_of, value
from .docx_runs import Content, Runs, branch
from .docx_styles import Lists, Place, Style, Styles
from .source_lines import DEEPEST, Page, Shown, SourceLine, TooLarge, number_in
from .styles import marked

MOST_COLUMNS = 1000
"""The limit of a table; Word itself allows 63."""

_UNREAD = ("w:del", "w:moveFrom")
_EMBEDDED = "a part of it is a file of another kind, which is not read: copy its text into it"


def read_docx(data: bytes) -> list[SourceLine]:
    """Return the lines of a document.

    Every word of its text is in a line or named in a remark. What was deleted while changes were
    tracked, comments and tables of contents are no text. Raises TooLarge if the document exceeds a
    limit, and ValueError or a SyntaxError if it is damaged.
    """
    package = Package(data)
    document = _Document(package)
    reader = _Reader(document, Page())
    root = package.xml(package.main)
    body = child(root, "w:body")
    if body is None:
        raise ValueError("there is no text in it")
    with document.runs.apart(package.main, body):
        reader.read(body)
    reader.finish()
    document.remark_margins({line.text for line in reader.page.lines})
    for sentence in document.remarks:
        reader.page.remark(sentence)
    return reader.page.lines


class _Document:
    """What all readers of one document share: its styles, its lists, and the reader of its runs.

    ``pictures`` are those of the lines that were read apart, and ``remarks`` are sentences for the
    user.
    """

    def __init__(self, package: Package) -> None:
        self.lists = Lists(package)
        self.styles = Styles(package, self.lists)
        self.remarks: dict[str, None] = {}
        self.runs = Runs(package, self.styles, self.lines, self.remark)
        self.counts: dict[Place, int] = {}
        self.pictures: list[SourceLine] = []
        self._package = package

    def lines(self, element: Element, *, plain: bool = True) -> list[str]:
        """Return the lines of an element that holds paragraphs, without its pictures.

        ``plain``: they take no emphasis.
        """
        reader = _Reader(self, Page(), plain=plain)
        reader.read(element)
        reader.finish()
        self.pictures += (line for line in reader.page.lines if line.picture)
        return [line.text for line in reader.page.lines if not line.picture]

    def remark(self, sentence: str) -> None:
        """Keep a sentence for the user, once."""
        self.remarks[sentence] = None

    def remark_margins(self, texts: Iterable[str]) -> None:
        """Name what stands at the top or the foot of the pages and in none of these texts."""
        known = {word for text in texts for word in _words(text)}
        for kind, where in (("header", "top"), ("footer", "foot")):
            for part, root in self._package.related(kind):
                with self.runs.apart(part, root):
                    text = " ".join(" ".join(self.lines(root)).split())
                if not known.issuperset(_words(text)):
                    self.remark(f"not read, as it stands at the {where} of pages: “{text}”")
        self.pictures.clear()


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.casefold())


class _Reader:
    """Writes blocks of a document as lines of a page, and counts the items of its lists.

    ``plain``: the lines take no emphasis.
    """

    def __init__(self, document: _Document, page: Page, *, plain: bool = False) -> None:
        self.page = page
        self._document = document
        self._plain = plain
        self._indents: list[int] = []
        self._before: tuple[int, bool] | None = None
        self._picture: Shown | None = None
        self._heading_of_contents: Content | None = None

    def read(self, element: Element) -> None:
        """Write the blocks in an element, at any depth; runs beside them are one more paragraph."""
        if child(element, "w:r") is not None:
            self._paragraph(element)
            return
        for name, found in children(element):
            self._block(name, found)

    def _block(self, name: str, element: Element) -> None:
        match name:
            case "w:p":
                self._paragraph(element)
            case "w:tbl":
                self._table(element)
            case "w:sdt":
                self._control(element)
            case "mc:AlternateContent":
                self.read(branch(element))
            case "w:altChunk" | "w:subDoc":
                self._document.remark(_EMBEDDED)
            case _ if name not in _UNREAD and not name.endswith("Pr"):
                self.read(element)

    def finish(self) -> None:
        """Write what waits: a heading below which no contents came, a picture without a caption."""
        if self._heading_of_contents is not None:
            self._before = None
            self.page.heading(self._heading_of_contents.plain, 2)
            self._heading_of_contents = None
        if self._picture is not None:
            self.page.picture(self._picture)
            self._picture = None

    def _control(self, control: Element) -> None:
        """Write the content of a content control, which may be a table of contents."""
        gallery = value(control, "w:sdtPr", "w:docPartObj", "w:docPartGallery")
        if gallery == "Table of Contents":
            self._heading_of_contents = None
            self._document.lines(control)  # its fields may end behind it
            self._document.pictures.clear()
        else:
            self._document.runs.control(control, self.read)

    def _paragraph(self, paragraph: Element) -> None:
        """Write a paragraph, which may be a heading, an item, a quote or a caption."""
        properties = child(paragraph, "w:pPr")
        style = self._document.styles.paragraph(value(properties, "w:pStyle"))
        content = self._document.runs.read(paragraph)
        if style.is_contents and style.level:
            self.finish()
            self._heading_of_contents = content
            return
        if style.is_contents or content.is_contents:
            self._heading_of_contents = None
        if style.is_contents:
            return
        if content.pictures:
            self.finish()
            for shown in content.pictures[:-1]:
                self.page.picture(shown)
            self._picture = content.pictures[-1]
        if content.plain.strip():
            self._text(content, style, _place(properties, style))
        for box in content.boxes:
            self._block(name_of(box), box)
        if not self._plain:
            self._show_apart()

    def _text(self, content: Content, style: Style, place: Place | None) -> None:
        if self._picture is not None and style.is_caption:
            self.page.picture(self._picture, content.plain)
            self._picture = None
            return
        self.finish()
        text = content.plain if self._plain else marked(content.pieces)
        if style.level:
            self._before = None
            self.page.heading(content.heading, style.level)
            if content.asides:
                self.page.paragraph(content.asides)
        elif place is not None:
            self._item(text, place)
        elif style.continues_list and self._indents:
            self.page.paragraph(text, " " * self._indents[-1])
        elif style.is_quote:
            self._quote(text)
        else:
            self._before = None
            self.page.paragraph(text)

    def _quote(self, text: str) -> None:
        last = self.page.lines[-1].text if self.page.lines else ""
        if last.startswith(">"):
            self.page.add(SourceLine(">"))
        self.page.paragraph(text, "> ", tight=last.startswith(">"))

    def _item(self, text: str, place: Place) -> None:
        numbering, level = place
        number = self._document.lists.number(place)
        counts = self._document.counts
        count = counts.get(place, number.start)
        counts[place] = count + 1
        for known in [key for key in counts if key[0] == numbering and key[1] > level]:
            del counts[known]
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

    def _table(self, table: Element) -> None:
        """Write the rows of a table. Raises TooLarge if a row has more than MOST_COLUMNS."""
        self.finish()
        self._before = None
        for row in _parts(table, "w:tr"):
            properties = child(row, "w:trPr")
            if child(properties, "w:del") is None:
                self.page.row(self._cells(row, properties), styled=not self._plain)
                self._show_apart()

    def _show_apart(self) -> None:
        """Write the pictures of lines that were read apart."""
        for line in self._document.pictures:
            self.page.picture(Shown(line.text, line.alt), line.caption)
        self._document.pictures.clear()

    def _cells(self, row: Element, properties: Element | None) -> list[str]:
        """Return the text of each column of a row; empty where a merged cell goes on."""
        cells: list[str] = []
        _widen(cells, number_in(value(properties, "w:gridBefore"), 0))
        for cell in _parts(row, "w:tc"):
            said = child(cell, "w:tcPr")
            text = "\n".join(self._document.lines(cell, plain=self._plain))
            cells.append(text if child(said, "w:cellDel") is None else "")
            _widen(cells, number_in(value(said, "w:gridSpan"), 1) - 1)
        return cells


def _widen(cells: list[str], columns: int) -> None:
    """Add columns over which a merged cell goes on."""
    if len(cells) + columns > MOST_COLUMNS:
        raise TooLarge(f"a table of more than {MOST_COLUMNS:,} columns: take it out")
    cells += [""] * columns


def _parts(element: Element, wanted: str) -> Iterator[Element]:
    """Yield the rows of a table, or the cells of a row, also those in content controls."""
    for name, found in children(element):
        if name == wanted:
            yield found
        elif name == "mc:AlternateContent":
            yield from _parts(branch(found), wanted)
        elif name not in _UNREAD and not name.endswith("Pr"):
            yield from _parts(found, wanted)


def _place(properties: Element | None, style: Style) -> Place | None:
    """Return a paragraph's numbering and level: its own, or else those of its style."""
    numbering = child(properties, "w:numPr")
    number, level = value(numbering, "w:numId"), value(numbering, "w:ilvl")
    if number:
        place = (number_in(number, 0), number_in(level, 0))
    elif style.place is not None:
        place = (style.place[0], number_in(level, style.place[1]))
    else:
        return None
    return place if place[0] else None
