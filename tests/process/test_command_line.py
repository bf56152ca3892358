"""The command line as a process: pipes, locales, a terminal."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parents[2] / "sessions" / "2026-05-12-sample-energie-citoyenne.toml"
PROGRAM = [sys.executable, "-m", "gsef_tui"]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A person who has no settings and no sessions."""
    own = {f"GSEF_TUI_{name}": str(tmp_path / name) for name in ("CONFIG", "STATE")}
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GSEF_TUI", "LC_", "PYTHON"))}
    return {**kept, **own, "TERM": "xterm-256color", "LANG": "C.UTF-8"}


def hears_interrupts() -> None:
    """What a shell starts in the background ignores ctrl+c, and so does all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def run(environment: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*PROGRAM, *arguments], env=environment, capture_output=True, timeout=60)


def on_a_terminal(environment: Mapping[str, str], *arguments: str) -> tuple[int, str]:
    """The status of a command and what it drew on a terminal of its own."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.execve(sys.executable, [*PROGRAM, *arguments], dict(environment))
    drawn = bytearray()
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:  # how Linux says that the other end is closed
            break
        if not part:
            break
        drawn += part
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), drawn.decode()


def test_the_module_and_the_installed_program_are_the_same(environment: dict[str, str]) -> None:
    installed = Path(sys.executable).with_name("gsef-tui")
    result = subprocess.run(
        [installed, "export", SAMPLE], env=environment, capture_output=True, timeout=60
    )
    assert result.returncode == 0
    assert result.stdout == run(environment, "export", str(SAMPLE)).stdout
    assert run(environment, "check", str(SAMPLE)).returncode == 0


@pytest.mark.slow
def test_a_reader_that_goes_away_is_no_traceback(
    environment: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "long.toml"
    lines = "\\n".join(f"ligne {n}" for n in range(100_000))
    path.write_text(f'format = 1\ntemplate = "gsef"\n[presentations]\n_ = "{lines}"\n')
    process = subprocess.Popen(
        [*PROGRAM, "export", str(path)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(1)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(60) == 141


@pytest.mark.slow
def test_an_interrupt_is_no_traceback(environment: dict[str, str], tmp_path: Path) -> None:
    """ctrl+c while a command waits: here for the end of a pipe that is full."""
    path = tmp_path / "long.toml"
    lines = "\\n".join(f"ligne {n}" for n in range(100_000))
    path.write_text(f'format = 1\ntemplate = "gsef"\n[presentations]\n_ = "{lines}"\n')
    process = subprocess.Popen(
        [*PROGRAM, "export", str(path)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=hears_interrupts,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(1)  # it writes, and soon waits for somebody to read on
    process.send_signal(signal.SIGINT)
    assert process.stderr.read() == b""
    assert process.wait(60) == 130
    process.stdout.close()


@pytest.mark.parametrize("encoding", ["ascii", "iso-8859-1"])
def test_a_locale_without_the_letters_is_no_traceback(
    environment: dict[str, str], encoding: str
) -> None:
    narrow = {**environment, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    for arguments in (("show", str(SAMPLE)), ("list", "--sessions", str(SAMPLE.parent))):
        result = run(narrow, *arguments)
        assert (result.returncode, result.stderr) == (0, b""), arguments
        assert "nergie".encode(encoding) in result.stdout


@pytest.mark.parametrize("arguments", [("export",), ("show",), ("check",)])
def test_a_full_disk_behind_the_output_is_named(
    environment: dict[str, str], arguments: tuple[str, ...]
) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    with full.open("wb") as output:
        result = subprocess.run(
            [*PROGRAM, *arguments, str(SAMPLE)],
            env=environment,
            stdout=output,
            stderr=subprocess.PIPE,
            timeout=60,
        )
    assert result.returncode == 1
    assert result.stderr == b"gsef-tui: standard output: disk full\n"


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_stream_that_is_closed_is_no_traceback(environment: dict[str, str], closed: str) -> None:
    for command in ("show", "export", "check"):
        line = f'exec "$0" -m gsef_tui {command} "$1" {closed}'
        result = subprocess.run(
            ["sh", "-c", line, sys.executable, SAMPLE],
            env=environment,
            capture_output=True,
            timeout=60,
        )
        assert (result.returncode, result.stderr) == (0, b""), command


def test_data_is_utf_8_in_every_locale(environment: dict[str, str]) -> None:
    narrow = {**environment, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    exported = run(narrow, "export", str(SAMPLE))
    assert (exported.returncode, exported.stderr) == (0, b"")
    assert "김하늘" in exported.stdout.decode()
    listed = run(narrow, "list", "--json", "--sessions", str(SAMPLE.parent))
    assert "Communes et coopératives" in listed.stdout.decode()


def test_show_on_a_terminal_is_the_preview(environment: dict[str, str]) -> None:
    status, drawn = on_a_terminal(environment, "show", str(SAMPLE))
    assert status == 0
    assert "\x1b[1m" in drawn
    assert "Aminata Kouyaté" in drawn
    status, plain = on_a_terminal(environment, "show", str(SAMPLE), "--plain")
    assert status == 0
    assert "\x1b" not in plain
    assert "Aminata Kouyaté" in plain


def test_a_document_for_a_word_processor_is_kept_off_the_terminal(
    environment: dict[str, str],
) -> None:
    status, drawn = on_a_terminal(environment, "export", str(SAMPLE), "-f", "docx")
    assert status == 2
    assert drawn.strip() == (
        "gsef-tui: docx cannot be shown in a terminal: name a file with -o; "
        "see gsef-tui export --help"
    )


@pytest.mark.parametrize(
    ("width", "line"),
    [
        (80, "2026-05-12  fr  ready  {file}"),
        (100, "2026-05-12  fr  ready  Communes et coopératives d'énergie…  {file}"),
        (200, "2026-05-12  fr  ready  {title}  {file}"),
    ],
)
def test_a_list_on_a_terminal_keeps_to_its_width_and_never_cuts_the_file(
    environment: dict[str, str], width: int, line: str
) -> None:
    sized = {**environment, "COLUMNS": str(width)}
    status, drawn = on_a_terminal(sized, "list", "--sessions", str(SAMPLE.parent))
    title = "Communes et coopératives d'énergie : produire, partager, décider ensemble"
    assert status == 0
    assert drawn.splitlines() == [line.format(file=SAMPLE.name, title=title)]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_can_complete(environment: dict[str, str], shell: str) -> None:
    installed = Path(sys.executable).with_name("gsef-tui")
    asking = {**environment, "_GSEF_TUI_COMPLETE": f"{shell}_source"}
    result = subprocess.run([installed], env=asking, capture_output=True, timeout=60)
    assert b"_GSEF_TUI_COMPLETE" in result.stdout
    asking = {
        **environment,
        "_GSEF_TUI_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": "gsef-tui ex" if shell != "fish" else "gsef-tui",
        "COMP_CWORD": "1" if shell != "fish" else "ex",
    }
    result = subprocess.run([installed], env=asking, capture_output=True, timeout=60)
    assert b"export" in result.stdout
