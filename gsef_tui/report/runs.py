"""The runs of a line, from which every format with styles writes text.

A run is text of one style and language. Runs that stand together form a stretch: a link, or what
stands between two.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .blocks import Line
from .links import Link, links
from .notes import line_text
from .passages import passages


class Run(NamedTuple):
    """Text of one style; ``language`` is empty if it is the report's own."""

    text: str
    bold: bool = False
    italic: bool = False
    language: str = ""


class Stretch(NamedTuple):
    """Runs with one link around them; ``target`` is the link's address, or empty without one."""

    runs: tuple[Run, ...]
    target: str = ""


def stretches(line: Line, language: str) -> tuple[Stretch, ...]:
    """Return the stretches of a line in a report in ``language``; together they are its text.

    A link is found in the whole line, so it may be bold in part.

    >>> [stretch.target for stretch in stretches((Span("Voir https://exemple.org."),), "fr")]
    ['', 'https://exemple.org', '']
    """
    runs = [
        Run(passage.text, span.bold, span.italic, passage.language)
        for span in line
        for passage in passages(span.text, language)
    ]
    text = line_text(line)
    found = links(text)
    if found:
        return tuple(_divided(runs, found, len(text)))
    return (Stretch(tuple(runs)),) if runs else ()


def _divided(runs: list[Run], found: tuple[Link, ...], length: int) -> Iterator[Stretch]:
    """Divide the runs of a text of that length at the edges of its links."""
    left = runs[::-1]
    at = 0
    for start, end, target in (*found, Link(length, length, "")):
        for size, leads_to in ((start - at, ""), (end - start, target)):
            if size:
                yield Stretch(tuple(_taken(left, size)), leads_to)
        at = end


def _taken(left: list[Run], size: int) -> Iterator[Run]:
    """Take so many characters from the runs that are left, the last of which is the next."""
    while size:
        run = left.pop()
        if len(run.text) > size:
            left.append(run._replace(text=run.text[size:]))
            run = run._replace(text=run.text[:size])
        size -= len(run.text)
        yield run
