"""A person's code: two to four letters and digits, short, unique, shown everywhere.

Made from the initials (``BA``), longer where taken (``KO``, ``KOS``); a name in another script is
romanised first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

_CODE = re.compile(r"[A-Z0-9]{2,4}")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_KEPT_BACK = re.compile(r"[XQR][0-9]+")
UNKNOWN = re.compile(r"X[0-9]{1,3}")
"""The code of a speaker whom nobody could name."""


class NoCodeLeft(LookupError):
    """All codes that a name can have are taken; ``str`` says of which, and what to do."""

    def __init__(self, name: str) -> None:
        of = f"another “{name}”" if name else "another person without a name"
        super().__init__(f"no code is left for {of}: take some people out first")


def is_code(text: str) -> bool:
    """Whether a rapporteur may give this code: not ``X1``, ``Q2`` or ``R3``, nor only digits."""
    return bool(_CODE.fullmatch(text) and not _KEPT_BACK.fullmatch(text) and not text.isdigit())


def make_code(name: str, taken: Collection[str]) -> str:
    """A code for a name that is not taken yet; an empty name gets the next ``X1``, ``X2`` ….

    Raises NoCodeLeft where all that a name can have are taken.

    >>> make_code("Kevin Ossah", [])
    'KO'
    >>> make_code("Kevin Ossah", ["KO"])
    'KOS'
    """
    return CodeMaker(taken).make(name)


class CodeMaker:
    """Makes codes for many names, without looking again at those that it found taken.

    ``taken`` grows with each; whoever gives a code away elsewhere adds it.
    """

    def __init__(self, taken: Collection[str]) -> None:
        self.taken = set(taken)
        self._begin: dict[str, int] = {}

    def make(self, name: str) -> str:
        """A code as ``make_code`` has it, taken from now on. Raises NoCodeLeft."""
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
        """The codes of a series, from 0, from where the last search in it ended."""
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
    """A Korean or Chinese name written together, a space behind the family name and each syllable.

    Without it ``김민수`` would be one word and its initials one letter.
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
