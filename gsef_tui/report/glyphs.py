"""Characters that are missing from every installed font: a page shows empty boxes for them.

Typst reports them itself. LibreOffice does not, but takes its fonts from fontconfig, which knows
the characters of each font; without fontconfig, as on macOS, nothing is reported.
"""

from __future__ import annotations

import subprocess
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

_SHOWN = 20
"""The limit on the characters that a message names; it counts the others."""

_TIME = 10.0
"""The limit for fontconfig in seconds; with thousands of fonts it takes one."""

_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Zs", "Zl", "Zp"))
"""Categories of characters that have no shape."""

_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))


def sentence(missing: Sequence[str]) -> str:
    """Return the message to the user about a PDF with empty boxes."""
    shown = " ".join(f"{character} (U+{ord(character):04X})" for character in missing[:_SHOWN])
    more = f" and {len(missing) - _SHOWN} more" if len(missing) > _SHOWN else ""
    return (
        f"no font here has {shown}{more}: empty boxes in the PDF, which is tagged but not PDF/UA; "
        "install a font that has them"
    )


def strings(value: Any) -> Iterator[str]:
    """Yield every string in a value, and in the dictionaries and lists that it contains."""
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
    """Return the characters in ``value`` that no font has, by fontconfig.

    ``folder`` holds more fonts, which fontconfig does not list. Empty if there is no fontconfig.
    """
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
    """Yield the characters of fonts from the output of fontconfig: ``20-7e a0 1f00-1f15``."""
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
