"""The looks of paragraphs and runs in an OpenDocument text beside its named styles.

Where a paragraph has an indent or a direction of its own, or a run is bold, italic or in another
language, the file has an automatic style for it.
"""

from __future__ import annotations

from .page import EAST_ASIAN, QUOTE_RULE, RIGHT_TO_LEFT
from .xml_elements import Element, add

LINK = "Internet_20_link"
"""The character style of links."""

QUOTATIONS = "Quotations"
"""The paragraph style of quotes."""

_UNDERLINE = {
    "style:text-underline-style": "solid",
    "style:text-underline-width": "auto",
    "style:text-underline-color": "font-color",
}


def add_link_style(styles: Element) -> None:
    """Add the named style of links: underlined and not coloured, as the page is printed."""
    names = {"style:name": LINK, "style:display-name": "Internet Link", "style:family": "text"}
    add(add(styles, "style:style", names), "style:text-properties", _UNDERLINE)


def quote_rule(side: str) -> dict[str, str]:
    """Return the rule of a quote at a side, ``left`` or ``right``."""
    return {f"fo:padding-{side}": "0.28cm", f"fo:border-{side}": f"2.25pt solid #{QUOTE_RULE}"}


def add_paragraph_look(
    styles: Element,
    name: str,
    parent: str,
    left: float | None,
    first: float,
    *,
    right_to_left: bool,
) -> None:
    """Add a paragraph style with an indent of ``left`` cm, the first line ``first`` cm more.

    ``left`` is None if the parent's indent is to stay. ``right_to_left``: the paragraph runs so.
    """
    names = {"style:name": name, "style:family": "paragraph", "style:parent-style-name": parent}
    look: dict[str, str] = {}
    if left is not None:
        look |= {"fo:margin-left": f"{left:.2f}cm", "fo:text-indent": f"{first:.2f}cm"}
    if right_to_left:
        # LibreOffice takes "start" for the left side in any paragraph.
        look |= {"style:writing-mode": "rl-tb", "fo:text-align": "right"}
        if parent == QUOTATIONS:
            look |= {"fo:border-left": "none", "fo:padding-left": "0cm"} | quote_rule("right")
    add(add(styles, "style:style", names), "style:paragraph-properties", look)


def add_run_style(styles: Element, name: str, *, bold: bool, italic: bool, locale: str) -> None:
    """Add a character style: bold, italic, and a language unless ``locale`` is empty."""
    look: dict[str, str] = {}
    for script in ("fo:font-{}", "style:font-{}-asian", "style:font-{}-complex"):
        look |= {script.format("weight"): "bold"} if bold else {}
        look |= {script.format("style"): "italic"} if italic else {}
    names = {"style:name": name, "style:family": "text"}
    add(add(styles, "style:style", names), "style:text-properties", look | _language(locale))


def _language(locale: str) -> dict[str, str]:
    """Return the language of a run for the scripts in which it is written; nothing without one."""
    if not locale:
        return {}
    language, _, country = locale.partition("-")
    scripts = ["fo:{}", *["style:{}-asian"] * (language in EAST_ASIAN)]
    scripts += ["style:{}-complex"] * (language in RIGHT_TO_LEFT)
    values = (("language", language), ("country", country or "none"))
    return {script.format(name): value for script in scripts for name, value in values}
