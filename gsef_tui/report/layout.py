"""How the blocks of an outline stand to each other on a page, for every format that has pages.

The outline says what is printed and in which order. What only a laid-out page has to know is here:
which entries belong together, how deep a heading may be, what stands beside a label.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct

from .blocks import Block, Entry, Heading, Lines, Outline, Paragraph


class Group(Struct, frozen=True):
    """Entries that say one thing together: an answer with its name, a question with its answers.

    ``number`` is the one that opens it, 0 where it has none.
    """

    entries: tuple[Entry, ...]
    places: tuple[str, ...]
    number: int = 0


Part: TypeAlias = Block | Group


def parts(outline: Outline) -> Iterator[tuple[str, Part]]:
    """The blocks in order with their places, entries in groups and headings without a gap.

    A group begins with a number, or with the label that began the run of entries: so a second
    ``Question`` opens a new pair. A heading is of level 2 or 3, and never two levels below the one
    before it: the title alone is level 1.
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


def beside(entry: Entry) -> tuple[Lines, tuple[Block, ...]]:
    """The lines that stand beside an entry's label, and the blocks that stand under it.

    A paragraph alone stands beside it; where there is more, all of it stands under the label.
    """
    match entry.blocks:
        case (Paragraph(lines=lines),):
            return lines, ()
        case blocks:
            return (), blocks


def labelled(label: str) -> str:
    """A label as it is printed before what it names."""
    return f"{label}:"
