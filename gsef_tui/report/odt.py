"""The report as an OpenDocument text, which looks like the DOCX.

The XML is built with lxml, as a library for ODF would add its own styles.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, partial
from itertools import groupby
from pathlib import PurePath
from typing import NamedTuple

from gsef_tui.model.item_markers import ItemNumber, read_item_number

from . import odf_package, odt_contents, odt_looks, odt_styles
from .blocks import (
    Block,
    Entry,
    Heading,
    Hint,
    Item,
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
from .layout import Group, Part, label_lines, labelled, parts
from .length import FindPicture
from .logo import find_logo
from .notes import plain_lines
from .odt_text import TextWriter
from .page import LABELS_WIDTH, LOGO_HEIGHT, PICTURE_HEIGHT, QUOTE_STEP, STEP, TEXT_WIDTH
from .pictures import FoundPicture, Lookup, find_picture, stand_in
from .xml_elements import Element, add, set_attribute

DEPTHS = 10
"""ODF has ten levels of lists; deeper items are put on the last."""

_BULLETS = "•–▪"
_ITEM, _LAST_ITEM = "List_20_Item", "List_20_End"
_OPENING = "Opening"


def to_odt(outline: Outline, *, picture: Lookup, author: str = "") -> tuple[bytes, list[str]]:
    """Return the bytes of the file, and a sentence for each picture that is missing in it."""
    writer = _Writer(outline, cache(partial(find_picture, lookup=picture)))
    writer.write(outline)
    media = {"content.xml": "text/xml", "styles.xml": "text/xml", "meta.xml": "text/xml"}
    media |= {path: found.media for path, found in writer.pictures.items()}
    data = odf_package.archive(
        {
            "content.xml": writer.content.to_bytes(),
            "styles.xml": odt_styles.styles(outline.language, writer.running),
            "meta.xml": odf_package.meta(outline, author),
            **{path: found.data for path, found in writer.pictures.items()},
            "META-INF/manifest.xml": odf_package.manifest(media),
        }
    )
    return data, writer.warnings


class _Stand(NamedTuple):
    """Where blocks stand.

    ``base`` is their indent as a whole, in cm; ``depth`` is the number of lists around them, of
    which ``own`` are the report's and not a note's; ``quoted`` tells whether they are in a quote;
    ``opens`` tells whether the next block stands beside an item's marker.
    """

    base: float = 0
    depth: int = 0
    own: int = 0
    quoted: bool = False
    opens: bool = False


_TOP = _Stand()


class _Look(NamedTuple):
    """The look of a paragraph: a named style and, in cm, an indent if it has one of its own."""

    style: str
    left: float | None = None
    first: float = 0
    right_to_left: bool = False


_BULLET = ItemNumber(0, "", "")
"""What stands for the number of an item that has a bullet."""


class _Writer:
    """Writes blocks as ODF elements, with the styles and pictures that they need.

    Each method adds to the end of ``parent``.
    """

    def __init__(self, outline: Outline, find: FindPicture) -> None:
        self.warnings: list[str] = []
        self.pictures: dict[str, FoundPicture] = {}
        self.content = odt_styles.Content()
        self._text = TextWriter(self.content, outline.language)
        self._find = find
        self._contents = contents_of(outline, find)
        self.running = running_title(outline) if self._contents else ""
        self._headings = 0
        self._last_item: tuple[Element, _Look] | None = None  # of the list that is being written

    def write(self, outline: Outline) -> None:
        """Write the pages, in order."""
        page = self.content.text
        opening = [(text, "Report_20_Header") for text in outline.header]
        opening.append((outline.title, "Title"))
        if outline.logo:
            self._logo(page, outline.logo)
        for text, style in opening:
            self._plain(page, text, self._opening(style))
        numbered = groupby((part for _, part in parts(outline)), key=_is_numbered)
        for is_list, found in numbered:
            if is_list:
                self._numbered(page, (part for part in found if isinstance(part, Group)))
            else:
                for part in found:
                    self._part(page, part)

    def _opening(self, style: str) -> str:
        """Return the style of a paragraph before the sections. The first one of a long report names
        its page, which has no running header."""
        if not self.running or not self.content.is_new_style(_OPENING):
            return style
        odt_styles.add_opening_style(self.content.styles, _OPENING, style)
        return _OPENING

    def _part(self, parent: Element, part: Part) -> None:
        if isinstance(part, Group):
            self._group(parent, part, _TOP)
        else:
            self._block(parent, part)

    def _numbered(self, parent: Element, groups: Iterable[Group]) -> None:
        """Add numbered groups as the items of one list."""
        name = self._list_style(ItemNumber(), _TOP)
        written = add(parent, "text:list", {"text:style-name": name})
        for group in groups:
            item = add(written, "text:list-item", {"text:start-value": str(group.number)})
            self._group(item, group, _Stand(depth=1, own=1))

    def _group(self, parent: Element, group: Group, at: _Stand) -> None:
        """Add entries that begin on one page."""
        first, last = group.entries[0], group.entries[-1]
        for entry in group.entries:
            self._entry(parent, entry, at, first=entry is first, kept=entry is not last)

    def _block(self, parent: Element, block: Block, at: _Stand = _TOP) -> None:
        match block:
            case Heading(level=level, text=text):
                self._heading(parent, min(level - 1, 3), text)
            case Paragraph(lines=lines):
                self._paragraph(parent, lines, at)
            case Entry():
                self._entry(parent, block, at)
            case List():
                self._list(parent, block, at)
            case Quote(blocks=blocks):
                inside = at._replace(base=at.base + QUOTE_STEP, quoted=True)
                self._blocks(parent, blocks, inside)
            case Table():
                self._table(parent, block)
            case Picture():
                self._figure(parent, block)
            case Hint(text=text):
                self._plain(parent, text, "Hint")

    def _heading(self, parent: Element, level: int, text: str) -> None:
        self._headings += 1
        if self._contents and self._headings == 1:
            odt_contents.add_contents(parent, self._contents, self._text.add_unlinked)
        lines = plain_lines(text)
        look = _Look(f"Heading_20_{level}", right_to_left=is_right_to_left(lines))
        names = {"text:style-name": self._paragraph_style(look), "text:outline-level": str(level)}
        heading = add(parent, "text:h", names)
        self._text.add_lines(heading, lines)
        if self._contents:
            odt_contents.add_bookmark(heading, self._headings)

    def _blocks(self, parent: Element, blocks: Iterable[Block], at: _Stand) -> None:
        """Add blocks, of which only the first can stand beside a marker."""
        for block in blocks:
            self._block(parent, block, at)
            at = at._replace(opens=False)

    def _paragraph(self, parent: Element, lines: Lines, at: _Stand) -> None:
        if at.quoted:
            left = at.base + STEP * at.depth - (QUOTE_STEP if at.depth else 0)
            look = _Look(odt_looks.QUOTATIONS, left, -STEP if at.opens else 0)
        elif at.depth:
            look = _Look(_ITEM)
        else:
            look = _Look("Standard", at.base or None)
        self._add_paragraph(parent, look, lines)

    def _add_paragraph(self, parent: Element, look: _Look, lines: Lines) -> Element:
        """Add a paragraph, which runs from right to left if its first letter does."""
        look = look._replace(right_to_left=is_right_to_left(lines))
        written = add(parent, "text:p", {"text:style-name": self._paragraph_style(look)})
        if look.style == _ITEM:
            self._last_item = written, look
        self._text.add_lines(written, lines)
        return written

    def _entry(
        self, parent: Element, entry: Entry, at: _Stand, *, first: bool = False, kept: bool = False
    ) -> None:
        lines, under = label_lines(entry)
        label = Span(labelled(entry.label), bold=True)
        style = "First_20_Entry" if first else "Entry"
        if under or kept:
            style += "_20_Kept"
        said = ((label, Span(" "), *lines[0]), *lines[1:]) if lines else ((label,),)
        self._add_paragraph(parent, _Look(style), said)
        self._blocks(parent, under, at)

    def _list(self, parent: Element, block: List, at: _Stand) -> None:
        """Add the items; where the characters around the numbers change, a new list begins."""
        is_outermost = at.depth <= at.own
        if is_outermost:
            self._last_item = None
        markers = [
            read_item_number(item.marker) or ItemNumber() if block.ordered else _BULLET
            for item in block.items
        ]
        inside = at._replace(depth=at.depth + 1, quoted=False, opens=True)
        pairs = zip(markers, block.items, strict=True)
        for signs, found in groupby(pairs, key=lambda pair: pair[0]._replace(number=0)):
            name = self._list_style(signs, at)
            written = add(parent, "text:list", {"text:style-name": name})
            for marker, item in found:
                self._item(written, item, marker, inside)
        # Items are closer together than paragraphs; the last one has a paragraph's space after it.
        if is_outermost and self._last_item is not None:
            last, look = self._last_item
            style = self._paragraph_style(look._replace(style=_LAST_ITEM))
            set_attribute(last, "text:style-name", style)

    def _item(self, parent: Element, item: Item, marker: ItemNumber, at: _Stand) -> None:
        start = {"text:start-value": str(marker.number)} if marker.end else None
        written = add(parent, "text:list-item", start)
        if not isinstance(item.blocks[0] if item.blocks else None, Paragraph | Quote):
            self._add_paragraph(
                written, _Look(_ITEM), ()
            )  # the item begins with a list: only its marker
        self._blocks(written, item.blocks, at)

    def _table(self, parent: Element, block: Table) -> None:
        if self.content.is_new_style("Facts"):
            odt_styles.add_facts_styles(self.content.styles, LABELS_WIDTH)
        names = {"table:name": "Facts", "table:style-name": "Facts"}
        table = add(parent, "table:table", names)
        headers = add(table, "table:table-header-columns")
        add(headers, "table:table-column", {"table:style-name": "Labels"})
        add(table, "table:table-column", {"table:style-name": "Values"})
        for number, row in enumerate(block.rows):
            written = add(table, "table:table-row", {"table:style-name": "Fact"})
            style = "Cell" if number else "First"
            own = {"table:style-name": style, "office:value-type": "string"}
            label, value = (add(written, "table:table-cell", own) for _ in range(2))
            self._plain(label, labelled(row.label), "Table_20_Heading")
            lines = plain_lines(row.value, row.language)
            self._add_paragraph(value, _Look("Table_20_Contents"), lines)

    def _figure(self, parent: Element, block: Picture) -> None:
        """Add a picture above its caption, or the text that stands for an unreadable picture."""
        style = "Captioned_20_Figure" if block.caption else "Figure"
        found = self._find(block.file)
        if isinstance(found, str):
            self.warnings.append(found)
            self._plain(parent, stand_in(block.file), style)
        else:
            shown = self._add_paragraph(parent, _Look(style), ())
            self._frame(shown, block, found, PICTURE_HEIGHT)
        if block.caption:
            lines = plain_lines(block.caption, block.language)
            self._add_paragraph(parent, _Look("Caption"), lines)

    def _logo(self, parent: Element, logo: Logo) -> None:
        found = find_logo(logo.path)
        if isinstance(found, str):
            self.warnings.append(found)
        else:
            block = Picture(PurePath(logo.path).name, alt=logo.alt)
            shown = self._add_paragraph(parent, _Look(self._opening("Figure")), ())
            self._frame(shown, block, found, LOGO_HEIGHT)

    def _frame(self, parent: Element, block: Picture, found: FoundPicture, highest: float) -> None:
        """Add the picture in its own size, or as large as the page allows.

        ``highest`` is the limit on its height in centimetres.
        """
        path = f"Pictures/{len(self.pictures) + 1}{found.suffix}"
        self.pictures[path] = found
        width, height = found.fitted(TEXT_WIDTH, highest)
        size = {"svg:width": f"{width:.3f}cm", "svg:height": f"{height:.3f}cm"}
        place = {"draw:name": block.file, "text:anchor-type": "as-char"}
        frame = add(parent, "draw:frame", place | size)
        link = {"xlink:href": path, "xlink:type": "simple", "xlink:show": "embed"}
        kind = {"xlink:actuate": "onLoad", "draw:mime-type": found.media}
        add(frame, "draw:image", link | kind)
        add(frame, "svg:desc", text=block.alt or block.caption or block.file)

    def _plain(self, parent: Element, text: str, style: str) -> None:
        self._add_paragraph(parent, _Look(style), plain_lines(text))

    # -- styles that are added when they are needed -----------------------------------------------

    def _paragraph_style(self, look: _Look) -> str:
        """Return the named style, or one that has an indent or a direction besides."""
        style, left, first, right_to_left = look
        if left is None and not right_to_left:
            return style
        indent = "" if left is None else f"_in_{round(left * 100)}{'_marked' if first else ''}"
        name = f"{style}{indent}{'_rl' if right_to_left else ''}"
        if self.content.is_new_style(name):
            odt_looks.add_paragraph_look(
                self.content.styles, name, style, left, first, right_to_left=right_to_left
            )
        return name

    def _list_style(self, signs: ItemNumber, at: _Stand) -> str:
        """Return the style of lists with these characters around their numbers at that position."""
        end = {"": "bullets", ".": "dot", ")": "bracket"}[signs.end]
        name = f"L{round(at.base * 100)}_{at.own}_{len(signs.zeros)}{end}"
        if self.content.is_new_style(name):
            levels = (
                odt_styles.Level(prefix=signs.zeros, suffix=signs.end)
                if signs.end
                else odt_styles.Level(_BULLETS[(depth - 1 - at.own) % len(_BULLETS)])
                for depth in range(1, DEPTHS + 1)
            )
            odt_styles.add_list_style(self.content.styles, name, at.base, levels)
        return name


def _is_numbered(part: Part) -> bool:
    return isinstance(part, Group) and part.number > 0
