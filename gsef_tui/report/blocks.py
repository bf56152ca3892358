"""The blocks of an outline, from which every format of a report is written.

Text inside a block is a tuple of lines, each a tuple of spans: people type line by line, and a line
end is a line break in every format.
"""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from msgspec import Struct


class Span(Struct, frozen=True):
    """A run of text in one style. ``text`` is plain text without any markup."""

    text: str
    bold: bool = False
    italic: bool = False


Line: TypeAlias = tuple[Span, ...]
Lines: TypeAlias = tuple[Line, ...]


class Heading(Struct, frozen=True, tag=True):
    """A heading of level 1 (the report's title), 2 (a section) or 3 (a person, a group)."""

    level: int
    text: str


class Paragraph(Struct, frozen=True, tag=True):
    """Lines that belong together."""

    lines: Lines


class Entry(Struct, frozen=True, tag=True):
    """A labelled text inside a section: ``Réponse : …``.

    ``label`` has no colon: each format sets its own. ``number`` opens a numbered entry (``1.``).
    ``blocks`` is what stands under the label; a single paragraph may stand beside it.
    """

    label: str
    blocks: tuple[Block, ...] = ()
    number: int = 0


class Item(Struct, frozen=True, tag=True):
    """An item of a list, with the blocks inside it. ``marker`` is as typed: ``-``, ``3.``."""

    blocks: tuple[Block, ...]
    marker: str = "-"


class List(Struct, frozen=True, tag=True):
    """A list; it is ordered if its markers are numbers, which are printed as typed."""

    items: tuple[Item, ...]
    ordered: bool = False


class Quote(Struct, frozen=True, tag=True):
    """Blocks quoted with ``>``."""

    blocks: tuple[Block, ...]


class Row(Struct, frozen=True):
    """A fact: its label, without colon, and its value, in which a line end is a line break."""

    label: str
    value: str


class Table(Struct, frozen=True, tag=True):
    """The facts of the session. The labels are the headers of their rows; columns have none."""

    rows: tuple[Row, ...]


class Picture(Struct, frozen=True, tag=True):
    """A picture in the session's folder. ``file`` is its name there."""

    file: str
    caption: str = ""
    alt: str = ""


class Hint(Struct, frozen=True, tag=True):
    """A paragraph of a template's hint to the person who fills it in; only in a blank form.

    A line end in ``text`` is a line break.
    """

    text: str


Block: TypeAlias = Heading | Paragraph | Entry | List | Quote | Table | Picture | Hint


class Logo(Struct, frozen=True):
    """The logo of the template. ``path`` is that of its file, ``alt`` what it shows."""

    path: str
    alt: str


class Outline(Struct, frozen=True):
    """A whole report: its header, then its blocks in order.

    ``header`` are the lines above the title (the forum's theme, name and days); ``title`` is the
    word ``Report``; ``name`` is the session's own title, for a document's properties. ``places``
    has, for each block of ``blocks``, the place in the session that it shows, so that the preview
    can follow the cursor. ``label_space`` is the space between a label and its colon in the
    report's language: the labels of entries and rows include it, headings get it with their colon.
    ``logo`` stands above the header in formats with embedded pictures.
    ``contents`` is the word above a table of contents, which a long report gets; empty for none.
    ``held`` is when the session began, as far as it is known, for a document's properties.
    """

    language: str
    header: tuple[str, ...]
    title: str
    name: str
    blocks: tuple[Block, ...]
    places: tuple[str, ...]
    label_space: str = ""
    logo: Logo | None = None
    contents: str = ""
    held: datetime | None = None
