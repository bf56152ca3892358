"""A person's code: two to four letters and digits, short, unique, shown everywhere.

Made from the initials (``BA``), longer where taken (``KO``, ``KOS``); a name in another script is
romanised first.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

_CODE = re.compile(r"[A-Z0-9]{2,4}")
_KEPT_BACK = re.compile(r"[XQR][0-9]+")
UNKNOWN = re.compile(r"X[0-9]{1,3}")
"""The code of a speaker whom nobody could name."""


def is_code(text: str) -> bool:
    """Whether a rapporteur may give this code: not ``X1``, ``Q2`` or ``R3``, nor only digits."""
    return bool(_CODE.fullmatch(text) and not _KEPT_BACK.fullmatch(text) and not text.isdigit())


def make_code(name: str, taken: Collection[str]) -> str:
    """A code for a name that is not taken yet; an empty name gets the next ``X1``, ``X2`` ….

    Raises LookupError where all that a name can have are taken.

    >>> make_code("Kevin Ossah", [])
    'KO'
    >>> make_code("Kevin Ossah", ["KO"])
    'KOS'
    """
    words = _words(name)
    if not words:
        free = (c for n in range(1, 1000) if (c := f"X{n}") not in taken)
    else:
        free = (c for c in _candidates(words) if c not in taken and is_code(c))
    code = next(free, None)
    if code is None:
        raise LookupError(f"no code is left for {name!r}")
    return code


def _words(name: str) -> list[str]:
    from anyascii import anyascii

    return re.findall(r"[A-Z0-9]+", anyascii(_spaced(name)).upper().replace("'", " "))


def _spaced(name: str) -> str:
    """A Korean or Chinese name written together, a space behind the family name and each syllable.

    Without it ``김민수`` would be one word and its initials one letter.
    """
    return re.sub(r"([\u3400-\u9fff\uac00-\ud7af])", r"\1 ", name)


def _candidates(words: list[str]) -> Iterator[str]:
    first, last = words[0], words[-1]
    if len(words) == 1:
        for n in range(2, 5):
            yield first[:n]
    else:
        yield first[0] + last[0]
        for n in range(2, 4):
            yield first[0] + last[:n]
        yield "".join(w[0] for w in words)[:4]
        for n in range(2, 4):
            yield first[:n] + last[0]
    base = (first[0] + last[0]) if len(words) > 1 else first[:2].ljust(2, "X")
    yield base
    for n in range(2, 100):
        yield f"{base}{n}"
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
        for n in range(1000):
            yield f"{letter}{n:03}"
