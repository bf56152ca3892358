"""Gaps: passages that the rapporteur missed, marked in the text as ``@@`` and the time, if known.

A mark is ``@@`` and everything up to the next white space. Punctuation at its end belongs to the
sentence, not to the mark: ``(@@20:47).`` is a gap in brackets. Replacing the mark fills the gap;
nothing else in the session refers to it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from datetime import datetime

from msgspec import Struct

from .kinds import TextType
from .lazy_pattern import lazy_pattern
from .places import Place, code_at, text_at, text_type
from .search import places
from .session import NOBODY, Session
from .turns import turns

SIGN = "@@"
BEFORE = 200
"""The length of ``Gap.before``, at most."""
_MARK = lazy_pattern(r"@@\S*")
_ENDS = ".,;:!?…*_)]}»”’\"'"
_TIME = lazy_pattern(r"@@(?P<hour>[01]?\d|2[0-3])[:hH](?P<minute>[0-5]\d)(?!\d)")


class Gap(Struct, frozen=True):
    """A gap: where its mark is, and what is known about it.

    ``offset`` and ``length`` count in the whole text at the place; ``text`` is the mark, ``before``
    the text before it on its line. ``time``, such as ``20:47``, is the mark's own, else when the
    person took the floor if they did so exactly once, else empty. ``code`` is the person whose text
    it is, empty if it is nobody's.
    """

    place: Place
    offset: int
    length: int
    text: str
    time: str = ""
    code: str = ""
    before: str = ""


def find_gaps(session: Session) -> list[Gap]:
    """Return the gaps of a session, in the order of the template and of each text."""
    found = []
    taken = _floor_taken(session)
    for place in places(session):
        text = text_at(session, place)
        if SIGN not in text or text_type(session.template, place) is TextType.FILE:
            continue
        code = speaker_at(session, place)
        for match in _MARK.finditer(text):
            at, sign = match.start(), match[0].rstrip(_ENDS)
            before = text[max(0, at - BEFORE) : at].rpartition("\n")[2]
            said = time_of(sign) or taken.get(code, "")
            found.append(Gap(place, at, len(sign), sign, said, code, before))
    return found


def next_gap(session: Session, gaps: list[Gap], here: Place, cursor: int) -> Gap | None:
    """Return the next gap from the cursor on, wrapping at the end; None if there is no other.

    The gap that the cursor is in does not count.
    """
    order = {place: number for number, place in enumerate(places(session))}
    sections = {section.id: number for number, section in enumerate(session.template.all_sections)}

    def rank(place: Place, offset: int) -> tuple[int, int, int]:
        return sections.get(place.section, -1), order.get(place, -1), offset

    first = bisect_left(gaps, rank(here, cursor), key=lambda gap: rank(gap.place, gap.offset))
    around = [*gaps[first:], *gaps[:first]]
    return next((gap for gap in around if not _stands_in(gap, here, cursor)), None)


def _stands_in(gap: Gap, here: Place, cursor: int) -> bool:
    return gap.place == here and gap.offset < cursor <= gap.offset + gap.length


def without_marks(text: str, put: str) -> str:
    """Return a text with ``put`` in place of each mark.

    >>> without_marks("(@@20:47).", "[…]")
    '([…]).'
    """
    return _MARK.sub(lambda m: put + m[0][len(m[0].rstrip(_ENDS)) :], text)


def mark(moment: datetime) -> str:
    """Return the mark of a gap at a moment: ``@@20:47``."""
    return f"{SIGN}{moment:%H:%M}"


def time_of(text: str) -> str:
    """Return the time in a mark, as ``20:47``; empty if it has none."""
    found = _TIME.match(text)
    return f"{int(found['hour']):02}:{found['minute']}" if found else ""


def _floor_taken(session: Session) -> dict[str, str]:
    """Return when each person with exactly one turn took the floor, as ``20:47``, by code."""
    every = turns(session)
    count = Counter(turn.who for turn in every)
    return {turn.who: f"{turn.begins:%H:%M}" for turn in every if count[turn.who] == 1}


def speaker_at(session: Session, place: Place) -> str:
    """Return the code of the person whose text is at a place; empty if it is nobody's."""
    code = code_at(session, place)
    return "" if code == NOBODY else code
