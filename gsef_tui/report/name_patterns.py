"""Finding names in running text, however they are written, and replacing them.

Names and text are compared folded (``model/folding.py``), word by word. The words of a person's
name may come in any order, some may be missing, others be initials; what joins them may be any
space, dash, apostrophe, full stop, comma or emphasis, or nothing: ``OSSAH Kevin``, ``K. Ossah``,
``Kevin_Ossah``, ``KevinOssah``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import permutations
from typing import NamedTuple

from gsef_tui.model.courtesy import PARTICLES, TITLES
from gsef_tui.model.folding import FoldedText, fold_letters
from gsef_tui.model.lazy_pattern import lazy_pattern

from .name_words import MOST_WORDS, Ending, name_parts

GONE = "[…]"
"""The replacement for organisations, for askers, and for what may be several people."""

SURE = 5
"""From so many letters on, a name whose words are written as one is still that name."""

_OPENING, _CLOSING = re.compile(r"(?<=\s)\*+"), re.compile(r"\*+(?=\s)")
_INSIDE = lazy_pattern(r"(?<=[^\s*])\*+(?=[^\s*])")
_WORD = lazy_pattern(r"[^\W_]+")
_NEXT = lazy_pattern(r"[\s*_'.,-]{1,12}([^\W_]+)")
_BEFORE = lazy_pattern(r"(?<![^\W_])([^\W_]+)[\s*_'.-]{0,4}\Z")
_LONGEST_BEFORE = 24
"""How far back, in letters, the word before a name is looked for."""


class Named(NamedTuple):
    """A name and its replacement ``put``.

    A code counts only in capitals, as ``ba`` is a word in many languages. ``is_person``: the words
    may come in another order or as initials.
    """

    name: str
    put: str
    is_code: bool = False
    is_person: bool = False


class _Found(NamedTuple):
    """A name in a folded text: its range, and what to put there."""

    start: int
    end: int
    put: str


class _Person(NamedTuple):
    """The words of a person's name; ``telling`` are those that are no particles."""

    put: str
    words: tuple[str, ...]
    telling: frozenset[str]
    initials: frozenset[str]


def replacing(named: Iterable[Named]) -> Callable[[str], str]:
    """Return a function that replaces the names in a text, the longest first.

    If two names are equal, the first counts.
    """
    finder = NameFinder(named)

    def change(text: str) -> str:
        kept: list[str] = []
        end = 0
        for start, stop, put in finder.find(text):
            kept += (text[end:start], _marked(put, text[start:stop]))
            end = stop
        return "".join((*kept, text[end:])) if kept else text

    return change


def _marked(alias: str, found: str) -> str:
    """Return the replacement of a name, with signs of emphasis that extend beyond the name."""
    if _INSIDE.search(found):
        return alias  # asterisks inside a word are not emphasis in a note
    opening, closing = _OPENING.search(found), _CLOSING.search(found)
    if opening and closing:
        return alias  # it ends and begins again: it continues over the alias
    # Emphasis that begins within the name continues after it; emphasis that ends began before it.
    return f"{opening[0] if opening else ''}{alias}{closing[0] if closing else ''}"


class NameFinder:
    """Finds many names in a text in one pass.

    Only at words with which a name may begin are names tried, so that the work grows with the text
    and not with the names times the text.
    """

    def __init__(self, named: Iterable[Named]) -> None:
        self.tried = 0
        """The number of words at which names were tried so far."""
        self._codes: dict[str, str] = {}
        self._wholes: dict[str, tuple[str, int]] = {}
        self._people: dict[str, list[_Person]] = {}
        ending: dict[str, str] = {}
        for each in named:
            if each.is_code:
                self._codes.setdefault(each.name, each.put)
                continue
            for parts in name_parts(each.name):
                if Ending.runs_on(parts.name):
                    ending.setdefault(parts.name, each.put)
                elif parts.words:
                    self._add(each, parts.words)
        self._ending = Ending(ending)
        self._sorted = sorted(self._wholes)
        self._folded_codes = {fold_letters(code) for code in self._codes}
        odd = [code for code in self._codes if not code.isalnum()]
        alternatives = "|".join(map(re.escape, sorted(odd, key=len, reverse=True)))
        self._odd = re.compile(rf"(?<![^\W_])(?:{alternatives})(?![^\W_])") if odd else None
        self._known: dict[str, bool] = {}

    def _add(self, named: Named, words: tuple[tuple[str, ...], ...]) -> None:
        orders = _orders(words) if named.is_person else [words]
        for order in orders:
            self._wholes.setdefault("".join(map("".join, order)), (named.put, len(words)))
        if not named.is_person or not 2 <= len(words) <= MOST_WORDS:
            return
        plain = tuple(part for word in words for part in word)
        telling = frozenset(plain) - PARTICLES or frozenset(plain)
        initials = frozenset(word[0] for word in plain)
        person = _Person(named.put, plain, telling, initials)
        for word in telling:
            self._people.setdefault(word, []).append(person)

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield the names in a text from left to right, without overlaps: range, replacement."""
        folded = FoldedText(text)
        found = [*self._words(folded), *self._ending.find(folded.folded)]
        spans = [(*folded.span(start, end), put) for start, end, put in found]
        if self._odd:
            spans += [(m.start(), m.end(), self._codes[m[0]]) for m in self._odd.finditer(text)]
        spans.sort(key=lambda span: (span[0], -span[1]))
        end = 0
        for span in spans:
            if span[0] >= end:
                yield span
                end = span[1]

    def _words(self, folded: FoldedText) -> Iterator[_Found]:
        end, known = 0, self._known
        for word in _WORD.finditer(folded.folded):
            begins = known.get(word[0])
            if begins is None:
                begins = known[word[0]] = self._may_begin(word[0])
            if not begins or word.start() < end:
                continue
            self.tried += 1
            found = self._whole(folded.folded, word) or self._code(folded, word)
            if word[0] in self._people and (found is None or found.end == word.end()):
                found = self._person(folded, word, end) or found
            if found is not None:
                yield found
                end = found.end

    def _may_begin(self, word: str) -> bool:
        is_known = word in self._people or word in self._folded_codes
        return is_known or self._is_beginning(word)

    def _is_beginning(self, letters: str) -> bool:
        at = bisect_left(self._sorted, letters)
        return at < len(self._sorted) and self._sorted[at].startswith(letters)

    def _code(self, folded: FoldedText, word: re.Match[str]) -> _Found | None:
        if word[0] not in self._folded_codes:
            return None
        first, last = folded.span(*word.span())
        put = self._codes.get(folded.text[first:last])
        return _Found(word.start(), word.end(), put) if put else None

    def _whole(self, text: str, word: re.Match[str]) -> _Found | None:
        """Return the longest name whose letters begin here, whatever is between them."""
        found, letters, end, count = None, word[0], word.end(), 1
        while self._is_beginning(letters):
            known = self._wholes.get(letters)
            if known and (count >= known[1] or len(letters) >= SURE):
                found = _Found(word.start(), end, known[0])
            following = _NEXT.match(text, end)
            if following is None or _is_next_ones(text, following, word[0]):
                break
            letters, end, count = letters + following[1], following.end(), count + 1
        return found

    def _person(self, folded: FoldedText, word: re.Match[str], after: int) -> _Found | None:
        """Return a person some of whose words stand together here, in any order."""
        following = _NEXT.match(folded.folded, word.end())
        before = _BEFORE.search(
            folded.folded, max(after, word.start() - _LONGEST_BEFORE), word.start()
        )
        beside = {match[1] for match in (following, before) if match}
        everybody = any(len(each) == 1 for each in beside) or (before and before[1] in TITLES)
        tried = [
            _Run(folded, person, word, after)
            for person in self._people[word[0]]
            if everybody or not beside.isdisjoint(person.words)
        ]
        runs = [run for run in tried if run.is_name]
        if not runs:
            return None
        best = max(runs, key=lambda run: run.weight)
        puts = {run.person.put for run in runs if run.weight == best.weight}
        return _Found(best.start, best.end, best.person.put if len(puts) == 1 else GONE)


class _Run:
    """Words of one person's name that stand together in a text, from one of them on."""

    def __init__(
        self, folded: FoldedText, person: _Person, word: re.Match[str], after: int
    ) -> None:
        self.person = person
        self._folded = folded
        self._first = word[0]
        self._left = [*person.words]
        self.start, self.end = word.span()
        self._telling = 0
        self._short = 0
        self._capital = False
        self._titled = False
        self._take(word[0], word.start())
        self._go_on()
        self._go_back(after)

    @property
    def is_name(self) -> bool:
        """Whether these words name the person: two of them, or one with an initial or a title."""
        enough = self._telling > 1 or (self._telling and (self._short or self._titled))
        return bool(enough and self._capital) or not self._left

    @property
    def weight(self) -> tuple[int, int]:
        """What tells the better of two runs: more words, then more of the name."""
        return self._telling + self._short, -len(self._left)

    def _go_on(self) -> None:
        """Take the words and initials that follow."""
        while following := _NEXT.match(self._folded.folded, self.end):
            if _is_next_ones(self._folded.folded, following, self._first):
                return
            if not self._take(following[1], following.start(1)):
                return
            self.end = following.end()
            if len(following[1]) == 1 and self._folded.folded[self.end : self.end + 1] == ".":
                self.end += 1

    def _go_back(self, after: int) -> None:
        """Take the initials, particles and the title that come before, none before ``after``."""
        text = self._folded.folded
        while before := _BEFORE.search(text, max(after, self.start - _LONGEST_BEFORE), self.start):
            word, at = before[1], before.start(1)
            is_title = word in TITLES
            if not self._take(word, at, back=True):
                if is_title and self._is_capital(at) and not self._telling > 1:
                    self._titled, self.start = True, at
                return
            self.start = at

    def _take(self, word: str, at: int, back: bool = False) -> bool:
        """Take a word of the name that is left, or an initial of one; False if it is neither."""
        if word in self._left and not (len(word) == 1 and back):
            self._left.remove(word)
            if word in self.person.telling:
                self._telling += 1
                self._capital = self._capital or self._is_capital(at)
            return True
        if len(word) != 1 or word not in {each[0] for each in self._left} - {""}:
            return False
        first, last = self._folded.span(at, at + 1)
        if not self._folded.text[first:last].isupper():
            return False
        following = self._folded.folded[at + 1 : at + 2]
        if following == "'" or (following != "." and not self._folded.text[first:last].isascii()):
            return False  # "D'Awa" and "À Bâ" have no initials
        self._left.remove(next(each for each in self._left if each[0] == word))
        self._short += 1
        return True

    def _is_capital(self, at: int) -> bool:
        first, _ = self._folded.span(at, at + 1)
        letter = self._folded.text[first]
        return letter.isupper() or letter == letter.lower() == letter.upper()


def _is_next_ones(text: str, following: re.Match[str], first: str) -> bool:
    """Return whether the word behind a comma belongs to the next name: ``Bâ, Awa Bâ``."""
    if "," not in following[0]:
        return False
    beyond = _NEXT.match(text, following.end())
    return beyond is not None and beyond[1] == first


def _orders(words: Sequence[tuple[str, ...]]) -> Iterable[Sequence[tuple[str, ...]]]:
    """Return the orders in which the words of a person's name are looked for as one."""
    if len(words) <= 3:
        return [*permutations(words)]
    if len(words) > MOST_WORDS:
        return [words]
    return [(*words[n:], *words[:n]) for n in range(len(words))]
