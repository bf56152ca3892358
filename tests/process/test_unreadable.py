"""Somebody else's version of an open session that cannot be read, and sessions that cannot be
opened: a sentence, nothing lost, and the newest text is named."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from gsef_tui.storage.history import versions

from .at_work import SESSION, note, opened
from .terminal import KEYS, PROGRAM, Terminal

KEYS["f12"] = "\x1b[24~"
AT = ("--at", "presentations.KM")

CONFLICT_MARKS = SESSION.replace(
    'title = "Les cantines du quartier"',
    '<<<<<<< HEAD\ntitle = "A"\n=======\ntitle = "B"\n>>>>>>> main',
)
BROKEN = {"git's marks": CONFLICT_MARKS, "emptied": "", "cut": SESSION[: len(SESSION) // 2]}

SECOND_READ_FAILS = """
import sys
from gsef_tui.storage import opening
from gsef_tui.storage.errors import UnreadableFile
def fails(path, known=None):
    raise UnreadableFile(f"{path}: cannot be read: disk error")
real = opening.open_document
import gsef_tui.ui.session_manager as manager
manager.open_to_edit = fails
from gsef_tui.cli import main
sys.argv[0] = "gsef-tui"
main()
"""
"""The program, which reads a session before it takes the screen and cannot once it has it."""


def says(terminal: Terminal) -> str:
    return " ".join(" ".join(terminal.lines).split())


@pytest.mark.parametrize("broken", BROKEN)
def test_mine_is_offered_and_their_bytes_are_kept(
    terminal: Terminal, path: Path, environment: dict[str, str], broken: str
) -> None:
    terminal.type("la mienne")
    terminal.wait_for(lambda: note(path, "KM") == "la mienne", "saved")
    path.write_text(BROKEN[broken], encoding="utf-8")
    terminal.wait_for("CHANGED ELSEWHERE")
    terminal.type("!")
    terminal.wait_for_files(path.parent, "*.conflict-*.toml")
    terminal.press("f12")
    terminal.wait_for("cannot be read")
    terminal.wait_for("Replace it with my version")
    terminal.press("enter")
    terminal.wait_for("✓ saved")
    assert note(path, "KM") == "la mienne!"
    state = Path(environment["GSEF_TUI_STATE"])
    kept = [version.path.read_text(encoding="utf-8") for version in versions(path, state)]
    assert BROKEN[broken] in kept
    assert list(path.parent.glob("*.conflict-*")) == []


@pytest.mark.parametrize("broken", BROKEN)
def test_after_quitting_the_message_names_the_newest_text(
    path: Path, environment: dict[str, str], broken: str
) -> None:
    with opened(path, environment, *AT) as terminal:
        terminal.type("la mienne")
        terminal.wait_for(lambda: note(path, "KM") == "la mienne", "saved")
        path.write_text(BROKEN[broken], encoding="utf-8")
        terminal.wait_for("CHANGED ELSEWHERE")
        terminal.type("!")
        (copy,) = terminal.wait_for_files(path.parent, "*.conflict-*.toml")
        terminal.wait_for(lambda: note(copy, "KM") == "la mienne!", "ours, in the copy")
        terminal.press("ctrl+q", "ctrl+q")
        assert terminal.wait() == 0
    if broken == "cut":  # it may still be a session by its grammar; then nothing need be named
        return
    with Terminal([PROGRAM, path], environment=environment, folder=path.parent) as again:
        assert again.wait() == 2
        assert f"the newest text of it is in {copy}: open that" in says(again).replace(" ", "") or (
            copy.name in again.sent.decode().replace("\r\n", "")
        )


GONE = ["broken", "gone", "a folder"]


@pytest.mark.parametrize("how", GONE)
def test_a_take_over_of_what_cannot_be_read_is_a_sentence(
    terminal: Terminal, path: Path, environment: dict[str, str], how: str
) -> None:
    with opened(path, environment, *AT, footer="Read only", badge="read only") as second:
        kept = path.read_bytes()
        path.unlink()
        if how == "broken":
            path.write_text(CONFLICT_MARKS, encoding="utf-8")
        elif how == "a folder":
            path.mkdir()
        second.press("f12")
        second.wait_for("The session could not be taken over: ")
        second.wait_for("read only")
        second.type("rien")
        second.wait_for("Read only: open in process")
        if how == "a folder":
            path.rmdir()
        path.write_bytes(kept)
        terminal.type("à moi")
        terminal.wait_for("à moi")
        assert "taken over" not in terminal.text, "the lock stayed where it was"
        second.press("f12")
        second.wait_for(lambda: "✓ saved" in second.text, "once it can be read it is taken over")


def test_a_second_read_that_fails_shows_the_session_read_only(
    path: Path, environment: dict[str, str]
) -> None:
    program: Sequence[str | Path] = [sys.executable, "-c", SECOND_READ_FAILS]
    with opened(
        path, environment, *AT, program=program, footer="Read only", badge="read only"
    ) as terminal:
        terminal.wait_for("disk error")
        terminal.press("f3", "1")
        terminal.wait_for("une cuisine")
        terminal.press("ctrl+q", "ctrl+q")
        assert terminal.wait() == 0
    assert path.read_text(encoding="utf-8") == SESSION


def test_a_take_over_right_after_a_key_makes_no_conflict_copy(
    terminal: Terminal, path: Path, environment: dict[str, str]
) -> None:
    with opened(path, environment, *AT, footer="Read only", badge="read only") as second:
        terminal.type("du premier")
        terminal.wait_for("du premier")
        second.press("f12")
        second.wait_for(lambda: "du premier" in second.text, "with what was typed just before")
        terminal.wait_for(f"now edited in process {second.process}")
    assert list(path.parent.glob("*.conflict-*")) == []
