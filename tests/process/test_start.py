"""What a start brings with it before one can type, counted: modules and files; and what is left to
the moments after it."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from gsef_tui import gc_tuning
from gsef_tui.ui.warmup import WARMUP_MODULES

from .at_work import note
from .terminal import Terminal

WATCHED = """
import gc, json, sys
from pathlib import Path

opened, seen, end = [], {}, Path(sys.argv.pop(1))
sys.addaudithook(lambda name, given: opened.append(str(given[0])) if name == "open" else None)
from gsef_tui import gc_tuning
from gsef_tui.cli import main
from gsef_tui.ui.warmup import Warmup

go_on, starting = Warmup._go_on, gc_tuning.STARTUP_THRESHOLD

def first(self):
    if not seen:
        seen.update(modules=sorted(sys.modules), opened=list(opened))
    go_on(self)
    if gc.get_threshold()[0] != starting and "frozen" not in seen:
        seen.update(frozen=gc.get_freeze_count(), threshold=gc.get_threshold()[0])
        seen.update(after=sorted(sys.modules))
        end.write_text(json.dumps(seen))

Warmup._go_on = first
main()
"""
"""The program, that notes what there is when its first frame stands, and when all is imported."""

HEAVY = {"click", "babel", "docx", "lxml", "markdown_it", "PIL", "anyascii", "pyperclip", "typst"}
NOT_YET = (
    "checks", "imports", "report", "capture.apply_line", "storage.library", "ui.screens.home",
    "ui.screens.preview",
)  # fmt: skip

LIGHT = {"gsef_tui.report", "gsef_tui.report.memo_cache"}


@pytest.fixture
def started(path: Path, environment: dict[str, str]) -> dict[str, Any]:
    """What a start had brought when the first frame stood, and after some moments of rest."""
    told = path.with_name("told.json")
    with Terminal(
        [sys.executable, "-c", WATCHED, told, path, "--at", "presentations.KM"],
        environment=environment,
        folder=path.parent,
    ) as terminal:
        terminal.wait_for(told.exists, "everything imported")
        terminal.type("dit")
        terminal.wait_for(lambda: note(path, "KM").endswith("dit"), "the note on disk")
    seen: dict[str, Any] = json.loads(told.read_text())
    return seen


def test_a_start_imports_what_the_first_frame_needs_and_leaves_the_rest_till_nobody_types(
    started: dict[str, Any],
) -> None:
    modules = set(started["modules"])
    assert {"gsef_tui.ui.panes.note", "textual.app"} <= modules
    assert {name for name in modules if name in HEAVY} == set()
    early = tuple(f"gsef_tui.{name}" for name in NOT_YET)
    assert {name for name in modules if name.startswith(early)} <= LIGHT
    panels = {name for name in modules if name.startswith("gsef_tui.ui.panels.")}
    assert panels <= {"gsef_tui.ui.panels.base", "gsef_tui.ui.panels.prompt"}
    assert set(WARMUP_MODULES) <= set(started["after"])


def test_a_start_opens_few_files(started: dict[str, Any], path: Path) -> None:
    """The session: read, once more for the screen lest it changed, looked at by the saver, and held
    open, without being read, to be followed where it goes."""
    code = re.compile(r"\.(py|so)$|\.pyc\b")
    names = Counter(Path(file).name for file in started["opened"] if not code.search(file))
    files = {name: times for name, times in names.items() if not name.isdigit()}
    assert files.pop(path.name) <= 4
    assert files.pop(f".{path.name}.lock") <= 2
    assert sum(files.values()) <= 7, files


def test_what_a_start_imports_is_not_looked_through_for_garbage(
    started: dict[str, Any],
) -> None:
    assert started["frozen"] > 10_000
    assert started["threshold"] == gc_tuning.RUNNING_THRESHOLD
