"""Lists of a Word document: bullets by depth, numbers as they were typed.

A word processor counts by itself: paragraphs of one numbering go up by one. So each run of typed
numbers that goes up by one has its own numbering, which starts at its first number. No two
numberings share a definition, as programs disagree on which of them then continues the other.
"""

from __future__ import annotations

from collections.abc import Iterable

from docx.document import Document as WordDocument

from gsef_tui.model.lazy_pattern import lazy_pattern

from .xml_elements import Element, add

DEPTHS = 9
"""Word has nine levels; deeper items are put on the last."""

STEP = 397
"""The indent of one level in twentieths of a point: 0.7 cm."""

_BULLETS = "•–▪"
_MARKER = lazy_pattern(r"(0*)([0-9]+)([.)])")


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
        self._bullets: dict[int, int] = {}

    def bulleted(self, base: int) -> int:
        """Return the numbering of all bulleted lists with the indent ``base``."""
        if base not in self._bullets:
            levels = [(_BULLETS[depth % 3], "bullet", 1) for depth in range(DEPTHS)]
            self._bullets[base] = self._add(levels, base)
        return self._bullets[base]

    def numbered(self, markers: Iterable[str], depth: int, base: int) -> list[int]:
        """Return the numbering of each item of a list, from the markers as they were typed.

        >>> # "3." and "4." share a numbering that starts at 3; "6." begins another
        """
        found: list[int] = []
        expected = None
        for marker in markers:
            kind, end, number = _read(marker)
            if (kind, end, number) != expected:
                levels = [
                    (f"%{level + 1}{end}", kind, number if level == depth else 1)
                    for level in range(DEPTHS)
                ]
                found.append(self._add(levels, base))
            else:
                found.append(found[-1])
            expected = (kind, end, number + 1)
        return found

    def _add(self, levels: Iterable[tuple[str, str, int]], base: int) -> int:
        """Add a numbering and return its id; ``levels`` are text, kind and first number of each."""
        definition = str(self._count)
        written = add(self._element, "w:abstractNum", {"w:abstractNumId": definition})
        if self._first_use is not None:
            self._first_use.addprevious(written)  # all definitions must come before all uses
        add(written, "w:nsid", {"w:val": f"{self._count + 1:08X}"})
        add(written, "w:multiLevelType", {"w:val": "multilevel"})
        for depth, (text, kind, start) in enumerate(levels):
            level = add(written, "w:lvl", {"w:ilvl": str(depth)})
            add(level, "w:start", {"w:val": str(start)})
            add(level, "w:numFmt", {"w:val": kind})
            add(level, "w:lvlText", {"w:val": text})
            add(level, "w:lvlJc", {"w:val": "left"})
            indent = {"w:left": str(base + STEP * (depth + 1)), "w:hanging": str(STEP)}
            add(add(level, "w:pPr"), "w:ind", indent)
        self._count += 1
        use = add(self._element, "w:num", {"w:numId": str(self._count)})
        add(use, "w:abstractNumId", {"w:val": definition})
        if self._first_use is None:
            self._first_use = use
        return self._count


def _read(marker: str) -> tuple[str, str, int]:
    """Return format, end and number of a typed marker: ``07)`` is decimalZero, a bracket and 7."""
    found = _MARKER.fullmatch(marker)
    if not found:
        return "decimal", ".", 1
    zeros, digits, end = found.groups()
    return "decimalZero" if zeros else "decimal", end, int(digits)
