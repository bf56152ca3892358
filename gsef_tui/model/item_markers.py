"""The markers that begin an item of a list in a note.

A number has three digits at most: ``2009. Création`` is text. So is a line that begins with a month
and a day, as Koreans write them: ``5. 12. 개회식``, ``5.12.(금)``.
"""

from __future__ import annotations

LAST_NUMBER = 999
"""The largest number of an item."""
ITEM_NUMBER = r"[0-9]{1,3}(?:\)|\.(?![ \t]?[0-9]{1,2}\.(?![0-9])))"
"""The pattern of the marker of a numbered item: ``7.`` or ``12)``."""
ITEM_MARKER = rf"[-*]|{ITEM_NUMBER}"
"""The pattern of any item's marker, without the space behind it."""
