"""Addresses in running text (mail, web, files) and whether they give a name away.

An address is replaced whole if a part of it is a person's or an organisation's name:
``k.ossah@…``, ``https://…/kevin-ossah``, ``Ossah_Kevin.pdf``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import unquote

from gsef_tui.model.courtesy import PARTICLES, TITLES
from gsef_tui.model.folding import fold_letters
from gsef_tui.model.lazy_pattern import lazy_pattern

from .name_words import MOST_WORDS, name_parts

_FILES = (
    "pdf|docx?|dotx|odt|rtf|pptx?|odp|xlsx?|ods|csv|txt|md|html?|hwpx?|pages|key|numbers|jpe?g|png|"
    "gif|heic|avif|webp|tiff?|svg|mp[34]|m4[av]|mov|wav|webm|vtt|srt|zip|toml|json|ics|vcf|eml"
)
_SIGN = lazy_pattern(r"[@:.\\/]")
"""Every ``_MARK`` begins with one of these, which are found much faster."""
_MARK = lazy_pattern(
    r"(?<=\w)@(?=\w)|(?<![\w@])@(?=[^\W\d])|://|(?<=\b(?i:www))\.(?=\w)"
    rf"|(?<=[\w)])\.(?:(?i:{_FILES})\b|(?:com|org|net|info|coop|edu|gov|[a-z]{{2}})\b(?=[/?#:]?)"
    r"(?!['’]))|(?<=\w)\\(?=\w)|(?<=\w)/(?=\w+[/.])"
)
_STOP = ' \t\n\u00a0\u202f<>«»“”"()[]{},;|'
_CHUNK = lazy_pattern(rf"[^\s{re.escape(_STOP)}]+")
_WORD = lazy_pattern(r"[^\W\d_]+")
_HUMP = lazy_pattern(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
_MAIL = lazy_pattern(r"(?<=\w)@(?=\w)|^@\w")
_SHORTEST = 4
"""From so many letters on, a name counts within a longer word of an address."""


class Address(NamedTuple):
    """An address in a text, and whether it belongs to somebody: a mail address or a handle."""

    start: int
    end: int
    text: str
    is_personal: bool


def addresses(text: str) -> Iterator[Address]:
    """Yield the addresses in a text, from left to right."""
    end = 0
    for sign in _SIGN.finditer(text):
        start = sign.start()
        if start < end or not _MARK.match(text, start):
            continue
        while start > end and text[start - 1] not in _STOP:
            start -= 1
        chunk = _CHUNK.match(text, start)
        if chunk is None:
            continue
        whole = chunk[0].rstrip(".,:!?*_'’…")
        bare = whole.lstrip("*_'‘’")
        start, end = start + len(whole) - len(bare), start + len(whole)
        if bare:
            yield Address(start, end, bare, bool(_MAIL.search(bare)))


class AddressNames:
    """The names that an address may contain."""

    def __init__(self, people: Iterable[str], organisations: Iterable[str]) -> None:
        self._within: set[str] = set()
        self._words: set[str] = set()
        for name in people:
            for parts in name_parts(name):
                telling = {part for word in parts.words for part in word} - PARTICLES - TITLES
                telling |= {"".join(word) for word in parts.words} - PARTICLES - TITLES
                self._words |= {word for word in telling if len(word) > 1}
                if len(telling) > MOST_WORDS:
                    continue
                self._words |= {
                    made
                    for word in telling
                    for other in telling
                    if word != other and len(word) > 1
                    for made in (other[0] + word, word + other[0])
                }
        for name in organisations:
            for parts in name_parts(name):
                letters = "".join(part for word in parts.words for part in word)
                self._words.add(letters)
        self._within = {word for word in self._words if len(word) >= _SHORTEST}
        self._known: dict[str, bool] = {}

    def are_in(self, address: str) -> bool:
        """Return whether an address contains one of the names."""
        known = self._known.get(address)
        if known is None:
            known = self._known[address] = self._look(unquote(address))
        return known

    def _look(self, address: str) -> bool:
        humps = _HUMP.sub(" ", address)
        words = [*_WORD.findall(fold_letters(address)), *_WORD.findall(fold_letters(humps))]
        if not self._words.isdisjoint(words):
            return True
        letters = "".join(_WORD.findall(fold_letters(address)))
        return any(
            letters[at : at + size] in self._within
            for size in {len(word) for word in self._within}
            for at in range(len(letters) - size + 1)
        )
