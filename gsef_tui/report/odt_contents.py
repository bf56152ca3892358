"""The table of contents of an OpenDocument text.

Its entries are written, so they are seen and can be followed in every program, and "Update Index"
works. No page number is written, as only a word processor knows the pages. Each entry ends with an
empty reference to the page of its heading: LibreOffice fills it in whenever it lays out the
document, and a program that does not shows no number rather than a wrong one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from .contents import Contents, ContentsEntry
from .xml_elements import Element, MixedContent, add

AddText: TypeAlias = Callable[[MixedContent, str], None]
"""Adds a text, with its languages."""

_LEVELS = 10
_LINK = "Index_20_Link"
"""The style of entries, which look like plain text."""


def add_contents(parent: Element, contents: Contents, add_text: AddText) -> None:
    """Add a table of contents at the end of ``parent``."""
    names = {"text:name": "Contents", "text:protected": "true"}
    written = add(parent, "text:table-of-content", names)
    _add_source(written, contents)
    body = add(written, "text:index-body")
    title = add(body, "text:index-title", {"text:name": "Contents_Head"})
    heading = add(title, "text:p", {"text:style-name": "Contents_20_Heading"})
    add_text(MixedContent(heading), contents.title)
    for entry in contents.entries:
        _add_entry(body, entry, add_text)


def add_bookmark(heading: Element, number: int) -> None:
    """Make the heading with that number, counted from 1, the target of its entry.

    The heading is complete: the bookmark stands after its text.
    """
    add(heading, "text:bookmark", {"text:name": _bookmark(number)})


def _bookmark(number: int) -> str:
    return f"heading{number}"


def _add_source(parent: Element, contents: Contents) -> None:
    """Add the rule by which a word processor makes the entries anew."""
    source = add(
        parent,
        "text:table-of-content-source",
        {"text:outline-level": str(contents.deepest - 1)},
    )
    title = {"text:style-name": "Contents_20_Heading"}
    add(source, "text:index-title-template", title, contents.title)
    for level in range(1, _LEVELS + 1):
        template = add(
            source,
            "text:table-of-content-entry-template",
            {"text:outline-level": str(level), "text:style-name": _style(level)},
        )
        add(template, "text:index-entry-link-start", {"text:style-name": _LINK})
        add(template, "text:index-entry-text")
        add(template, "text:index-entry-tab-stop", {"style:type": "right"})
        add(template, "text:index-entry-page-number")
        add(template, "text:index-entry-link-end")


def _style(level: int) -> str:
    return f"Contents_20_{min(level, 2)}"


def _add_entry(parent: Element, entry: ContentsEntry, add_text: AddText) -> None:
    paragraph = add(parent, "text:p", {"text:style-name": _style(entry.level - 1)})
    target = _bookmark(entry.number)
    link = {"xlink:type": "simple", "xlink:href": f"#{target}"}
    link |= dict.fromkeys(("text:style-name", "text:visited-style-name"), _LINK)
    content = MixedContent(add(paragraph, "text:a", link))
    add_text(content, entry.text)
    content.element("text:tab")
    page = {"text:reference-format": "page", "text:ref-name": target}
    content.element("text:bookmark-ref", page)
