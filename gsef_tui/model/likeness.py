"""Similarity of names, regardless of accents, capitals and the order of words.

It is computed by ``difflib`` of the standard library. A session has a few dozen names, so that is
fast enough, and its ratio puts ``Sahli`` and ``Salhi``, ``Quantchi`` and ``Ouantchi`` well above
the names of two different people. A compiled library would be one more dependency.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import count
from typing import NamedTuple

from .courtesy import TITLES
from .folding import fold
from .lazy_pattern import lazy_pattern

ALIKE = 0.88
"""The likeness from which on two names are taken for one. The program always reports it, because
two people may have such names."""

MARGIN = 0.04
"""How far the most similar of several names must be ahead of the next."""

_LONGEST = 200
"""A longer text (in characters) is not a name, and comparing it takes time."""

_SMALL_RATIO = 0.6

_BITS: dict[tuple[str, int], int] = {}
_FREE_BITS = count()

_HANGUL_NAME = lazy_pattern("\\s*(?:[\uac00-\ud7a3]\\s*){2,5}")

_SMALL = frozenset(
    ("de", "des", "du", "la", "le", "les", "l", "d", "et", "of", "the", "and", "for", "y", "el",
     "los", "las", "del", "pour", "e")
)  # fmt: skip


@lru_cache(maxsize=4096)
def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name, folded, without forms of address unless there is nothing else."""
    words = re.findall(r"\w+", fold(name))
    if _HANGUL_NAME.fullmatch(name):
        return ("".join(words),)  # 김 민수 is 김민수
    kept = tuple(word for word in words if word not in TITLES)
    return kept or tuple(words)


@lru_cache(maxsize=4096)
def likeness(one: str, other: str) -> float:
    """Return how alike two names are, from 0 to 1, whatever the order of their words.

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
    """Return whether two names may be one: their ``likeness`` is ``ALIKE`` or more.

    Counting common letters rules out most pairs and is far cheaper than ``likeness``, so the caller
    may compare every name of a session with every other.
    """
    mine, theirs = _letters(one), _letters(other)
    shared = (mine.bits & theirs.bits).bit_count()
    if not shared or 2 * shared / (mine.length + theirs.length) < ALIKE:
        return False
    return likeness(one, other) >= ALIKE


class _Letters(NamedTuple):
    """The number of characters of a name, and a bit for each of them.

    The third ``a`` has the same bit in every name.
    """

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
    """Return whether a name is a part of another: ``Mme Alain`` of ``Béatrice Alain``."""
    words = name_words(part)
    return bool(words) and len("".join(words)) > 2 and set(words) < set(name_words(whole))


def is_short_for(short: str, full: str) -> bool:
    """Return whether an organisation's name is short for another: its initials, or a part of it.

    Initials omit small words, and may omit fewer than half of the others: ``EMESSE`` is ``Espace
    Marocain de l'économie Sociale Solidaire et Environnementale``.
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
    """Return whether two names may be one organisation: alike, or one short for the other."""
    return are_alike(one, other) or is_short_for(one, other) or is_short_for(other, one)


def closest(name: str, known: Iterable[str], limit: float = ALIKE) -> str | None:
    """Return the known name that is most like ``name``; None if there is no clear one.

    A clear one reaches ``limit`` and either is 1 or exceeds the next by more than ``MARGIN``.

    >>> closest("Honoré Ouantchi", ["Honoré Quantchi", "Kevin Ossah"])
    'Honoré Quantchi'
    """
    ranked = sorted(((likeness(name, k), k) for k in dict.fromkeys(known)), reverse=True)
    if not ranked or ranked[0][0] < limit:
        return None
    is_plain = len(ranked) == 1 or ranked[0][0] == 1.0 or ranked[0][0] - ranked[1][0] > MARGIN
    return ranked[0][1] if is_plain else None


def _ratio(one: str, other: str) -> float:
    """Return the ratio of two texts; 0 if its upper bound is already small."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < _SMALL_RATIO or matcher.quick_ratio() < _SMALL_RATIO:
        return 0.0
    return matcher.ratio()


def _spells(letters: str, words: list[str]) -> bool:
    """Return whether letters are the initials, in order, of more than half of the words."""
    used = 0
    for word in words:
        if letters[used : used + 1] == word[0]:
            used += 1
    return used == len(letters) and used > len(words) / 2
