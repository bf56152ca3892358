"""Lists of a Word document: bullets by depth, numbers as they were typed.

A word processor counts by itself: paragraphs of one numbering go up by one. So each run of typed
numbers that goes up by one has its own numbering, which restarts (``w:startOverride``) at its first
number. Numberings with the same look share a definition.

The paragraph styles of lists are linked with a numbering each, so who goes on in Word gets a bullet
or a number by choosing the style.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from docx.document import Document as WordDocument

from gsef_tui.model.item_markers import ItemNumber, read_item_number

from .xml_elements import Element, add

DEPTHS = 9
"""Word has nine levels; deeper items are put on the last."""

STEP = 397
"""The indent of one level in twentieths of a point: 0.7 cm."""

LINKED = {"ListBullet": 1, "ListNumber": 2}
"""The numberings, by their ids, with which the paragraph styles of lists are linked."""

_BULLET = "bullet"
_BULLETS = "•–▪"


class _Look(NamedTuple):
    """What numberings with one definition have in common.

    ``base`` is their indent, ``kind`` Word's name of the form, ``end`` the character after a
    number. Word counts paragraphs of one definition and level together; ``apart`` keeps those from
    one another that stand amid each other.
    """

    base: int
    kind: str
    end: str = ""
    apart: int = 0

    def text(self, depth: int) -> str:
        """Return what stands before the items at a depth; ``%1`` is the number of the first."""
        return _BULLETS[depth % 3] if self.kind == _BULLET else f"%{depth + 1}{self.end}"


class Numberings:
    """The numberings of one document, made as lists need them.

    ``base`` is the indent of a list as a whole, to which the depth of its items is added, in
    twentieths of a point. Numberings are given by their ids.
    """

    def __init__(self, document: WordDocument) -> None:
        self._element: Element = document.part.numbering_part.element
        for child in list(self._element):
            self._element.remove(child)
        self._count = 0
        self._first_use: Element = None
        self._definitions: dict[_Look, str] = {}
        self._bullets = {0: self._add(_Look(0, _BULLET), style="ListBullet")}
        self._add(_Look(0, "decimal", "."), style="ListNumber")

    def bulleted(self, base: int) -> int:
        """Return the numbering of all bulleted lists with the indent ``base``."""
        if base not in self._bullets:
            self._bullets[base] = self._add(_Look(base, _BULLET))
        return self._bullets[base]

    def numbered(
        self, markers: Iterable[str], depth: int, base: int, *, of_entries: bool = False
    ) -> list[int]:
        """Return the numbering of each item of a list, from the markers as they were typed.

        ``depth`` is the number of lists around it. ``of_entries``: lists may stand between the
        items, which must not be counted with them.

        >>> # "3." and "4." share a numbering that starts at 3; "6." begins another
        """
        level = min(depth, DEPTHS - 1)
        apart = -1 if of_entries else depth - level
        found: list[int] = []
        expected = None
        for marker in markers:
            kind, end, number = _read(marker)
            if (kind, end, number) != expected:
                found.append(self._add(_Look(base, kind, end, apart), start=(level, number)))
            else:
                found.append(found[-1])
            expected = (kind, end, number + 1)
        return found

    def _add(self, look: _Look, *, start: tuple[int, int] | None = None, style: str = "") -> int:
        """Add a numbering and return its id.

        It restarts at the level and number ``start``. ``style`` is the paragraph style with which
        its definition is linked.
        """
        if look not in self._definitions:
            self._define(look, style)
        self._count += 1
        use = add(self._element, "w:num", {"w:numId": str(self._count)})
        add(use, "w:abstractNumId", {"w:val": self._definitions[look]})
        if start:
            level = add(use, "w:lvlOverride", {"w:ilvl": str(start[0])})
            add(level, "w:startOverride", {"w:val": str(start[1])})
        if self._first_use is None:
            self._first_use = use
        return self._count

    def _define(self, look: _Look, style: str) -> None:
        number = len(self._definitions)
        self._definitions[look] = str(number)
        written = add(self._element, "w:abstractNum", {"w:abstractNumId": str(number)})
        if self._first_use is not None:
            self._first_use.addprevious(written)  # all definitions must come before all uses
        add(written, "w:nsid", {"w:val": f"{number + 1:08X}"})
        add(written, "w:multiLevelType", {"w:val": "multilevel"})
        for depth in range(DEPTHS):
            level = add(written, "w:lvl", {"w:ilvl": str(depth)})
            add(level, "w:start", {"w:val": "1"})
            add(level, "w:numFmt", {"w:val": look.kind})
            if style and not depth:
                add(level, "w:pStyle", {"w:val": style})
            add(level, "w:lvlText", {"w:val": look.text(depth)})
            add(level, "w:lvlJc", {"w:val": "left"})
            indent = {"w:left": str(look.base + STEP * (depth + 1)), "w:hanging": str(STEP)}
            add(add(level, "w:pPr"), "w:ind", indent)


def _read(marker: str) -> tuple[str, str, int]:
    """Return format, end and number of a typed marker: ``07)`` is decimalZero, a bracket and 7."""
    number, zeros, end = read_item_number(marker) or ItemNumber()
    return "decimalZero" if zeros else "decimal", end, number
