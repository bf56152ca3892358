"""The direction of paragraphs: one whose first letter is Arabic or Hebrew runs from right to left.

A word processor or a browser orders the letters within a line itself (Unicode, UAX #9), but needs
to know in which direction the paragraph as a whole runs. Word needs to know it of runs too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from unicodedata import bidirectional, category

from gsef_tui.model.lazy_pattern import lazy_pattern

from .blocks import Block, Entry, Item, Lines, List, Paragraph, Quote
from .notes import line_text

_RIGHT_TO_LEFT = lazy_pattern(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""The blocks of characters that run from right to left, which most reports do not have."""
_RIGHT = ("R", "AL")
_NUMBERS = ("EN", "AN")


def is_right_to_left(lines: Lines) -> bool:
    """Return whether the first letter of a paragraph belongs to a script from right to left.

    >>> from gsef_tui.report.notes import plain_lines
    >>> [is_right_to_left(plain_lines(text)) for text in ("« سلام » à tous", "Le mot سلام")]
    [True, False]
    """
    texts = [line_text(line) for line in lines]
    return any(map(_RIGHT_TO_LEFT.search, texts)) and bool(_first(map(_direction, texts)))


def _direction(text: str) -> bool | None:
    """Return whether the first letter of a text runs from right to left; None without a letter."""
    for character in text:
        kind = bidirectional(character)
        if kind == "L" or kind in _RIGHT:
            return kind != "L"
    return None


def _first(directions: Iterable[bool | None]) -> bool | None:
    return next((direction for direction in directions if direction is not None), None)


def by_direction(lines: Lines) -> tuple[Lines, ...]:
    """Divide the lines of a paragraph into paragraphs that run in one direction each.

    As each line was typed by itself, each has its own direction; a line without letters runs as
    the one before it. Nearly always, all lines run in the same direction. Only for formats that are
    not read back: in the others the lines stay one paragraph, so that they come back as typed.
    """
    texts = [line_text(line) for line in lines]
    if not any(map(_RIGHT_TO_LEFT.search, texts)):
        return (lines,)
    last = _first(map(_direction, texts))
    decided: list[bool | None] = []
    for text in texts:
        found = _direction(text)
        last = last if found is None else found
        decided.append(last)
    pairs = groupby(zip(lines, decided, strict=True), key=lambda pair: pair[1])
    return tuple(tuple(line for line, _ in run) for _, run in pairs)


def open_right_to_left(blocks: Iterable[Block | Item]) -> bool:
    """Return whether the first letter of a list's items, or of a quote, runs from right to left."""
    return bool(_first(map(_direction, _texts(blocks))))


def _texts(blocks: Iterable[Block | Item]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(lines=lines):
                yield from map(line_text, lines)
            case List(items=items):
                yield from _texts(items)
            case Quote(blocks=inner) | Item(blocks=inner):
                yield from _texts(inner)
            case Entry(label=label, blocks=inner):
                yield label
                yield from _texts(inner)
            case _:
                continue


def turns(text: str, *, right_to_left: bool) -> tuple[int, ...]:
    """Return where the direction changes in a line of a paragraph that runs in this direction.

    The text before the first place runs as the paragraph does, that after it in the other
    direction, and so on. Numbers run with the letter before them; white space and signs between
    two directions run as the paragraph does.

    >>> turns("dit سلام 12, oui", right_to_left=False)
    (4, 11)
    """
    if not (right_to_left or _RIGHT_TO_LEFT.search(text)):
        return ()
    found: list[int] = []
    against = False
    end = brackets = 0  # of the letters that run against the paragraph
    for at, character in enumerate(text):
        kind = bidirectional(character)
        if kind == "L" or kind in _RIGHT:
            if against != ((kind != "L") != right_to_left):
                against = not against
                brackets = 0
                found.append(at if against else end)
        elif against and category(character) in ("Ps", "Pe"):
            brackets += 1 if category(character) == "Ps" else -1
            if brackets < 0:  # the other bracket of the pair runs as the paragraph does
                against = False
                found.append(end)
            continue
        elif kind not in _NUMBERS:
            continue
        end = at + 1
    return (*found, end) if against and end < len(text) else tuple(found)
