"""The gaps that are left: each can still be asked for."""

from __future__ import annotations

from collections.abc import Iterator

from gsef_tui.model.gaps import find_gaps
from gsef_tui.model.session import Session

from .findings import Finding, shortened


def gap_findings(session: Session) -> Iterator[Finding]:
    """A hint for each gap, with its time, else with what stands before it."""
    for gap in find_gaps(session):
        before = shortened(gap.before)
        what = f" at {gap.time}" if gap.time else f" after “{before}”" if before else ""
        yield Finding("gap", str(gap.place), f"a gap{what}", "hint", gap.text)
