"""Names in running text: found however they are spaced and marked, and replaced as whole words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

SHORTEST = 3
"""Letters from which on a capitalised word of a name is looked for."""

_TOGETHER = "\u1100-\u11ff\u3041-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
"""Letters of scripts that write other words right behind a name: ``김민수는``."""

_ENDS_TOGETHER = re.compile(f"[{_TOGETHER}]$")
_SPACE = r"(?:\**\s+\**)"
_WITHIN = r"\**"
"""Between two letters of a name: somebody has marked a half of it, which a report prints."""
_BEGINS, _ENDS = r"(?<![^\W_])", r"(?![^\W_])"
"""The edges of a word; a low line is none of its letters: ``_Amina_``."""

_SIGNS = {"'": "['’‘ʼ]", "’": "['’‘ʼ]", "-": "[-\u2010\u2011]", "\u2011": "[-\u2010\u2011]"}
_OPENING, _CLOSING = re.compile(r"(?<=\s)\*+"), re.compile(r"\*+(?=\s)")
_INSIDE = re.compile(r"(?<=[^\s*])\*+(?=[^\s*])")


class Named(NamedTuple):
    """A name, and what stands in its place. A code is one only in capitals: ``ba`` is a word in
    many languages."""

    name: str
    put: str
    is_code: bool = False


def replacing(named: Iterable[Named]) -> Callable[[str], str]:
    """Replaces the names in a text, the longest first. Of two that are alike the first counts.

    Spaces, apostrophes and accents may be of any kind, and emphasis may begin or end within.
    """
    by_name = {each.name.strip().casefold(): each for each in reversed([*named])}
    by_name.pop("", None)
    longest = sorted(by_name.values(), key=lambda each: len(each.name), reverse=True)
    if not longest:
        return lambda text: text
    pattern = re.compile("|".join(f"({_pattern(each)})" for each in longest), re.IGNORECASE)

    def put(found: re.Match[str]) -> str:
        alias = longest[(found.lastindex or 1) - 1].put
        if _INSIDE.search(found[0]):
            return alias  # no signs of emphasis, by the rule of a note
        opening, closing = _OPENING.search(found[0]), _CLOSING.search(found[0])
        if opening and closing:
            return alias  # of one word and of another: it goes on over the alias
        # Emphasis that begins within the name goes on behind it, one that ends began before it.
        return f"{opening[0] if opening else ''}{alias}{closing[0] if closing else ''}"

    return lambda text: pattern.sub(put, text)


def left_words(names: Iterable[str]) -> Callable[[str], Sequence[str]]:
    """Finds the capitalised words of these names in a text, each once."""
    words = {word for name in names for word in re.findall(r"\w+", name)}
    given = {word[1:] for word in words if _ENDS_TOGETHER.search(word)}
    wanted = sorted(
        (
            unicodedata.normalize("NFC", word)
            for word in words | given
            if len(word) >= (2 if _ENDS_TOGETHER.search(word) else SHORTEST)
            and not word[0].islower()
            and not word.isdigit()
        ),
        key=lambda word: (-len(word), word),
    )
    if not wanted:
        return lambda text: ()
    pattern = re.compile("|".join(map(_bounded, wanted)), re.IGNORECASE)

    def find(text: str) -> Sequence[str]:
        found = pattern.findall(unicodedata.normalize("NFC", text))
        return [*dict.fromkeys(word for word in found if not word[0].islower())]

    return find


def _pattern(named: Named) -> str:
    name = named.name.strip()
    if named.is_code:
        return rf"(?-i:{_BEGINS}{re.escape(name)}{_ENDS})"
    return _bounded(name)


def _bounded(name: str) -> str:
    """A name as a pattern. Letters that are written together end nowhere: a longer name of them may
    stand within other words, a short one only at the beginning of them."""
    together = bool(_ENDS_TOGETHER.search(name))
    before = "" if together and len(name) > 2 else _BEGINS
    return before + _SPACE.join(map(_word, name.split())) + ("" if together else _ENDS)


def _word(word: str) -> str:
    return _WITHIN.join(map(_letter, unicodedata.normalize("NFC", word)))


def _letter(letter: str) -> str:
    if letter in _SIGNS:
        return _SIGNS[letter]
    apart = unicodedata.normalize("NFD", letter)
    if apart == letter:
        return re.escape(letter)
    return f"(?:{re.escape(letter)}|{re.escape(apart)})"
