"""The markers that begin an item of a list, or a line of a quote, in a note.

A number has three digits at most, and no zero before it but in ``01`` to ``09``: ``2009. Création``
and ``007. x`` are text. So is a line that begins with a month and a day, as Koreans write them:
``5. 12. 개회식``, ``5.12.(금)``.
"""

from __future__ import annotations

LAST_NUMBER = 999
"""The largest number of an item."""
ITEM_NUMBER = r"(?:0|0?[1-9]|[1-9][0-9]{1,2})(?:\)|\.(?![ \t]?[0-9]{1,2}\.(?![0-9])))"
"""The pattern of the marker of a numbered item: ``7.`` or ``12)``."""
ITEM_MARKER = rf"[-*]|{ITEM_NUMBER}"
"""The pattern of any item's marker, without the space behind it."""
QUOTE_MARKER = r">(?![0-9=])"
"""The pattern of a quote's marker. ``>50 %`` and ``>= 50 %`` are comparisons, and text."""
