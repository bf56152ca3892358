"""The words of the save badge: what is saved, and what is not."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from gsef_tui.editing.save_badge import ALARM, Badge, badge
from gsef_tui.storage.save_state import SaveState


def test_the_badge_tells_the_truth_after_two_seconds() -> None:
    assert badge(SaveState(), 100.0) == Badge(("✓ saved",), "done")
    assert badge(SaveState(oldest=98.5), 100.0) == Badge(("✓ saved",), "done")
    assert badge(SaveState(oldest=96.8), 100.0) == Badge(("… 3 s",), "to do")
    failed = SaveState(
        oldest=99.9,
        failed_since=datetime(2031, 10, 4, 20, 41),
        reason="disk full",
        copy=Path("/state/copies/s.toml"),
    )
    shown = badge(failed, 100.0)
    assert shown.says[0] == "✗ NOT SAVED since 20:41: disk full · copy kept"
    assert shown.where == (" in ", "/state/copies")
    assert shown.style == ALARM


def test_a_window_that_may_only_read_says_what_takes_over() -> None:
    assert badge(SaveState(), 100.0, writes=False).says == ("read only",)
    held = badge(SaveState(), 100.0, writes=False, held=True)
    assert held.says == ("read only · F12 takes over", "read only · F12")
