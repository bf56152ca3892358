"""The runs of a line, from which every format with styles writes text.

A run is text of one style, language and direction. Runs that stand together form a stretch: a link,
or what stands between two.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from .blocks import Line
from .directions import turns
from .links import Link, links
from .notes import line_text
from .passages import passages


class Run(NamedTuple):
    """Text of one style; ``language`` is empty if it is the report's own.

    ``right_to_left`` is its direction: that of its letters, or of the paragraph around them.
    """

    text: str
    bold: bool = False
    italic: bool = False
    language: str = ""
    right_to_left: bool = False


class Stretch(NamedTuple):
    """Runs with one link around them; ``target`` is the link's address, or empty without one."""

    runs: tuple[Run, ...]
    target: str = ""


def stretches(line: Line, language: str, *, right_to_left: bool = False) -> tuple[Stretch, ...]:
    """Return the stretches of a line in a report in ``language``; together they are its text.

    A link is found in the whole line, so it may be bold in part. ``right_to_left`` is the direction
    of the paragraph.

    >>> from gsef_tui.report.notes import plain_lines
    >>> (line,) = plain_lines("Voir https://exemple.org.")
    >>> [stretch.target for stretch in stretches(line, "fr")]
    ['', 'https://exemple.org', '']
    """
    runs = [
        Run(passage.text, span.bold, span.italic, passage.language, right_to_left)
        for span in line
        for passage in passages(span.text, language, span.language)
    ]
    text = line_text(line)
    found = links(text)
    if places := turns(text, right_to_left=right_to_left):
        runs = list(_turned(runs, places))
    if found:
        return tuple(_divided(runs, found, len(text)))
    return (Stretch(tuple(runs)),) if runs else ()


def unlinked(text: str, language: str) -> tuple[Run, ...]:
    """Return the runs of a plain text that stands in a link, so that its addresses are none."""
    return tuple(Run(p.text, language=p.language) for p in passages(text, language))


def _divided(runs: list[Run], found: tuple[Link, ...], length: int) -> Iterator[Stretch]:
    """Divide the runs of a text of that length at the edges of its links."""
    left = runs[::-1]
    at = 0
    for start, end, target in (*found, Link(length, length, "")):
        for size, leads_to in ((start - at, ""), (end - start, target)):
            if size:
                yield Stretch(tuple(_taken(left, size)), leads_to)
        at = end


def _turned(runs: list[Run], places: tuple[int, ...]) -> Iterator[Run]:
    """Divide runs at the places where the direction changes, and turn every other part."""
    left = runs[::-1]
    length = sum(len(run.text) for run in runs)
    for part, (start, end) in enumerate(pairwise((0, *places, length))):
        for run in _taken(left, end - start):
            yield run._replace(right_to_left=not run.right_to_left) if part % 2 else run


def _taken(left: list[Run], size: int) -> Iterator[Run]:
    """Take so many characters from the runs that are left, the last of which is the next."""
    while size:
        run = left.pop()
        if len(run.text) > size:
            left.append(run._replace(text=run.text[size:]))
            run = run._replace(text=run.text[:size])
        size -= len(run.text)
        yield run
