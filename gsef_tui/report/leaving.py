"""Leaving a report while it is being made: nothing of it is written then.

What takes long asks now and then whether it is still wanted: before each picture, between the
formats of a package, while another program prints.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

AskLeft: TypeAlias = Callable[[], bool]
"""Whether whoever wanted the report has left it; asked from any thread."""


class Left(Exception):
    """The report is wanted no more; it is not written, and no program is left running for it."""


def never() -> bool:
    """Nobody leaves it."""
    return False


def go_on(left: AskLeft) -> None:
    """Raises Left where the report is wanted no more."""
    if left():
        raise Left
