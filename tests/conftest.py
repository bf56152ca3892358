from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def no_copies_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test leaves a copy of a session where another test, or the person, finds it."""
    monkeypatch.setenv("GSEF_TUI_COPIES", "")
