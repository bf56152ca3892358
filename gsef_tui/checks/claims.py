"""Claims to verify: the figures, sums, dates, laws and addresses of a session, by speaker."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from gsef_tui.model.gaps import speaker_at
from gsef_tui.model.item_markers import ITEM_MARKER
from gsef_tui.model.lazy_pattern import lazy_pattern
from gsef_tui.model.places import Place
from gsef_tui.model.session import Session
from gsef_tui.report.display_names import person_name

from .labels import place_label
from .prose import prose
from .statements import Kind, statements

WORDS = 5
"""How many words before and after a claim are quoted, to identify the passage."""
LETTERS = 60
"""How many characters before and after are quoted at most: Korean has few spaces, other text none.
"""
_MARKER = lazy_pattern(rf"\s*(?:(?:>|{ITEM_MARKER})\s+)*")


class Claim(Struct, frozen=True):
    """Something to verify: its kind, its text, and the words around it on its line.

    ``offset`` counts in the whole text at the place. ``code`` is the person who said it, empty for
    nobody in particular.
    """

    kind: Kind
    text: str
    before: str
    after: str
    place: Place
    offset: int
    code: str = ""

    @property
    def passage(self) -> str:
        """The claim with the words around it."""
        return f"{self.before}{self.text}{self.after}"


def find_claims(session: Session) -> list[Claim]:
    """Return the claims of a session, grouped by speaker.

    Speakers are in the order of their first claims in the report; the claims of nobody in
    particular come last.
    """
    by_speaker: dict[str, list[Claim]] = {}
    for place, text in prose(session):
        code = speaker_at(session, place)
        start = 0
        for line in text.split("\n"):
            for found in statements(line):
                by_speaker.setdefault(code, []).append(
                    Claim(
                        found.kind,
                        line[found.start : found.end],
                        _before(line[: found.start]),
                        _after(line[found.end :]),
                        place,
                        start + found.start,
                        code,
                    )
                )
            start += len(line) + 1
    nobody = by_speaker.pop("", [])
    return [*(one for theirs in by_speaker.values() for one in theirs), *nobody]


def by_whom(session: Session, facts: Sequence[Claim]) -> list[tuple[str, list[Claim]]]:
    """Return the claims under the name of their speaker, or of their place if they have none."""
    heads: dict[str, list[Claim]] = {}
    for fact in facts:
        name = person_name(session, fact.code) if fact.code else ""
        head = name or place_label(session, str(fact.place))
        heads.setdefault(head, []).append(fact)
    return list(heads.items())


def claims_page(session: Session) -> list[str]:
    """Return the list as plain lines, to be sent to people who can verify it."""
    lines: list[str] = []
    for head, facts in by_whom(session, find_claims(session)):
        lines += [*([""] if lines else []), head, *(f"- {fact.passage}" for fact in facts)]
    return lines


def _before(text: str) -> str:
    """Return the last words of a text, after ``…`` if there are more."""
    text = _MARKER.sub("", text, count=1)
    words = re.findall(r"\S+\s*", text[-LETTERS:])
    kept = "".join(words[-WORDS:]) if len(words) > WORDS else text[-LETTERS:].lstrip()
    return kept if len(kept) == len(text.lstrip()) else f"… {kept}"


def _after(text: str) -> str:
    words = re.findall(r"\s*\S+", text[:LETTERS])
    kept = "".join(words[:WORDS]).rstrip()
    return kept if len(kept) == len(text.rstrip()) else f"{kept} …"
