"""The common output of every reader: the text of a file as a list of lines.

A line is written as in a note: small Markdown, lists by marker and indent, an empty line between
paragraphs. What only some formats have (a heading, a row of a table) is an attribute of the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from gsef_tui.model.lazy_pattern import lazy_pattern
from gsef_tui.report.emphasis import guarded

from .styles import safe, unmarked

MOST_LINES = 20_000
MOST_CHARACTERS = 4_000_000
"""The size limits of a report: about twenty times what is written in ninety minutes."""

DEEPEST = 40
"""The limit on nested lists, or quotes; anything deeper is placed at this depth."""


class TooLarge(Exception):
    """A file exceeds a limit. ``str`` names the limit and what the user can do."""


class SourceLine(Struct, frozen=True):
    """One line of a file.

    ``level`` is that of a heading, from 1, or 0. ``cells``: the line is a row of a table with these
    cells, of one or more lines each; its text is how the row reads in a note. ``columns``: what the
    head of the table says of each cell: ``name``, ``answer``, and ``heads`` its words. ``picture``:
    the line stands for a picture; its text is the name of the picture's file where the report gives
    it, ``alt`` the alternative text, ``caption`` the text below. ``styled``: the signs of emphasis
    come from the file's styles, and all other asterisks are guarded. ``matter``: the line is of the
    front matter of a Markdown file, a key with its value. ``remark``: the line is none of the file,
    but a sentence for the user on how it was read.
    """

    text: str
    level: int = 0
    cells: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    picture: bool = False
    alt: str = ""
    caption: str = ""
    styled: bool = False
    remark: str = ""
    matter: bool = False

    @property
    def plain(self) -> str:
        """The text for a place that takes no emphasis: only the characters of the file itself."""
        return unmarked(self.text) if self.styled else self.text

    @property
    def plain_cells(self) -> tuple[str, ...]:
        """The cells for a place that takes no emphasis."""
        return tuple(map(unmarked, self.cells)) if self.styled else self.cells

    @property
    def by_column(self) -> dict[str, str]:
        """The texts of a row's cells by what the head of the table says of them.

        Cells of which it says the same, or nothing, are joined.
        """
        found: dict[str, str] = {}
        for number, cell in enumerate(self.cells):
            column = self.columns[number] if number < len(self.columns) else ""
            if cell:
                found[column] = f"{found[column]}\n{cell}" if column in found else cell
        return found

    @property
    def without_column(self) -> list[str]:
        """The texts of the cells of which the head says nothing, each after the words above it."""
        columns = (*self.columns, *[""] * len(self.cells))
        heads = (*self.heads, *[""] * len(self.cells))
        return [
            " : ".join(filter(None, (" ".join(head.split()), " ".join(cell.split()))))
            for cell, column, head in zip(self.cells, columns, heads, strict=False)
            if cell and not column
        ]

    def plain_of(self, column: str) -> str:
        """Return the text of the cells of a column for a place that takes no emphasis."""
        text = self.by_column.get(column, "")
        return unmarked(text) if self.styled else text


def without_emphasis(lines: Iterable[SourceLine]) -> list[SourceLine]:
    """Return the lines as a place that takes no emphasis needs them."""
    return [
        replace(line, text=line.plain, cells=line.plain_cells, styled=False)
        if line.styled
        else line
        for line in lines
    ]


class Shown(NamedTuple):
    """A picture in a report: its file name and its alternative text."""

    name: str = ""
    alt: str = ""


_IN_PARTS = "too long for a report: import the part that is one"
_FILE = lazy_pattern(r"[^/\\\n]+\.(?:png|jpe?g|gif|webp|tiff?|bmp)", re.IGNORECASE)


class Page:
    """Collects the lines of a file. All text is made clean and composed (NFC) here.

    Every method that adds a line raises TooLarge once the lines or characters exceed their limit.
    """

    def __init__(self) -> None:
        self.lines: list[SourceLine] = []
        self._characters = 0

    def add(self, line: SourceLine) -> None:
        """Add a line unchanged; the caller has made its text clean."""
        self.lines.append(line)
        self._characters += len(line.text) + len(line.alt) + len(line.caption)
        check_size(len(self.lines), self._characters)

    def heading(self, text: str, level: int) -> None:
        """Add a heading on one line: line breaks in ``text`` become spaces."""
        text = " ".join(safe(text).split())
        if text:
            self._gap()
            self.add(SourceLine(text, level=level))
            self._gap()

    def paragraph(self, text: str, prefix: str = "", *, tight: bool = False) -> None:
        """Add the lines of a paragraph, after an empty line unless ``tight``.

        ``prefix`` is put before the first line, and as many spaces before the others; a prefix of
        quotes is put before each line.
        """
        check_size(0, len(text))  # before it is made clean
        quote = prefix.lstrip(" ").startswith(">")
        if not tight:
            self._gap()
        for number, line in enumerate(safe(text).split("\n")):
            before = prefix if quote or not number else " " * len(prefix)
            self.add(SourceLine((before + line.rstrip()).rstrip(), styled=True))

    def remark(self, sentence: str) -> None:
        """Keep a sentence for the user, on something in the file that is not read as it stands."""
        self.add(SourceLine("", remark=safe(sentence)))

    def row(self, cells: Iterable[str], *, styled: bool = False) -> None:
        """Add a row of a table. ``styled``: the cells are texts of a note already."""
        texts = tuple((cell if styled else guarded(safe(cell))).strip() for cell in cells)
        if any(texts):
            self.add(SourceLine(row_text(texts), cells=texts, styled=True))

    def picture(self, shown: Shown, caption: str = "") -> None:
        """Add a picture, with the name of its file, its alternative text or both."""
        file, alt = named(*(safe(text).strip() for text in shown))
        self._gap()
        self.add(
            SourceLine(
                file,
                picture=True,
                alt="" if alt == file else alt,
                caption=safe(caption).strip(),
            )
        )
        self._gap()

    def _gap(self) -> None:
        if self.lines and self.lines[-1].text:
            self.add(SourceLine(""))


def row_text(cells: Sequence[str]) -> str:
    """Return a row as it reads in a note: cells are separated by a tab.

    A cell of several lines stands on lines of its own.
    """
    text = ""
    for cell in filter(None, cells):
        lines = [line for line in cell.split("\n") if line.strip()]
        is_long = len(lines) > 1 or "\n" in text
        text += ("\n" if is_long else "\t") * bool(text) + "\n".join(lines)
    return text


def check_size(lines: int, characters: int) -> None:
    """Raise TooLarge if a report of so many lines and characters is too long."""
    if lines > MOST_LINES:
        raise TooLarge(f"more than {MOST_LINES:,} lines: {_IN_PARTS}")
    if characters > MOST_CHARACTERS:
        raise TooLarge(f"more than {MOST_CHARACTERS:,} characters: {_IN_PARTS}")


def number_in(text: str | None, otherwise: int) -> int:
    """Return ``text`` as a number; ``otherwise`` if it is not one that a list can have."""
    return int(text) if text and re.fullmatch("[0-9]{1,9}", text) else otherwise


def is_file(name: str) -> bool:
    """Return whether a name is that of a picture's file."""
    return _FILE.fullmatch(name) is not None


def named(name: str, alt: str = "") -> Shown:
    """Return the picture of that name; a name that is not a file's becomes alternative text."""
    return Shown(name, alt) if is_file(name) else Shown("", alt or name)
