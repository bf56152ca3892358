"""Search a session for a text, however it is written: ``fold`` says what is ignored."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from .folding import FoldedText, fold, fold_letters
from .places import FORUM, Place, text_at
from .session import Session


class Match(Struct, frozen=True):
    """The first match in a line. ``offset`` and ``length`` count in the whole text at the place."""

    place: Place
    offset: int
    length: int
    line: str


def search(session: Session, wanted: str) -> Iterator[Match]:
    """Yield a match for each line of a session that contains the text, in the template's order.

    A blank text has no match.
    """
    folded = fold(wanted)
    if folded:
        for place in places(session):
            yield from _matches(place, text_at(session, place), folded)


def places(session: Session) -> Iterator[Place]:
    """Yield every place of a session at which a text can be."""
    yield from (Place(FORUM, key) for key in session.forum)
    for section in session.template.all_sections:
        yield from section.kind.places(session, section)


def _matches(place: Place, text: str, wanted: str) -> Iterator[Match]:
    for offset, length, line in lines_with(text, wanted):
        yield Match(place, offset, length, line)


def lines_with(text: str, wanted: str) -> Iterator[tuple[int, int, str]]:
    """Yield the offset and the length of the first match in each line of a text, and the line.

    ``wanted`` is folded.
    """
    yield from lines_with_folded(text, fold_letters(text), wanted)


def lines_with_folded(text: str, folded: str, wanted: str) -> Iterator[tuple[int, int, str]]:
    """Yield what ``lines_with`` yields for a text whose letters were folded before."""
    if wanted not in folded:  # far faster than line by line
        return
    start = 0
    for line, folded_line in zip(text.split("\n"), folded.split("\n"), strict=True):
        at = folded_line.find(wanted)
        if at >= 0:
            first, end = FoldedText(line).span(at, at + len(wanted))
            yield start + first, end - first, line
        start += len(line) + 1
