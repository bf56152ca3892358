"""A file's text as lines, whatever it was written as: what every reader gives.

The lines are those of a note: small Markdown, lists by marker and indent, an empty line between
paragraphs. What only some files know (a heading, a row of a table) is said beside the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from gsef_tui.report.emphasis import guarded

from .styles import safe, unmarked

MOST_LINES = 20_000
MOST_CHARACTERS = 4_000_000
"""What a report has at most: some twenty times what is written in ninety minutes."""

DEEPEST = 40
"""So many lists, or quotes, stand inside one another; what is deeper stands at this depth."""


class TooLarge(Exception):
    """A file of more than a report may have; ``str`` says of what, and what to do."""


class SourceLine(Struct, frozen=True):
    """One line. ``level``: of a heading, from 1, else 0. ``row``: it was a row of a table.

    ``picture``: it stands for a picture, and has the name of its file where the report says it;
    ``alt`` puts it into words, ``caption`` stands under it. ``styled``: its signs of emphasis stand
    for the file's styles, and its other asterisks are guarded.
    """

    text: str
    level: int = 0
    row: bool = False
    picture: bool = False
    alt: str = ""
    caption: str = ""
    styled: bool = False

    @property
    def plain(self) -> str:
        """The text for a place that takes no emphasis: only what the file itself has as letters."""
        return unmarked(self.text) if self.styled else self.text


def without_emphasis(lines: Iterable[SourceLine]) -> list[SourceLine]:
    """Lines as they are in a place that takes no emphasis."""
    return [replace(line, text=line.plain, styled=False) if line.styled else line for line in lines]


class Shown(NamedTuple):
    """A picture in a report: what it is called, and what it is said to show."""

    name: str = ""
    alt: str = ""


_IN_PARTS = "too long for a report: import the part that is one"
_FILE = re.compile(r"[^/\\\n]+\.(?:png|jpe?g|gif|webp|tiff?|bmp)", re.IGNORECASE)


class Page:
    """The lines of a file, being gathered. All text is made clean and composed (NFC) here.

    Whatever adds a line raises TooLarge once there are more lines or characters than a report has.
    """

    def __init__(self) -> None:
        self.lines: list[SourceLine] = []
        self._characters = 0

    def add(self, line: SourceLine) -> None:
        """Add a line as it is; its text is clean already."""
        self.lines.append(line)
        self._characters += len(line.text) + len(line.alt) + len(line.caption)
        check_size(len(self.lines), self._characters)

    def heading(self, text: str, level: int) -> None:
        """A heading; its own line ends are none."""
        text = " ".join(safe(text).split())
        if text:
            self._gap()
            self.add(SourceLine(text, level=level))
            self._gap()

    def paragraph(self, text: str, prefix: str = "", *, tight: bool = False) -> None:
        """A paragraph of lines, apart from what is before it unless ``tight``.

        ``prefix`` stands before the first, and as much space before the others; a prefix of quotes
        stands before each.
        """
        check_size(0, len(text))  # before it is made clean
        quote = prefix.lstrip(" ").startswith(">")
        if not tight:
            self._gap()
        for number, line in enumerate(safe(text).split("\n")):
            before = prefix if quote or not number else " " * len(prefix)
            self.add(SourceLine((before + line.rstrip()).rstrip(), styled=True))

    def row(self, cells: Iterable[str]) -> None:
        """A row of a table: its first cell is a label where there are two."""
        texts = [guarded(safe(cell).strip()) for cell in cells]
        if not any(texts):
            return
        label, *values = texts
        value = "\t".join(filter(None, values))
        if values:
            label = label.rstrip(" :\u00a0\u202f") + f":\t{value}"
        first, *more = label.split("\n")
        self.add(SourceLine(first.strip(), row=True, styled=True))
        for text in more:
            self.add(SourceLine(text, styled=True))

    def picture(self, shown: Shown, caption: str = "") -> None:
        """A picture, by its file's name, by what it shows, or by both."""
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


def check_size(lines: int, characters: int) -> None:
    """Raises TooLarge where a report of so many lines and characters is too long."""
    if lines > MOST_LINES:
        raise TooLarge(f"more than {MOST_LINES:,} lines: {_IN_PARTS}")
    if characters > MOST_CHARACTERS:
        raise TooLarge(f"more than {MOST_CHARACTERS:,} characters: {_IN_PARTS}")


def number_in(text: str | None, otherwise: int) -> int:
    """The whole number that a file says; ``otherwise`` where it says none that a list can have."""
    return int(text) if text and re.fullmatch("[0-9]{1,9}", text) else otherwise


def named(name: str, alt: str = "") -> Shown:
    """A picture by its file's name; a name that is none of a file says what it shows."""
    return Shown(name, alt) if _FILE.fullmatch(name) else Shown("", alt or name)
