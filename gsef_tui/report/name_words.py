"""The words of a name as a text may write them, and names in scripts without ends of words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from gsef_tui.model.folding import fold_letters
from gsef_tui.model.lazy_pattern import lazy_pattern
from gsef_tui.model.normal_forms import normalize

_TOGETHER = "\u1100-\u11ff\u3041-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
"""Letters of scripts that write other words right after a name: ``김민수는``."""

_RUNS_ON = lazy_pattern(f"[{_TOGETHER}]$")
_BRACKETS = lazy_pattern(r"[(（\[]([^()（）\[\]]*)[)）\]]")
_PART = lazy_pattern(r"[^\W_]+")
_SPELT_OUT = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"}
"""Letters that people without such keys write as two."""


MOST_WORDS = 12
"""A name of more words is looked for as it stands only: the work grows with their square."""


class NameParts(NamedTuple):
    """A name without outer spaces, and its words; each has the parts between its hyphens."""

    name: str
    words: tuple[tuple[str, ...], ...]


def name_parts(name: str) -> Iterator[NameParts]:
    """Yield the ways to write a name: as it is, without its brackets, what is in them, spelt out.

    The words are folded. A name without letters has none.
    """
    ways = dict.fromkeys((name, _BRACKETS.sub(" ", name), *_BRACKETS.findall(name)))
    for way in list(ways):
        small = normalize("NFC", way).lower()
        spelt = "".join(_SPELT_OUT.get(letter, letter) for letter in small)
        if spelt != small:
            ways[spelt] = None
    for way in ways:
        words = (tuple(_PART.findall(word)) for word in fold_letters(way).split())
        found = tuple(filter(None, words))
        if found:
            yield NameParts(normalize("NFC", way).strip(), found)


class Ending:
    """Finds names that end in a script which writes other words right after a name.

    Such a name of three or more characters may stand within other words, a shorter one only at
    their beginning. Spaces and emphasis may stand between its characters.
    """

    def __init__(self, puts: Mapping[str, str]) -> None:
        self._puts = [*puts.values()]
        groups: dict[str, list[tuple[int, str]]] = {}
        for number, name in enumerate(puts):
            letters = [fold_letters(letter) for letter in name if not letter.isspace()]
            letters = [letter for letter in letters if letter]
            before = "" if len(letters) > 2 else r"(?<![^\W_])"
            pattern = before + r"[\s*]*".join(map(re.escape, letters))
            groups.setdefault(letters[0][0], []).append((number, pattern))
        self._groups = {first: _Group(group) for first, group in groups.items()}
        self._first = re.compile(f"[{''.join(map(re.escape, groups))}]") if groups else None

    @staticmethod
    def runs_on(name: str) -> bool:
        """Return whether a name ends in such a script."""
        return bool(_RUNS_ON.search(name))

    def find(self, folded: str) -> Iterator[tuple[int, int, str]]:
        """Yield the names in a folded text: start, end, replacement."""
        if self._first is None:
            return
        end = 0
        for first in self._first.finditer(folded):
            if first.start() < end:
                continue
            found = self._groups[first[0]].match(folded, first.start())
            if found is not None:
                number, end = found
                yield first.start(), end, self._puts[number]


class _Group:
    """Names with the same first letter, the longest first; compiled at the first use."""

    def __init__(self, names: list[tuple[int, str]]) -> None:
        self._names = sorted(names, key=lambda name: -len(name[1]))
        self._pattern: re.Pattern[str] | None = None

    def match(self, folded: str, at: int) -> tuple[int, int] | None:
        """Return the number of the name that begins at an offset, and its end, or None."""
        if self._pattern is None:
            # A syllable ends where no vowel or final consonant follows.
            names = "|".join(f"({pattern})" for _, pattern in self._names)
            self._pattern = re.compile(f"(?:{names})(?![\u1160-\u11ff])")
        found = self._pattern.match(folded, at)
        return None if found is None else (self._names[(found.lastindex or 1) - 1][0], found.end())
