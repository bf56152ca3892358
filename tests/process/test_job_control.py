"""A process that is stopped and continued, in any way, goes on with what it had: no thread and no
descriptor more, the screen drawn anew, the file looked at again, the line given back as it was."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from .at_work import note, stored
from .terminal import PROGRAM, Terminal

TIMES = 20

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="counts what /proc shows")


def held(process: int) -> tuple[int, list[str]]:
    """How many threads a process has, and its descriptors of terminals, sockets, pipes and the
    like. Files are left out: the saver has one open for a moment."""
    folder = Path(f"/proc/{process}")
    kinds = []
    for number in (folder / "fd").iterdir():
        with suppress(FileNotFoundError):  # closed between the two calls
            kinds.append(os.readlink(number).partition(":[")[0])
    lasting = sorted(kind for kind in kinds if kind.startswith("/dev/") or "/" not in kind)
    return len(list((folder / "task").iterdir())), lasting


def settled(terminal: Terminal, path: Path, process: int, text: str) -> tuple[int, list[str]]:
    """What the process holds once a text is saved: then no thread works for a moment."""
    terminal.wait_for(lambda: note(path, "KM") == text, "saved")
    terminal.wait_for("✓ saved")
    return held(process)


def nothing_before(terminal: Terminal) -> None:
    """The process runs."""


def stop(terminal: Terminal) -> None:
    """Stopped from outside, which nothing can catch."""
    terminal.signal(signal.SIGSTOP)
    terminal.wait_for(terminal.stopped, "the process is stopped")


def suspend(terminal: Terminal) -> None:
    """Stopped by job control, which the program hears of."""
    terminal.signal(signal.SIGTSTP)
    terminal.wait_for(terminal.stopped, "the process is stopped")
    terminal.wait_for(lambda: terminal.as_it_was, "the shell has its terminal")


WAYS: dict[str, Callable[[Terminal], None]] = {
    "running": nothing_before,
    "SIGSTOP": stop,
    "SIGTSTP": suspend,
}
"""What came before SIGCONT."""


@pytest.mark.parametrize("way", WAYS)
def test_continued_again_and_again_it_holds_no_more(
    terminal: Terminal, path: Path, way: str
) -> None:
    text = "début"
    terminal.type(text)
    terminal.wait_for(text)
    before = settled(terminal, path, terminal.process, text)
    for number in range(TIMES):
        WAYS[way](terminal)
        drawn = len(terminal.sent)
        terminal.signal(signal.SIGCONT)
        terminal.wait_for(
            lambda drawn=drawn: b"\x1b[?1049h" in terminal.sent[drawn:],  # type: ignore[misc]
            "it takes the terminal over",
        )
        letter = "abcdefghijklmnopqrstuvwxyz"[number]
        terminal.type(letter)
        text += letter
        terminal.wait_for(text)
        terminal.wait_for("F1 Help")
    after = settled(terminal, path, terminal.process, text)
    assert after == before
    terminal.press("ctrl+q", "ctrl+q")
    assert terminal.wait() == 0
    assert terminal.as_it_was
    assert note(path, "KM") == text


def test_stopped_from_outside_it_looks_at_the_file_again_and_keeps_what_was_typed(
    terminal: Terminal, path: Path
) -> None:
    """Keys that were pressed meanwhile wait in the terminal; taking it over must not drop them."""
    terminal.type("avant")
    terminal.wait_for(lambda: note(path, "KM") == "avant", "saved")
    terminal.wait_for("Présentations 2/2")
    shown = terminal.lines[3:-2]
    stop(terminal)
    theirs = path.read_text(encoding="utf-8").replace("Les cantines", "Nos cantines")
    path.write_text(theirs, encoding="utf-8")
    terminal.send_blind(b", pendant")
    terminal.signal(signal.SIGCONT)
    terminal.wait_for("avant, pendant")
    terminal.wait_for("CHANGED ELSEWHERE")
    terminal.wait_for(
        lambda: [line.replace("avant, pendant", "avant") for line in terminal.lines[3:-2]] == shown,
        "all of the screen is drawn again",
    )
    (copy,) = terminal.wait_for_files(path.parent, "*.conflict-*.toml")
    terminal.wait_for(lambda: note(copy, "KM") == "avant, pendant", "ours, in the copy")
    assert stored(path)["session"]["title"].startswith("Nos cantines")


# -- under a shell --------------------------------------------------------------------------------


@pytest.fixture
def shell(path: Path, environment: dict[str, str]) -> Iterator[Terminal]:
    """A shell with job control."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not installed")
    ours = {**environment, "PS1": "$ ", "HISTFILE": ""}
    command = [bash, "--norc", "--noprofile", "--noediting", "-i"]
    with Terminal(command, environment=ours, folder=path.parent) as terminal:
        terminal.wait_for("$")
        yield terminal


def job(terminal: Terminal) -> int:
    """The process that the shell has started."""
    children = Path(f"/proc/{terminal.process}/task/{terminal.process}/children")
    if not children.exists():
        pytest.skip("this kernel does not say who somebody's children are")
    terminal.wait_for(lambda: children.read_text().split(), "the job")
    return int(children.read_text().split()[0])


def state(process: int) -> str:
    """R, S or D: it runs or waits; T: it is stopped."""
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]


def switches(process: int) -> int:
    """How often the process gave up its processor so far: it grows when it runs."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if "ctxt_switches" in line)


def at_rest(terminal: Terminal, process: int, since: int = 0) -> int:
    """Wait until a process is stopped, after it ran where it had been; how often it ran so far."""
    seen = -1

    def rests() -> bool:
        nonlocal seen
        before, seen = seen, switches(process)
        return state(process) == "T" and seen == before and seen > since

    terminal.wait_for(rests, "the job runs into the terminal, which is not its own, and stops")
    return seen


def on_screen(terminal: Terminal) -> None:
    terminal.wait_for("F1 Help")
    terminal.wait_for("✓ saved")


def start(terminal: Terminal, path: Path, after: str = "") -> int:
    terminal.type(f"'{PROGRAM}' '{path}' --at presentations.KM {after}\n")
    return job(terminal)


def leave(terminal: Terminal, process: int) -> None:
    """Quit, back to the shell."""
    terminal.press("ctrl+q", "ctrl+q")
    terminal.wait_for(lambda: not Path(f"/proc/{process}").exists(), "it ends")
    assert 1049 not in terminal.modes
    terminal.type("echo fin$?\n")
    terminal.wait_for("fin0")


@pytest.mark.parametrize("number", [signal.SIGTSTP, signal.SIGSTOP, signal.SIGTTIN, signal.SIGTTOU])
def test_a_job_that_is_sent_to_the_background_waits_there_for_the_terminal(
    shell: Terminal, path: Path, number: signal.Signals
) -> None:
    process = start(shell, path)
    on_screen(shell)
    shell.type("un")
    shell.wait_for("un")
    before = settled(shell, path, process, "un")
    text = "un"
    for letter in "abcdef":
        os.kill(process, number)
        ran = at_rest(shell, process)
        shell.type("bg\n")
        at_rest(shell, process, ran)
        shell.type("fg\n")
        on_screen(shell)
        shell.type(letter)
        text += letter
        shell.wait_for(text)
        assert 1049 in shell.modes
    assert settled(shell, path, process, text) == before
    leave(shell, process)
    assert note(path, "KM") == text


def test_a_job_that_is_started_in_the_background_begins_when_it_is_brought_forward(
    shell: Terminal, path: Path
) -> None:
    process = start(shell, path, "&")
    at_rest(shell, process)
    assert 1049 not in shell.modes
    shell.type("fg\n")
    on_screen(shell)
    shell.type("enfin")
    shell.wait_for(lambda: note(path, "KM") == "enfin", "saved")
    leave(shell, process)
