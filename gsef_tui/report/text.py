"""The report as plain text, in the layout of the forum's own report.

A heading is its label with a colon; list markers and quotes are printed as typed, and a list
inside an item is indented under the item's text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .blocks import (
    Block,
    Entry,
    Heading,
    Hint,
    Item,
    List,
    Outline,
    Paragraph,
    Picture,
    Quote,
    Row,
    Table,
)
from .layout import Group, Part, label_lines, labelled, parts
from .notes import line_text
from .pictures import stand_in


def to_text(outline: Outline) -> str:
    """Return the whole report, ending in a line end."""
    paragraphs: list[str] = []
    for lines in (outline.header[:1], outline.header[1:], (outline.title,)):
        if any(lines):
            paragraphs.append("\n".join(lines) + "\n\n")
    before: Part | None = None
    for _, part in parts(outline):
        lines = tuple(_part(part, outline.label_space))
        if not lines:
            continue
        if isinstance(part, Heading) and part.level == 2:
            paragraphs.append(
                "\n"
            )  # more space before a section: nothing else tells its heading from a name
        elif _belongs(before, part):
            paragraphs[-1] = paragraphs[-1][:-1]
        paragraphs.append("\n".join(lines) + "\n\n")
        before = part
    return "".join(paragraphs).rstrip("\n") + "\n"


def _part(part: Part, space: str) -> Iterator[str]:
    match part:
        case Heading(_, text):
            yield labelled(text + space)
        case Group(entries):
            for entry in entries:
                yield from _entry(entry)
        case _:
            yield from _block(part)


def _belongs(before: Part | None, part: Part) -> bool:
    """Return whether no empty line comes between: a list right under its paragraph."""
    return isinstance(before, Paragraph) and isinstance(part, List)


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the lines of blocks, with an empty line between blocks that do not belong together."""
    before: Block | None = None
    for block in blocks:
        if before and not _belongs(before, block):
            yield ""
        yield from _block(block)
        before = block


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(lines):
            yield from map(line_text, lines)
        case List(items):
            for item in items:
                yield from _item(item)
        case Quote(inner):
            yield from (f"> {line}".rstrip(" ") for line in _blocks(inner))
        case Entry():
            yield from _entry(block)
        case Table(rows):
            yield from (_row(row) for row in rows)
        case Picture(file, caption, alt):
            yield " ".join(filter(None, (stand_in(file), caption or alt)))
        case Heading(_, text) | Hint(text):
            yield from text.split("\n")


def _item(item: Item) -> Iterator[str]:
    """Yield the lines of an item: the first after its marker, the others indented to the text."""
    indent = " " * (len(item.marker) + 1)
    lines = list(_blocks(item.blocks)) or [""]
    yield f"{item.marker} {lines[0]}".rstrip(" ")
    yield from (f"{indent}{line}".rstrip(" ") for line in lines[1:])


def _entry(entry: Entry) -> Iterator[str]:
    """Yield a label with its text, beside it if that is one paragraph, else under it."""
    lines, blocks = label_lines(entry)
    number = f"{entry.number}. " if entry.number else ""
    first = line_text(lines[0]) if lines else ""
    yield f"{number}{labelled(entry.label)} {first}".rstrip(" ")
    yield from map(line_text, lines[1:])
    yield from _blocks(blocks)


def _row(row: Row) -> str:
    return " ".join(filter(None, (labelled(row.label) if row.label else "", row.value)))
