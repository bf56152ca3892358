from __future__ import annotations

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests go first: at the end of a run no worker is left alone with one."""
    slow = {item.path for item in items if item.get_closest_marker("slow") is not None}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(autouse=True)
def no_copies_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test leaves a copy of a session where another test, or the person, finds it."""
    monkeypatch.setenv("GSEF_TUI_COPIES", "")
