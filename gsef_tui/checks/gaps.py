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
        if gap.time:
            message = f"a gap at {gap.time}"
        else:
            message = f"a gap after “{before}”" if before else "a gap"
        yield Finding("gap", str(gap.place), message, "hint", gap.text)
