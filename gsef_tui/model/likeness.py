"""How alike two names are, whatever their accents, capitals and order.

By ``difflib`` of the standard library: a session has a few dozen names, so its speed is enough, and
its ratio puts ``Sahli`` and ``Salhi``, ``Quantchi`` and ``Ouantchi`` well above what two people
have in common. A compiled library would be one more thing to install for that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import count
from typing import NamedTuple

from .cldr import fold

ALIKE = 0.88
"""From here on two names are taken for one, which is always said: so may two people be alike."""

MARGIN = 0.04
"""By so much the most alike of several names has to be ahead of the next."""

_LONGEST = 200
"""Longer texts are no names, and comparing them takes time."""

_SMALL_RATIO = 0.6

_BITS: dict[tuple[str, int], int] = {}
_FREE_BITS = count()

_TITLES = frozenset(
    ("m", "mr", "mrs", "ms", "mme", "mlle", "dr", "prof", "sr", "sra", "srta", "monsieur", "madame")
)
_SMALL = frozenset(
    ("de", "des", "du", "la", "le", "les", "l", "d", "et", "of", "the", "and", "for", "y", "el",
     "los", "las", "del", "pour", "e")
)  # fmt: skip


@lru_cache(maxsize=4096)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name, folded, without forms of address."""
    words = re.findall(r"\w+", fold(name))
    kept = tuple(word for word in words if word not in _TITLES)
    return kept or tuple(words)


@lru_cache(maxsize=4096)
def likeness(one: str, other: str) -> float:
    """From 0 to 1: how alike two names are; their words may stand in another order.

    >>> likeness("Mohammed Sahli", "Salhi Mohammed") > ALIKE
    True
    """
    first, second = name_words(one), name_words(other)
    if not first or not second:
        return 0.0
    if first == second:
        return 1.0
    if max(len(one), len(other)) > _LONGEST:
        return 0.0
    return max(
        _ratio(" ".join(first), " ".join(second)),
        _ratio(" ".join(sorted(first)), " ".join(sorted(second))),
    )


def are_alike(one: str, other: str) -> bool:
    """Whether two names are so alike that they may be one: ``likeness`` is ``ALIKE`` or more.

    That two are not is mostly seen from their letters, which is far cheaper than their likeness:
    so each name of a session may be compared with each.
    """
    mine, theirs = _letters(one), _letters(other)
    shared = (mine.bits & theirs.bits).bit_count()
    if not shared or 2 * shared / (mine.length + theirs.length) < ALIKE:
        return False
    return likeness(one, other) >= ALIKE


class _Letters(NamedTuple):
    """How many characters a name is compared by, and a bit for each: the third ``a`` of any name
    has the same."""

    length: int
    bits: int


@lru_cache(maxsize=4096)
def _letters(name: str) -> _Letters:
    text = " ".join(name_words(name))
    seen: Counter[str] = Counter()
    bits = 0
    for letter in text:
        seen[letter] += 1
        bits |= 1 << _BITS.setdefault((letter, seen[letter]), next(_FREE_BITS))
    return _Letters(len(text), bits)


def is_part(part: str, whole: str) -> bool:
    """Whether a name is another cut short: ``Mme Alain``, ``Béatrice`` of ``Béatrice Alain``."""
    words = name_words(part)
    return bool(words) and len("".join(words)) > 2 and set(words) < set(name_words(whole))


def is_short_for(short: str, full: str) -> bool:
    """Whether one organisation is another's letters, or stands in it: ``OJEDD``.

    The letters may leave some words out, and take two of one: ``EMESSE`` for ``Espace Marocain de
    l'économie Sociale Solidaire et Environnementale``.
    """
    first, words = name_words(short), name_words(full)
    if not first or not words or first == words:
        return False
    if set(first) < set(words):
        return True
    letters = "".join(first)
    if len(first) > 1 or not 3 <= len(letters) <= 12:
        return False
    large = [word for word in words if word not in _SMALL]
    initials = "".join(word[0] for word in large)
    return letters == initials or (len(large) > 2 and _spells(letters, large))


def same_organisation(one: str, other: str) -> bool:
    """Whether two spellings may be one organisation: alike, or one short for the other."""
    return are_alike(one, other) or is_short_for(one, other) or is_short_for(other, one)


def closest(name: str, known: Iterable[str], limit: float = ALIKE) -> str | None:
    """The one known name that is most like this one; None where none is, or two are as much.

    >>> closest("Honoré Ouantchi", ["Honoré Quantchi", "Kevin Ossah"])
    'Honoré Quantchi'
    """
    ranked = sorted(((likeness(name, k), k) for k in dict.fromkeys(known)), reverse=True)
    if not ranked or ranked[0][0] < limit:
        return None
    is_plain = len(ranked) == 1 or ranked[0][0] == 1.0 or ranked[0][0] - ranked[1][0] > MARGIN
    return ranked[0][1] if is_plain else None


def _ratio(one: str, other: str) -> float:
    """The ratio of two texts; 0 where it can be seen at once that it is small."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < _SMALL_RATIO or matcher.quick_ratio() < _SMALL_RATIO:
        return 0.0
    return matcher.ratio()


def _spells(letters: str, words: list[str]) -> bool:
    """Whether letters are the beginnings of words in order, most of them: E-M-E-S-S-E."""
    used = 0
    for word in words:
        if letters[used : used + 1] == word[0]:
            used += 1
    return used == len(letters) and used > len(words) / 2
