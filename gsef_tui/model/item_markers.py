"""The markers that begin an item of a list, or a line of a quote, in a note.

A number has three digits at most, and no zero before it but in ``01`` to ``09``: ``2009. Création``
and ``007. x`` are text. So is a line that begins with a month and a day, as Koreans write them:
``5. 12. 개회식``, ``5.12.(금)``.
"""

from __future__ import annotations

from typing import NamedTuple

from .lazy_pattern import lazy_pattern

LAST_NUMBER = 999
"""The largest number of an item."""
ITEM_NUMBER = r"(?:0|0?[1-9]|[1-9][0-9]{1,2})(?:\)|\.(?![ \t]?[0-9]{1,2}\.(?![0-9])))"
"""The pattern of the marker of a numbered item: ``7.`` or ``12)``."""
ITEM_MARKER = rf"[-*]|{ITEM_NUMBER}"
"""The pattern of any item's marker, without the space behind it."""
QUOTE_MARKER = r">(?![0-9=])"
"""The pattern of a quote's marker. ``>50 %`` and ``>= 50 %`` are comparisons, and text."""

_NUMBER = lazy_pattern(r"(0*)([0-9]+)([.)])")


class ItemNumber(NamedTuple):
    """The number of an item as it was typed: ``07)`` is 7 between a zero and a bracket."""

    number: int = 1
    zeros: str = ""
    end: str = "."


def read_item_number(marker: str) -> ItemNumber | None:
    """Return the number of an item from its marker; None if the marker is no number.

    >>> read_item_number("07)")
    ItemNumber(number=7, zeros='0', end=')')
    """
    found = _NUMBER.fullmatch(marker)
    return ItemNumber(int(found[2]), found[1], found[3]) if found else None
