"""Two windows on one session, and a file that somebody else changed: nothing of either is lost, and
the person decides."""

from __future__ import annotations

import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gsef_tui.storage.history import versions

from .at_work import note, opened
from .terminal import Terminal


@pytest.fixture
def second(terminal: Terminal, path: Path, environment: dict[str, str]) -> Iterator[Terminal]:
    """Another window on the session that ``terminal`` has, of the same person."""
    with reading(path, environment) as other:
        yield other


def reading(path: Path, environment: dict[str, str]) -> Terminal:
    at = "presentations.KM"
    return opened(path, environment, "--at", at, footer="Read only", badge="read only")


def test_the_second_window_reads_and_says_who_writes(
    terminal: Terminal, second: Terminal, path: Path
) -> None:
    says = rf"Read only: open in process {terminal.process} since \d\d:\d\d. F12 takes it over"
    second.wait_for(lambda: re.search(says, second.text), says)
    second.type("perdu ?")
    second.wait_for(lambda: re.search(says, second.lines[-1]), "the first key says so")
    terminal.type("à moi")
    terminal.wait_for(lambda: note(path, "KM") == "à moi", "the first goes on")
    assert "perdu" not in second.text
    second.press("ctrl+q")
    assert second.wait() == 0
    assert note(path, "KM") == "à moi"
    terminal.type(" encore")
    terminal.wait_for(lambda: note(path, "KM") == "à moi encore", "and still does")


def test_one_key_takes_over(terminal: Terminal, second: Terminal, path: Path) -> None:
    terminal.type("du premier")
    terminal.wait_for(lambda: note(path, "KM") == "du premier", "saved")
    second.press("f12")
    second.wait_for("du premier")
    second.type(", du second")
    second.wait_for(lambda: note(path, "KM") == "du premier, du second", "the second writes")
    terminal.wait_for(f"now edited in process {second.process}")
    terminal.type("rien")
    terminal.wait_for(lambda: "Read only" in terminal.lines[-1], "the first says so")
    assert list(path.parent.glob("*.conflict-*")) == [], "it had nothing left to save"
    terminal.press("ctrl+q", "ctrl+q")
    assert terminal.wait() == 0
    second.type(".")
    second.wait_for(lambda: note(path, "KM") == "du premier, du second.", "undisturbed")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="counts what /proc shows")
def test_taken_over_again_and_again_a_window_holds_no_more(
    terminal: Terminal, second: Terminal, path: Path
) -> None:
    """Each time the one that lost the session ends its saver, and the next one has its own."""

    def take(taker: Terminal, other: Terminal) -> int:
        other.wait_for(lambda: "✓ saved" in other.lines[0], "the other has it")
        taker.press("f12")
        taker.wait_for(lambda: "✓ saved" in taker.lines[0], "taken over")
        other.wait_for("now edited in")
        return len(list(Path(f"/proc/{taker.process}/task").iterdir()))

    pair = (second, terminal)
    counts = [take(pair[n % 2], pair[1 - n % 2]) for n in range(10)]
    assert max(counts[-2:]) <= max(counts[:4]) + 1, counts  # a worker may have come to the pool
    terminal.type("à la fin")
    terminal.wait_for(lambda: note(path, "KM") == "à la fin", "the last one writes")
    assert list(path.parent.glob("*.conflict-*")) == []


def test_what_a_hung_window_had_left_goes_to_a_copy(
    terminal: Terminal, path: Path, environment: dict[str, str]
) -> None:
    """A connection dropped, the process hangs on: another takes over, and then it wakes."""
    terminal.type("sauvé")
    terminal.wait_for(lambda: note(path, "KM") == "sauvé", "saved")
    terminal.type(" en suspens")
    terminal.wait_for("en suspens")
    terminal.signal(signal.SIGSTOP)
    had = note(path, "KM")
    with reading(path, environment) as second:
        second.press("f12")
        second.wait_for(had)
        second.type("!")
        second.wait_for(lambda: note(path, "KM") == f"{had}!", "the second has it")
        terminal.signal(signal.SIGCONT)
        terminal.wait_for(f"now edited in process {second.process}")
        if had != "sauvé en suspens":  # else the saver was faster than the signal
            (copy,) = terminal.wait_for_files(path.parent, "*.conflict-*.toml")
            assert note(copy, "KM") == "sauvé en suspens"
            terminal.wait_for("F12 takes the session back. Your last changes are in")
            terminal.wait_for(copy.name[-24:])
        assert note(path, "KM") == f"{had}!", "it writes the session no more"


@pytest.fixture
def changed(terminal: Terminal, path: Path) -> str:
    """What somebody else wrote into the session that is open, and was noticed."""
    terminal.type("la mienne")
    terminal.wait_for(lambda: note(path, "KM") == "la mienne", "saved")
    theirs = path.read_text(encoding="utf-8").replace("la mienne", "la leur")
    path.write_text(theirs, encoding="utf-8")
    terminal.wait_for("CHANGED ELSEWHERE")
    terminal.type(", plus longue")
    terminal.press("f12")
    terminal.wait_for("The file was changed elsewhere")
    terminal.wait_for(lambda: {"la mienne, plus longue", "la leur"} <= cells(terminal), "both")
    assert path.read_text(encoding="utf-8") == theirs
    return theirs


def cells(terminal: Terminal) -> set[str]:
    return {cell.strip() for line in terminal.lines for cell in re.split(r"\s{2,}", line)}


def test_mine_is_chosen(
    terminal: Terminal, path: Path, environment: dict[str, str], changed: str
) -> None:
    terminal.press("enter")
    terminal.wait_for(lambda: note(path, "KM") == "la mienne, plus longue", "mine")
    terminal.wait_for("✓ saved")
    state = Path(environment["GSEF_TUI_STATE"])
    kept = [version.path.read_text(encoding="utf-8") for version in versions(path, state)]
    assert changed in kept
    assert list(path.parent.glob("*.conflict-*")) == []
    terminal.type("!")
    terminal.wait_for(lambda: note(path, "KM") == "la mienne, plus longue!", "and goes on")


def test_theirs_is_chosen(terminal: Terminal, path: Path, changed: str) -> None:
    terminal.press("right", "enter")
    terminal.wait_for(lambda: "Somebody else" not in terminal.text, "decided")
    terminal.wait_for("✓ saved")
    assert path.read_text(encoding="utf-8") == changed
    (copy,) = path.parent.glob("*.conflict-*.toml")
    assert note(copy, "KM") == "la mienne, plus longue"
    assert "la leur" in terminal.text
    terminal.type("!")
    terminal.wait_for(lambda: note(path, "KM") == "la leur!", "one goes on in theirs")


def test_nothing_is_decided_by_looking(terminal: Terminal, path: Path, changed: str) -> None:
    terminal.press("f12")
    terminal.wait_for(lambda: "Neither text is lost" not in terminal.text, "closed by its key")
    terminal.type(".")
    (copy,) = terminal.wait_for_files(path.parent, "*.conflict-*.toml")
    terminal.wait_for(lambda: note(copy, "KM") == "la mienne, plus longue.", "in the copy")
    assert path.read_text(encoding="utf-8") == changed
    terminal.signal(signal.SIGTERM)
    assert terminal.wait() == 128 + signal.SIGTERM
    assert path.read_text(encoding="utf-8") == changed
    assert note(copy, "KM") == "la mienne, plus longue."
