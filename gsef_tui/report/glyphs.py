"""Characters that no font of this machine has: a page shows empty boxes in their place.

Typst says itself what it could not show. LibreOffice does not, but takes its fonts from fontconfig,
which knows the characters of each; where there is no fontconfig, as on macOS, nothing is said.
"""

from __future__ import annotations

import subprocess
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

_SHOWN = 20
"""So many characters are named; of more it is said how many they are."""

_TIME = 10.0
"""Seconds; with thousands of fonts it takes one."""

_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Zs", "Zl", "Zp"))
"""Categories of characters that have no shape."""

_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))


def sentence(missing: Sequence[str]) -> str:
    """What to tell the person of a PDF that has empty boxes."""
    shown = " ".join(f"{character} (U+{ord(character):04X})" for character in missing[:_SHOWN])
    more = f" and {len(missing) - _SHOWN} more" if len(missing) > _SHOWN else ""
    return (
        f"no font here has {shown}{more}: empty boxes in the PDF, which is tagged but not PDF/UA; "
        "install a font that has them"
    )


def strings(value: Any) -> Iterator[str]:
    """Every text in dictionaries and lists of them."""
    match value:
        case str():
            yield value
        case dict():
            for inner in value.values():
                yield from strings(inner)
        case list() | tuple():
            for inner in value:
                yield from strings(inner)


def missing(value: Any, folder: Path | None = None) -> list[str]:
    """The characters of these texts that no font has, by fontconfig; ``folder`` has fonts besides,
    of which it does not know."""
    letters = sorted({letter for text in strings(value) for letter in text if _is_seen(letter)})
    known = [ord(letter) for letter in letters]
    ranges = [*_ranges("fc-list", "--format", "%{charset}\n")] if known else []
    if not ranges:
        return []
    if folder is not None and folder.is_dir():
        ranges += _ranges("fc-scan", "--format", "%{charset}\n", str(folder))
    there = set().union(*(set(known).intersection(each) for each in set(ranges)))
    return [letter for letter in letters if ord(letter) not in there]


def _is_seen(letter: str) -> bool:
    return unicodedata.category(letter) not in _UNSEEN and not any(
        ord(letter) in selectors for selectors in _SELECTORS
    )


def _ranges(*command: str) -> Iterator[range]:
    """The characters of fonts as fontconfig lists them: ``20-7e a0 1f00-1f15``."""
    try:
        said = subprocess.run(command, capture_output=True, timeout=_TIME, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return
    for word in said.decode("ascii", "replace").split():
        first, _, last = word.partition("-")
        try:
            yield range(int(first, 16), int(last or first, 16) + 1)
        except ValueError:
            continue
