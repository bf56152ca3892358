"""The styles of an OpenDocument text: fonts, language, paragraphs, lists.

It looks like the DOCX. Styles have LibreOffice's own names where it has one, so that
its navigator and its tagged PDF recognise them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .odf_package import document_part
from .odt_page import FIRST_PAGE, add_layouts, add_masters
from .page import (
    EAST_ASIAN_FONT,
    FONT,
    GREY,
    KOREAN,
    QUOTE_RULE,
    QUOTE_STEP,
    QUOTED,
    RULE,
    STEP,
    TEXT_WIDTH,
    east_asian,
    latin,
    locale_of,
)
from .xml_elements import Element, add, to_bytes

LINK = "Internet_20_link"
"""The character style of links."""

_THIN_RULE = f"0.5pt solid #{RULE}"


class Level(NamedTuple):
    """The marker at one depth of a list: a bullet, or a number between a prefix and a suffix."""

    bullet: str = ""
    prefix: str = ""
    suffix: str = ""


class Content:
    """The part of the file with the text of the pages and the automatic styles that it uses.

    Callers add to the elements ``text`` and ``styles``.
    """

    def __init__(self) -> None:
        self._root = document_part("content")
        self.styles: Element = add(self._root, "office:automatic-styles")
        self.text: Element = add(add(self._root, "office:body"), "office:text")
        self._names: set[str] = set()

    def is_new_style(self, name: str) -> bool:
        """Return whether the caller has to add the automatic style of that name now."""
        is_new = name not in self._names
        self._names.add(name)
        return is_new

    def to_bytes(self) -> bytes:
        """Return the bytes of the part."""
        return to_bytes(self._root)


def styles(language: str, running: str = "") -> bytes:
    """Return the part of the file with the report's named styles and its pages.

    ``running`` is the text above all pages but the first; empty for none.
    """
    document = document_part("styles")
    fonts = add(document, "office:font-face-decls")
    for name in (FONT, EAST_ASIAN_FONT):
        names = {"style:name": name, "svg:font-family": f"'{name}'"}
        look = {"style:font-family-generic": "swiss", "style:font-pitch": "variable"}
        add(fonts, "style:font-face", names | look)
    named = add(document, "office:styles")
    _add_default(named, language)
    for style in _PARAGRAPHS:
        _add_paragraph_style(named, style)
    _add_link_style(named)
    _add_style(named, "Index_20_Link", "text", {"style:display-name": "Index Link"})
    outline = add(named, "text:outline-style", {"style:name": "Outline"})
    for level in range(1, 11):  # headings have no numbers
        numbered = {"text:level": str(level), "style:num-format": ""}
        add(outline, "text:outline-level-style", numbered)
    add_layouts(add(document, "office:automatic-styles"), headed=bool(running))
    add_masters(add(document, "office:master-styles"), running)
    return to_bytes(document)


def add_indented_style(styles: Element, name: str, parent: str, left: float, first: float) -> None:
    """Add a paragraph style with an indent of ``left`` cm, the first line ``first`` cm more."""
    style = _add_style(styles, name, "paragraph", {"style:parent-style-name": parent})
    indents = {"fo:margin-left": f"{left:.2f}cm", "fo:text-indent": f"{first:.2f}cm"}
    add(style, "style:paragraph-properties", indents)


def add_opening_style(styles: Element, name: str, parent: str) -> None:
    """Add a paragraph style with which the page without a running header begins."""
    first = {"style:parent-style-name": parent, "style:master-page-name": FIRST_PAGE}
    _add_style(styles, name, "paragraph", first)


def add_run_style(styles: Element, name: str, *, bold: bool, italic: bool, locale: str) -> None:
    """Add a character style: bold, italic, and a language unless ``locale`` is empty."""
    look = _characters(bold=bold, italic=italic) | (_languages(locale) if locale else {})
    add(_add_style(styles, name, "text"), "style:text-properties", look)


def add_facts_styles(styles: Element, labels: float) -> None:
    """Add the styles of the table of facts, which has a thin rule under each row.

    The column of labels is ``labels`` cm wide; the column of values takes the rest.
    """
    width = {"style:width": f"{TEXT_WIDTH}cm", "table:align": "left"}
    space = {"fo:margin-bottom": "0.3cm"}
    add(_add_style(styles, "Facts", "table"), "style:table-properties", width | space)
    for name, column in (("Labels", labels), ("Values", TEXT_WIDTH - labels)):
        style = _add_style(styles, name, "table-column")
        add(style, "style:table-column-properties", {"style:column-width": f"{column}cm"})
    row = _add_style(styles, "Fact", "table-row")
    add(row, "style:table-row-properties", {"fo:keep-together": "always"})
    cell = {
        "fo:padding-left": "0cm",
        "fo:padding-right": "0.2cm",
        "fo:border-bottom": _THIN_RULE,
    }
    for name, more in (("First", {"fo:border-top": _THIN_RULE}), ("Cell", {})):
        style = _add_style(styles, name, "table-cell")
        add(style, "style:table-cell-properties", cell | more)


def add_list_style(styles: Element, name: str, base: float, levels: Iterable[Level]) -> None:
    """Add a style for lists with an indent of ``base`` cm as a whole and a level for each depth."""
    style = add(styles, "text:list-style", {"style:name": name})
    for depth, level in enumerate(levels, 1):
        signs = {"text:level": str(depth)}
        if level.bullet:
            sign = add(
                style, "text:list-level-style-bullet", signs | {"text:bullet-char": level.bullet}
            )
        else:
            signs |= {"style:num-prefix": level.prefix} if level.prefix else {}
            signs |= {"style:num-suffix": level.suffix, "style:num-format": "1"}
            sign = add(style, "text:list-level-style-number", signs)
        _add_label_place(sign, f"{base + STEP * depth:.2f}cm")


def _add_label_place(level: Element, indent: str) -> None:
    mode = {"text:list-level-position-and-space-mode": "label-alignment"}
    place = {
        "text:label-followed-by": "listtab",
        "fo:margin-left": indent,
        "fo:text-indent": f"-{STEP}cm",
        "text:list-tab-stop-position": indent,
    }
    add(add(level, "style:list-level-properties", mode), "style:list-level-label-alignment", place)


def _add_style(
    styles: Element, name: str, family: str, more: dict[str, str] | None = None
) -> Element:
    return add(styles, "style:style", {"style:name": name, "style:family": family} | (more or {}))


def _add_default(styles: Element, language: str) -> None:
    """Add the style that all others inherit from, then Standard, the style of running text.

    LibreOffice adds no space of its own between Hangul and Latin letters or digits, which Korean
    writes itself (https://github.com/w3c/klreq/issues/58).
    """
    asian = east_asian(language)
    default = add(styles, "style:default-style", {"style:family": "paragraph"})
    spacing = {"style:text-autospace": "none"} if asian == KOREAN else {}
    add(
        default,
        "style:paragraph-properties",
        {
            "fo:margin-bottom": "0.21cm",
            "fo:line-height": "113%",
            "fo:orphans": "2",
            "fo:widows": "2",
            "style:writing-mode": "lr-tb",
        }
        | spacing,
    )
    fonts = {
        "style:font-name": FONT,
        "style:font-name-asian": EAST_ASIAN_FONT,
        "style:font-name-complex": FONT,
    }
    look = fonts | _characters(size="10.5pt") | _languages(locale_of(language), asian)
    add(default, "style:text-properties", look)
    standard = _add_style(styles, "Standard", "paragraph", {"style:class": "text"})
    if latin(language) != locale_of(language):
        add(standard, "style:text-properties", _languages(latin(language), asian))


class _ParagraphStyle(NamedTuple):
    """A named style.

    ``shown`` is its display name, ``level`` its outline level or 0; ``paragraph`` and
    ``characters`` are the properties that differ from Standard. ``numbered`` paragraphs end with a
    page number at the right margin.
    """

    name: str
    shown: str
    paragraph: Mapping[str, str]
    characters: Mapping[str, str]
    level: int = 0
    numbered: bool = False


def _add_paragraph_style(styles: Element, style: _ParagraphStyle) -> None:
    names = {
        "style:name": style.name,
        "style:display-name": style.shown,
        "style:family": "paragraph",
        "style:parent-style-name": "Standard",
    }
    if style.level:
        names["style:next-style-name"] = "Standard"
        names["style:default-outline-level"] = str(style.level)
    written = add(styles, "style:style", names)
    properties = add(written, "style:paragraph-properties", style.paragraph)
    if style.numbered:
        stop = {"style:position": f"{TEXT_WIDTH}cm", "style:type": "right"}
        add(add(properties, "style:tab-stops"), "style:tab-stop", stop)
    add(written, "style:text-properties", style.characters)


def _characters(
    *, bold: bool = False, italic: bool = False, colour: str = "", size: str = ""
) -> dict[str, str]:
    """Return character properties, each set for Latin, East Asian and complex scripts."""
    look: dict[str, str] = {}
    for name, value in (
        ("weight", "bold" if bold else ""),
        ("style", "italic" if italic else ""),
        ("size", size),
    ):
        if value:
            look[f"fo:font-{name}"] = value
            look[f"style:font-{name}-asian"] = look[f"style:font-{name}-complex"] = value
    return look | ({"fo:color": f"#{colour}"} if colour else {})


def _languages(locale: str, asian: str = "") -> dict[str, str]:
    language, _, country = locale.partition("-")
    asian_language, _, asian_country = (asian or locale).partition("-")
    return {
        "fo:language": language,
        "fo:country": country or "none",
        "style:language-asian": asian_language,
        "style:country-asian": asian_country or "none",
    }


def _space(above: str = "", below: str = "", line: str = "") -> dict[str, str]:
    """Return the space above and below a paragraph and its line height; empty values inherit."""
    found = {"fo:margin-top": above, "fo:margin-bottom": below, "fo:line-height": line}
    return {name: value for name, value in found.items() if value}


_KEPT = {"fo:keep-with-next": "always"}
_HEADING = _KEPT | {"fo:keep-together": "always"}
_ENTRY, _FIRST_ENTRY = _space(below="0.11cm"), _space(above="0.35cm", below="0.11cm")
_CELL = _space("0.09cm", "0.09cm", "105%")
_FIGURE = _space("0.28cm", "0.14cm", "100%")

_PARAGRAPHS = (
    _ParagraphStyle(
        "Report_20_Header",
        "Report Header",
        _space(below="0.04cm"),
        _characters(colour=GREY, size="10pt"),
    ),
    _ParagraphStyle(
        "Title",
        "Title",
        _space("0.35cm", "0.42cm", "100%")
        | _KEPT
        | {"fo:padding-bottom": "0.2cm", "fo:border-bottom": f"1pt solid #{GREY}"},
        _characters(bold=True, size="22pt"),
    ),
    _ParagraphStyle(
        "Heading_20_1",
        "Heading 1",
        _space("0.7cm", "0.25cm")
        | _HEADING
        | {
            "fo:padding-bottom": "0.1cm",
            "fo:border-bottom": _THIN_RULE,
            "style:join-border": "false",
        },
        _characters(bold=True, size="14pt"),
        1,
    ),
    _ParagraphStyle(
        "Heading_20_2",
        "Heading 2",
        _space("0.3cm", "0.14cm") | _HEADING,
        _characters(bold=True, size="11.5pt"),
        2,
    ),
    _ParagraphStyle(
        "Heading_20_3",
        "Heading 3",
        _space("0.35cm", "0.11cm") | _HEADING,
        _characters(bold=True, colour=GREY),
        3,
    ),
    _ParagraphStyle("List_20_Item", "List Item", _space(below="0.09cm"), {}),
    _ParagraphStyle("List_20_End", "List End", {}, {}),
    _ParagraphStyle("Entry", "Entry", _ENTRY, {}),
    _ParagraphStyle("Entry_20_Kept", "Entry Kept", _ENTRY | _KEPT, {}),
    _ParagraphStyle("First_20_Entry", "First Entry", _FIRST_ENTRY, {}),
    _ParagraphStyle("First_20_Entry_20_Kept", "First Entry Kept", _FIRST_ENTRY | _KEPT, {}),
    _ParagraphStyle(
        "Quotations",
        "Quotations",
        {
            "fo:margin-left": f"{QUOTE_STEP}cm",
            "fo:padding-left": "0.28cm",
            "fo:border-left": f"2.25pt solid #{QUOTE_RULE}",
        },
        _characters(colour=QUOTED),
    ),
    _ParagraphStyle("Table_20_Contents", "Table Contents", _CELL, {}),
    _ParagraphStyle("Table_20_Heading", "Table Heading", _CELL, _characters(bold=True)),
    _ParagraphStyle("Figure", "Figure", _FIGURE, {}),
    _ParagraphStyle("Captioned_20_Figure", "Captioned Figure", _FIGURE | _KEPT, {}),
    _ParagraphStyle(
        "Caption", "Caption", _space(below="0.42cm"), _characters(colour=GREY, size="9.5pt")
    ),
    _ParagraphStyle("Hint", "Hint", {}, _characters(italic=True, colour=GREY)),
    _ParagraphStyle(
        "Contents_20_Heading",
        "Contents Heading",
        _space("0.7cm", "0.25cm") | _KEPT,
        _characters(bold=True, size="14pt"),
    ),
    _ParagraphStyle("Contents_20_1", "Contents 1", _space("0.11cm", "0.04cm"), {}, numbered=True),
    _ParagraphStyle(
        "Contents_20_2",
        "Contents 2",
        _space(below="0cm") | {"fo:margin-left": f"{STEP}cm"},
        {},
        numbered=True,
    ),
    _ParagraphStyle("Header", "Header", _space(below="0cm"), _characters(colour=GREY, size="9pt")),
    _ParagraphStyle(
        "Footer",
        "Footer",
        _space(below="0cm") | {"fo:text-align": "end"},
        _characters(colour=GREY, size="9pt"),
    ),
)


def _add_link_style(styles: Element) -> None:
    """Add the style of links: underlined and not coloured, as the page is printed."""
    style = _add_style(styles, LINK, "text", {"style:display-name": "Internet Link"})
    line = {f"style:text-underline-{name}": value for name, value in _UNDERLINE}
    add(style, "style:text-properties", line)


_UNDERLINE = (("style", "solid"), ("width", "auto"), ("color", "font-color"))
