"""However the program is ended, what was typed is in the file and the terminal is given back."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .at_work import note, opened
from .terminal import PATIENCE, PROGRAM, Terminal

WITHIN = 1.0
"""Seconds from the event to the end of the process. On an idle machine it takes 0.03."""

NOTES = "Deux cuisines, « ouvertes » à 20 % → 한국어"

DEAF = """
import signal, sys
real = signal.signal
signal.signal = lambda n, f: real(n, signal.SIG_IGN if n == signal.SIGHUP else f)
from gsef_tui.cli import main
main()
"""
"""As under nohup: that the terminal goes is never said."""


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGQUIT, signal.SIGINT])
def test_a_signal_saves_and_gives_the_terminal_back(
    terminal: Terminal, path: Path, number: signal.Signals
) -> None:
    """The last letters are younger than the saver's pause: only the last save can have them."""
    terminal.type(NOTES)
    terminal.wait_for("한국어")
    began = time.monotonic()
    terminal.signal(number)
    assert terminal.wait() == 128 + number
    assert time.monotonic() - began < WITHIN
    assert note(path, "KM") == NOTES
    assert terminal.as_it_was
    assert b"Traceback" not in terminal.sent
    assert list(path.parent.iterdir()) == [path], "no lock, nothing half written"


def test_a_window_that_is_closed(terminal: Terminal, path: Path) -> None:
    terminal.type(NOTES)
    terminal.wait_for("한국어")
    began = time.monotonic()
    terminal.hang_up()
    assert terminal.reap() == 128 + signal.SIGHUP
    assert time.monotonic() - began < WITHIN
    assert note(path, "KM") == NOTES


def test_a_terminal_that_goes_without_a_word(path: Path, environment: dict[str, str]) -> None:
    deaf = [sys.executable, "-c", DEAF]
    with opened(path, environment, "--at", "presentations.KM", program=deaf) as terminal:
        terminal.type(NOTES)
        terminal.wait_for("한국어")
        began = time.monotonic()
        before = terminal.processor_seconds()
        terminal.hang_up()
        assert terminal.reap() == 128 + signal.SIGHUP
        assert time.monotonic() - began < WITHIN
        assert terminal.processor_seconds() - before < WITHIN / 2, "no loop that burns a core"
    assert note(path, "KM") == NOTES


def test_a_screen_that_nobody_reads_stops_neither_saving_nor_the_end(
    terminal: Terminal, path: Path
) -> None:
    terminal.type(NOTES)
    terminal.wait_for("한국어")
    terminal.stuff("f8")
    terminal.send_blind(b"aveugle")
    end = time.monotonic() + PATIENCE
    while note(path, "KM") != NOTES + "aveugle":
        assert time.monotonic() < end, "not saved while the output is stuck"
        time.sleep(0.01)
    # Now the screen's loop is stuck too: its queue of output holds thirty pieces.
    terminal.send_blind(b"\x1b[19~" * 200)
    began = time.monotonic()
    terminal.signal(signal.SIGTERM)
    assert terminal.reap() == 128 + signal.SIGTERM
    assert time.monotonic() - began < WITHIN
    assert note(path, "KM") == NOTES + "aveugle"


def test_stopped_by_job_control_and_back(terminal: Terminal, path: Path) -> None:
    """It is saved before it stops; what somebody wrote meanwhile is noticed on return."""
    terminal.type(NOTES)
    terminal.wait_for("한국어")
    terminal.signal(signal.SIGTSTP)
    terminal.wait_for(terminal.stopped, "the process is stopped")
    assert note(path, "KM") == NOTES
    terminal.wait_for(lambda: terminal.as_it_was, "the shell has its terminal")
    theirs = path.read_text(encoding="utf-8").replace("Les cantines", "Nos cantines")
    path.write_text(theirs, encoding="utf-8")
    terminal.signal(signal.SIGCONT)
    terminal.wait_for("CHANGED ELSEWHERE")
    assert 1049 in terminal.modes
    terminal.wait_for(NOTES)
    terminal.type(" encore")
    (copy,) = terminal.wait_for_files(path.parent, "*.conflict-*.toml")
    terminal.wait_for(lambda: note(copy, "KM") == f"{NOTES} encore", "ours, in the copy")
    assert path.read_text(encoding="utf-8") == theirs


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
@pytest.mark.parametrize("killer", ["kill-pane", "kill-session", "kill-server"])
def test_tmux_kills_it(
    path: Path, environment: dict[str, str], tmp_path: Path, killer: str
) -> None:
    alive = tmp_path / "alive"
    os.mkfifo(alive)
    ours = {**environment, "TMUX_TMPDIR": str(tmp_path), "GSEF_TUI_ALIVE": str(alive)}
    command = f"exec 9>'{alive}'; exec '{PROGRAM}' '{path}' --at presentations.KM"

    def tmux(*words: str) -> str:
        done = subprocess.run(
            ["tmux", "-L", "test", "-f", "/dev/null", *words],
            env=ours, capture_output=True, text=True, check=True, timeout=PATIENCE,
        )  # fmt: skip
        return done.stdout

    def wait_for(text: str) -> None:
        end = time.monotonic() + PATIENCE
        while text not in (screen := tmux("capture-pane", "-p")):
            assert time.monotonic() < end, screen
            time.sleep(0.05)

    tmux("new-session", "-d", "-x", "80", "-y", "24", command)
    try:
        with alive.open("rb") as lives:  # ends when the last process that writes it has ended
            wait_for("F1 Help")
            tmux("send-keys", "-l", NOTES)
            wait_for("한국어")
            began = time.monotonic()
            tmux(killer)
            assert lives.read() == b""
            assert time.monotonic() - began < WITHIN
    finally:
        subprocess.run(["tmux", "-L", "test", "kill-server"], env=ours, capture_output=True)
    assert note(path, "KM") == NOTES


# -- by a fault of its own ------------------------------------------------------------------------

FAILS = {
    "the screen": """
from gsef_tui.ui.widgets.note_area import NoteArea
process_key = NoteArea.process_key
async def fails(self, event):
    notes = self.text
    if event.character == "¤":
        raise ValueError(notes)
    return await process_key(self, event)
NoteArea.process_key = fails
""",
    "a worker": """
from gsef_tui.ui.widgets.note_area import NoteArea
process_key = NoteArea.process_key
async def fails(self, event):
    async def work(notes):
        raise ValueError(notes)
    if event.character == "¤":
        self.run_worker(work(self.text))
        return True
    return await process_key(self, event)
NoteArea.process_key = fails
""",
    "a timer": """
from gsef_tui.ui.widgets.note_area import NoteArea
process_key = NoteArea.process_key
async def fails(self, event):
    if event.character == "¤":
        self.set_timer(0.01, lambda: {}[self.text])
        return True
    return await process_key(self, event)
NoteArea.process_key = fails
""",
    "the thread that reads the keys": """
from gsef_tui.ui.textual_private.driver import TerminalDriver
read = TerminalDriver._read
def fails(self):
    data = read(self)
    if data and "¤".encode() in data:
        raise ValueError(self._app.opened.session)
    return data
TerminalDriver._read = fails
""",
}
"""What is done to the program so that it fails at ``¤``, with notes in the error's own words."""


@pytest.mark.parametrize("where", FAILS)
def test_a_fault_of_its_own_is_said_on_one_screen(
    path: Path, environment: dict[str, str], where: str
) -> None:
    program = [sys.executable, "-c", f"{FAILS[where]}\nfrom gsef_tui.cli import main\nmain()"]
    with opened(path, environment, "--at", "presentations.KM", program=program) as terminal:
        terminal.type(NOTES)
        terminal.wait_for("한국어")
        terminal.type("¤")
        assert terminal.wait() == 1
        assert note(path, "KM") == NOTES
        assert list(path.parent.iterdir()) == [path]
        assert terminal.as_it_was
        says = " ".join(terminal.text.split())
        said_after = terminal.sent.rpartition(b"\x1b[?1049l")[2].decode()
    assert says.startswith("The program has failed because of an error in it.")
    assert "What you typed is saved" in says
    faults = Path(environment["GSEF_TUI_STATE"]) / "faults"
    (report,) = faults.iterdir()
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    assert stat.S_IMODE(faults.stat().st_mode) == 0o700
    assert report.name in says.replace(" ", "")
    written = report.read_text(encoding="utf-8")
    assert "ValueError" in written or "KeyError" in written, written
    assert "<string>:" in written, "the place of the fault"
    for word in ("cuisine", "ouvertes", "한국어", "Mercier", "cantines du quartier"):
        assert word not in written
        assert word not in said_after
