"""What may still name somebody in a text from which the names were removed.

Single words of names, initials with full stops, and a Korean name in the other script. They may be
ordinary words or other people, so they are listed and not replaced.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from gsef_tui.model.courtesy import PARTICLES, TITLES
from gsef_tui.model.folding import FoldedText, fold, fold_letters
from gsef_tui.model.korean import is_family, is_romanised
from gsef_tui.model.lazy_pattern import lazy_pattern
from gsef_tui.model.normal_forms import normalize

from .name_words import Ending, name_parts

_WORD = lazy_pattern(r"[^\W_]+")
_INITIALS = lazy_pattern(r"(?<![^\W_])(?:[^\W\d_]\.[ \u00a0-]?){2,}")
_TWO_STOPS = lazy_pattern(r"\.[ \u00a0-]?[^\W\d_]\.")
"""What initials contain, and few texts do; it is found much faster."""
_LATIN = lazy_pattern(
    "(?<![A-Za-z])(?=([A-Z][A-Za-z]+(?:[ \u00a0-]{1,2}[A-Z]?[a-z]+){1,2}|[A-Z][A-Za-z]+))"
)
_HANGUL = lazy_pattern("[\uac00-\ud7a3]{2,}")
_JAMO = lazy_pattern("[\u1100-\u11ff]")
_KOREAN_NAME = lazy_pattern("[\uac00-\ud7a3]{2,4}")
_PLURAL = 5
"""From so many letters on, a word with an s behind it is still the name."""


def left_words(people: Iterable[str], others: Iterable[str]) -> Callable[[str], Sequence[str]]:
    """Return a function that finds what may name one of these in a text, each once.

    Words of people are found in any case; those of ``others`` (organisations), as many are ordinary
    words, with a capital only.
    """
    names = [*people]
    persons = _single(names, 2)
    capitals = _single(others, 3)
    whole = [normalize("NFC", word) for word in (*persons, *capitals)]
    running = [word for word in whole if Ending.runs_on(word)]
    given = [word[1:] for word in running if len(word) > 2]
    ending = Ending(dict.fromkeys((*running, *given), ""))
    initials = {"".join(letters) for name in names for letters in _initials(name)}
    other_script = _OtherScript(names)
    known: dict[str, bool] = {}

    def is_known(word: str) -> bool:
        found = word in persons or word in capitals
        return found or (word[-1] == "s" and len(word) > _PLURAL and word[:-1] in persons)

    def find(text: str) -> Sequence[str]:
        folded = FoldedText(text)
        found: list[tuple[int, str]] = []
        for match in _WORD.finditer(folded.folded):
            word = match[0]
            meant = known.get(word)
            if meant is None:
                meant = known[word] = is_known(word)
            if not meant:
                continue
            first, last = folded.span(*match.span())
            written = text[first:last]
            if not written[0].islower() or (word not in capitals and len(word) > 2):
                found.append((first, normalize("NFC", written)))
        for start, end, _ in ending.find(folded.folded):
            first, last = folded.span(start, end)
            found.append((first, normalize("NFC", text[first:last])))
        for match in _INITIALS.finditer(text) if _TWO_STOPS.search(text) else ():
            if fold("".join(_WORD.findall(match[0]))) in initials:
                found.append((match.start(), match[0].strip()))
        found += other_script.find(text)
        return [*dict.fromkeys(word for _, word in sorted(found))]

    return find


class _OtherScript:
    """Finds Korean names in the script in which the programme does not have them."""

    def __init__(self, names: Sequence[str]) -> None:
        squeezed = ["".join(name.split()) for name in names]
        self._hangul: dict[str, list[str]] = {}
        for name in squeezed:
            if _KOREAN_NAME.fullmatch(name):
                self._hangul.setdefault(name[0], []).append(name)
        self._latin = [name for name in names if name.isascii()]
        self._known: dict[str, str] = {}
        self._families: dict[str, list[str]] = {}

    def find(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield the names in a text, each with its offset."""
        if self._hangul:
            for match in _LATIN.finditer(text):
                if name := self._cached(match[1], self._in_latin):
                    yield match.start(), name
        if self._latin and not text.isascii():
            composed = normalize("NFC", text) if _JAMO.search(text) else text
            for match in _HANGUL.finditer(composed):
                if name := self._cached(match[0], self._in_hangul):
                    yield match.start(), name

    def _cached(self, written: str, look: Callable[[str], str]) -> str:
        found = self._known.get(written)
        if found is None:
            found = self._known[written] = look(written)
        return found

    def _in_latin(self, written: str) -> str:
        words = re.split(r"(?<=[^\W_])(?=[ \u00a0-])", written)
        ways = ("".join(words[:count]) for count in range(len(words), 0, -1))
        return next((way for way in ways if self._is_hangul_s(way)), "")

    def _is_hangul_s(self, written: str) -> bool:
        return any(
            is_romanised(name, written)
            for family, names in self._hangul.items()
            if is_family(family, written)
            for name in names
        )

    def _in_hangul(self, written: str) -> str:
        if written[0] not in self._families:
            self._families[written[0]] = [n for n in self._latin if is_family(written[0], n)]
        own = self._families[written[0]]
        ways = (written[:size] for size in (3, 2, 4) if len(written) >= size)
        return next((w for w in ways if any(is_romanised(w, name) for name in own)), "")


def _initials(name: str) -> Iterator[list[str]]:
    """Yield the initials of a name with two words or more, the given name first and last."""
    for parts in name_parts(name):
        for words in (
            [word[0] for word in parts.words],
            [part for word in parts.words for part in word],
            [word[0] for word in parts.words if word[0] not in PARTICLES],
        ):
            if len(words) > 1:
                yield [word[0] for word in words]
                yield [word[0] for word in (*words[1:], words[0])]


def _single(names: Iterable[str], shortest: int) -> frozenset[str]:
    """Return the words of names, folded, that may tell who is meant when they stand alone."""
    words: set[str] = set()
    for name in names:
        small = {fold_letters(word) for word in _WORD.findall(name) if word[0].islower()}
        for parts in name_parts(name):
            together = ["".join(word) for word in parts.words]
            words.add("".join(together))
            words.update({*together, *(part for word in parts.words for part in word)} - small)
    wanted = words - PARTICLES - TITLES
    return frozenset(word for word in wanted if len(word) >= shortest and not word.isdigit())
