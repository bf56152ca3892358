"""Find quotations that are opened and never closed, or closed and never opened.

Each kind of mark is matched separately. Marks with a direction may match across paragraphs of a
text; straight ones match within a paragraph. Apostrophes are not quotation marks, nor is an inch
sign after a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile

from msgspec import Struct

from gsef_tui.model.lazy_pattern import lazy_pattern
from gsef_tui.model.places import Place, text_at, with_text
from gsef_tui.model.session import Session

from .findings import Finding
from .prose import prose

OPEN, STRAY = "open-quotation", "stray-quotation"
SHOWN = 30
"""How many characters, with the mark itself, are quoted to identify it."""

_CLOSING = {
    "«": "»", "»": "«", "“": "”", "”": "”", "„": "“", "「": "」", "『": "』", "《": "》", '"': '"',
}  # fmt: skip
_MARK = lazy_pattern('[«»“”„「」『』《》"]')
_FAMILY = {mark: pair[0] for pair in ("«»", "“”„", "「」", "『』", "《》") for mark in pair}
_BESIDE = " \t\n\u00a0\u202f"


class Mark(Struct, frozen=True):
    """A mark without its counterpart: its offset in the text, and whether it opens."""

    sign: str
    offset: int
    opens: bool


def quotation_findings(session: Session) -> Iterator[Finding]:
    """Yield a hint for each mark without its counterpart."""
    for place, text in prose(session):
        seen = set()
        for mark in unmatched(text):
            about = words_at(text, mark)
            if about in seen:
                continue
            seen.add(about)
            if mark.opens:
                message = f"never closed: {about}"
                yield Finding(OPEN, str(place), message, "hint", about)
            else:
                message = f"never opened: {about}"
                yield Finding(STRAY, str(place), message, "hint", about)


def words_at(text: str, mark: Mark) -> str:
    """Return a mark with the quoted words next to it."""
    at, end = mark.offset, mark.offset + 1
    if mark.opens:
        return text[at : at + SHOWN].partition("\n")[0].rstrip()
    return text[max(0, end - SHOWN) : end].rpartition("\n")[2].lstrip()


def close(session: Session, finding: Finding) -> Session:
    """Return the session with a quotation closed at the end of the line that opens it."""
    place = Place.parse(finding.place)
    text = text_at(session, place)
    mark = next(
        (m for m in unmatched(text) if m.opens and words_at(text, m) == finding.about), None
    )
    if mark is None:
        return session
    line = text[mark.offset :].partition("\n")[0].rstrip(_BESIDE)
    end = mark.offset + len(line)
    inside = line[1:2]
    space = inside if len(line) > 1 and inside in _BESIDE else ""
    closed = f"{text[:end]}{space}{_CLOSING[mark.sign]}{text[end:]}"
    return with_text(session, place, closed)


@lru_cache(maxsize=64)
def unmatched(text: str) -> tuple[Mark, ...]:
    """Return the marks of a text that have no counterpart, in order."""
    if not _MARK.search(text):
        return ()
    found: list[Mark] = []
    opened: dict[str, list[tuple[int, int, str]]] = {family: [] for family in _FAMILY.values()}
    start = 0
    for number, block in enumerate(re.split(r"(\n[^\S\n]*(?=\n))", text)):
        straight = []
        for match in _MARK.finditer(block):
            sign, at = match[0], start + match.start()
            if sign == '"':
                straight.append(at)
            else:
                found += _directed(text, sign, at, number, opened[_FAMILY[sign]])
        found += _straight(text, straight) if len(straight) % 2 else ()
        start += len(block)
    found += [Mark(sign, at, True) for left in opened.values() for _, at, sign in left]
    return tuple(sorted(found, key=lambda mark: mark.offset))


def _directed(
    text: str, sign: str, at: int, block: int, opened: list[tuple[int, int, str]]
) -> list[Mark]:
    """Open or close a quotation with a mark of one family; return the marks left unmatched.

    A mark that opens leaves those opened in earlier blocks unmatched: nothing closes them any more.
    """
    if _opens(text, sign, at, opened[-1][2] if opened else ""):
        earlier = list(takewhile(lambda mark: mark[0] < block, opened))
        left = [Mark(other, there, True) for _, there, other in earlier]
        del opened[: len(left)]
        opened.append((block, at, sign))
        return left
    if opened:
        opened.pop()
        return []
    return [] if sign == "”" and text[at - 1 : at].isdigit() else [Mark(sign, at, False)]


def _opens(text: str, sign: str, at: int, last: str) -> bool:
    """Return whether a mark opens a quotation.

    The surrounding text decides, since people in a hurry type the same mark at both ends, and some
    languages open with the mark that closes in others.
    """
    stands_before = _begins(text, at)
    match sign:
        case "«" | "“":
            return not last or (stands_before if sign == "“" else last == "«")
        case "»":
            return not last and stands_before
        case "”":
            return not last and stands_before
        case _:
            return sign in "„「『《"


def _begins(text: str, at: int) -> bool:
    """Return whether a mark is before a word and not after one."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    return (not before or before in _BESIDE or before in "([-–—'’") and after.isalnum()


def _straight(text: str, offsets: list[int]) -> Iterator[Mark]:
    """Yield the one of an odd number of straight marks that has no counterpart."""
    left: int | None = None
    for at in offsets:
        before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
        if left is None:
            if before.isdigit():
                return  # inches, or seconds
            ends = before and before not in _BESIDE and (not after or not after.isalnum())
            if ends:
                yield Mark('"', at, False)
                return
            left = at
        elif _begins(text, at):
            yield Mark('"', left, True)
            return
        else:
            left = None
    if left is not None:
        yield Mark('"', left, True)
