"""A session that is renamed or moved while it is open is followed; one that is removed is not."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from gsef_tui.storage.documents import open_document
from gsef_tui.storage.history import versions
from gsef_tui.storage.sidecars import lock_path

from .at_work import SESSION, note, opened
from .terminal import KEYS, PROGRAM, Terminal

KEYS["f12"] = "\x1b[24~"
AT = ("--at", "presentations.KM")
HOME = ("sh", "-c", 'exec "$0"', PROGRAM)
"""The program without a file: the sessions at hand."""


def leave(terminal: Terminal) -> None:
    terminal.press("ctrl+q", "ctrl+q")
    assert terminal.wait() == 0


@pytest.mark.parametrize("typing", [True, False])
@pytest.mark.parametrize("what", ["folder", "file", "file to another folder"])
def test_it_is_followed_and_the_header_shows_where_it_is(
    terminal: Terminal, path: Path, what: str, typing: bool
) -> None:
    terminal.type("avant")
    terminal.wait_for(lambda: note(path, "KM") == "avant", "saved")
    if what == "folder":
        new = path.parent.rename(path.parent.with_name("ailleurs")) / path.name
    elif what == "file":
        new = path.rename(path.with_name("nouveau.toml"))
    else:
        folder = path.parent.with_name("autre")
        folder.mkdir()
        new = path.rename(folder / "nouveau.toml")
    if typing:
        terminal.type(", après")
        terminal.wait_for(lambda: note(new, "KM") == "avant, après", "saved where it is now")
    terminal.wait_for("It is now")
    terminal.wait_for("✓ saved in ")
    terminal.type("!")
    terminal.wait_for(lambda: note(new, "KM").endswith("!"), "and goes on there")
    assert lock_path(new).exists()
    assert not path.exists()
    leave(terminal)
    assert [file.name for file in new.parent.iterdir()] == [new.name], "no lock, no copy"
    if new.parent != path.parent:
        assert not path.parent.exists() or list(path.parent.iterdir()) == []


def test_the_versions_are_found_where_it_is_now(
    terminal: Terminal, path: Path, environment: dict[str, str]
) -> None:
    terminal.type("avant")
    terminal.wait_for(lambda: note(path, "KM") == "avant", "saved")
    new = path.parent.rename(path.parent.with_name("ailleurs")) / path.name
    terminal.type(", après")
    terminal.wait_for(lambda: note(new, "KM") == "avant, après", "saved where it is now")
    leave(terminal)
    state = Path(environment["GSEF_TUI_STATE"])
    assert [version.path.read_text("utf-8") for version in versions(new, state)] == [SESSION]
    with opened(new, environment) as again:
        again.wait_for("Présentations › 2 KM")  # its last place was remembered
        leave(again)


def test_one_that_is_open_at_its_new_place_already_is_not_written_twice(
    terminal: Terminal, path: Path, environment: dict[str, str]
) -> None:
    new = path.with_name("nouveau.toml")
    terminal.signal(signal.SIGSTOP)  # else it may follow before the other one opens it
    path.rename(new)
    with opened(new, environment, *AT) as second:
        terminal.signal(signal.SIGCONT)
        terminal.wait_for(f"now edited in process {second.process}")
        terminal.type("premier")
        terminal.wait_for(lambda: "Read only" in terminal.text, "the first key")
        second.type("second")
        second.wait_for(lambda: note(new, "KM") == "second", "saved")
        leave(second)


@pytest.mark.parametrize("bin_", [".local/share/Trash/files", ".Trash-1000/files", ".Trash"])
def test_one_in_a_bin_is_not_followed(terminal: Terminal, path: Path, bin_: str) -> None:
    terminal.type("avant")
    terminal.wait_for(lambda: note(path, "KM") == "avant", "saved")
    trash = path.parent / bin_
    trash.mkdir(parents=True)
    gone = path.rename(trash / path.name)
    terminal.type(", après")
    terminal.wait_for(lambda: path.exists() and note(path, "KM") == "avant, après", "written again")
    assert note(gone, "KM") == "avant"
    leave(terminal)


def test_one_whose_folder_was_removed_has_a_copy_which_home_brings_back(
    terminal: Terminal, path: Path, environment: dict[str, str]
) -> None:
    terminal.type("avant")
    terminal.wait_for(lambda: note(path, "KM") == "avant", "saved")
    for file in path.parent.iterdir():
        file.unlink()
    path.parent.rmdir()
    terminal.type(", après")
    terminal.wait_for("✗ NOT SAVED since")
    leave(terminal)
    elsewhere = path.parent.with_name("elsewhere")
    elsewhere.mkdir()
    own = {**environment, "GSEF_TUI_SESSIONS": str(elsewhere)}
    with opened(elsewhere, own, program=HOME, footer="was not saved in", badge="Sessions") as home:
        home.press("ctrl+p")
        home.wait_for("a command")
        home.type("recover")
        home.wait_for("Recover a copy")
        home.press("enter")
        home.wait_for("Enter: bring back")
        home.wait_for(f"{path.stem} ")
        home.press("enter")
        home.wait_for("F1 Help")
        leave(home)
    found = elsewhere / path.name
    assert open_document(found).session.notes("presentations")["KM"] == "avant, après"
    assert list(Path(environment["GSEF_TUI_STATE"], "copies").iterdir()) == []


def test_a_conflict_copy_says_what_it_is_under_its_session(
    terminal: Terminal, path: Path, environment: dict[str, str]
) -> None:
    terminal.type("la mienne")
    terminal.wait_for(lambda: note(path, "KM") == "la mienne", "saved")
    path.write_text(SESSION)
    terminal.wait_for("CHANGED ELSEWHERE")
    terminal.type("!")
    terminal.wait_for_files(path.parent, "*.conflict-*.toml")
    leave(terminal)
    own = {**environment, "GSEF_TUI_SESSIONS": str(path.parent)}
    with opened(path.parent, own, program=HOME, footer="Quit", badge="Sessions") as home:
        home.wait_for("↳ conflict copy ")
        rows = [n for n, line in enumerate(home.lines) if "Les c" in line]
        assert "↳" in home.lines[rows[1]]
        assert "↳" not in home.lines[rows[0]]
        home.press("ctrl+q")
        assert home.wait() == 0


def test_opening_a_session_whose_path_is_gone_names_its_copy(
    terminal: Terminal, path: Path, environment: dict[str, str]
) -> None:
    for file in path.parent.iterdir():
        file.unlink()
    path.parent.rmdir()
    terminal.type("deux cuisines")
    terminal.wait_for("✗ NOT SAVED since")
    leave(terminal)
    (copy,) = Path(environment["GSEF_TUI_STATE"], "copies").iterdir()
    with Terminal([PROGRAM, path], environment=environment, folder=path.parent.parent) as again:
        assert again.wait() == 2
        says = again.sent.decode().replace("\r\n", "")
        assert (
            f"file not found; the newest text of it is in a copy: gsef-tui restore {path}" in says
        )
    assert "deux cuisines" in copy.read_text(encoding="utf-8")
