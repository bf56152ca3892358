"""Whether a text may be the name of somebody who is not among the participants."""

from __future__ import annotations

from gsef_tui.model.lazy_pattern import lazy_pattern

_PARTICLES = frozenset(
    ("de", "da", "do", "dos", "das", "del", "della", "di", "du", "des", "d", "e", "y", "la", "las",
     "los", "le", "van", "von", "der", "den", "ter", "ten", "zu", "bin", "ben", "bint", "ibn", "al",
     "el", "ould", "af", "av", "st")
)  # fmt: skip
_NO_NAME = lazy_pattern(r"[\d?!:;…«»“”\"=+/%]")
_APOSTROPHES = str.maketrans("’ʼ-‐", "''  ")


def may_be_name(text: str) -> bool:
    """Return whether a text looks like a person's name: two to five words, capital letters first.

    Words in scripts without capitals count, particles need none.

    >>> may_be_name("Ada van der Brook"), may_be_name("Background of the session")
    (True, False)
    """
    words = text.split()
    if not 2 <= len(words) <= 5 or _NO_NAME.search(text):
        return False
    parts = [part for word in words for part in word.translate(_APOSTROPHES).split()]
    large = [part for part in parts if part.strip("'.,").casefold() not in _PARTICLES]
    first = [part.lstrip("'(").removeprefix("d'").removeprefix("l'") for part in large]
    return len(large) > 1 and all(part and not part[0].islower() for part in first)
