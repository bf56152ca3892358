"""A disk that answers late or never: what was typed has a copy elsewhere, and the last save does
not wait for it."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from .at_work import SESSION, note, opened
from .disks import copies_about, slow_sync, with_last_resorts
from .terminal import KEYS, Terminal

KEYS["f12"] = "\x1b[24~"
AT = ("--at", "presentations.KM")
FOR_EVER = 600.0
WITHIN = 1.5
"""Seconds from a signal to the end of the process, on a busy machine; 0.7 are for the last save."""


@pytest.fixture
def go(path: Path) -> Path:
    """While this file is there, syncs in the session's folder do not come back."""
    return path.parent / ".stands-still"


@pytest.fixture
def own(environment: dict[str, str], path: Path) -> Iterator[dict[str, str]]:
    yield {**with_last_resorts(environment), "GSEF_TUI_SESSIONS": str(path.parent)}
    for copy in copies_about(path):
        copy.unlink()


def state_copies(environment: dict[str, str]) -> list[Path]:
    return sorted(Path(environment["GSEF_TUI_STATE"], "copies").glob("*.toml"))


def hanging(terminal: Terminal, go: Path, text: str) -> None:
    """Let the disk stand still, and type until the badge says so."""
    go.touch()
    terminal.type(text)
    terminal.wait_for("the disk does not answer")


def test_a_disk_that_hangs_has_a_copy_elsewhere_and_leaving_loses_nothing(
    path: Path, own: dict[str, str], go: Path
) -> None:
    with opened(path, own, *AT, program=slow_sync(FOR_EVER, go)) as terminal:
        hanging(terminal, go, "deux cuisines")
        terminal.type(" ouvertes")
        terminal.wait_for(
            lambda: any("deux cuisines ouvertes" in c.read_text() for c in state_copies(own)),
            "a copy of what was typed since, too",
        )
        terminal.press("ctrl+q", "ctrl+q")
        assert terminal.wait() == 0
    go.unlink()
    assert note(path, "KM") == ""
    with opened(path, own, *AT, footer="was never saved. F12") as terminal:
        terminal.press("f12")
        terminal.wait_for("deux cuisines ouvertes")
        terminal.press("right", "enter")
        terminal.wait_for(lambda: note(path, "KM") == "deux cuisines ouvertes", "taken")
    assert state_copies(own) == []


def test_when_the_disk_answers_again_it_is_saved_there(
    path: Path, own: dict[str, str], go: Path
) -> None:
    with opened(path, own, *AT, program=slow_sync(FOR_EVER, go)) as terminal:
        hanging(terminal, go, "deux cuisines")
        terminal.wait_for(lambda: state_copies(own), "a copy")
        go.unlink()
        terminal.wait_for(lambda: note(path, "KM") == "deux cuisines", "saved")
        terminal.wait_for("✓ saved")
        terminal.wait_for(lambda: state_copies(own) == [], "the copy is gone")
        terminal.press("ctrl+q", "ctrl+q")
        assert terminal.wait() == 0
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_session_that_was_left_while_the_disk_hung_is_not_overwritten_later(
    path: Path, own: dict[str, str], go: Path
) -> None:
    """The save that hangs belongs to a window that went back to the sessions; in the meantime the
    session was opened again, and the disk answers."""
    with opened(path, own, *AT, program=slow_sync(FOR_EVER, go)) as terminal:
        hanging(terminal, go, "premier")
        terminal.press("ctrl+o")
        terminal.wait_for("Les cantines du quartier")
        go.unlink()
        terminal.press("enter")
        terminal.wait_for("was never saved. F12")
        terminal.type("second")
        terminal.wait_for(lambda: note(path, "KM") == "second", "saved")
        terminal.watch(0.5)
        assert note(path, "KM") == "second"
        terminal.press("ctrl+q", "ctrl+q")
        assert terminal.wait() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("seconds", [3.0, FOR_EVER])
def test_a_signal_on_a_slow_disk_keeps_every_letter(
    path: Path, own: dict[str, str], go: Path, number: signal.Signals, seconds: float
) -> None:
    text = "".join(chr(ord("a") + n % 26) for n in range(50))
    with opened(path, own, *AT, program=slow_sync(seconds, go)) as terminal:
        go.touch()
        for letter in text:
            terminal.type(letter)
            terminal.watch(0.02)
        terminal.wait_for(text)
        began = time.monotonic()
        terminal.signal(number)
        assert terminal.wait() == 128 + number
        assert time.monotonic() - began < WITHIN
    go.unlink()
    assert note(path, "KM") == text, "the new file has the name, though the disk never answered"
    before = path.with_name(f".{path.name}.before")
    assert before.read_text(encoding="utf-8") == SESSION, "and the old one is kept till it has"
    with opened(path, own, *AT) as terminal:
        terminal.wait_for(lambda: not before.exists(), "swept by the next opening")
        assert "never saved" not in terminal.text
        terminal.press("ctrl+q")
        assert terminal.wait() == 0
    assert note(path, "KM") == text


def test_where_the_new_file_was_lost_with_the_machine_the_old_one_comes_back(
    path: Path, own: dict[str, str]
) -> None:
    """What a power cut can leave of a save that was not synced: an empty file of that name."""
    path.rename(path.with_name(f".{path.name}.before"))
    path.touch()
    with opened(path, own, *AT) as terminal:
        terminal.type("encore")
        terminal.wait_for(lambda: note(path, "KM") == "encore", "saved")
    assert not path.with_name(f".{path.name}.before").exists()


def test_a_file_that_never_took_its_place_is_offered(path: Path, own: dict[str, str]) -> None:
    """As kill -9 leaves it while the disk does not answer."""
    left = path.with_name(f".{path.name}.0123456789ab.tmp")
    left.write_text(SESSION.replace("[presentations]", '[presentations]\nKM = "perdu ?"'))
    cut = path.with_name(f".{path.name}.ba9876543210.tmp")
    cut.write_text(SESSION[:40])
    with opened(path, own, *AT, footer="was never saved. F12") as terminal:
        terminal.press("f12")
        terminal.wait_for("perdu ?")
        terminal.press("right", "enter")
        terminal.wait_for(lambda: note(path, "KM") == "perdu ?", "taken")
        terminal.press("ctrl+q")
        assert terminal.wait() == 0
    assert [file.name for file in path.parent.iterdir()] == [path.name]
