"""The page of an OpenDocument text: paper, margins, page numbers and running headers."""

from __future__ import annotations

from .page import MARGIN, PAPER
from .xml_elements import Element, add

FIRST_PAGE = "First_20_Page"
"""The page without a running header, with which a long report begins."""

_EDGE = MARGIN / 2
"""The distance from the edge of the paper to header and footer, in cm."""

_PLAIN, _HEADED = "Page", "Headed"


def add_layouts(styles: Element, *, headed: bool) -> None:
    """Add the layout of the pages to the automatic styles; ``headed``: also of those with header.

    Both begin and end their text at the same heights.
    """
    _add_layout(styles, _PLAIN)
    if headed:
        _add_layout(styles, _HEADED)


def add_masters(masters: Element, running: str) -> None:
    """Add the page, with its number and the number of pages, which the word processor fills in.

    If ``running`` is not empty, it stands above all pages but the first, which has a master page of
    its own. The document's first paragraph has to name that one.
    """
    layout = _HEADED if running else _PLAIN
    standard = _add_master(masters, "Standard", {"style:page-layout-name": layout})
    if running:
        header = add(standard, "style:header")
        add(header, "text:p", {"text:style-name": "Header"}, running)
    _add_footer(standard)
    if running:
        first = {
            "style:display-name": "First Page",
            "style:page-layout-name": _PLAIN,
            "style:next-style-name": "Standard",
        }
        _add_footer(_add_master(masters, FIRST_PAGE, first))


def _add_layout(styles: Element, name: str) -> None:
    width, height = PAPER
    headed = name == _HEADED
    layout = add(styles, "style:page-layout", {"style:name": name})
    add(
        layout,
        "style:page-layout-properties",
        {
            "fo:page-width": f"{width}cm",
            "fo:page-height": f"{height}cm",
            "style:print-orientation": "portrait",
            "fo:margin-left": f"{MARGIN}cm",
            "fo:margin-right": f"{MARGIN}cm",
            "fo:margin-top": f"{_EDGE if headed else MARGIN}cm",
            "fo:margin-bottom": f"{_EDGE}cm",
        },
    )
    room = {"fo:min-height": f"{MARGIN - _EDGE}cm"}
    if headed:
        above = room | {"fo:margin-bottom": "0.75cm"}
        add(add(layout, "style:header-style"), "style:header-footer-properties", above)
    below = room | {"fo:margin-top": "0.75cm"}
    add(add(layout, "style:footer-style"), "style:header-footer-properties", below)


def _add_master(masters: Element, name: str, more: dict[str, str]) -> Element:
    return add(masters, "style:master-page", {"style:name": name} | more)


def _add_footer(master: Element) -> None:
    paragraph = add(add(master, "style:footer"), "text:p", {"text:style-name": "Footer"})
    number = add(paragraph, "text:page-number", {"text:select-page": "current"}, "1")
    number.tail = " / "
    add(paragraph, "text:page-count", text="1")
