"""The report on the terminal: the outline of every export, laid out in lines with Rich.

The user's text is never parsed as Rich markup. Only bold, italic, dim and underline are used, so
that the preview is readable in every theme.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache, partial
from io import StringIO
from typing import TYPE_CHECKING, TypeAlias

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from gsef_tui.storage.errors import shown

from .blocks import (
    Block,
    Entry,
    Heading,
    Hint,
    Item,
    Line,
    Lines,
    List,
    Outline,
    Paragraph,
    Picture,
    Quote,
    Span,
    Table,
)
from .layout import Group, Part, label_lines, labelled, parts
from .memo_cache import MemoCache

if TYPE_CHECKING:
    from rich.console import RenderResult

MEASURE = 96
"""The limit on the width of lines: in longer ones a reader loses the next line."""

NARROWEST = 10
"""The least width of text in columns, even in deeply nested lists."""

PLAIN = Style.null()
BOLD = Style(bold=True)
FAINT = Style(dim=True)
HINT = Style(dim=True, italic=True)
SECTION = Style(bold=True, underline=True)

Row: TypeAlias = list[Segment]


def preview(outline: Outline, *, width: int | None = None) -> RenderableType:
    """Return the whole report for a Rich console, at most ``width`` columns wide if given."""
    return _Preview(outline, width)


def plain(outline: Outline) -> str:
    """Return the same report in the text format, for output that is not a terminal."""
    from .text import to_text

    return to_text(outline)


def render_lines(
    outline: Outline, width: int, remembered: MemoCache | None = None
) -> list[tuple[str, list[Segment]]]:
    """Return the lines of the report, each with the place of the session that it shows.

    The first line with a place is the first line of its text: an empty line before a block has the
    place of the text above. The header has the place ``forum``, the title none. ``remembered`` is a
    cache for the rows of unchanged blocks. Rows are shared between calls and must not be changed.
    May be called from any thread.
    """
    known = remembered or MemoCache()
    width = max(min(width, MEASURE), NARROWEST)
    rows = [("forum", row) for line in outline.header for row in _wrap((Span(line),), width, FAINT)]
    if rows:
        rows.append(("forum", []))
    rows += [("", row) for row in _wrap((Span(outline.title),), width, SECTION)]
    before: Part | None = None
    for place, part in parts(outline):
        if _apart(before, part):
            rows.append((rows[-1][0] if rows else "", []))
        rows += _part(place, part, width, known)
        before = part
    return rows


def _part(place: str, part: Part, width: int, known: MemoCache) -> Iterator[tuple[str, Row]]:
    if isinstance(part, Group):
        name = ("group", part.number, width)
        laid = known.get(name, part.entries, partial(_group, part, width))
        for where, entry in zip(part.places, laid, strict=True):
            yield from ((where, row) for row in entry)
    else:
        rows = known.get(("rows", width), (part,), partial(_block, part, width))
        yield from ((place, row) for row in rows)


def _apart(before: Part | None, part: Part) -> bool:
    """Return whether an empty line comes before a part: always, except right under a heading.

    A heading has one even there.
    """
    return not (isinstance(before, Heading) and not isinstance(part, Heading))


class _Preview:
    def __init__(self, outline: Outline, width: int | None) -> None:
        self._outline = outline
        self._width = width

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = min(self._width or options.max_width, options.max_width)
        for _, row in render_lines(self._outline, width):
            yield from row
            yield Segment.line()


def _group(group: Group, width: int) -> list[list[Row]]:
    """Return the rows of each entry of a group; those of a numbered group are indented alike."""
    marker = f"{group.number}. " if group.number else ""
    heads = [marker if n == 0 else " " * len(marker) for n in range(len(group.entries))]
    return [
        _hang(head, _entry(entry, width - len(marker)), BOLD)
        for head, entry in zip(heads, group.entries, strict=True)
    ]


def _block(block: Block, width: int) -> Sequence[Row]:
    """Return the rows of one block."""
    width = max(width, NARROWEST)
    match block:
        case Heading():
            return _wrap((Span(block.text),), width, SECTION if block.level < 3 else BOLD)
        case Paragraph():
            return _paragraph(block.lines, width)
        case Entry():
            return _entry(block, width)
        case List():
            return [row for item in block.items for row in _item(item, width)]
        case Quote():
            return _hang("│ ", _flow(block.blocks, width - 2), FAINT, each=True)
        case Table():
            return _table(block, width)
        case Picture():
            said = block.caption or block.alt
            named = Span(f"[picture: {shown(block.file)}]" + (" " if said else ""), bold=True)
            return _wrap((named, Span(said)), width, PLAIN)
        case Hint():
            return _wrap((Span(block.text),), width, HINT)


def _entry(entry: Entry, width: int) -> Sequence[Row]:
    lines, under = label_lines(entry)
    label = Span(labelled(entry.label), bold=True)
    first = (label, Span(" "), *lines[0]) if lines else (label,)
    return [*_paragraph((first, *lines[1:]), width), *_flow(under, width)]


def _item(item: Item, width: int) -> Sequence[Row]:
    marker = f"{item.marker} " if item.marker[:1].isdigit() else "• "
    return _hang(marker, _flow(item.blocks, width - len(marker)), PLAIN)


def _flow(blocks: Iterable[Block], width: int) -> list[Row]:
    """Return the rows of blocks, with an empty row between two paragraphs."""
    rows: list[Row] = []
    before: Block | None = None
    for block in blocks:
        if isinstance(before, Paragraph) and isinstance(block, Paragraph):
            rows.append([])
        rows += _block(block, width)
        before = block
    return rows


def _hang(marker: str, rows: Sequence[Row], style: Style, *, each: bool = False) -> list[Row]:
    """Return rows after a marker; later rows are indented, or ``each`` has the marker."""
    if not marker:
        return list(rows)
    first = Segment(marker, style)
    rest = first if each else Segment(" " * cell_len(marker))
    return [[rest if i else first, *row] for i, row in enumerate(rows or [[]])]


def _table(table: Table, width: int) -> list[Row]:
    """Return the rows of a table in two columns, or as entries if the width is too small."""
    labels = [labelled(row.label) for row in table.rows]
    column = max((cell_len(label) for label in labels), default=0) + 2
    narrow = width - column < 3 * NARROWEST
    rows: list[Row] = []
    for label, fact in zip(labels, table.rows, strict=True):
        if narrow:
            rows += _entry(Entry(fact.label, (Paragraph(((Span(fact.value),),)),)), width)
            continue
        head = label + " " * (column - cell_len(label))
        rows += _hang(head, _wrap((Span(fact.value),), width - column, PLAIN), BOLD)
    return rows


def _paragraph(lines: Lines, width: int) -> list[Row]:
    return [row for line in lines for row in _wrap(line, width, PLAIN)]


def _wrap(line: Line, width: int, style: Style) -> list[Row]:
    """Return the rows that one typed line needs; an empty line is an empty row."""
    spans = [span for span in line if span.text]
    whole = "".join(span.text for span in spans)
    if cell_len(whole) <= width and "\t" not in whole and "\n" not in whole:
        return [[Segment(span.text, style + _style(span)) for span in spans]]
    return _fold(line, width, style)


@lru_cache(maxsize=16384)
def _fold(line: Line, width: int, style: Style) -> list[Row]:
    """Wrap a line. Results are cached by line, as one line of a long note changes at a time."""
    text = Text(end="")
    for span in line:
        text.append(span.text, style + _style(span))
    console = _console()
    return [list(row.render(console)) for row in text.wrap(console, width, overflow="fold")]


def _style(span: Span) -> Style:
    return _STYLES[span.bold, span.italic]


_STYLES = {
    (bold, italic): Style(bold=bold or None, italic=italic or None)
    for bold in (False, True)
    for italic in (False, True)
}


@cache
def _console() -> Console:
    """Return the console that wrapping needs for tabs and styles; nothing is printed on it."""
    return Console(file=StringIO(), width=MEASURE, color_system=None, legacy_windows=False)
