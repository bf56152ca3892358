"""What a session holds before a report is added to it, compared as the report prints it.

A report prints a note with the typography of its language: other quotation marks, apostrophes,
spaces and dashes. Texts are compared without them, line by line.
"""

from __future__ import annotations

from collections import Counter

from gsef_tui.model.lazy_pattern import lazy_pattern
from gsef_tui.model.normal_forms import normalize
from gsef_tui.model.places import Place, text_at
from gsef_tui.model.session import Session
from gsef_tui.report.emphasis import without_guards
from gsef_tui.report.marks import without_own_marks

_SIGNS = str.maketrans({
    **dict.fromkeys("«»“”„‟″〝〞", '"'), **dict.fromkeys("’‘‛ʼ′`´", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"), **dict.fromkeys("\u00ad\u200b\u2060\ufeff*^", None),
})  # fmt: skip
_MARKER = lazy_pattern(r"\s*(?:[-*•·▪◦]|(?P<number>\d{1,3})[.)])(?:\s+|$)")
_SPACES = lazy_pattern(r"\s*(-+|[:;!?\"'()…=+%€])\s*")


def text_key(line: str) -> str:
    """Return a line for comparison: its words, without what typography may change.

    The marker of a list stays a marker, whichever sign it has.

    >>> text_key("« L’an 2022 » : *oui*") == text_key("\\"L'an 2022\\": oui")
    True
    """
    text = normalize("NFKC", without_guards(line)).translate(_SIGNS)
    marker = ""
    if found := _MARKER.match(line):
        marker = f"{found['number']}. " if found["number"] else "- "
        text = normalize("NFKC", without_guards(line[found.end() :])).translate(_SIGNS)
    words = _SPACES.sub(lambda sign: sign[1][0], " ".join(text.split()))
    return f"{marker}{words}" if words else ""


def text_keys(text: str) -> list[str]:
    """Return the lines of a text for comparison, without those that print nothing."""
    return [key for line in text.split("\n") if (key := text_key(line.lstrip("> ")))]


class Present:
    """The texts of a session, each of whose lines is found once.

    A report may hold a line twice; where the session holds it once, the second is new.
    """

    def __init__(self, session: Session) -> None:
        self._session = without_own_marks(session)
        self._lines: dict[Place, list[str | None]] = {}

    def take(self, place: Place, text: str) -> bool:
        """Return whether the whole text is at a place, and do not find it there again if so.

        Its lines must stand there one after another.
        """
        wanted = text_keys(text)
        if not wanted:
            return not text.strip()
        if place not in self._lines:
            self._lines[place] = list(text_keys(text_at(self._session, place)))
        there = self._lines[place]
        first = wanted[0]
        for at in range(len(there) - len(wanted) + 1):
            if there[at] == first and there[at : at + len(wanted)] == wanted:
                there[at : at + len(wanted)] = [None] * len(wanted)
                return True
        return False


class Keyed:
    """The entries of a section by what they say, each of which is found once."""

    def __init__(self) -> None:
        self._keys: dict[str, list[str]] = {}
        self._taken: Counter[str] = Counter()

    def add(self, entry: str, text: str) -> None:
        """Add a text by which an entry is found."""
        if key := " ".join(text_keys(text)):
            self._keys.setdefault(key, []).append(entry)

    def take(self, *texts: str) -> str | None:
        """Return an entry with one of these texts that was not found before, or None."""
        for text in texts:
            for entry in self._keys.get(" ".join(text_keys(text)), ()):
                if not self._taken[entry]:
                    self._taken[entry] += 1
                    return entry
        return None
