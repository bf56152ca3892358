"""A session whose folder is moved: its versions go with it, by the installed program alone."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .at_work import SESSION, note, opened, stored
from .terminal import PROGRAM


def history(path: Path, environment: Mapping[str, str]) -> list[dict[str, Any]]:
    """What ``gsef-tui history`` knows of a session."""
    run: list[str | Path] = [PROGRAM, "history", path, "--json"]
    done = subprocess.run(run, env=environment, capture_output=True, check=True, timeout=60)
    versions: list[dict[str, Any]] = json.loads(done.stdout)
    return versions


def typed(path: Path, environment: Mapping[str, str], text: str) -> None:
    """Open, type, and quit when the file has it."""
    with opened(path, environment, "--at", "presentations.KM") as terminal:
        terminal.type(text)
        terminal.wait_for(lambda: text in note(path, "KM"), "the letters in the file")
        terminal.wait_for("✓ saved")
        terminal.press("ctrl+q", "ctrl+q")  # soon after a key it asks
        assert terminal.wait() == 0


def test_a_folder_that_was_moved_has_all_versions(path: Path, environment: dict[str, str]) -> None:
    typed(path, environment, "before the move")
    given = stored(path)["id"]
    assert list(stored(path))[:2] == ["format", "id"]
    there = path.parent.rename(path.parent.with_name("2031 forum")) / path.name
    typed(there, environment, "after the move")
    assert stored(there)["id"] == given
    versions = history(there, environment)
    texts = [Path(version["path"]).read_text(encoding="utf-8") for version in versions]
    assert "before the move" in texts[0]
    assert texts[1] == SESSION
    assert [version["from"] for version in versions] == [None, str(path)]
    done = subprocess.run(
        [PROGRAM, "restore", there, versions[1]["version"]], env=environment, check=False
    )
    assert done.returncode == 0
    assert note(there, "KM") == ""
    assert stored(there)["id"] == given


def test_only_looking_gives_no_id(path: Path, environment: dict[str, str]) -> None:
    with opened(path, environment, "--at", "presentations.KM") as terminal:
        terminal.press("f2")
        terminal.wait_for("Résumé des présentations")
        terminal.press("f2")
        terminal.wait_for("Présentations › 2 KM")
        terminal.press("ctrl+q")
        assert terminal.wait() == 0
    assert path.read_text(encoding="utf-8") == SESSION
    assert history(path, environment) == []
