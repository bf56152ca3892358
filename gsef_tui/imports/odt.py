"""Reader of OpenDocument texts, with the standard library: a zip archive of XML files."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from .links import behind, without_addresses
from .source_lines import DEEPEST, Page, Shown, SourceLine, number_in
from .styles import Piece, marked

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"

_UNSEEN = frozenset(
    (f"{_TEXT}tracked-changes", f"{_TEXT}sequence-decls", f"{_TEXT}variable-decls",
     f"{_TEXT}user-field-decls", f"{_OFFICE}forms", f"{_OFFICE}annotation",
     f"{_OFFICE}annotation-end", f"{_TEXT}hidden-text",
     f"{_TEXT}table-of-content", f"{_TEXT}illustration-index", f"{_TEXT}table-index",
     f"{_TEXT}object-index", f"{_TEXT}user-index", f"{_TEXT}alphabetical-index",
     f"{_TEXT}number", f"{_SVG}title", f"{_SVG}desc", f"{_DRAW}glue-point")
)  # fmt: skip
"""Deleted text, counters, comments, and what an index repeats."""

_GROUPS = frozenset(
    f"{_TABLE}{name}" for name in ("table-rows", "table-header-rows", "table-row-group")
)
_CAPTIONS = frozenset(("Caption", "Illustration", "Figure", "Table", "Drawing"))
_IN_BOXES = frozenset((f"{_TEXT}p", f"{_TEXT}h", f"{_TEXT}list", f"{_TABLE}table"))


def read_odt(data: bytes) -> list[SourceLine]:
    """Return the lines of a document.

    Raises KeyError, ValueError or SyntaxError if it is not an OpenDocument text, and TooLarge if it
    exceeds a limit.
    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        content = ElementTree.fromstring(archive.read("content.xml"))
        try:
            styles = ElementTree.fromstring(archive.read("styles.xml"))
        except KeyError:  # the styles defined there are then read as plain
            styles = content
    body = content.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise ValueError("there is no text in it")
    reader = _Reader(_Styles(styles, content))
    reader.read(body)
    reader.finish()
    return reader.page.lines


class _Look(NamedTuple):
    """The properties of a style that a note can express."""

    bold: bool = False
    italic: bool = False


class _Styles:
    """The styles of a document, by name."""

    def __init__(self, *parts: Element) -> None:
        self._styles: dict[str, Element] = {}
        self._lists: dict[str, Element] = {}
        self._looks: dict[str, _Look] = {}
        self._numbers: dict[tuple[str, int], tuple[bool, int, str]] = {}
        for part in parts:
            for style in part.iter(f"{_STYLE}style"):
                self._styles[style.get(f"{_STYLE}name", "")] = style
            for style in part.iter(f"{_TEXT}list-style"):
                self._lists[style.get(f"{_STYLE}name", "")] = style

    def chain(self, name: str) -> Iterator[str]:
        """Yield a style's name and the names of the styles that it inherits from."""
        seen: set[str] = set()
        while name and name not in seen:
            seen.add(name)
            yield name
            style = self._styles.get(name)
            name = style.get(f"{_STYLE}parent-style-name", "") if style is not None else ""

    def look(self, name: str) -> _Look:
        """Return the look of a character style."""
        if name not in self._looks:
            self._looks[name] = self._look(name)
        return self._looks[name]

    def _look(self, name: str) -> _Look:
        bold = italic = False
        for part in self.chain(name):
            for said in (
                self._styles[part].iter(f"{_STYLE}text-properties")
                if (part in self._styles)
                else ()
            ):
                bold |= said.get(f"{_FO}font-weight", "") in ("bold", "600", "700", "800", "900")
                italic |= said.get(f"{_FO}font-style", "") == "italic"
        return _Look(bold, italic)

    def number(self, name: str, level: int) -> tuple[bool, int, str]:
        """Return how a level of a list counts: whether at all, the first number, the sign after."""
        if (name, level) not in self._numbers:
            self._numbers[name, level] = self._number(name, level)
        return self._numbers[name, level]

    def _number(self, name: str, level: int) -> tuple[bool, int, str]:
        style = self._lists.get(name)
        for said in style if style is not None else ():
            if said.get(f"{_TEXT}level") == str(level + 1):
                ordered = said.tag == f"{_TEXT}list-level-style-number"
                start = said.get(f"{_TEXT}start-value", "1")
                suffix = said.get(f"{_STYLE}num-suffix", ".").strip() or "."
                return ordered, number_in(start, 1), suffix[0]
        return False, 1, "."


class _Stand(NamedTuple):
    """Where a paragraph stands: its indent and its marker."""

    indent: str = ""
    marker: str = ""


class _Paragraph(NamedTuple):
    """A paragraph's pieces, its pictures, and the boxes that stand in it."""

    pieces: list[Piece]
    pictures: list[Shown]
    boxes: list[Element]

    @property
    def plain(self) -> str:
        """The text without styles."""
        return "".join(piece.text for piece in self.pieces)


class _Reader:
    """Writes the elements of one document, or of one cell of a table, as lines."""

    def __init__(self, styles: _Styles) -> None:
        self.page = Page()
        self._styles = styles
        self._picture: Shown | None = None
        self._glued = False

    def read(self, element: Element) -> None:
        """Write the content of an element, in order."""
        for child in element:
            if child.tag in _UNSEEN:
                continue
            match child.tag.removeprefix(_TEXT).removeprefix(_TABLE):
                case "h":
                    self.finish()
                    level = child.get(f"{_TEXT}outline-level", "1")
                    self._heading(self._collected(child), number_in(level, 1) + 1)
                case "p":
                    self._paragraph(child, _Stand())
                case "list":
                    self.finish()
                    self._list(child, "", 0, "")
                case "table":
                    self.finish()
                    self._table(child)
                case _ if child.tag == f"{_DRAW}frame" and _is_picture(child):
                    self._shown([_shown(child)])
                case _:
                    self.read(child)

    def finish(self) -> None:
        """Write the picture whose caption did not come, if there is one."""
        if self._picture is not None:
            self.page.picture(self._picture)
            self._picture = None

    def _shown(self, pictures: Sequence[Shown]) -> None:
        """Keep the last of some pictures until its caption comes, and write the others."""
        for shown in pictures:
            self.finish()
            self._picture = shown

    def _heading(self, found: _Paragraph, level: int) -> None:
        """Write a heading; the addresses behind its links follow it as a paragraph."""
        text, addresses = without_addresses(found.plain)
        self.page.heading(text, level)
        for address in addresses:
            self.page.paragraph(address)
        self._beside(found)

    def _beside(self, found: _Paragraph) -> None:
        """Write the pictures and the boxes of a paragraph after it."""
        self._shown(found.pictures)
        for box in found.boxes:
            self.read(box)

    def _table(self, table: Element) -> None:
        """Write the rows of a table; a table in a cell is written as text."""
        for row in table:
            if row.tag in _GROUPS:
                self._table(row)
            elif row.tag == f"{_TABLE}table-row":
                self._row([cell for cell in row if cell.tag == f"{_TABLE}table-cell"])

    def _row(self, cells: Sequence[Element]) -> None:
        texts: list[str] = []
        pictures: list[SourceLine] = []
        for cell in cells:
            inside = _Reader(self._styles)
            inside.read(cell)
            inside.finish()
            lines = inside.page.lines
            texts.append("\n".join(line.text for line in lines if not line.picture).strip("\n"))
            pictures += [line for line in lines if line.picture]
        self.page.row(texts, styled=True)
        for line in pictures:
            self.page.add(line)

    def _list(self, element: Element, indent: str, level: int, style: str) -> None:
        style = element.get(f"{_TEXT}style-name", style)
        ordered, count, end = self._styles.number(style, level)
        marker = f"{count}{end} " if ordered else "- "
        for item in element:
            is_item = item.tag == f"{_TEXT}list-item"
            if not is_item and item.tag != f"{_TEXT}list-header":
                continue
            if is_item:
                count = number_in(item.get(f"{_TEXT}start-value", ""), count)
                marker = f"{count}{end} " if ordered else "- "
                count += 1
            waiting = marker if is_item else ""
            for child in item:
                if child.tag == f"{_TEXT}list":
                    if waiting:
                        self.page.paragraph("", indent + waiting, tight=self._glued)
                        waiting, self._glued = "", True
                    inner = indent if level >= DEEPEST else indent + " " * len(marker)
                    self._list(child, inner, level + 1, style)
                elif child.tag in _UNSEEN:
                    continue
                else:
                    before = indent if waiting else indent + " " * len(marker)
                    self._in_item(child, _Stand(before, waiting))
                    waiting = ""
        if not level:
            self._glued = False

    def _in_item(self, child: Element, at: _Stand) -> None:
        """Write a part of an item; numbered chapters are headings in a list."""
        if child.tag == f"{_TABLE}table":
            self._table(child)
        elif child.tag == f"{_TEXT}h":
            level = child.get(f"{_TEXT}outline-level", "1")
            self._heading(self._collected(child), number_in(level, 1) + 1)
        elif child.tag == f"{_TEXT}p":
            self._paragraph(child, at)
        else:
            self.read(child)

    def _paragraph(self, element: Element, at: _Stand) -> None:
        names = list(self._styles.chain(element.get(f"{_TEXT}style-name", "")))
        found = self._collected(element)
        text = marked(found.pieces)
        if not text.strip():
            self._beside(found)
            return
        if self._picture is not None and "Caption" in names:
            self.page.picture(self._picture, found.plain)
            self._picture = None
        elif found.pictures and _is_caption(element, names):
            self._shown(found.pictures)
            self.page.picture(found.pictures[-1], found.plain)
            self._picture = None
            found = found._replace(pictures=[])
        else:
            self.finish()
            self._write(text, found, names, at)
        self._beside(found)

    def _write(self, text: str, found: _Paragraph, names: Sequence[str], at: _Stand) -> None:
        if "Title" in names:
            self._heading(found._replace(pictures=[], boxes=[]), 1)
        elif "Quotations" in names:
            last = self.page.lines[-1].text if self.page.lines else ""
            if last.startswith(">"):
                self.page.add(SourceLine(">"))
            self.page.paragraph(text, f"{at.indent}{at.marker}> ", tight=last.startswith(">"))
        else:
            tight = self._glued and bool(at.marker or at.indent)
            self.page.paragraph(text, at.indent + at.marker, tight=tight)
            self._glued = bool(at.marker or at.indent)

    def _collected(self, element: Element) -> _Paragraph:
        found = _Paragraph([], [], [])
        self._collect(element, _Look(), found)
        return found

    def _collect(self, element: Element, look: _Look, found: _Paragraph) -> None:
        """Add what a paragraph, or a part of it, holds; its own style does not count."""
        pieces = found.pieces
        if element.text:
            pieces.append(Piece(" ".join(element.text.split("\n")), *look))
        for child in element:
            match child.tag.removeprefix(_TEXT):
                case _ if child.tag in _UNSEEN:
                    pass
                case "line-break":
                    pieces.append(Piece("\n", *look))
                case "tab":
                    pieces.append(Piece("\t", *look))
                case "s":
                    pieces.append(Piece(_spaces(child), *look))
                case "note":
                    note = " ".join(self._note(child).split())
                    pieces.append(Piece(f" ({note})" if note else "", *look))
                case "span":
                    own = self._styles.look(child.get(f"{_TEXT}style-name", ""))
                    mixed = _Look(look.bold or own.bold, look.italic or own.italic)
                    self._collect(child, mixed, found)
                case "a":
                    at = len(pieces)
                    self._collect(child, look, found)
                    said = "".join(piece.text for piece in pieces[at:])
                    if aside := behind(said, child.get(f"{_XLINK}href", "")):
                        pieces.append(Piece(aside, *look))
                case _ if child.tag.startswith(_DRAW):
                    self._collect_drawn(child, found)
                case _:
                    self._collect(child, look, found)
            if child.tail:
                pieces.append(Piece(" ".join(child.tail.split("\n")), *look))

    def _collect_drawn(self, drawn: Element, found: _Paragraph) -> None:
        """Add a picture, or the outermost parts of a box or a shape that hold text."""
        if drawn.tag == f"{_DRAW}frame" and _is_picture(drawn):
            found.pictures.append(_shown(drawn))
        elif any(child.tag in _IN_BOXES for child in drawn):
            found.boxes.append(drawn)
        else:
            for child in drawn:
                if child.tag not in _UNSEEN:
                    self._collect_drawn(child, found)

    def _note(self, note: Element) -> str:
        """Return the text of a footnote, without its number."""
        inside = _Reader(self._styles)
        inside.read(note)
        return "\n".join(line.text for line in inside.page.lines)


def _spaces(element: Element) -> str:
    many = element.get(f"{_TEXT}c", "1")
    return " " * min(number_in(many, 1), 400)


def _is_picture(frame: Element) -> bool:
    """Return whether a frame holds no text: it is a picture, or another object that looks so."""
    return frame.find(f"{_DRAW}text-box") is None and frame.find(f"{_TABLE}table") is None


def _is_caption(element: Element, names: Sequence[str]) -> bool:
    """Return whether a paragraph with a picture is the picture's caption.

    A paragraph with LibreOffice's style for one is, and one that begins with the picture.
    """
    first = next(iter(element), None)
    begins = first is not None and first.tag.startswith(_DRAW) and not (element.text or "").strip()
    return begins or any(name in _CAPTIONS for name in names)


def _shown(frame: Element) -> Shown:
    """Return a picture's name, and its description or title as alternative text."""
    said = (frame.findtext(f"{_SVG}{tag}") for tag in ("desc", "title"))
    return Shown(frame.get(f"{_DRAW}name", ""), next(filter(None, said), ""))
