"""Cancelling an export: no file is written.

Slow steps call ``raise_if_cancelled`` regularly: before each picture, between the formats of a
package, and while another program converts the report.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

CancelCheck: TypeAlias = Callable[[], bool]
"""Returns whether the caller has cancelled the report. It may be called from any thread."""


class Cancelled(Exception):
    """The caller cancelled the report: no file is written, and no program is left running."""


def never() -> bool:
    """Return False: the check of a report that cannot be cancelled."""
    return False


def raise_if_cancelled(cancelled: CancelCheck) -> None:
    """Raise Cancelled if the caller has cancelled the report."""
    if cancelled():
        raise Cancelled
