"""The styles of a Word document.

Names and ids are Word's own where Word has one, so that its navigation pane and its table of
contents recognise the headings. Font sizes are in half points, widths of rules in eighths of a
point, other lengths in twentieths of a point.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy

from docx.oxml.parser import oxml_parser
from lxml.builder import ElementMaker

from .docx_numbering import LINKED
from .page import (
    EAST_ASIAN_FONT,
    FONT,
    GREY,
    KOREAN,
    QUOTE_RULE,
    QUOTED,
    RULE,
    TEXT_WIDTH,
    east_asian,
    latin,
    locale_of,
)
from .xml_elements import NAMESPACES, Element, qualified

_WORD = ElementMaker(
    namespace=NAMESPACES["w"],
    nsmap={"w": NAMESPACES["w"]},
    makeelement=oxml_parser.makeelement,
)


def _w(tag: str, /, *children: Element, **attributes: str) -> Element:
    """Return an element of WordprocessingML; it and its attributes are in the namespace ``w``."""
    return _WORD(tag, {qualified(f"w:{name}"): v for name, v in attributes.items()}, *children)


def _size(half_points: int) -> tuple[Element, Element]:
    """Return a font size in half points; complex scripts need a second element."""
    return _w("sz", val=str(half_points)), _w("szCs", val=str(half_points))


def _bold() -> tuple[Element, Element]:
    return _w("b"), _w("bCs")


def _colour(colour: str) -> Element:
    return _w("color", val=colour)


def _rule(side: str, *, size: int, space: int, colour: str) -> Element:
    """Return a rule at one side of a paragraph or table.

    ``size`` is its width in eighths of a point, ``space`` its distance from the text in points.
    """
    return _w(side, val="single", sz=str(size), space=str(space), color=colour)


def _paragraph(
    style: str,
    name: str,
    paragraph: Iterable[Element] = (),
    run: Iterable[Element] = (),
    *,
    own: bool = False,
) -> Element:
    """Return a paragraph style based on Normal. ``own``: Word has no such style."""
    based = () if style == "Normal" else (_w("basedOn", val="Normal"),)
    followed = style.startswith(("Heading", "Title"))
    kind = {"default": "1"} if style == "Normal" else {"customStyle": "1"} if own else {}
    return _w(
        "style",
        _w("name", val=name),
        *based,
        *((_w("next", val="Normal"),) if followed else ()),
        _w("qFormat"),
        _w("pPr", *paragraph),
        _w("rPr", *run),
        type="paragraph",
        styleId=style,
        **kind,
    )


def _numbering(style: str) -> Element:
    """Return the link from a paragraph style to its numbering."""
    return _w("numPr", _w("numId", val=str(LINKED[style])))


_PAGE_NUMBER = _w("tabs", _w("tab", val="right", pos=str(round(TEXT_WIDTH / 2.54 * 1440))))
"""The place of the page numbers in a table of contents."""

_TIGHT = {"line": "240", "lineRule": "auto"}
_CELL = {"before": "50", "after": "50", "line": "252", "lineRule": "auto"}

_PARAGRAPHS = (
    _paragraph(
        "ReportHeader",
        "Report Header",
        (_w("keepNext"), _w("spacing", after="20")),
        (_colour(GREY), *_size(20)),
        own=True,
    ),
    _paragraph(
        "Title",
        "Title",
        (
            _w("keepNext"),
            _w("pBdr", _rule("bottom", size=8, space=6, colour=GREY)),
            _w("spacing", before="200", after="240", **_TIGHT),
        ),
        (*_bold(), *_size(44)),
    ),
    _paragraph(
        "Heading1",
        "heading 1",
        (
            _w("keepNext"),
            _w("keepLines"),
            # "between" too: otherwise one of two rules is missing where an empty section meets
            # the next.
            _w(
                "pBdr",
                _rule("bottom", size=4, space=3, colour=RULE),
                _rule("between", size=4, space=3, colour=RULE),
            ),
            _w("spacing", before="400", after="140"),
            _w("outlineLvl", val="0"),
        ),
        (*_bold(), *_size(28)),
    ),
    _paragraph(
        "Heading2",
        "heading 2",
        (
            _w("keepNext"),
            _w("keepLines"),
            _w("spacing", before="260", after="80"),
            _w("outlineLvl", val="1"),
        ),
        (*_bold(), *_size(23)),
    ),
    _paragraph(
        "Heading3",
        "heading 3",
        (
            _w("keepNext"),
            _w("keepLines"),
            _w("spacing", before="200", after="60"),
            _w("outlineLvl", val="2"),
        ),
        (*_bold(), _colour(GREY)),
    ),
    *(
        _paragraph(style, name, (_numbering(style), _w("spacing", after="50")))
        for style, name in (("ListBullet", "List Bullet"), ("ListNumber", "List Number"))
    ),
    _paragraph("ListContinue", "List Continue", (_w("spacing", after="50"), _w("ind", left="397"))),
    _paragraph("Entry", "Entry", (_w("spacing", after="60"),), own=True),
    _paragraph(
        "Quote",
        "Quote",
        (
            _w("pBdr", _rule("left", size=18, space=8, colour=QUOTE_RULE)),
            _w("ind", left="284"),
        ),
        (_colour(QUOTED),),
    ),
    _paragraph("Fact", "Fact", (_w("spacing", **_CELL),), own=True),
    _paragraph("Figure", "Figure", (_w("spacing", before="160", after="80", **_TIGHT),), own=True),
    _paragraph("Caption", "caption", (_w("spacing", after="240"),), (_colour(GREY), *_size(19))),
    _paragraph("Hint", "Hint", (), (_w("i"), _w("iCs"), _colour(GREY)), own=True),
    _paragraph(
        "TOCHeading",
        "TOC Heading",
        (_w("keepNext"), _w("spacing", before="400", after="140")),
        (*_bold(), *_size(28)),
    ),
    _paragraph("TOC1", "toc 1", (_PAGE_NUMBER, _w("spacing", before="60", after="20"))),
    _paragraph("TOC2", "toc 2", (_PAGE_NUMBER, _w("spacing", after="0"), _w("ind", left="397"))),
    _paragraph(
        "Header",
        "header",
        (_w("spacing", after="0"),),
        (_colour(GREY), *_size(18)),
    ),
    _paragraph(
        "Footer",
        "footer",
        (_w("spacing", after="0"), _w("jc", val="right")),
        (_colour(GREY), *_size(18)),
    ),
)


def _margins(**sides: int) -> Element:
    """Return the margins between the rules of cells and their text, in twentieths of a point."""
    written = (_w(side, w=str(width), type="dxa") for side, width in sides.items())
    return _w("tblCellMar", *written)


_OTHERS = (
    _w(
        "style",
        _w("name", val="Normal Table"),
        _w("uiPriority", val="99"),
        _w("semiHidden"),
        _w("unhideWhenUsed"),
        _w(
            "tblPr", _w("tblInd", w="0", type="dxa"), _margins(top=0, left=108, bottom=0, right=108)
        ),
        type="table",
        default="1",
        styleId="TableNormal",
    ),
    _w(
        "style",
        _w("name", val="Facts"),
        _w("basedOn", val="TableNormal"),
        _w("qFormat"),
        _w(
            "tblPr",
            _w(
                "tblBorders",
                *(
                    _rule(side, size=4, space=0, colour=RULE)
                    for side in ("top", "bottom", "insideH")
                ),
            ),
            _margins(left=0, right=108),
        ),
        type="table",
        customStyle="1",
        styleId="Facts",
    ),
    _w(
        "style",
        _w("name", val="Default Paragraph Font"),
        _w("uiPriority", val="1"),
        _w("semiHidden"),
        type="character",
        default="1",
        styleId="DefaultParagraphFont",
    ),
    # The letters stay black: a printed page has no use for a colour.
    _w(
        "style",
        _w("name", val="Hyperlink"),
        _w("basedOn", val="DefaultParagraphFont"),
        _w("uiPriority", val="99"),
        _w("unhideWhenUsed"),
        _w("rPr", _w("u", val="single")),
        type="character",
        styleId="Hyperlink",
    ),
    _w(
        "style",
        _w("name", val="No List"),
        _w("uiPriority", val="99"),
        _w("semiHidden"),
        type="numbering",
        default="1",
        styleId="NoList",
    ),
)
"""Table and character styles, and the styles that Word expects in every file."""


def all_styles(language: str) -> list[Element]:
    """Return the elements of the part with the styles, for a report in ``language``.

    If its East Asian text is Korean, Word adds no space of its own between Hangul and Latin letters
    or digits: it would add a quarter of an em (measured in
    https://github.com/developer0hye/office2pdf/issues/521), while Korean writes its spaces itself
    (https://github.com/w3c/klreq/issues/58). Korean lines are broken between words, which Word does
    where ``w:wordWrap`` is on (ISO 29500-1, 17.3.1.45, with MS-OI29500, 2.1.67).
    """
    asian = east_asian(language)
    fonts = _w("rFonts", ascii=FONT, hAnsi=FONT, cs=FONT, eastAsia=EAST_ASIAN_FONT)
    languages = _w("lang", val=locale_of(language), eastAsia=asian, bidi="ar-SA")
    spacing = _w("spacing", after="120", line="271", lineRule="auto")
    korean = (
        (_w("wordWrap"), _w("autoSpaceDE", val="0"), _w("autoSpaceDN", val="0"))
        if asian == KOREAN
        else ()
    )
    defaults = _w(
        "docDefaults",
        _w("rPrDefault", _w("rPr", fonts, *_size(21), languages)),
        _w("pPrDefault", _w("pPr", *korean, spacing)),
    )
    normal = _paragraph("Normal", "Normal", run=(_w("lang", val=latin(language)),))
    return [defaults, normal, *map(deepcopy, (*_PARAGRAPHS, *_OTHERS))]
