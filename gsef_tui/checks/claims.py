"""The figures, sums, dates, laws and addresses of a session by who named them: to be verified."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from gsef_tui.model.gaps import speaker_at
from gsef_tui.model.places import Place
from gsef_tui.model.session import Session
from gsef_tui.report.display_names import person_name

from .labels import place_label
from .prose import prose
from .statements import Kind, statements

WORDS = 5
"""So many words before and behind tell which passage is meant."""
LETTERS = 60
"""And at most so many letters: Korean has few spaces, and some text none."""
_MARKER = re.compile(r"\s*(?:(?:[-*>]|\d{1,2}[.)])\s+)*")


class Claim(Struct, frozen=True):
    """Something to verify: what kind of thing, its text, the words around it on its line.

    ``offset`` counts in the whole text at the place. ``code`` is who said it, empty where nobody in
    particular did.
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
        """It with the words around it."""
        return f"{self.before}{self.text}{self.after}"


def find_claims(session: Session) -> list[Claim]:
    """All of a session: each speaker's together, in the order in which they first stand in the
    report; then what is nobody's in particular."""
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
    """The facts under who said them; where nobody in particular did, under their place."""
    heads: dict[str, list[Claim]] = {}
    for fact in facts:
        name = person_name(session, fact.code) if fact.code else ""
        head = name or place_label(session, str(fact.place))
        heads.setdefault(head, []).append(fact)
    return list(heads.items())


def claims_page(session: Session) -> list[str]:
    """The list as plain lines, to be sent to who can tell whether it is right."""
    lines: list[str] = []
    for head, facts in by_whom(session, find_claims(session)):
        lines += [*([""] if lines else []), head, *(f"- {fact.passage}" for fact in facts)]
    return lines


def _before(text: str) -> str:
    """The last words before something, and a sign where they are not all."""
    text = _MARKER.sub("", text, count=1)
    words = re.findall(r"\S+\s*", text[-LETTERS:])
    kept = "".join(words[-WORDS:]) if len(words) > WORDS else text[-LETTERS:].lstrip()
    return kept if len(kept) == len(text.lstrip()) else f"… {kept}"


def _after(text: str) -> str:
    words = re.findall(r"\s*\S+", text[:LETTERS])
    kept = "".join(words[:WORDS]).rstrip()
    return kept if len(kept) == len(text.rstrip()) else f"{kept} …"
