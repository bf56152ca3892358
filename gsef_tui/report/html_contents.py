"""The table of contents of a web page, and the running header with which it is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

from gsef_tui.model.lazy_pattern import lazy_pattern

from .contents import Contents, ContentsEntry

_ID = "contents"
_SIGN = lazy_pattern(r"[^0-9A-Za-z \u00a0-\U0010ffff]")


def navigation(contents: Contents, text: Callable[[str], str]) -> str:
    """Return the list of links; ``text`` makes HTML of plain text.

    ``doc-toc`` is the role of a table of contents: a screen reader says so, and
    ``gsef-tui import`` knows that it repeats what stands elsewhere.
    """
    return "\n".join(
        (
            f'<nav role="doc-toc" aria-labelledby="{_ID}">',
            f'<h2 id="{_ID}">{text(contents.title)}</h2>',
            *_sections(contents, text),
            "</nav>",
        )
    )


def heading_id(number: int) -> str:
    """Return the id of the heading with that number, counted from 1."""
    return f"heading-{number}"


def running_style(title: str) -> str:
    """Return the rules that print a title above all pages but the first."""
    written = _SIGN.sub(lambda sign: f"\\{ord(sign[0]):x} ", title)
    return f"""@page {{
  @top-left {{
    color: var(--quiet);
    font-size: 9pt;
    content: "{written}";
  }}
}}
@page :first {{
  @top-left {{
    content: none;
  }}
}}
"""


def _sections(contents: Contents, text: Callable[[str], str]) -> Iterator[str]:
    """Yield a list of the sections, with a list in each of what stands below it."""
    yield "<ul>"
    opened = False
    for is_below, entries in groupby(contents.entries, key=lambda entry: entry.level > 2):
        if is_below:
            yield "<ul>"
            yield from (f"<li>{_link(entry, text)}</li>" for entry in entries)
            yield "</ul>"
        else:
            for entry in entries:
                if opened:
                    yield "</li>"
                opened = True
                yield f"<li>{_link(entry, text)}"
    yield "</li>"
    yield "</ul>"


def _link(entry: ContentsEntry, text: Callable[[str], str]) -> str:
    return f'<a href="#{heading_id(entry.number)}">{text(entry.text)}</a>'
