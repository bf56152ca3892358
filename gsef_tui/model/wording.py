"""Sentences that contain a number: one form for one thing, another for several.

Each form is a whole sentence with named placeholders, so that a translation may have its own order
and its own forms.
"""

from __future__ import annotations


def counted(number: int, one: str, other: str, **values: object) -> str:
    """Return the form for a number, with ``{n}`` and the other placeholders filled in.

    >>> counted(3, "{n} line of {name}", "{n} lines of {name}", name="BA")
    '3 lines of BA'
    """
    return (one if number == 1 else other).format(n=number, **values)
