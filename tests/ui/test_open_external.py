"""The last export is opened by the machine's own program, where one sits at the machine."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from gsef_tui.ui.open_external import open_here

from .hand import at_work

PROGRAM = "open" if sys.platform == "darwin" else "xdg-open"


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with a program that opens files: it writes down what it was given."""
    for name in ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("PATH", f"{tmp_path}/bin:/usr/bin:/bin")
    return with_program(tmp_path, 0)


def with_program(tmp_path: Path, status: int) -> Path:
    program, said = tmp_path / "bin" / PROGRAM, tmp_path / "opened"
    program.parent.mkdir(exist_ok=True)
    program.write_text(f'#!/bin/sh\nprintf "%s" "$*" > "{said}"\necho noise\nexit {status}\n')
    program.chmod(0o755)
    return said


async def test_the_export_that_was_just_written_is_opened(
    folder: Path, cantines: Path, opened: Path
) -> None:
    async with at_work(folder, cantines, "unfiled", size=(160, 24)) as hand:
        await hand.screen.run_command("open_export")
        assert "Nothing exported yet" in hand.footer
        await hand.press("f5", "enter")
        await hand.until(lambda: hand.notes.last_export is not None, "the export")
        await hand.until(lambda: hand.notes.panel is None, "the panel goes")
        await hand.screen.run_command("open_export")
        await hand.until(lambda: hand.footer.startswith("Opened: "), "it is opened")
        assert opened.read_text() == str(hand.notes.last_export)


def test_what_opens_nothing_says_so(tmp_path: Path, opened: Path) -> None:
    path = tmp_path / "-a b.odt"
    assert open_here(path) == ""
    assert opened.read_text() == str(path)
    with_program(tmp_path, 3)
    assert open_here(path) == f"{PROGRAM} found no program for it"


def test_over_ssh_nothing_is_opened(
    tmp_path: Path, opened: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_TTY", "/dev/pts/1")
    assert open_here(tmp_path / "a.odt") == "the file is on another machine"
    assert not opened.exists()


def test_a_machine_without_such_a_program_is_told(
    tmp_path: Path, opened: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert open_here(tmp_path / "a.odt") == f"{PROGRAM} is not installed"
