"""Where the lines of the PDF may break, and where a tab ends a cell.

Typst breaks a line between any two syllables of Hangul and nowhere in a long Latin word, and it has
no tab stops. So it gets each line as pieces: Korean words stay together, as in a web page
(``word-break: keep-all``), a word that is wider than its line breaks anywhere, and a cell ends at
the next tab stop. No character is added for that: the text of the PDF can be copied and found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from gsef_tui.model.lazy_pattern import lazy_pattern

from .passages import HANGUL
from .runs import Run, Stretch


class Word(NamedTuple):
    """A Korean word, in which no line breaks."""

    stretches: tuple[Stretch, ...]


class Wide(NamedTuple):
    """A word that may be wider than its line, and then breaks anywhere.

    ``room`` is the width of the line in units of the size of its font. ``korean``: a word that is
    not wider does not break.
    """

    stretches: tuple[Stretch, ...]
    room: float
    korean: bool


class Cell(NamedTuple):
    """What a tab ends."""

    pieces: tuple[Stretch | Word | Wide, ...]


Piece: TypeAlias = Stretch | Word | Wide | Cell
Line: TypeAlias = tuple[Stretch, ...]

_TAB = lazy_pattern("\t")
_WORD = lazy_pattern("[^ \t\u1680\u2000-\u2006\u2008-\u200b\u205f\u3000]+")
"""What no space divides; a no-break space does not divide."""

_HANGUL = lazy_pattern(f"[{HANGUL}]")
_AFTER_SIGN = lazy_pattern(r"(?<=[-/‐–—…?!、。，」』】〉》])(?=[^\W\d])")
"""Where a Korean word may break: after a sign that joins two words, as in ``서울/부산``."""

_RIGHT_TO_LEFT = lazy_pattern(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff"
    "\U0001e800-\U0001efff]"
)
_MOST_WORDS = 20_000
"""The limit on the words of one line that are kept together: Typst's time grows with its square."""


def pieces(line: Line, room: float) -> tuple[Piece, ...]:
    """Return the pieces of a line, in order; together they are its text, without the tabs.

    ``room`` is the width of the line in units of the size of its font. A character is taken to be
    no wider than one unit. Words of a line with right-to-left letters are not kept together: Typst
    would put them in the order of those letters.
    """
    text = _text(line)
    if "\t" not in text:
        return line if len(text) <= room else _words(line, room)
    ends = [*(found.end() for found in _TAB.finditer(text)), len(text)]
    *cells, last = (_words(_untabbed(part), room) for part in _cut(line, ends))
    return (*map(Cell, cells), *last)


def _text(line: Line) -> str:
    return "".join(run.text for stretch in line for run in stretch.runs)


def _untabbed(line: Line) -> Line:
    """Return a cell without the tab at its end."""
    return tuple(
        Stretch(tuple(run._replace(text=run.text.rstrip("\t")) for run in stretch.runs), target)
        for stretch in line
        for target in (stretch.target,)
    )


def _words(line: Line, room: float) -> tuple[Stretch | Word | Wide, ...]:
    """Return the pieces of a line or cell."""
    text = _text(line)
    marks = list(_marks(text, room))
    if not marks:
        return line
    starts = [0, *(at for at, _ in marks)]
    found: list[Stretch | Word | Wide] = []
    parts = _cut(line, [*starts[1:], len(text)])
    for kind, part in zip(["", *(kind for _, kind in marks)], parts, strict=True):
        match kind:
            case "wide":
                found.append(Wide(part, room, korean=bool(_HANGUL.search(_text(part)))))
            case "word":
                found.append(Word(part))
            case _:
                found += part
    return tuple(found)


def _marks(text: str, room: float) -> Iterator[tuple[int, str]]:
    """Yield the places in a line where a word begins that needs care, with the kind of its piece,
    and where it ends."""
    korean = (
        _HANGUL.search(text) and not _RIGHT_TO_LEFT.search(text) and text.count(" ") < _MOST_WORDS
    )
    for word in _WORD.finditer(text):
        start, end = word.span()
        if end - start > room:
            yield start, "wide"
        elif korean and end - start > 1 and _HANGUL.search(word[0]):
            yield start, "word"
            for found in _AFTER_SIGN.finditer(word[0]):
                yield start + found.start(), "word"
        else:
            continue
        yield end, ""


def _cut(line: Line, ends: Iterable[int]) -> Iterator[Line]:
    """Yield the parts of a line cut at places in its text, of which the last is its end."""
    runs = [(run, stretch.target) for stretch in line for run in stretch.runs]
    at = index = used = 0
    for end in ends:
        part: list[tuple[Run, str]] = []
        while at < end:
            run, target = runs[index]
            taken = run.text[used : used + end - at]
            part.append((run._replace(text=taken), target))
            at, used = at + len(taken), used + len(taken)
            if used == len(run.text):
                index, used = index + 1, 0
        yield _stretched(part)


def _stretched(runs: Iterable[tuple[Run, str]]) -> Line:
    grouped = groupby(runs, key=itemgetter(1))
    return tuple(Stretch(tuple(run for run, _ in group), target) for target, group in grouped)
