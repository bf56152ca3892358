from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes what is the person's own."""
    monkeypatch.setenv("GSEF_TUI_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("GSEF_TUI_STATE", str(tmp_path / "state"))
    monkeypatch.delenv("GSEF_TUI_SESSIONS", raising=False)
