"""Reader of OpenDocument texts, with the standard library: a zip archive of XML files."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from .source_lines import DEEPEST, Page, Shown, SourceLine, number_in
from .styles import Piece, marked

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"


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


class _Reader:
    """Writes the elements of one document as lines."""

    def __init__(self, styles: _Styles) -> None:
        self.page = Page()
        self._styles = styles
        self._picture: Shown | None = None
        self._glued = False

    def read(self, element: Element) -> None:
        """Write the content of an element, in order."""
        for child in element:
            match child.tag.removeprefix(_TEXT).removeprefix(_TABLE):
                case "h":
                    self.finish()
                    level = child.get(f"{_TEXT}outline-level", "1")
                    self.page.heading(_plain(child), number_in(level, 1) + 1)
                case "p":
                    self._paragraph(child, _Stand())
                case "list":
                    self.finish()
                    self._list(child, "", 0, "")
                case "table":
                    self.finish()
                    for row in child.iter(f"{_TABLE}table-row"):
                        cells = row.findall(f"{_TABLE}table-cell")
                        self.page.row("\n".join(_plain(p) for p in cell) for cell in cells)
                case "tracked-changes" | "sequence-decls" | "table-of-content":
                    pass  # deleted text, counters, repeated text
                case _:
                    self.read(child)

    def finish(self) -> None:
        """Write the picture whose caption did not come, if there is one."""
        if self._picture is not None:
            self.page.picture(self._picture)
            self._picture = None

    def _list(self, element: Element, indent: str, level: int, style: str) -> None:
        style = element.get(f"{_TEXT}style-name", style)
        ordered, count, end = self._styles.number(style, level)
        for item in element.findall(f"{_TEXT}list-item"):
            start = item.get(f"{_TEXT}start-value", "")
            count = number_in(start, count)
            marker = f"{count}{end} " if ordered else "- "
            count += 1
            waiting = marker
            for child in item:
                if child.tag == f"{_TEXT}list":
                    if waiting:
                        self.page.paragraph("", indent + waiting, tight=self._glued)
                        waiting, self._glued = "", True
                    inner = indent if level >= DEEPEST else indent + " " * len(marker)
                    self._list(child, inner, level + 1, style)
                else:
                    before = indent if waiting else indent + " " * len(marker)
                    self._paragraph(child, _Stand(before, waiting))
                    waiting = ""
        if not level:
            self._glued = False

    def _paragraph(self, element: Element, at: _Stand) -> None:
        style = element.get(f"{_TEXT}style-name", "")
        names = list(self._styles.chain(style))
        pictures = [_shown(frame) for frame in element.iter(f"{_DRAW}frame")]
        text = self._text(element, _Look(), style)
        if pictures:
            self.finish()
            for shown in pictures[:-1]:
                self.page.picture(shown)
            self._picture = pictures[-1]
        if not text.strip():
            return
        if self._picture is not None:
            if "Caption" in names or pictures:
                self.page.picture(self._picture, _plain(element))
                self._picture = None
                return
            self.finish()
        if "Title" in names:
            self.page.heading(_plain(element), 1)
        elif "Quotations" in names:
            last = self.page.lines[-1].text if self.page.lines else ""
            if last.startswith(">"):
                self.page.add(SourceLine(">"))
            self.page.paragraph(text, f"{at.indent}{at.marker}> ", tight=last.startswith(">"))
        else:
            tight = bool(at.marker) and self._glued
            self.page.paragraph(text, at.indent + at.marker, tight=tight)
            self._glued = bool(at.marker or at.indent)

    def _text(self, element: Element, look: _Look, own: str) -> str:
        """Return an element's text with its styles as signs, except the style of the paragraph."""
        return marked(Piece(text, *style) for text, style in self._pieces(element, look))

    def _pieces(self, element: Element, look: _Look) -> Iterator[tuple[str, _Look]]:
        if element.text:
            yield " ".join(element.text.split("\n")), look
        for child in element:
            match child.tag.removeprefix(_TEXT):
                case "line-break":
                    yield "\n", look
                case "tab":
                    yield "\t", look
                case "s":
                    yield _spaces(child), look
                case "note":
                    yield f" ({_plain(child).strip()})", look
                case "span":
                    found = self._styles.look(child.get(f"{_TEXT}style-name", ""))
                    mixed = _Look(look.bold or found.bold, look.italic or found.italic)
                    yield from self._pieces(child, mixed)
                case _ if child.tag.startswith(_DRAW):
                    pass  # a picture is written by itself
                case _:
                    yield from self._pieces(child, look)
            if child.tail:
                yield " ".join(child.tail.split("\n")), look


def _plain(element: Element) -> str:
    """Return an element's text without styles."""
    return "".join(_plain_pieces(element))


def _plain_pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}line-break":
            yield "\n"
        elif child.tag in (f"{_TEXT}s", f"{_TEXT}tab"):
            yield _spaces(child)
        elif not child.tag.startswith(_DRAW):
            yield from _plain_pieces(child)
        yield child.tail or ""


def _spaces(element: Element) -> str:
    many = element.get(f"{_TEXT}c", "1")
    return " " * min(number_in(many, 1), 400)


def _shown(frame: Element) -> Shown:
    """Return a picture's name, and its description or title as alternative text."""
    said = (frame.findtext(f"{_SVG}{tag}") for tag in ("desc", "title"))
    return Shown(frame.get(f"{_DRAW}name", ""), next(filter(None, said), ""))
