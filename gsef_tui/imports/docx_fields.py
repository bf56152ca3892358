"""The fields of a Word document: instructions with a result, of which the result is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from gsef_tui.model.lazy_pattern import lazy_pattern

from .docx_package import Element, attribute, inside, name_of
from .source_lines import DEEPEST

_UNREAD = ("w:del", "w:moveFrom")
_LINK = lazy_pattern(r'\s*HYPERLINK\s+(?:\\[nthm]\s+)*(?:"([^"]*)"|([^\s\\"]\S*))', re.IGNORECASE)
_PLACE = lazy_pattern(r'\\l\s+"([^"]*)"', re.IGNORECASE)
_CONTENTS = lazy_pattern(r"\s*TOC\b", re.IGNORECASE)


class Field:
    """A field that is being read.

    ``start`` is where its result begins among the pieces of the paragraph.
    """

    def __init__(self, instruction: str = "", *, has_instruction: bool = True) -> None:
        self.instruction = instruction
        self.in_result = not has_instruction or bool(instruction)
        self.start = 0

    @property
    def is_contents(self) -> bool:
        """Whether the result is a table of contents, which repeats what stands elsewhere."""
        return _CONTENTS.match(self.instruction) is not None

    @property
    def address(self) -> str:
        """The address that a link leads to, or ``""``."""
        found = _LINK.match(self.instruction)
        if not found:
            return ""
        place = _PLACE.search(self.instruction)
        address = found[1] or found[2] or ""
        return f"{address}#{place[1]}" if address and place and "#" not in address else address


class Fields:
    """The fields around the place that is being read, the outer ones first.

    A mark of a field counts only if the field is whole: a begin without an end hides nothing. An
    instruction stands in one paragraph, and a field in at most DEEPEST others.

    ``hide``: the text that comes now is not read. It stands in a table of contents, or it is the
    result of a field in the instruction of another one. ``in_contents``: the former.
    """

    def __init__(self) -> None:
        self._begins: dict[Element, Element] = {}
        self._with_instruction: set[Element] = set()
        self._open: list[tuple[Element | None, Field]] = []
        self.hide = self.in_contents = False

    def _find(self, root: Element) -> None:
        """Find the whole fields in an element."""
        open_marks: list[list[Element]] = []
        for mark in inside(root, "w:fldChar"):
            kind = attribute(mark, "w:fldCharType")
            if any(name_of(above) in _UNREAD for above in mark.iterancestors()):
                continue
            if kind == "begin":
                open_marks.append([mark])
            elif kind == "separate" and open_marks:
                open_marks[-1].append(mark)
            elif kind == "end" and open_marks:
                begin, *separators = open_marks.pop()
                if len(open_marks) >= DEEPEST:
                    continue
                self._begins.update(dict.fromkeys((begin, *separators, mark), begin))
                if separators and _paragraph(begin) is _paragraph(separators[0]):
                    self._with_instruction.add(begin)

    def at(self, mark: Element, pieces: int) -> Field | None:
        """Go past a mark, after so many pieces of its paragraph; return the field that ends."""
        begin = self._begins.get(mark)
        kind = attribute(mark, "w:fldCharType")
        if begin is None:
            return None
        if kind == "begin":
            self._open.append((begin, Field(has_instruction=begin in self._with_instruction)))
        elif any(known is begin for known, _ in self._open):
            while self._open[-1][0] is not begin:
                self._open.pop()
            field = self._open[-1][1]
            if kind == "separate":
                field.in_result, field.start = True, pieces
            else:
                self._open.pop()
                self._update()
                return field
        self._update()
        return None

    def instruct(self, text: str) -> None:
        """Add to the instruction of the field that is open."""
        if self._open and not self._open[-1][1].in_result:
            self._open[-1][1].instruction += text

    def begin_paragraph(self) -> None:
        """Note that the pieces are counted anew."""
        for _, field in self._open:
            field.start = 0

    @contextmanager
    def inside(self, field: Field) -> Iterator[None]:
        """Read the content of a field that is an element."""
        self._open.append((None, field))
        self._update()
        yield
        while self._open and self._open.pop()[1] is not field:
            continue
        self._update()

    @contextmanager
    def apart(self, element: Element) -> Iterator[None]:
        """Read an element that stands elsewhere, such as a note."""
        self._find(element)
        before, self._open = self._open, []
        self._update()
        yield
        self._open = before
        self._update()

    def _update(self) -> None:
        fields = [field for _, field in self._open]
        self.in_contents = any(field.is_contents and field.in_result for field in fields)
        self.hide = self.in_contents or any(not field.in_result for field in fields[:-1])


def _paragraph(mark: Element) -> Element | None:
    return next((above for above in mark.iterancestors() if name_of(above) == "w:p"), None)
