"""Find the code that Tab writes into a line for the typed beginning of it, and Shift+Tab for a
misspelling."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher

from gsef_tui.model.folding import fold
from gsef_tui.model.lazy_pattern import lazy_pattern
from gsef_tui.model.session import Person

_SPACE = r"[ \u00a0\u202f]"
_PARTS = lazy_pattern(
    rf"(?P<before>[qQ]\d{{0,3}}{_SPACE}+|[aArR]{_SPACE}+|[^\W_]{{2,4}}{_SPACE}*={_SPACE}*"
    rf"|[=>]{_SPACE}*|)"
    rf"(?P<word>[^:：]*?)(?P<rest>{_SPACE}*[:：].*|)",
    re.DOTALL,
)
_TEXT = ("\\", "...", "…", "?", "!", "+")
"""Beginnings of a line whose first word is not a code."""
ALIKE = 0.5
"""The lowest likeness: half of the letters, so that one of two may be wrong."""
LONGEST = 4
"""The largest number of letters in a code."""


def codes_begun(line: str, people: Mapping[str, Person]) -> list[str]:
    """Return the codes of people whose code, name or part of a name begins with the typed word.

    If a colon follows the word, return the code that the word begins alone, or none: a word that
    nearly is a code is for ``nearest_code``.
    """
    _, word, rest = _parts(line)
    if rest and (word.upper() in people or word[:1].isdigit()):
        return []
    found = _of_beginning(word, people)
    return found if not rest or len(found) == 1 else []


def with_code(line: str, code: str) -> str:
    """Return the line with a code in place of the word that stands for it.

    >>> with_code("KP : oui", "KO"), with_code("q2 ke", "KO"), with_code("X1 = ke", "KO")
    ('KO : oui', 'q2 KO: ', 'X1 = KO')
    """
    before, _, rest = _parts(line)
    alone = before.strip().endswith(("=", ">")) and before.strip() != "="
    return f"{before}{code}{rest or ('' if alone else ': ')}"


def nearest_code(line: str, people: Mapping[str, Person]) -> str:
    """Return the code that the word before a colon probably means; empty if there is none.

    The word is not the code of a person itself. The beginning of exactly one person's name means
    that person's code.
    """
    _, word, rest = _parts(line)
    if not rest or not word or word[0].isdigit() or word.upper() in people:
        return ""
    named = _of_beginning(word, people)
    if len(named) == 1:
        return named[0]
    if len(word) > LONGEST:
        return ""
    alike = [(_likeness(word.upper(), code), code) for code in people]
    best = max(alike, key=lambda pair: pair[0], default=((0.0, False), ""))
    return best[1] if best[0][0] >= ALIKE else ""


def _parts(line: str) -> tuple[str, str, str]:
    """Return the text before the word, the word, and the rest from the colon on."""
    found = None if line.startswith(_TEXT) else _PARTS.fullmatch(line)
    return (found["before"], found["word"].strip(), found["rest"]) if found else ("", "", "")


def _of_beginning(word: str, people: Mapping[str, Person]) -> list[str]:
    wanted = fold(word)
    return [
        code
        for code, person in people.items()
        if wanted
        and (
            code.lower().startswith(wanted)
            or fold(person.name).startswith(wanted)
            or any(part.startswith(wanted) for part in fold(person.name).split())
        )
    ]


def _likeness(word: str, code: str) -> tuple[float, bool]:
    return SequenceMatcher(None, word, code).ratio(), word[0] == code[0]
