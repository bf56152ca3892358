"""What the first frame does not need is imported when nobody types, a little at a time."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from textual.app import App

import gsef_tui.ui
from gsef_tui import gc_tuning
from gsef_tui.ui import warmup
from gsef_tui.ui.services import AppServices

STEPS = """
import importlib, json, sys
import gsef_tui.cli.plain, gsef_tui.ui.app
brought = {}
for name in json.loads(sys.argv[1]):
    before = set(sys.modules)
    importlib.import_module(name)
    brought[name] = sorted(m for m in set(sys.modules) - before if m.startswith("gsef_tui."))
print(json.dumps(brought))
"""
OFTEN = ("panels", "panes")
SELDOM = {"conflict", "find_in_all", "new", "pasted", "themes"}
"""Panels for a conflict, the themes and all notes, and the panes of the form of a new session."""


@pytest.fixture(scope="module")
def brought() -> dict[str, list[str]]:
    """The program's modules that each import brings, in their order."""
    result = subprocess.run(
        [sys.executable, "-c", STEPS, json.dumps(warmup.WARMUP_MODULES)],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    found: dict[str, list[str]] = json.loads(result.stdout)
    return found


def test_each_brings_little_with_it(brought: dict[str, list[str]]) -> None:
    """But for the first two, of which one was there from the start: a session or home."""
    assert max(len(modules) for modules in list(brought.values())[2:]) <= 20
    assert [name for name, modules in brought.items() if name not in modules] == []


def test_no_panel_and_no_pane_is_left_out(brought: dict[str, list[str]]) -> None:
    there = {name for modules in brought.values() for name in modules}
    folder = Path(str(gsef_tui.ui.__file__)).parent
    wanted = {
        f"gsef_tui.ui.{part}.{path.stem}"
        for part in OFTEN
        for path in (folder / part).glob("[!_]*.py")
        if path.stem not in SELDOM
    }
    assert wanted - there - {"gsef_tui.ui.panels.base", "gsef_tui.ui.panels.prompt"} == set()


class Typing:
    """An application in which the last key was pressed at a time, and a timer that is turned by
    hand."""

    def __init__(self, last_key: float) -> None:
        self.last_key = last_key
        self.waiting: list[tuple[float, Callable[[], None]]] = []

    def set_timer(self, delay: float, callback: Callable[[], None]) -> None:
        self.waiting.append((delay, callback))

    def turn(self) -> float:
        """Let the timer's time be over; how long it was."""
        delay, callback = self.waiting.pop()
        callback()
        return delay


def test_nothing_is_imported_while_somebody_types(monkeypatch: pytest.MonkeyPatch) -> None:
    imported: list[str] = []
    done: list[bool] = []
    monkeypatch.setattr(warmup, "import_module", imported.append)
    monkeypatch.setattr(gc_tuning, "tune_after_startup", lambda: done.append(True))
    app = Typing(time.monotonic() + 60)
    warmup.Warmup(cast(App[int], app), cast(AppServices, app)).begin()
    for _ in range(3):
        assert app.turn() == warmup.QUIET
    assert imported == []
    app.last_key = float("-inf")
    app.turn()
    assert imported == list(warmup.WARMUP_MODULES[:1])
    while app.waiting:
        assert not done
        app.turn()
    assert imported == list(warmup.WARMUP_MODULES)
    assert done == [True]
