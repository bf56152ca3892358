"""The table of contents of a Word document.

It is the one that Word itself inserts: a content control with the field TOC, whose result is there
already. So its entries are seen and can be followed in every program, and "Update table" works.

No page number is written, as only a word processor knows the pages. Word renews a table of
contents on opening only after asking the reader a question (``w:updateFields``, ``w:dirty``), which
this module avoids. Instead each entry has a field PAGEREF with an empty result: Word fills it in
when the table or the fields are updated, and until then there is no number rather than a wrong one.
"""

from __future__ import annotations

from .contents import Contents, ContentsEntry
from .docx_text import add_run
from .runs import unlinked
from .xml_elements import Element, add, qualified

_STYLES = {2: "TOC1", 3: "TOC2"}


def add_contents(end: Element, contents: Contents, language: str) -> None:
    """Add a table of contents before the element ``end`` of a document in ``language``."""
    control = end.makeelement(qualified("w:sdt"))
    end.addprevious(control)
    gallery = add(add(control, "w:sdtPr"), "w:docPartObj")
    add(gallery, "w:docPartGallery", {"w:val": "Table of Contents"})
    add(gallery, "w:docPartUnique")
    content = add(control, "w:sdtContent")
    _add_text(_add_paragraph(content, "TOCHeading"), contents.title, language)
    paragraph = None
    for entry in contents.entries:
        paragraph = _add_paragraph(content, _STYLES[entry.level])
        if entry is contents.entries[0]:
            _add_character(paragraph, "begin")
            _add_instruction(paragraph, f'TOC \\o "1-{contents.deepest - 1}" \\h \\z')
            _add_character(paragraph, "separate")
        _add_entry(paragraph, entry, language)
    _add_character(paragraph, "end")


def add_bookmark(paragraph: Element, number: int) -> None:
    """Make the heading with that number, counted from 1, the target of its entry.

    The paragraph is complete: the bookmark begins after its properties and ends after its text.
    """
    start = add(paragraph, "w:bookmarkStart", {"w:id": str(number), "w:name": _bookmark(number)})
    paragraph.insert(1, start)
    add(paragraph, "w:bookmarkEnd", {"w:id": str(number)})


def _bookmark(number: int) -> str:
    """Return the name of a heading's bookmark; Word hides names that begin with an underscore."""
    return f"_Toc{number:08}"


def _add_paragraph(parent: Element, style: str) -> Element:
    paragraph = add(parent, "w:p")
    add(add(paragraph, "w:pPr"), "w:pStyle", {"w:val": style})
    return paragraph


def _add_entry(paragraph: Element, entry: ContentsEntry, language: str) -> None:
    target = _bookmark(entry.number)
    link = add(paragraph, "w:hyperlink", {"w:anchor": target, "w:history": "1"})
    _add_text(link, entry.text, language)
    add(add(link, "w:r"), "w:tab")
    _add_character(link, "begin")
    _add_instruction(link, f"PAGEREF {target} \\h")
    _add_character(link, "separate")
    _add_character(link, "end")


def _add_character(parent: Element, kind: str) -> None:
    """Add the begin, the separator or the end of a field."""
    add(add(parent, "w:r"), "w:fldChar", {"w:fldCharType": kind})


def _add_instruction(parent: Element, instruction: str) -> None:
    add(add(parent, "w:r"), "w:instrText", {"xml:space": "preserve"}, f" {instruction} ")


def _add_text(parent: Element, text: str, language: str) -> None:
    for run in unlinked(text, language):
        add_run(parent, run)
