"""The table of contents and the running header of a long report.

A table of contents lists the headings of a report, each with a link to its place. It stands before
the first heading, so the first page of a report has its title, its facts and its contents.
"""

from __future__ import annotations

from msgspec import Struct

from .blocks import Heading, Outline
from .display_names import one_line
from .layout import parts
from .length import LONG, FindPicture, estimated_pages
from .page import xml_text

MOST = 36
"""The limit on entries: so many stand on one page. Beyond it, people's headings are left out."""

_LONGEST = 80
"""The limit on a running header, one line of small letters: so many Latin ones, or half as many
Hangul syllables."""


class ContentsEntry(Struct, frozen=True):
    """A heading in a table of contents.

    ``number`` counts the report's headings from 1, ``level`` is 2 for a section or 3 below one.
    """

    number: int
    level: int
    text: str


class Contents(Struct, frozen=True):
    """A table of contents: the word above it, and the headings down to the level ``deepest``."""

    title: str
    deepest: int
    entries: tuple[ContentsEntry, ...]


def contents_of(outline: Outline, find: FindPicture) -> Contents | None:
    """Return the table of contents of a report that is estimated to be long; else None.

    ``find`` finds the pictures, which take room too. An outline without the word above its
    contents, such as one speaker's part, never has any.
    """
    if not outline.contents or estimated_pages(outline, find) <= LONG:
        return None
    headings = (part for _, part in parts(outline) if isinstance(part, Heading))
    entries = [
        ContentsEntry(number, heading.level, one_line(heading.text))
        for number, heading in enumerate(headings, 1)
        if heading.text.strip()
    ]
    deepest = 3 if len(entries) <= MOST else 2
    listed = tuple(entry for entry in entries if entry.level <= deepest)
    return Contents(outline.contents, deepest, listed) if listed else None


def running_title(outline: Outline) -> str:
    """Return the session's title, or the report's without one, as one short line.

    >>> len(running_title(outline)) <= 80
    True
    """
    from wcwidth import iter_graphemes, wcswidth

    title = " ".join((outline.name or outline.title).split())
    if wcswidth(xml_text(title)) <= _LONGEST:
        return title
    kept, room = "", _LONGEST - 1
    for character in iter_graphemes(title):
        room -= max(0, wcswidth(character))
        if room < 0:
            break
        kept += character
    words, _, cut = kept.rpartition(" ")
    return (words if len(cut) < len(words) else kept).rstrip(" ,;:.–-") + "…"
