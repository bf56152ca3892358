"""Codes of people: two to four letters and digits, unique in a session, shown everywhere.

A code is made from the initials (``BA``) and is longer if that is taken (``KO``, ``KOS``). A name
in another script is romanised first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from .lazy_pattern import lazy_pattern

_CODE = lazy_pattern(r"[A-Z0-9]{2,4}")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_KEPT_BACK = lazy_pattern(r"[XQR][0-9]+")
UNKNOWN = lazy_pattern(r"X[0-9]{1,3}")
"""The code of an unidentified speaker."""


class NoCodeLeft(LookupError):
    """All codes that a name can have are taken; ``str`` names the person and the remedy."""

    def __init__(self, name: str) -> None:
        of = f"another “{name}”" if name else "another person without a name"
        super().__init__(f"no code is left for {of}: take some people out first")


def is_code(text: str) -> bool:
    """Return whether the user may choose this code; ``X1``, ``Q2``, ``R3`` and ``42`` are not."""
    return bool(_CODE.fullmatch(text) and not _KEPT_BACK.fullmatch(text) and not text.isdigit())


def make_code(name: str, taken: Collection[str]) -> str:
    """Return a free code for a name; an empty name gets the next of ``X1``, ``X2`` ….

    Raises NoCodeLeft if all codes that the name can have are taken.

    >>> make_code("Kevin Ossah", [])
    'KO'
    >>> make_code("Kevin Ossah", ["KO"])
    'KOS'
    """
    return CodeMaker(taken).make(name)


class CodeMaker:
    """Makes codes for many names without trying again codes that it found taken.

    ``taken`` grows with each code made. A caller that assigns a code by other means adds it there.
    """

    def __init__(self, taken: Collection[str]) -> None:
        self.taken = set(taken)
        self._begin: dict[str, int] = {}

    def make(self, name: str) -> str:
        """Return a code as ``make_code`` does and mark it as taken. Raises NoCodeLeft likewise."""
        words = _words(name)
        candidates = self._named(words) if words else self._series("unknown", 999, _unknown)
        code = next((code for code in candidates if code not in self.taken), None)
        if code is None:
            raise NoCodeLeft(name)
        self.taken.add(code)
        return code

    def _named(self, words: list[str]) -> Iterator[str]:
        yield from filter(is_code, _initials(words))
        first, last = words[0], words[-1]
        base = (first[0] + last[0]) if len(words) > 1 else first[:2].ljust(2, "X")
        series = self._series(base, 99, lambda n: base if n == 0 else f"{base}{n + 1}")
        yield from filter(is_code, series)
        yield from filter(is_code, self._series("any", len(_LETTERS) * 1000, _any))

    def _series(self, key: str, length: int, nth: Callable[[int], str]) -> Iterator[str]:
        """Yield the codes of a series, starting where the last search in it ended."""
        for n in range(self._begin.get(key, 0), length):
            self._begin[key] = n
            yield nth(n)


def _unknown(n: int) -> str:
    return f"X{n + 1}"


def _any(n: int) -> str:
    return f"{_LETTERS[n // 1000]}{n % 1000:03}"


def _words(name: str) -> list[str]:
    from anyascii import anyascii

    return re.findall(r"[A-Z0-9]+", anyascii(_spaced(name)).upper().replace("'", " "))


def _spaced(name: str) -> str:
    """Return a name with a space after each Korean or Chinese character.

    Without the spaces ``김민수`` would be one word with one initial.
    """
    return re.sub(r"([\u3400-\u9fff\uac00-\ud7af])", r"\1 ", name)


def _initials(words: list[str]) -> Iterator[str]:
    first, last = words[0], words[-1]
    if len(words) == 1:
        for n in range(2, 5):
            yield first[:n]
        return
    yield first[0] + last[0]
    for n in range(2, 4):
        yield first[0] + last[:n]
    yield "".join(w[0] for w in words)[:4]
    for n in range(2, 4):
        yield first[:n] + last[0]
