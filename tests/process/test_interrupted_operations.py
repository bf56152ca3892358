"""The installed program, killed in the middle of an act over several names: the next one that is
started has the session whole."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from ..storage.interruption import EVERYTHING
from .terminal import PROGRAM, Terminal

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "sessions" / "2026-05-12-sample-energie-citoyenne.toml"
SHIM = ROOT.parent / "shared" / "tools" / "shim.c"

KILLED_AT = """
import os, signal, sys
from pathlib import Path
from gsef_tui.cli.program import run
from tests.storage.interruption import Interruption

n, below = int(sys.argv[1]), Path(sys.argv[2])
interruption = Interruption(lambda: os.kill(os.getpid(), signal.SIGKILL), n, below=below)
with interruption.at_work():
    status = run(sys.argv[3:])
sys.exit(status)
"""


@pytest.fixture
def shim(tmp_path: Path) -> Path:
    """A library that kills a program at its n-th call to the system."""
    compiler = shutil.which("cc")
    if not SHIM.exists() or compiler is None or sys.platform != "linux":
        pytest.skip("no shim to load, no compiler, or no Linux")
    made = tmp_path / "shim.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", made, SHIM, "-ldl"], check=True,
                   capture_output=True)  # fmt: skip
    return made


def killing(
    environment: Mapping[str, str], shim: Path, n: int, below: Path, calls: str = "all"
) -> dict[str, str]:
    """The environment in which the program is killed at its n-th call below a folder."""
    return dict(environment) | {
        "LD_PRELOAD": str(shim),
        "SHIM_CALLS": calls,
        "SHIM_N": str(n),
        "SHIM_DO": "kill",
        "SHIM_PREFIX": str(below),
    }


def listed(environment: Mapping[str, str], folder: Path) -> list[str]:
    """What ``gsef-tui list`` says of a folder, and nothing else."""
    result = subprocess.run(
        [PROGRAM, "list", "--sessions", folder], env=dict(environment), capture_output=True,
        text=True, check=True,
    )  # fmt: skip
    return result.stdout.splitlines()


@pytest.mark.slow
def test_a_new_session_is_whole_or_not_there(
    tmp_path: Path, environment: dict[str, str], shim: Path
) -> None:
    folder = tmp_path / "sessions"
    command: list[str | Path] = [PROGRAM, "new", "--title", "Communs", "--sessions", folder]
    for n in range(1, 100):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        result = subprocess.run(
            command, env=killing(environment, shim, n, folder), capture_output=True
        )  # fmt: skip
        assert result.returncode in (0, -signal.SIGKILL)
        names = [path.name for path in folder.iterdir() if path.name[0] != "."]
        assert names in ([], ["communs.toml"])
        if names:
            (line,) = listed(environment, folder)
            assert "Communs" in line
        else:
            subprocess.run(command, env=environment, check=True, capture_output=True)
            assert (folder / "communs.toml").stat().st_size
        if not result.returncode:
            break
    print(f"new, by the installed program: {n} kills")
    assert n > 5


@pytest.mark.parametrize("suffix", [".zip", ".pdf"])
def test_a_report_that_another_program_may_print(
    tmp_path: Path, environment: dict[str, str], suffix: str
) -> None:
    if suffix == ".pdf":
        pytest.importorskip("typst", reason="Typst is not installed")
    target = tmp_path / "reports" / f"report{suffix}"
    target.parent.mkdir()
    for n in range(1, 20) if EVERYTHING else (4, 7, 20):
        target.unlink(missing_ok=True)
        result = subprocess.run(
            [sys.executable, "-c", KILLED_AT, str(n), target.parent,
             "export", SAMPLE, "-o", target],
            env=environment | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
        )  # fmt: skip
        assert result.returncode in (0, -signal.SIGKILL), result.stderr
        assert [p for p in target.parent.iterdir() if p.name[0] != "."] in ([], [target])
        if target.exists() and suffix == ".zip":
            assert zipfile.ZipFile(target).testzip() is None
        elif target.exists():
            assert target.read_bytes().rstrip().endswith(b"%%EOF")
        if not result.returncode:
            break
    assert target.exists()


@pytest.mark.parametrize(
    ("keys", "calls", "n", "finished"),
    [
        ("rename", "rename", 1, False),  # the pictures
        ("rename", "link", 2, False),  # the session; the first is the intent's
        ("rename", "unlink", 3, True),  # the session's old name
        ("delete", "rename", 1, False),
        ("delete", "unlink", 3, True),
    ],
)
def test_home_is_killed_in_the_middle_of_an_act(
    tmp_path: Path,
    environment: dict[str, str],
    shim: Path,
    keys: str,
    calls: str,
    n: int,
    finished: bool,
) -> None:
    folder, go = tmp_path / "sessions", tmp_path / "go"
    folder.mkdir()
    path = folder / "cantines.toml"
    shutil.copy(SAMPLE, path)
    shutil.copytree(SAMPLE.with_suffix(""), path.with_suffix(""))
    below = f"{folder}/:{environment['GSEF_TUI_STATE']}/bin/"
    armed = killing(environment, shim, n, Path(below), calls) | {"SHIM_GO": str(go)}
    with Terminal([PROGRAM, "--sessions", folder], environment=armed, folder=tmp_path) as terminal:
        terminal.wait_for("Open folder…")
        terminal.press("ctrl+p")
        terminal.type(keys)
        terminal.wait_for("Renames the file" if keys == "rename" else "Deletes a session")
        go.touch()
        terminal.press("enter")
        if keys == "rename":
            terminal.wait_for("File name")
            terminal.press("ctrl+a", "ctrl+k")
            terminal.type("other\n")
        assert terminal.wait() == -signal.SIGKILL
    lines = listed(environment, folder)
    there = sorted(p.name for p in folder.iterdir() if not p.name.endswith(".lock"))
    gone = [p.name for p in Path(environment["GSEF_TUI_STATE"]).glob("bin/*/*")]
    if keys == "delete" and finished:
        assert (lines, there) == ([], [])
        assert sorted(gone) == ["cantines", "cantines.toml"]
        return
    name = "other" if finished else "cantines"
    assert (len(lines), there, gone) == (1, [name, f"{name}.toml"], [])
    assert (folder / f"{name}.toml").read_bytes() == SAMPLE.read_bytes()
    assert os.listdir(folder / name) == os.listdir(SAMPLE.with_suffix(""))
