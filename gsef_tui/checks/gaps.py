"""Check for gaps: passages that you can still ask for."""

from __future__ import annotations

from collections.abc import Iterator

from gsef_tui.model.gaps import find_gaps
from gsef_tui.model.session import Session

from .findings import Finding, shortened


def gap_findings(session: Session) -> Iterator[Finding]:
    """Yield a hint for each gap, with its time, else with the text before it."""
    for gap in find_gaps(session):
        before = shortened(gap.before)
        what = f" at {gap.time}" if gap.time else f" after “{before}”" if before else ""
        yield Finding("gap", str(gap.place), f"a gap{what}", "hint", gap.text)
