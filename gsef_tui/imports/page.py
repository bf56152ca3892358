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


class Line(Struct, frozen=True):
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


def without_emphasis(lines: Iterable[Line]) -> list[Line]:
    """Lines as they are in a place that takes no emphasis."""
    return [replace(line, text=line.plain, styled=False) if line.styled else line for line in lines]


class Shown(NamedTuple):
    """A picture in a report: what it is called, and what it is said to show."""

    name: str = ""
    alt: str = ""


_FILE = re.compile(r"[^/\\\n]+\.(?:png|jpe?g|gif|webp|tiff?|bmp)", re.IGNORECASE)


class Page:
    """The lines of a file, being gathered. All text is made clean and composed (NFC) here."""

    def __init__(self) -> None:
        self.lines: list[Line] = []

    def heading(self, text: str, level: int) -> None:
        """A heading; its own line ends are none."""
        text = " ".join(safe(text).split())
        if text:
            self._gap()
            self.lines.append(Line(text, level=level))
            self._gap()

    def paragraph(self, text: str, prefix: str = "", *, tight: bool = False) -> None:
        """A paragraph of lines, apart from what is before it unless ``tight``.

        ``prefix`` stands before the first, and as much space before the others; a prefix of quotes
        stands before each.
        """
        quote = prefix.lstrip(" ").startswith(">")
        if not tight:
            self._gap()
        for number, line in enumerate(safe(text).split("\n")):
            before = prefix if quote or not number else " " * len(prefix)
            self.lines.append(Line((before + line.rstrip()).rstrip(), styled=True))

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
        self.lines.append(Line(first.strip(), row=True, styled=True))
        self.lines += (Line(text, styled=True) for text in more)

    def picture(self, shown: Shown, caption: str = "") -> None:
        """A picture, by its file's name, by what it shows, or by both."""
        file, alt = named(*(safe(text).strip() for text in shown))
        self._gap()
        self.lines.append(
            Line(
                file,
                picture=True,
                alt="" if alt == file else alt,
                caption=safe(caption).strip(),
            )
        )
        self._gap()

    def _gap(self) -> None:
        if self.lines and self.lines[-1].text:
            self.lines.append(Line(""))


def named(name: str, alt: str = "") -> Shown:
    """A picture by its file's name; a name that is none of a file says what it shows."""
    return Shown(name, alt) if _FILE.fullmatch(name) else Shown("", alt or name)
