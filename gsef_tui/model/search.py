"""Search a session for a text, ignoring accents and case."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import combining

from msgspec import Struct

from .normal_forms import normalize
from .places import FORUM, Place, text_at
from .session import Session

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "\u202f": " "})


class Match(Struct, frozen=True):
    """The first match in a line. ``offset`` and ``length`` count in the whole text at the place."""

    place: Place
    offset: int
    length: int
    line: str


def search(session: Session, wanted: str) -> Iterator[Match]:
    """Yield a match for each line of a session that contains the text, in the template's order.

    Accents, case and the form of apostrophes and spaces are ignored. A blank text has no match.
    """
    folded = fold_with_offsets(wanted.strip())[0]
    if folded:
        for place in places(session):
            yield from _matches(place, text_at(session, place), folded)


def places(session: Session) -> Iterator[Place]:
    """Yield every place of a session at which a text can be."""
    yield from (Place(FORUM, key) for key in session.forum)
    for section in session.template.all_sections:
        yield from section.kind.places(session, section)


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """Return a text without accents and case, and the original offset of each of its letters.

    The list has one more number at its end: the length of ``text``.
    """
    folded: list[str] = []
    offsets: list[int] = []
    for offset, letter in enumerate(text.translate(_APOSTROPHES)):
        plain = letter.casefold() if letter.isascii() else _plain(letter)
        folded.append(plain)
        offsets.extend([offset] * len(plain))
    return "".join(folded), [*offsets, len(text)]


def _plain(text: str) -> str:
    parts = normalize("NFKD", text.casefold())
    return parts if parts.isascii() else "".join(p for p in parts if not combining(p))


def _matches(place: Place, text: str, wanted: str) -> Iterator[Match]:
    if wanted not in _plain(text.translate(_APOSTROPHES)):  # far faster than line by line
        return
    start = 0
    for line in text.split("\n"):
        folded, offsets = fold_with_offsets(line)
        at = folded.find(wanted)
        if at >= 0:
            first, end = offsets[at], offsets[at + len(wanted) - 1] + 1
            yield Match(place, start + first, end - first, line)
        start += len(line) + 1
