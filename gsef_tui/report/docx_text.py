"""Text in a Word document: a run with its look, language and direction."""

from __future__ import annotations

from docx.text.run import Run as WordRun

from gsef_tui.model.lazy_pattern import lazy_pattern

from .page import EAST_ASIAN, RIGHT_TO_LEFT, locale_of, xml_text
from .runs import Run
from .xml_elements import Element, add

_SPECIAL = lazy_pattern(r"[\t\n\r]")


def add_run(parent: Element, run: Run, *, style: str = "") -> None:
    """Add text to the end of a paragraph or a link, and mark its language if it has one.

    ``style`` is the id of a character style, or empty. python-docx takes several times as long.
    """
    written = add(parent, "w:r")
    if style or run.bold or run.italic or run.language or run.right_to_left:
        _add_look(add(written, "w:rPr"), run, style)
    text = xml_text(run.text)
    if _SPECIAL.search(text):
        WordRun(written, parent).text = text
    elif text:
        kept = {"xml:space": "preserve"} if text != text.strip() else None
        add(written, "w:t", kept, text)


def _add_look(properties: Element, run: Run, style: str) -> None:
    """Add the properties of a run; from right to left, Word asks for others of bold and italic."""
    if style:
        add(properties, "w:rStyle", {"w:val": style})
    if run.bold:
        add(properties, "w:bCs" if run.right_to_left else "w:b")
    if run.italic:
        add(properties, "w:iCs" if run.right_to_left else "w:i")
    if run.right_to_left:
        add(properties, "w:rtl")
    if run.language:
        scripts = ["w:val", *["w:eastAsia"] * (run.language in EAST_ASIAN)]
        scripts += ["w:bidi"] * (run.language in RIGHT_TO_LEFT)
        add(properties, "w:lang", dict.fromkeys(scripts, locale_of(run.language)))
