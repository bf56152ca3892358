"""The line mode as a process: pipes, a dumb terminal, locks, kills, signals, disks that fail."""

from __future__ import annotations

import re
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from gsef_tui.storage.documents import open_document

from .at_work import note, opened
from .disks import NO_FILES
from .terminal import PROGRAM, Terminal

KM = "Présentations › 2 KM 김민수"
LT = "Présentations › 1 LT Lucía Torres"
WAITS = 30.0
"""Seconds within which a process ends."""


class Noter:
    """A script that takes notes: a line to the program, its answer back."""

    def __init__(
        self,
        path: Path,
        environment: Mapping[str, str],
        *options: str,
        program: Sequence[str | Path] = (PROGRAM,),
    ) -> None:
        self.process = subprocess.Popen(
            [*program, "note", str(path), *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=dict(environment),
            cwd=path.parent,
        )

    def say(self, line: str) -> str:
        """One line and the one line that answers it."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{line}\n".encode())
        self.process.stdin.flush()
        return self.process.stdout.readline().decode().removesuffix("\n")

    def end(self) -> tuple[int, str, str]:
        """End the input: the status, what else was answered, what stands on standard error."""
        out, err = self.process.communicate(timeout=WAITS)
        return self.process.returncode, out.decode(), err.decode()


@contextmanager
def noting(path: Path, environment: Mapping[str, str], *options: str) -> Iterator[Noter]:
    """A script that takes notes, ended however the block is left."""
    noter = Noter(path, environment, *options)
    try:
        yield noter
    finally:
        noter.process.kill()
        noter.process.communicate()


def fed(
    path: Path,
    environment: Mapping[str, str],
    lines: bytes,
    *options: str,
    program: Sequence[str | Path] = (PROGRAM,),
) -> tuple[int, str, str]:
    """The program with this standard input, to its end."""
    noter = Noter(path, environment, *options, program=program)
    out, err = noter.process.communicate(lines, timeout=WAITS)
    return noter.process.returncode, out.decode(), err.decode()


def test_one_answer_a_line_and_lists_begin_with_their_count(
    path: Path, environment: dict[str, str]
) -> None:
    status, out, err = fed(path, environment, "km: 하나\n\n/people\n/back".encode())
    assert (status, err) == (0, "")
    assert out.splitlines() == [
        KM,
        f"The next line goes to {KM}. You are at {LT}; /back returns there.",
        "3 people",
        "0 AM Anne Mercier, moderator",
        "1 LT Lucía Torres, Cocina Común (Chili), speaker",
        "2 KM 김민수, speaker",
        LT,
    ]
    assert "\x1b" not in out
    assert note(path, "KM") == "하나"


def test_it_begins_where_the_last_window_was(path: Path, environment: dict[str, str]) -> None:
    assert (
        fed(path, environment, b"/goto km\n/quit\nnot read\n")[1]
        == f"{KM}\n{'The session is closed.'}\n"
    )
    assert note(path, "KM") == ""
    assert fed(path, environment, b"?\n")[1] == f"{KM}\n"
    with opened(path, environment) as terminal:
        terminal.type("ici")
        terminal.wait_for(lambda: note(path, "KM") == "ici", "the screen begins there too")
        terminal.press("ctrl+s", "ctrl+q", "ctrl+q")
        assert terminal.wait() == 0
    assert fed(path, environment, b"?\n", "--at", "unfiled")[1] == "À classer\n"


def test_a_place_that_is_not_there_is_wrong_usage(path: Path, environment: dict[str, str]) -> None:
    status, out, err = fed(path, environment, b"?\n", "--at", "answers.ZZ")
    assert (status, out) == (2, "")
    assert "--at answers.ZZ: no such place. Places: answers, answers.AM" in err


def test_windows_lines_and_bytes_that_are_no_utf_8(path: Path, environment: dict[str, str]) -> None:
    lines = "\ufeffkm: été\r\n".encode() + b"km: h\xf4tel\r\n"
    status, out, err = fed(path, environment, lines)
    assert (status, out) == (0, f"{KM}\n{KM}\n")
    assert err == "gsef-tui: a line was not UTF-8: read as Windows-1252\n"
    assert note(path, "KM") == "été\nhôtel"


def test_killed_in_the_middle_nothing_that_was_answered_is_lost(
    path: Path, environment: dict[str, str]
) -> None:
    said: list[str] = []
    for round_ in range(5):
        with noting(path, environment) as noter:
            for n in range(6):
                said.append(f"ligne {round_}.{n}")
                assert noter.say(f"KM: {said[-1]}") == KM
            assert noter.process.stdin is not None
            noter.process.stdin.write(b"KM: not answered yet\n")
            noter.process.stdin.flush()
            noter.process.kill()
            noter.process.wait(WAITS)
        kept = open_document(path).session.notes("presentations")["KM"].split("\n")
        assert [line for line in kept if line.startswith("ligne")] == said


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_ends_it_and_frees_the_session(
    path: Path, environment: dict[str, str], number: signal.Signals
) -> None:
    with noting(path, environment) as noter:
        assert noter.say("KM: oui") == KM
        noter.process.send_signal(number)
        assert noter.process.wait(WAITS) == 128 + number
        assert noter.process.stderr is not None
        assert noter.process.stderr.read() == b""
    assert note(path, "KM") == "oui"
    assert not list(path.parent.glob(".*.lock"))


def test_a_session_that_is_open_elsewhere_is_not_read(
    terminal: Terminal, path: Path, environment: dict[str, str]
) -> None:
    status, out, err = fed(path, environment, b"KM: perdu\n")
    assert (status, out) == (1, "")
    says = rf"gsef-tui: {path}: open in process {terminal.process} since \d\d:\d\d: "
    says += r"close it there first, or add --take-over\n"
    assert re.fullmatch(says, err)
    assert note(path, "KM") == ""


def test_it_takes_a_session_over_from_the_screen(
    terminal: Terminal, path: Path, environment: dict[str, str]
) -> None:
    terminal.type("du premier")
    terminal.wait_for(lambda: note(path, "KM") == "du premier", "saved")
    with noting(path, environment, "--take-over") as noter:
        assert noter.say("KM: du second") == KM
        terminal.wait_for(f"process {noter.process.pid}")
        assert note(path, "KM") == "du premier\ndu second"
        assert noter.end()[0] == 0


def test_the_screen_takes_a_session_over_from_it(path: Path, environment: dict[str, str]) -> None:
    with noting(path, environment, "--at", "presentations.KM") as noter:
        assert noter.say("du premier") == KM
        at = ("--at", "presentations.KM")
        with opened(path, environment, *at, footer="Read only", badge="read only") as terminal:
            terminal.press("f12")
            terminal.wait_for("✓ saved")
            said = noter.say("perdu ?")
            assert "Read only. gsef-tui note --take-over takes the session back." in said
            assert noter.say("?") == KM
            status, _, err = noter.end()
        assert "conflict" in said or status == 0, err
    assert "du premier" in note(path, "KM")


def test_at_the_end_of_input_what_could_not_be_saved_is_said(
    path: Path, environment: dict[str, str]
) -> None:
    before = path.read_bytes()
    lines = b"KM: deux mots\n/quit\nKM: encore\n"
    status, out, err = fed(path, environment, lines, program=NO_FILES)
    assert status == 1
    answers = out.splitlines()
    assert answers[0].startswith(f"{KM}. Not saved anywhere: files may not be so large here.")
    assert answers[1].startswith("Cannot leave: 2 words typed since ")
    assert answers[2].startswith(f"{KM}. Not saved anywhere")
    assert re.search(r"cantines.toml: 3 words typed since \d\d:\d\d, lost: saved nowhere", err)
    assert path.read_bytes() == before


def test_the_word_leave_discards_what_could_not_be_saved(
    path: Path, environment: dict[str, str]
) -> None:
    lines = b"KM: deux mots\n/quit leave\nKM: not read\n"
    status, out, err = fed(path, environment, lines, program=NO_FILES)
    assert status == 1
    assert out.splitlines()[1:] == ["The session is closed."]
    assert "lost: saved nowhere" in err


def test_a_file_that_may_not_be_written_is_refused(path: Path, environment: dict[str, str]) -> None:
    text = path.read_text(encoding="utf-8").replace("format = 1", "format = 99")
    path.write_text(text, encoding="utf-8")
    status, out, err = fed(path, environment, b"KM: perdu\n")
    assert (status, out) == (1, "")
    assert "Read only: a newer version of this program wrote the file." in err
    assert path.read_text(encoding="utf-8") == text


def test_a_reader_that_goes_away_is_no_traceback(path: Path, environment: dict[str, str]) -> None:
    with noting(path, environment) as noter:
        assert noter.say("KM: oui") == KM
        assert noter.process.stdout is not None
        noter.process.stdout.close()
        noter.process.stdout = None
        assert noter.process.stdin is not None
        assert noter.process.stderr is not None
        noter.process.stdin.write(b"KM: non\n")
        noter.process.stdin.flush()
        assert noter.process.wait(WAITS) == 141
        assert noter.process.stderr.read() == b""
    assert note(path, "KM").startswith("oui\nnon")


def test_a_dumb_terminal(path: Path, environment: dict[str, str]) -> None:
    dumb = {**environment, "TERM": "dumb", "LANG": "C"}
    command: list[str | Path] = [PROGRAM, "note", path]
    with Terminal(command, environment=dumb, folder=path.parent, columns=120) as terminal:
        terminal.wait_for(f"{path.name}: {LT}. /help lists the commands")
        terminal.type("km: 하나")
        terminal.press("enter")
        terminal.wait_for(lambda: note(path, "KM") == "하나", "filed")
        terminal.press("ctrl+d")
        assert terminal.wait() == 0
        assert terminal.modes <= {7, 25}, "no mode of the terminal was changed"


def test_no_screen_is_imported(path: Path, environment: dict[str, str]) -> None:
    watched = {**environment, "PYTHONPROFILEIMPORTTIME": "1"}
    status, _, err = fed(path, watched, b"km: oui\n/check\n/export text\n")
    assert status == 0
    assert "gsef_tui.editing.line_mode" in err
    assert not re.search(r"\| +textual", err)
