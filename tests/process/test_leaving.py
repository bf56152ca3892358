"""No way out loses a word: what happens at each of them while nothing can be saved, in the
installed program, by keys and signals alone."""

from __future__ import annotations

import os
import re
import signal
import stat
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from gsef_tui.storage.copies import without_header

from .at_work import SESSION, note, opened
from .disks import (
    NO_FILES,
    Disk,
    copies_about,
    in_memory_only,
    small_disk,
    with_last_resorts,
)
from .terminal import KEYS, PROGRAM, Terminal, person

KEYS["f12"] = "\x1b[24~"
AT = ("--at", "presentations.KM")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """A small disk with a session and all that the program keeps of its own."""
    with small_disk(tmp_path / "disk") as disk:
        yield disk


@pytest.fixture
def on_disk(disk: Disk) -> Iterator[Path]:
    path = disk.folder / "cantines.toml"
    path.write_text(SESSION, encoding="utf-8")
    yield path
    for copy in copies_about(path):
        copy.unlink()


@pytest.fixture
def own(disk: Disk) -> dict[str, str]:
    return with_last_resorts(person(disk.folder / "home"))


def refuses(terminal: Terminal, what: str, *keys: str) -> None:
    """Press keys that would leave; the program says why it does not, and goes on."""
    terminal.press(*keys)
    terminal.wait_for(what)
    assert terminal.running


def in_words(terminal: Terminal) -> str:
    return " ".join(" ".join(terminal.lines).split())


def last_words(terminal: Terminal) -> str:
    """What the program printed after it left the screen."""
    after = terminal.sent.rpartition(b"\x1b[?1049l")[2].decode()
    return re.sub(r"\x1b\[[0-?]*[@-~]", "", after).strip()


def give_up(terminal: Terminal) -> None:
    """By the palette: Leave without saving."""
    terminal.press("ctrl+p")
    terminal.wait_for("a command")
    terminal.type("leave without")
    terminal.wait_for("Leave without saving")
    terminal.press("enter")
    terminal.wait_for("Type “leave”")


def said(environment: Mapping[str, str], *words: str | Path) -> str:
    """What a command prints, without a terminal."""
    done = subprocess.run(
        [PROGRAM, *words], env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    return done.stdout


# -- nowhere --------------------------------------------------------------------------------------


@pytest.mark.slow
def test_where_nothing_can_be_written_no_key_leaves(
    path: Path, environment: dict[str, str]
) -> None:
    with opened(path, environment, *AT, program=NO_FILES, badge="saved") as terminal:
        terminal.type("trois mots perdus")
        terminal.wait_for("✗ NOT SAVED ANYWHERE since")
        for keys in (["ctrl+q", "ctrl+q"], ["ctrl+o"], ["ctrl+q"] * 4):
            refuses(terminal, "Cannot leave: 3 words typed since", *keys)
            says = in_words(terminal)
            assert "not saved anywhere (files may not be so large here)." in says
            assert "What helps: raise the limit for the size of files (ulimit -f)" in says
            terminal.press("escape")
            terminal.wait_for(lambda: "Cannot leave" not in terminal.text, "closed")
        terminal.type("!")
        terminal.wait_for("trois mots perdus!")
    assert path.read_text(encoding="utf-8") == SESSION


@pytest.mark.slow
def test_leaving_without_saving_wants_the_word_and_says_what_was_lost(
    path: Path, environment: dict[str, str]
) -> None:
    with opened(path, environment, *AT, program=NO_FILES, badge="saved") as terminal:
        terminal.type("trois mots perdus")
        terminal.wait_for("✗ NOT SAVED ANYWHERE since")
        give_up(terminal)
        assert "to lose 3 words" in terminal.text
        terminal.type("oui\n")
        terminal.wait_for("Type “leave” to leave, or press Esc")
        terminal.press("escape")
        terminal.wait_for("trois mots perdus")
        give_up(terminal)
        terminal.type("leave\n")
        assert terminal.wait() == 1
        says = last_words(terminal)
        assert "cantines.toml: 3 words typed since " in says
        assert "lost: saved nowhere (files may not be so large here)" in says
        assert terminal.as_it_was


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_where_nothing_can_be_written_a_signal_loses_it_and_says_so(
    path: Path, environment: dict[str, str], number: signal.Signals
) -> None:
    with opened(path, environment, *AT, program=NO_FILES, badge="saved") as terminal:
        terminal.type("trois mots perdus")
        terminal.wait_for("✗ NOT SAVED ANYWHERE since")
        terminal.signal(number)
        assert terminal.wait() == 128 + number
        says = last_words(terminal)
    assert "3 words typed since" in says
    assert "lost: saved nowhere" in says
    assert len(says.splitlines()) == 1


# -- a full disk, and another one -----------------------------------------------------------------


def test_on_a_full_disk_a_copy_goes_to_another_one_and_the_next_opening_brings_it_back(
    disk: Disk, on_disk: Path, own: dict[str, str]
) -> None:
    with opened(on_disk, own, *AT) as terminal:
        disk.fill()
        terminal.type("deux cuisines")
        terminal.wait_for("✗ NOT SAVED since")
        terminal.wait_for(lambda: copies_about(on_disk), "a copy elsewhere")
        (copy,) = copies_about(on_disk)
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
        assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
        assert os.stat(copy).st_dev != os.stat(on_disk).st_dev
        terminal.press("ctrl+q", "ctrl+q")
        assert terminal.wait() == 0, "it outlives a restart: leaving loses nothing"
        says = last_words(terminal)
        assert str(copy) in says
        assert "disk full" in says
    assert b"deux cuisines" in without_header(copy.read_bytes())
    disk.free()
    with opened(on_disk, own, *AT, footer="was never saved. F12") as terminal:
        assert note(on_disk, "KM") == "", "nothing is taken over without being asked"
        terminal.press("f12")
        terminal.wait_for("deux cuisines")
        terminal.press("right", "enter")
        terminal.wait_for(lambda: note(on_disk, "KM") == "deux cuisines", "taken")
        assert copies_about(on_disk) == []
        terminal.press("ctrl+z")
        terminal.wait_for(lambda: note(on_disk, "KM") == "", "one undo undoes this")
        terminal.press("ctrl+q", "ctrl+q")
        assert terminal.wait() == 0


def test_when_there_is_room_again_it_is_saved_and_the_copy_goes(
    disk: Disk, on_disk: Path, own: dict[str, str]
) -> None:
    with opened(on_disk, own, *AT) as terminal:
        disk.fill()
        terminal.type("deux cuisines")
        terminal.wait_for("✗ NOT SAVED since")
        assert copies_about(on_disk)
        disk.free()
        terminal.wait_for("✓ saved")
        assert note(on_disk, "KM") == "deux cuisines"
        terminal.wait_for(lambda: not copies_about(on_disk), "the copy is gone")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_on_a_full_disk_a_signal_leaves_a_copy_elsewhere(
    disk: Disk, on_disk: Path, own: dict[str, str], number: signal.Signals
) -> None:
    with opened(on_disk, own, *AT) as terminal:
        disk.fill()
        terminal.type("deux cuis")
        terminal.wait_for("✗ NOT SAVED since")
        terminal.type("ines")
        terminal.wait_for("deux cuisines")
        terminal.signal(number)
        assert terminal.wait() == 128 + number
    kept = [copy.read_text(encoding="utf-8") for copy in copies_about(on_disk)]
    assert any("deux cuisines" in text for text in kept)


# -- in memory only -------------------------------------------------------------------------------


def test_a_copy_in_memory_lets_no_command_leave_by_itself(
    disk: Disk, on_disk: Path, own: dict[str, str]
) -> None:
    with opened(on_disk, own, *AT, program=in_memory_only()) as terminal:
        disk.fill()
        terminal.type("deux cuisines")
        terminal.wait_for("in memory only")
        (copy,) = copies_about(on_disk)
        assert copy.parent.parent == Path("/dev/shm")
        refuses(terminal, "Cannot leave: 2 words typed since", "ctrl+o")
        says = in_words(terminal)
        assert "only in memory, lost at restart (disk full)." in says
        assert str(copy) in says
        terminal.press("escape")
        refuses(terminal, "Type “leave” to leave 2 words unsaved", "ctrl+q", "ctrl+q")
        terminal.press("escape")
        terminal.wait_for(lambda: "Type “leave”" not in terminal.text, "back")
        terminal.type(" ouvertes")
        terminal.wait_for("deux cuisines ouvertes")
        refuses(terminal, "Type “leave” to leave 3 words unsaved", "ctrl+q", "ctrl+q")
        terminal.type("leave\n")
        assert terminal.wait() == 1
        says = last_words(terminal)
        assert f"only in memory, lost at restart (disk full): {copy}" in says
    disk.free()
    with opened(on_disk, own, *AT, footer="was never saved. F12") as terminal:
        terminal.press("f12")
        terminal.wait_for("deux cuisines ouvertes")
        terminal.press("right", "enter")
        terminal.wait_for(lambda: note(on_disk, "KM") == "deux cuisines ouvertes", "taken")


def test_a_signal_writes_a_copy_into_memory_all_the_same(
    disk: Disk, on_disk: Path, own: dict[str, str]
) -> None:
    with opened(on_disk, own, *AT, program=in_memory_only()) as terminal:
        disk.fill()
        terminal.type("deux cuisines")
        terminal.wait_for("in memory only")
        terminal.type(" ouvertes")
        terminal.wait_for("ouvertes")
        terminal.signal(signal.SIGTERM)
        assert terminal.wait() == 128 + signal.SIGTERM
        says = last_words(terminal)
    (copy,) = copies_about(on_disk)
    assert str(copy) in says
    assert "deux cuisines ouvertes" in copy.read_text(encoding="utf-8")


def test_the_copy_is_listed_restored_and_purged(
    disk: Disk, on_disk: Path, own: dict[str, str]
) -> None:
    with opened(on_disk, own, *AT) as terminal:
        disk.fill()
        terminal.type("deux cuisines")
        terminal.wait_for(lambda: copies_about(on_disk), "a copy elsewhere")
        terminal.press("ctrl+q", "ctrl+q")
        assert terminal.wait() == 0
    disk.free()
    (copy,) = copies_about(on_disk)
    listed = said(own, "history", on_disk)
    assert str(copy) in listed
    name = listed.split()[0]
    assert name.startswith("copy-")
    on_disk.unlink()
    said(own, "restore", on_disk, name)
    assert note(on_disk, "KM") == "deux cuisines"
    assert str(copy) in said(own, "purge", on_disk, "--yes")
    assert copies_about(on_disk) == []
