"""Parser for a note's small Markdown: paragraphs, nested lists, bold, italic, quotes.

Unlike in CommonMark, a line end is a line break, because people type line by line, and a line that
neither has a marker nor continues an item by its indent ends the list or the quote. CommonMark
parsers cannot be configured for this, so this module has its own; ``emphasis`` finds the asterisks
of a paragraph that are signs. Empty items at the end of a list are left out: people open one more
than they fill. All other text is printed exactly as typed.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple, TypeAlias

from gsef_tui.model.item_markers import ITEM_MARKER, QUOTE_MARKER
from gsef_tui.model.lazy_pattern import lazy_pattern

from .blocks import Block, Item, Line, Lines, List, Paragraph, Quote, Span
from .emphasis import Sign, signs

DEEPEST = 12
"""The limit on nested lists and quotes, which keeps time linear; deeper ones are text."""

_TAB = 4
_MARKER = lazy_pattern(rf"({ITEM_MARKER})(?=[ \t]|$)")
_QUOTE = lazy_pattern(QUOTE_MARKER)
_RULE = lazy_pattern(r"([-*_])(?:[ \t]*\1){2,}[ \t]*$")
_OUTSIDE = -1


class _Items:
    """A list being parsed. ``kind`` is the sign of its markers: ``-``, ``*``, ``.`` or ``)``."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.items: list[_Frame] = []


class _Frame:
    """A container of blocks being parsed: the note itself, a quote, or an item of a list.

    ``column`` is that of an item's marker; a line indented by two columns more is inside the item.
    """

    def __init__(self, marker: str = "", column: int = _OUTSIDE) -> None:
        self.marker = marker
        self.column = column
        self.parts: list[_Part] = []
        self.is_open = False  # whether the last part is a paragraph that takes the next line

    @property
    def is_quote(self) -> bool:
        """Whether this is a quote."""
        return self.marker == ">"

    def add_text(self, text: str) -> None:
        """Add a line to the open paragraph, or begin one."""
        last = self.parts[-1] if self.parts else None
        if self.is_open and isinstance(last, list):
            last.append(text)
        else:
            self.parts.append([text])
        self.is_open = True

    def add_quote(self) -> _Frame:
        """Begin a quote and return it."""
        self.is_open = False
        quote = _Frame(">")
        self.parts.append(quote)
        return quote

    def add_item(self, marker: str, column: int) -> _Frame:
        """Begin an item and return it; it joins the last list if the markers are of one kind."""
        self.is_open = False
        last = self._list_of(marker)
        if last is None:
            last = _Items(marker[-1])
            self.parts.append(last)
        item = _Frame(marker, column)
        last.items.append(item)
        return item

    def takes_empty(self, marker: str, *, spaced: bool) -> bool:
        """Whether a line that is only this marker is an empty item, and not text.

        A number above 1 that begins a list is text, as ``12.`` is more likely the end of a sentence
        than a list that somebody has only begun. Under a line, a marker without a space is text.
        """
        if self._list_of(marker) is None and int(marker[:-1] or 1) > 1:
            return False
        return spaced or not self.is_open

    def _list_of(self, marker: str) -> _Items | None:
        """Return the list that an item with this marker joins, or None if it begins one."""
        last = self.parts[-1] if self.parts else None
        return last if isinstance(last, _Items) and last.kind == marker[-1] else None


_Part: TypeAlias = "list[str] | _Items | _Frame"


class _Rest(NamedTuple):
    """The rest of a line, and the column at which it begins."""

    text: str
    column: int = 0

    def inward(self) -> _Rest:
        """Return the rest from its first character that is neither space nor tab."""
        text = self.text.lstrip(" \t")
        column = self.column
        for character in self.text[: len(self.text) - len(text)]:
            column += _TAB - column % _TAB if character == "\t" else 1
        return _Rest(text, column)

    def after(self, marker: str) -> _Rest:
        """Return the rest after the marker that it begins with."""
        return _Rest(self.text[len(marker) :], self.column + len(marker))


@lru_cache(maxsize=512)
def parse_note(text: str) -> tuple[Block, ...]:
    """Return the blocks of a note. Every text is a valid note.

    All characters other than white space are in the blocks, in order, except the signs that become
    structure: list markers, ``>``, emphasis marks. Results are cached, because a report is made
    again after each change, and most notes have not changed.

    >>> [type(block).__name__ for block in parse_note("Deux points :\\n- un\\n- deux")]
    ['Paragraph', 'List']
    """
    frames = [_Frame()]
    for line in text.split("\n"):
        _take_line(frames, line)
    return _blocks(frames[0])


def _take_line(frames: list[_Frame], line: str) -> None:
    """Add a line to the frame it belongs to; ``frames`` are the open ones, the note first."""
    text = line.rstrip(" \t")
    kept, rest = _continued(frames, _Rest(text))
    if not rest.text:
        # An empty line ends paragraph and quote; an item continues if the next line is indented.
        quote = next((n for n, f in enumerate(frames) if n >= kept and f.is_quote), len(frames))
        del frames[quote:]
        for frame in frames[kept - 1 :]:
            frame.is_open = False
        return
    if kept < len(frames):
        del frames[kept:]
        frames[-1].is_open = False
    while len(frames) <= DEEPEST and (begun := _begin(frames[-1], rest, spaced=text != line)):
        frame, rest = begun
        frames.append(frame)
    top = frames[-1]
    if rest.text.strip(" \t"):
        # In an item the indent is structure; elsewhere the user typed it as text.
        top.add_text(rest.inward().text if top.column != _OUTSIDE else rest.text)


def _continued(frames: list[_Frame], rest: _Rest) -> tuple[int, _Rest]:
    """Return how many of the open frames the line continues, and the line without their signs."""
    for number, frame in enumerate(frames[1:], start=1):
        inner = rest.inward()
        if frame.is_quote:
            if not _QUOTE.match(inner.text):
                return number, rest
            rest = _after_quote(inner)
        elif not inner.text or inner.column < frame.column + 2:
            return number, rest
    return len(frames), rest


def _begin(parent: _Frame, rest: _Rest, *, spaced: bool) -> tuple[_Frame, _Rest] | None:
    """Return the quote or item that the rest of a line begins, and the text after it, or None.
    ``spaced``: the line was typed with white space at its end."""
    inner = rest.inward()
    if _QUOTE.match(inner.text):
        return parent.add_quote(), _after_quote(inner)
    found = _MARKER.match(inner.text)
    if not found or _RULE.match(inner.text):
        return None
    marker = found[1]
    after = inner.after(marker)
    if not after.text and not parent.takes_empty(marker, spaced=spaced):
        return None
    return parent.add_item(marker, inner.column), after.inward()


def _after_quote(rest: _Rest) -> _Rest:
    rest = rest.after(">")
    return rest.after(" ") if rest.text.startswith(" ") else rest


def _blocks(frame: _Frame) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for part in frame.parts:
        match part:
            case list():
                blocks.append(Paragraph(parse_lines("\n".join(part))))
            case _Items():
                items = [Item(_blocks(item), item.marker) for item in part.items]
                while items and not items[-1].blocks:
                    items.pop()
                if items:
                    blocks.append(List(tuple(items), ordered=part.kind in ".)"))
            case _ if inner := _blocks(part):
                blocks.append(Quote(inner))  # an empty one would print as a bar beside nothing
    return tuple(blocks)


def parse_lines(text: str) -> Lines:
    """Return the lines of a paragraph, with their bold and italic text."""
    found = signs(text) if "*" in text else ()
    if not found:
        return plain_lines(text)
    lines: list[list[Span]] = [[]]
    bold = italic = at = 0
    for sign in (*found, Sign(len(text), len(text), opens=False)):
        first, *others = text[at : sign.start].split("\n")
        _add_span(lines[-1], Span(first, bold > 0, italic > 0))
        for other in others:
            lines.append([])
            _add_span(lines[-1], Span(other, bold > 0, italic > 0))
        turn = 1 if sign.opens else -1
        bold += turn * sign.bold
        italic += turn * sign.italic
        at = sign.end
    return tuple(tuple(line) for line in lines)


def plain_lines(text: str) -> Lines:
    """Return lines of text without interpreting any character as a sign."""
    return tuple((Span(line),) if line else () for line in text.split("\n"))


def line_text(line: Line) -> str:
    """Return the text of a line without its styles."""
    return "".join(span.text for span in line)


def _add_span(line: list[Span], span: Span) -> None:
    if not span.text:
        return
    if line and (line[-1].bold, line[-1].italic) == (span.bold, span.italic):
        span = Span(line.pop().text + span.text, span.bold, span.italic)
    line.append(span)
