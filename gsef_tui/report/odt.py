"""The report as an OpenDocument text, the same page as DOCX, by the standard library alone.

ODF is a zip of XML that can be written down whole: a library would bring its own styles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from . import odt_page
from .blocks import (
    Block,
    Entry,
    Heading,
    Hint,
    Item,
    Line,
    Lines,
    List,
    Outline,
    Paragraph,
    Picture,
    Quote,
    Span,
    Table,
)
from .layout import Group, Part, beside, labelled, parts
from .page import (
    LABELS_WIDTH,
    PICTURE_HEIGHT,
    QUOTE_STEP,
    STEP,
    TEXT_WIDTH,
    locale_of,
    xml_text,
)
from .passages import passages
from .pictures import Lookup, find_picture, stand_in

DEPTHS = 10
"""ODF knows ten levels of a list; what lies deeper stands on the last."""

_BULLETS = "•–▪"
_MARKER = re.compile(r"(0*)([0-9]+)([.)])")
_SPACE = re.compile(r"^ | {2,}| $|\t")


def to_odt(outline: Outline, *, picture: Lookup, author: str = "") -> tuple[bytes, list[str]]:
    """The file, and a sentence for each picture that could not be put into it."""
    writer = _Writer(outline.language, picture)
    body = "".join(writer.body(outline))
    media = {"content.xml": "text/xml", "styles.xml": "text/xml", "meta.xml": "text/xml"}
    media |= {path: kind for path, (_, kind) in writer.pictures.items()}
    data = odt_page.archive(
        {
            "content.xml": odt_page.content(body, writer.styles.values()),
            "styles.xml": odt_page.styles(outline.language),
            "meta.xml": odt_page.meta(outline.language, outline.name or outline.title, author),
            **{path: data for path, (data, _) in writer.pictures.items()},
            "META-INF/manifest.xml": odt_page.manifest(media),
        }
    )
    return data, writer.warnings


class _Stand(NamedTuple):
    """Where blocks stand.

    How far in as a whole; in how many lists, of which so many are the report's own and not a
    note's; in a quote or not; and whether an item's marker stands before what comes next.
    """

    base: float = 0
    depth: int = 0
    own: int = 0
    quoted: bool = False
    opens: bool = False


_TOP = _Stand()


class _Marker(NamedTuple):
    """What stands before an item: its number, 0 for a bullet, and the signs around it."""

    number: int = 0
    zeros: str = ""
    end: str = ""


class _Writer:
    """Writes blocks as elements of ODF; keeps the styles, pictures and warnings they call for."""

    def __init__(self, language: str, picture: Lookup) -> None:
        self.warnings: list[str] = []
        self.pictures: dict[str, tuple[bytes, str]] = {}
        self.styles: dict[tuple[str, ...], str] = {}
        self._language = language
        self._picture = picture

    def body(self, outline: Outline) -> Iterator[str]:
        """What stands on the pages, in order."""
        for text in outline.header:
            yield self._plain(text, "Report_20_Header")
        yield self._plain(outline.title, "Title")
        numbered = groupby((part for _, part in parts(outline)), key=_is_numbered)
        for is_list, found in numbered:
            if is_list:
                yield self._numbered(part for part in found if isinstance(part, Group))
            else:
                yield from (self._part(part) for part in found)

    def _part(self, part: Part) -> str:
        return self._group(part, _TOP) if isinstance(part, Group) else self._block(part)

    def _numbered(self, groups: Iterable[Group]) -> str:
        """Groups with numbers are the items of one list."""
        items = (
            f'<text:list-item text:start-value="{group.number}">'
            f"{self._group(group, _Stand(depth=1, own=1))}</text:list-item>"
            for group in groups
        )
        name = self._list_style(_Marker(1, "", "."), _TOP)
        return f'<text:list text:style-name="{name}">{"".join(items)}</text:list>'

    def _group(self, group: Group, at: _Stand) -> str:
        """Entries that begin on one page."""
        first, last = group.entries[0], group.entries[-1]
        return "".join(
            self._entry(entry, at, first=entry is first, kept=entry is not last)
            for entry in group.entries
        )

    def _block(self, block: Block, at: _Stand = _TOP) -> str:
        match block:
            case Heading(level=level, text=text):
                outline = min(level - 1, 3)
                style = f'text:style-name="Heading_20_{outline}" text:outline-level="{outline}"'
                return f"<text:h {style}>{self._text(text)}</text:h>"
            case Paragraph(lines=lines):
                return self._paragraph(lines, at)
            case Entry():
                return self._entry(block, at)
            case List():
                return self._list(block, at)
            case Quote(blocks=blocks):
                return self._blocks(blocks, at._replace(base=at.base + QUOTE_STEP, quoted=True))
            case Table():
                return self._table(block)
            case Picture():
                return self._figure(block)
            case Hint(text=text):
                return self._plain(text, "Hint")

    def _blocks(self, blocks: Iterable[Block], at: _Stand) -> str:
        """Blocks of which only the first can stand behind a marker."""
        written = ""
        for block in blocks:
            written += self._block(block, at)
            at = at._replace(opens=False)
        return written

    def _paragraph(self, lines: Lines, at: _Stand) -> str:
        if at.quoted:
            left = at.base + STEP * at.depth - (QUOTE_STEP if at.depth else 0)
            style = self._indented("Quotations", left, -STEP if at.opens else 0)
        elif at.depth:
            style = "List_20_Item"
        else:
            style = self._indented("Standard", at.base, 0) if at.base else "Standard"
        return f'<text:p text:style-name="{style}">{self._lines(lines)}</text:p>'

    def _entry(self, entry: Entry, at: _Stand, *, first: bool = False, kept: bool = False) -> str:
        lines, under = beside(entry)
        label = Span(labelled(entry.label), bold=True)
        text = self._lines(((label, Span(" "), *lines[0]), *lines[1:]) if lines else ((label,),))
        style = "First_20_Entry" if first else "Entry"
        if under or kept:
            style += "_20_Kept"
        return f'<text:p text:style-name="{style}">{text}</text:p>{self._blocks(under, at)}'

    def _list(self, block: List, at: _Stand) -> str:
        """The items; where the signs around the numbers change, another list begins."""
        markers = [_marker(item) if block.ordered else _Marker() for item in block.items]
        inside = at._replace(depth=at.depth + 1, quoted=False, opens=True)
        written = ""
        pairs = zip(markers, block.items, strict=True)
        for signs, found in groupby(pairs, key=lambda pair: pair[0]._replace(number=0)):
            items = "".join(self._item(item, marker, inside) for marker, item in found)
            name = self._list_style(signs, at)
            written += f'<text:list text:style-name="{name}">{items}</text:list>'
        if at.depth > at.own:
            return written
        # The items stand closer than paragraphs do; after the last is the room of a paragraph.
        before, style, after = written.rpartition('"List_20_Item"')
        return f'{before}"List_20_End"{after}' if style else written

    def _item(self, item: Item, marker: _Marker, at: _Stand) -> str:
        start = f' text:start-value="{marker.number}"' if marker.end else ""
        inner = self._blocks(item.blocks, at)
        if not isinstance(item.blocks[0] if item.blocks else None, Paragraph | Quote):
            # An item that opens with a list: its own marker alone.
            inner = f'<text:p text:style-name="List_20_Item"/>{inner}'
        return f"<text:list-item{start}>{inner}</text:list-item>"

    def _table(self, block: Table) -> str:
        self.styles.setdefault(("facts",), odt_page.facts_styles(LABELS_WIDTH))
        rows = [(labelled(row.label), row.value) for row in block.rows]
        top = (
            self._row(block.head, "Table_20_Head", "Table_20_Head", first=True)
            if block.head
            else ""
        )
        if top:
            top = f"<table:table-header-rows>{top}</table:table-header-rows>"
        written = "".join(
            self._row(row, "Table_20_Heading", "Table_20_Contents", first=not top and not number)
            for number, row in enumerate(rows)
        )
        return (
            '<table:table table:name="Facts" table:style-name="Facts"><table:table-header-columns>'
            '<table:table-column table:style-name="Labels"/></table:table-header-columns>'
            f'<table:table-column table:style-name="Values"/>{top}{written}</table:table>'
        )

    def _row(self, texts: tuple[str, str], left: str, right: str, *, first: bool) -> str:
        own = "First" if first else "Cell"
        cells = "".join(
            f'<table:table-cell table:style-name="{own}" office:value-type="string">'
            f"{self._plain(text, style)}</table:table-cell>"
            for text, style in zip(texts, (left, right), strict=True)
        )
        return f'<table:table-row table:style-name="Fact">{cells}</table:table-row>'

    def _figure(self, block: Picture) -> str:
        """The picture in its own size, or as large as the page lets it be, over its caption."""
        style = "Captioned_20_Figure" if block.caption else "Figure"
        found = find_picture(block.file, self._picture)
        if isinstance(found, str):
            self.warnings.append(found)
            shown = self._plain(stand_in(block.file), style)
        else:
            number = len(self.pictures) + 1
            path = f"Pictures/{number}{found.suffix}"
            self.pictures[path] = (found.data, found.media)
            width, height = found.fitted(TEXT_WIDTH, PICTURE_HEIGHT)
            name = quoteattr(xml_text(block.file))
            said = escape(xml_text(block.alt or block.caption or block.file))
            shown = (
                f'<text:p text:style-name="{style}"><draw:frame draw:name={name} '
                f'text:anchor-type="as-char" svg:width="{width:.3f}cm" svg:height="{height:.3f}cm">'
                f'<draw:image xlink:href="{path}" xlink:type="simple" xlink:show="embed" '
                f'xlink:actuate="onLoad" draw:mime-type="{found.media}"/>'
                f"<svg:desc>{said}</svg:desc></draw:frame></text:p>"
            )
        return shown + (self._plain(block.caption, "Caption") if block.caption else "")

    def _plain(self, text: str, style: str) -> str:
        return f'<text:p text:style-name="{style}">{self._text(text)}</text:p>'

    def _text(self, text: str) -> str:
        return self._lines(tuple((Span(line),) for line in text.split("\n")))

    def _lines(self, lines: Iterable[Line]) -> str:
        return "<text:line-break/>".join(self._line(line) for line in lines)

    def _line(self, line: Line) -> str:
        return "".join(map(self._span, line))

    def _span(self, span: Span) -> str:
        written = ""
        for passage in passages(span.text, self._language):
            text = _spaced(passage.text)
            if span.bold or span.italic or passage.language:
                name = self._run(span.bold, span.italic, passage.language)
                text = f'<text:span text:style-name="{name}">{text}</text:span>'
            written += text
        return written

    def _run(self, bold: bool, italic: bool, language: str) -> str:
        name = f"T{'b' * bold}{'i' * italic}{language}"
        self.styles.setdefault(
            ("run", name),
            odt_page.run_style(
                name, bold=bold, italic=italic, language=locale_of(language) if language else ""
            ),
        )
        return name

    def _indented(self, parent: str, left: float, first: float) -> str:
        name = f"{parent}_in_{round(left * 100)}{'_marked' if first else ''}"
        self.styles.setdefault(("in", name), odt_page.indented(name, parent, left, first))
        return name

    def _list_style(self, signs: _Marker, at: _Stand) -> str:
        """The style of lists with these signs that stand there."""
        end = {"": "bullets", ".": "dot", ")": "bracket"}[signs.end]
        name = f"L{round(at.base * 100)}_{at.own}_{len(signs.zeros)}{end}"
        levels = (
            odt_page.number_level(depth, signs.zeros, signs.end)
            if signs.end
            else odt_page.bullet_level(depth, _BULLETS[(depth - 1 - at.own) % len(_BULLETS)])
            for depth in range(1, DEPTHS + 1)
        )
        self.styles.setdefault(("list", name), odt_page.list_style(name, at.base, levels))
        return name


def _is_numbered(part: Part) -> bool:
    return isinstance(part, Group) and part.number > 0


def _marker(item: Item) -> _Marker:
    """A typed marker taken apart: ``07)`` is 7 between a 0 and a bracket."""
    found = _MARKER.fullmatch(item.marker)
    zeros, digits, end = found.groups() if found else ("", "1", ".")
    return _Marker(int(digits), zeros, end)


def _spaced(text: str) -> str:
    """Text with the spaces that XML would drop as elements."""
    written, at = "", 0
    for found in _SPACE.finditer(text):
        written += escape(xml_text(text[at : found.start()]))
        count = len(found[0])
        written += "<text:tab/>" if found[0] == "\t" else f'<text:s text:c="{count}"/>'
        at = found.end()
    return written + escape(xml_text(text[at:]))
