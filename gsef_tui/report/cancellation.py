"""Cancelling an export while it is being made: nothing is written then.

Whatever takes long calls ``raise_if_cancelled`` from time to time: before each picture, between the
formats of a package, and while another program prints.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

CancelCheck: TypeAlias = Callable[[], bool]
"""Returns whether the caller has cancelled the report. It is called from any thread."""


class Cancelled(Exception):
    """The caller cancelled the report: no file is written, and no program is left running."""


def never() -> bool:
    """The check of a report that cannot be cancelled."""
    return False


def raise_if_cancelled(cancelled: CancelCheck) -> None:
    """Raise Cancelled if the caller has cancelled the report."""
    if cancelled():
        raise Cancelled
