"""Finding names in running text, in any spacing and emphasis, and replacing them as whole words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from gsef_tui.model.lazy_pattern import lazy_pattern
from gsef_tui.model.normal_forms import normalize

SHORTEST = 3
"""The least length of a capitalised word of a name that is looked for; 2 in ``_TOGETHER``."""

_TOGETHER = "\u1100-\u11ff\u3041-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
"""Letters of scripts that write other words right after a name: ``김민수는``."""

_ENDS_TOGETHER = lazy_pattern(f"[{_TOGETHER}]$")
_SPACE = r"(?:\**\s+\**)"
_WITHIN = r"\**"
"""Asterisks between two letters of a name, of which half is marked: a report prints them."""
_BEGINS, _ENDS = r"(?<![^\W_])", r"(?![^\W_])"
"""The edges of a word; an underscore is not a letter: ``_Amina_``."""

_SIGNS = {"'": "['’‘ʼ]", "’": "['’‘ʼ]", "-": "[-\u2010\u2011]", "\u2011": "[-\u2010\u2011]"}
_OPENING, _CLOSING = re.compile(r"(?<=\s)\*+"), re.compile(r"\*+(?=\s)")
_INSIDE = lazy_pattern(r"(?<=[^\s*])\*+(?=[^\s*])")
_RUN = lazy_pattern(rf"{_BEGINS}[^\W_]+")
_MARKED_RUN = lazy_pattern(r"[^\W_]+(?:\*+[^\W_]+)*")
_LETTERS = lazy_pattern(r"[^\W_ʼ]*")
"""Letters and digits, but not ``ʼ``, which Unicode calls a letter: it may be an apostrophe."""

LONGEST_WORD = 200
"""The limit on the first word of a name in characters, with the signs of emphasis within it."""


class Named(NamedTuple):
    """A name and its replacement ``put``.

    A code counts only in capitals, as ``ba`` is a word in many languages.
    """

    name: str
    put: str
    is_code: bool = False


def replacing(named: Iterable[Named]) -> Callable[[str], str]:
    """Return a function that replaces the names in a text, the longest first.

    If two names are equal apart from case, the first counts. Spaces, apostrophes and accents in the
    text may be of any kind, and emphasis may begin or end within a name.
    """
    by_name = {each.name.strip().casefold(): each for each in reversed([*named])}
    by_name.pop("", None)
    longest = sorted(by_name.values(), key=lambda each: len(each.name), reverse=True)
    index = NameIndex((each.name.strip(), _pattern(each)) for each in longest)

    def change(text: str) -> str:
        kept: list[str] = []
        end = 0
        for found, number in index.find(text):
            kept += (text[end : found.start()], _marked(longest[number].put, found[0]))
            end = found.end()
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


def left_words(names: Iterable[str]) -> Callable[[str], Sequence[str]]:
    """Return a function that finds the capitalised words of these names in a text, each once."""
    words = {word for name in names for word in re.findall(r"\w+", name)}
    given = {word[1:] for word in words if _ENDS_TOGETHER.search(word)}
    wanted = sorted(
        (
            normalize("NFC", word)
            for word in words | given
            if len(word) >= (2 if _ENDS_TOGETHER.search(word) else SHORTEST)
            and not word[0].islower()
            and not word.isdigit()
        ),
        key=lambda word: (-len(word), word),
    )
    index = NameIndex((word, _bounded(word)) for word in wanted)

    def find(text: str) -> Sequence[str]:
        found = (match[0] for match, _ in index.find(normalize("NFC", text)))
        return [*dict.fromkeys(word for word in found if not word[0].islower())]

    return find


class NameIndex:
    """Finds many names in a text in one pass.

    At each word, only the names that begin like it are tried, so that the work grows with the text
    and not with the names times the text. ``names`` are pairs of a name as it is written and its
    pattern. If several match at one position, the first in ``names`` counts.
    """

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self.tried = 0
        """The number of groups of names with the same beginning that were tried so far."""
        words: dict[str, list[tuple[int, str]]] = {}
        letters: dict[str, list[tuple[int, str]]] = {}
        first: set[str] = set()
        for number, (name, pattern) in enumerate(names):
            if name[0].isalnum() and not _ENDS_TOGETHER.search(name):
                for key in _beginnings(name):
                    words.setdefault(key, []).append((number, pattern))
            else:
                first |= _first_letters(name)
                for key in {*map(_caseless, _first_letters(name))}:
                    letters.setdefault(key, []).append((number, pattern))
        self._by_word = {key: _Names(group) for key, group in words.items()}
        self._by_letter = {key: _Names(group) for key, group in letters.items()}
        signs = "".join(map(re.escape, sorted(first)))
        self._letter = re.compile(f"[{signs}]", re.IGNORECASE) if first else None
        self._known: dict[str, _Names | None] = {}

    def find(self, text: str) -> Iterator[tuple[re.Match[str], int]]:
        """Yield the names in a text from left to right, without overlaps, each with its number."""
        end = 0
        for _, here in groupby(self._places(text), key=itemgetter(0)):
            tried = [names.match(text, at) for at, names in here if at >= end]
            self.tried += len(tried)
            found = min(filter(None, tried), key=itemgetter(1), default=None)
            if found is not None:
                yield found
                end = found[0].end()

    def _places(self, text: str) -> Iterable[tuple[int, _Names]]:
        """Return the positions where names may begin, in order, each with the names to try."""
        words = (
            (found.start(), names)
            for found in _RUN.finditer(text)
            if (names := self._at(_first_word(text, found)))
        )
        if self._letter is None:
            return words
        letters = (
            (found.start(), names)
            for found in self._letter.finditer(text)
            if (names := self._by_letter.get(_caseless(found[0])))
        )
        return merge(words, letters, key=itemgetter(0))

    def _at(self, run: str) -> _Names | None:
        try:
            return self._known[run]
        except KeyError:
            return self._known.setdefault(run, self._by_word.get(_beginning(run)))


def _first_word(text: str, run: re.Match[str]) -> str:
    """Return the word that begins with a run of letters, without signs of emphasis within it."""
    if text[run.end() : run.end() + 1] != "*":
        return run[0]
    word = _MARKED_RUN.match(text, run.start(), run.start() + LONGEST_WORD)
    return word[0].replace("*", "") if word else run[0]


class _Names:
    """Names with the same beginning; the pattern is compiled at first use."""

    def __init__(self, names: Sequence[tuple[int, str]]) -> None:
        self._names = names
        self._pattern: re.Pattern[str] | None = None

    def match(self, text: str, at: int) -> tuple[re.Match[str], int] | None:
        """Return the first of the names that matches at a position, and its number, or None."""
        if self._pattern is None:
            alternatives = "|".join(f"({pattern})" for _, pattern in self._names)
            self._pattern = re.compile(alternatives, re.IGNORECASE)
        found = self._pattern.match(text, at)
        return None if found is None else (found, self._names[(found.lastindex or 1) - 1][0])


def _beginnings(name: str) -> set[str]:
    """Return the possible beginnings of the first word of a name in a text.

    ``İ`` matches i in ``re``, and is two characters in decomposed text. The words of a text are
    looked up without asterisks, also those that are part of a name.
    """
    plain = name.replace("*", "") or name
    return {_beginning(text) for each in (name, plain) for text in (each, normalize("NFD", each))}


def _beginning(text: str) -> str:
    """Return the letters at the start of a text, up to the first accent, without case.

    They are the same in composed and decomposed text.
    """
    apart = normalize("NFD", text.replace("İ", "i"))
    return _leading(normalize("NFD", _caseless(_leading(apart))))


def _leading(text: str) -> str:
    found = _LETTERS.match(text)
    return found[0] if found else ""


def _caseless(text: str) -> str:
    return text.replace("İ", "i").casefold().replace("ı", "i")


def _first_letters(name: str) -> set[str]:
    """Return the characters with which a name may begin in a text, ignoring case."""
    letter = normalize("NFC", name)[0]
    signs = _SIGNS[letter].strip("[]") if letter in _SIGNS else letter
    return {*signs, normalize("NFD", letter)[0]}


def _pattern(named: Named) -> str:
    name = named.name.strip()
    if named.is_code:
        return rf"(?-i:{_BEGINS}{re.escape(name)}{_ENDS})"
    return _bounded(name)


def _bounded(name: str) -> str:
    """Return a name as a pattern.

    In scripts that write other words right after a name, a name has no end: one of three or more
    characters may stand within other words, a shorter one only at their beginning.
    """
    together = bool(_ENDS_TOGETHER.search(name))
    before = "" if together and len(name) > 2 else _BEGINS
    return before + _SPACE.join(map(_word, name.split())) + ("" if together else _ENDS)


def _word(word: str) -> str:
    return _WITHIN.join(map(_letter, normalize("NFC", word)))


def _letter(letter: str) -> str:
    if letter in _SIGNS:
        return _SIGNS[letter]
    apart = normalize("NFD", letter)
    if apart == letter:
        return re.escape(letter)
    return f"(?:{re.escape(letter)}|{re.escape(apart)})"
