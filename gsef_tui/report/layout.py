"""The layout of an outline's blocks on a page, shared by all formats.

The outline decides what is printed and in which order. This module decides what only a page needs:
which entries belong together, how deep a heading may be, what stands beside a label.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct

from .blocks import Block, Entry, Heading, Lines, Outline, Paragraph


class Group(Struct, frozen=True):
    """Entries that belong together: an answer with its name, a question with its answers.

    ``places`` are their places in the session; ``number`` is that of the first entry, or 0.
    """

    entries: tuple[Entry, ...]
    places: tuple[str, ...]
    number: int = 0


Part: TypeAlias = Block | Group


def parts(outline: Outline) -> Iterator[tuple[str, Part]]:
    """Yield the blocks in order with their places, with entries grouped and heading levels fixed.

    A group begins with a number, or with the label that began the run of entries, so that a second
    ``Question`` begins a new pair. Only the title has level 1; a heading is never two levels below
    the one before it.
    """
    level = 1
    run: list[tuple[str, Entry]] = []
    for place, block in zip(outline.places, outline.blocks, strict=True):
        if isinstance(block, Entry):
            run.append((place, block))
            continue
        yield from _groups(run)
        run = []
        if isinstance(block, Heading):
            level = max(2, min(block.level, level + 1))
            yield place, block if block.level == level else Heading(level, block.text)
        else:
            yield place, block
    yield from _groups(run)


def _groups(run: Sequence[tuple[str, Entry]]) -> Iterator[tuple[str, Group]]:
    starts = [i for i, (_, e) in enumerate(run) if i == 0 or e.number or _again(run, i)]
    for start, end in zip(starts, [*starts, len(run)][1:], strict=True):
        places, entries = zip(*run[start:end], strict=True)
        yield places[0], Group(entries, places, entries[0].number)


def _again(run: Sequence[tuple[str, Entry]], index: int) -> bool:
    return not run[0][1].number and run[index][1].label == run[0][1].label


def label_lines(entry: Entry) -> tuple[Lines, tuple[Block, ...]]:
    """Return the lines beside an entry's label, and the blocks under it.

    A single paragraph is put beside the label; anything more is all put under it.
    """
    match entry.blocks:
        case (Paragraph(lines=lines),):
            return lines, ()
        case blocks:
            return (), blocks


def labelled(label: str) -> str:
    """Return a label with its colon."""
    return f"{label}:"
