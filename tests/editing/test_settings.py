"""The settings have one owner, who publishes their changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from gsef_tui.editing.settings import SettingsStore
from gsef_tui.storage.settings import FILE, Settings, load_settings


async def test_a_change_is_on_disk_current_and_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GSEF_TUI_CONFIG", str(tmp_path))
    (tmp_path / FILE).write_text("lag = 4\n", encoding="utf-8")
    store = SettingsStore()
    published: list[Settings] = []
    store.subscribe(published.append)
    await store.keep_abbreviation("ess", "économie sociale et solidaire")
    assert published == [store.current] == [load_settings()[0]]
    assert store.current.expansions == {"ess": "économie sociale et solidaire"}
    await store.drop_abbreviation("ess")
    assert (published[-1].expansions, published[-1].lag) == ({}, 4.0)
