"""The clipboard's program may hang: neither the screen, nor the next copy, nor the end waits for
it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from .at_work import note, opened
from .terminal import Terminal

if not Path("/proc/self/stat").exists():
    pytest.skip("looks for processes in /proc", allow_module_level=True)

PROGRAM = """#!/bin/sh
echo $$ >> {folder}/started
[ -e {folder}/hangs ] && exec sleep 300
cat > {folder}/copied.part && mv {folder}/copied.part {folder}/copied
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What the clipboard's programs of this machine leave behind."""
    folder = tmp_path / "clipboard"
    (folder / "bin").mkdir(parents=True)
    for name in ("xclip", "xsel", "wl-copy", "wl-paste", "pbcopy"):
        (folder / "bin" / name).write_text(PROGRAM.format(folder=folder))
        (folder / "bin" / name).chmod(0o755)
    return folder


@pytest.fixture(params=["DISPLAY", "WAYLAND_DISPLAY"])
def terminal(
    folder: Path, path: Path, environment: dict[str, str], request: pytest.FixtureRequest
) -> Iterator[Terminal]:
    """The program, at the machine that one sits at, with a word selected."""
    here = {request.param: ":77", "PATH": f"{folder / 'bin'}:{environment['PATH']}"}
    with opened(path, {**environment, **here}, "--at", "presentations.KM") as terminal:
        terminal.type("bonjour")
        terminal.press("shift+home")
        terminal.wait_for(lambda: note(path, "KM") == "bonjour")
        yield terminal


def started(folder: Path) -> list[int]:
    """The processes of the clipboard's programs, in the order of their start."""
    at = folder / "started"
    return [int(line) for line in at.read_text().split()] if at.exists() else []


def has_started(folder: Path, number: int) -> bool:
    return len(started(folder)) == number


def zombies(parent: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, ppid = stat.read_text().rpartition(")")[2].split()[:2]
        except OSError:  # it has just ended
            continue
        if state == "Z" and int(ppid) == parent:
            found.append(int(stat.parent.name))
    return found


def runs(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"  # nobody here collects an orphan


def test_a_copy_reaches_the_clipboard_though_one_quits_at_once(
    terminal: Terminal, folder: Path
) -> None:
    terminal.press("ctrl+c", "ctrl+q", "ctrl+q")
    assert terminal.wait() == 0
    end = os.times().elapsed + 20
    while not (folder / "copied").exists():
        assert os.times().elapsed < end
    assert (folder / "copied").read_text() == "bonjour"


def test_the_end_does_not_wait_for_a_program_that_hangs(terminal: Terminal, folder: Path) -> None:
    (folder / "hangs").touch()
    for number in (1, 2, 3):
        terminal.press("ctrl+c")
        terminal.wait_for(partial(has_started, folder, number), "it is started")
    terminal.press("ctrl+q", "ctrl+q")
    assert terminal.wait() == 0
    assert terminal.as_it_was
    end = os.times().elapsed + 20
    while any(map(runs, started(folder))):
        assert os.times().elapsed < end, "a program of the clipboard runs for ever"


def test_the_next_copy_stops_the_one_that_hangs(terminal: Terminal, folder: Path) -> None:
    (folder / "hangs").touch()
    terminal.press("ctrl+c")
    terminal.wait_for(lambda: started(folder), "the first is started")
    (first,) = started(folder)
    (folder / "hangs").unlink()
    terminal.press("ctrl+c")
    terminal.wait_for(lambda: (folder / "copied").exists(), "the second arrives")
    assert (folder / "copied").read_text() == "bonjour"
    terminal.wait_for(lambda: not runs(first), "the first is stopped")
    terminal.wait_for(lambda: not zombies(terminal.process), "no zombie is left")
