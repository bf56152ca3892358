"""Find the name that is most like a given one among many, without comparing it with each of them.

The result is that of ``likeness.closest``. Two names that are alike enough to matter have many
pairs of neighbouring letters in common. Each name is therefore indexed by its pairs, and only names
that share one of the rarest pairs of the wanted name are compared letter by letter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from math import ceil

from .likeness import ALIKE, MARGIN, likeness, name_words

_RATIO = ALIKE - MARGIN
"""Names that are less alike than this cannot affect the choice."""

_SHORTEST = _RATIO / (2 - _RATIO)
"""The length of the shorter of two names, as a fraction of the longer, at which their ratio can
still reach ``_RATIO``: the ratio is at most 2 × shorter ÷ (both)."""

Pair = tuple[str, int]
"""Two neighbouring letters, and the number of their occurrence in a name, from 0."""


class NameIndex:
    """An index of names: finds the one most like a given name, and those that contain its words.

    Names can be added at any time; they cannot be removed.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._same: dict[tuple[str, ...], set[str]] = {}
        self._by_word: dict[str, set[str]] = {}
        self._by_pair: dict[Pair, dict[str, None]] = {}
        self._names: set[str] = set()
        self._longest = 0
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Add a name, unless it is present already or has no words."""
        words = name_words(name)
        if name in self._names or not words:
            return
        self._names.add(name)
        self._same.setdefault(tuple(sorted(words)), set()).add(name)
        for word in words:
            self._by_word.setdefault(word, set()).add(name)
        for text in _orders(words):
            self._longest = max(self._longest, len(text))
            for pair in _pairs(text):
                self._by_pair.setdefault(pair, {})[name] = None

    def closest(self, name: str) -> str | None:
        """Return the name that is most like ``name``; None if there is no clear one."""
        words = name_words(name)
        if not words:
            return None
        same = [n for n in self._same.get(tuple(sorted(words)), ()) if likeness(name, n) == 1.0]
        if same:
            return max(same)
        ranked = sorted(((likeness(name, n), n) for n in self._candidates(words)), reverse=True)
        if not ranked or ranked[0][0] < ALIKE:
            return None
        is_plain = len(ranked) == 1 or ranked[0][0] - ranked[1][0] > MARGIN
        return ranked[0][1] if is_plain else None

    def with_words(self, name: str) -> set[str]:
        """Return the names that contain all words of ``name``; none if it has no words."""
        words = [self._by_word.get(word, set()) for word in name_words(name)]
        return set.intersection(*sorted(words, key=len)) if words else set()

    def _candidates(self, words: tuple[str, ...]) -> set[str]:
        """Return every name that may be alike enough, and some others."""
        found: set[str] = set()
        for text in _orders(words):
            if len(text) * _SHORTEST > self._longest:
                continue
            pairs = sorted(_pairs(text), key=lambda pair: len(self._by_pair.get(pair, ())))
            for pair in pairs[: max(0, len(pairs) - _shared(len(text)) + 1)]:
                found.update(self._by_pair.get(pair, ()))
        return found


def _shared(length: int) -> int:
    """Return the least number of pairs that a name of this length shares with one alike enough.

    Of two names of n and m letters with a ratio r, r(n + m) ÷ 2 letters match. They form at most
    (1 - r)(n + m) + 1 blocks, and a block of k letters has k - 1 pairs. The number is smallest for
    the shortest possible other name.
    """
    both = length * (1 + _SHORTEST)
    return max(1, ceil((1.5 * _RATIO - 1) * both - 1 - 1e-9))


def _orders(words: tuple[str, ...]) -> set[str]:
    """Return the texts by which ``likeness`` compares a name."""
    return {" ".join(words), " ".join(sorted(words))}


def _pairs(text: str) -> Iterator[Pair]:
    """Yield the pairs of a text; a text of one letter is its own pair."""
    seen: Counter[str] = Counter()
    for at in range(max(1, len(text) - 1)):
        pair = text[at : at + 2]
        yield pair, seen[pair]
        seen[pair] += 1
