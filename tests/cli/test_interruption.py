"""Commands that make files, interrupted at every call that changes the disk: a file is there whole
or not at all, what was there stays, and the command can be repeated."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gsef_tui.cli.program import run
from gsef_tui.report.formats import FORMATS, Format
from gsef_tui.storage.discovery import find_sessions
from gsef_tui.storage.documents import open_document
from gsef_tui.storage.durable import ABANDONED
from gsef_tui.storage.errors import CannotWrite
from gsef_tui.storage.history import versions

from ..report.programs import id_of
from ..storage.interruption import FAULTS, fail_at_each_call, kill_at_each_call
from .conftest import SAMPLE

APART = ("pdf", "package")
"""Formats that another program or its threads may print: no child may be forked with those. The
installed program writes them in ``tests/process``."""

REPORT = """Les cantines du quartier

Réponses
Lucía Torres (Cocina Común, Chili)
- des cuisines ouvertes
"""


@pytest.fixture
def memory() -> Iterator[Path]:
    """A folder in memory where there is one: thousands of syncs would take a disk minutes."""
    there = Path("/dev/shm")
    made = Path(tempfile.mkdtemp(dir=there if os.access(there, os.W_OK) else None))
    yield made
    shutil.rmtree(made)


@pytest.fixture
def folder(memory: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of sessions; the state folder is on the same disk."""
    made = memory / "sessions"
    made.mkdir()
    monkeypatch.setenv("GSEF_TUI_STATE", str(memory / "state"))
    monkeypatch.setenv("GSEF_TUI_SESSIONS", str(made))
    return made


class Command:
    """A command line that is interrupted, in a folder that is as it was before each try."""

    def __init__(self, memory: Path, capfd: pytest.CaptureFixture[str], *words: str | Path) -> None:
        self._memory, self._capfd = memory, capfd
        self._words = [str(word) for word in words]
        self._before = Path(tempfile.mkdtemp(dir=memory.parent))
        shutil.copytree(memory, self._before, dirs_exist_ok=True)
        assert self.run() == 0  # all modules are loaded then

    def run(self) -> int:
        status = run(self._words)
        self._capfd.readouterr()
        return status

    def prepare(self) -> Callable[[], object]:
        for path in list(self._memory.iterdir()):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.copytree(self._before, self._memory, dirs_exist_ok=True)
        return self._act

    def walk(
        self,
        check: Callable[[], None],
        name: str,
        below: Path | None = None,
        faults_too: bool = True,
    ) -> None:
        """Interrupt it in every way, and check what is there."""
        kills = faults = 0
        try:
            for _ in kill_at_each_call(self.prepare, below):
                kills += 1
                check()
            for code, lasts in FAULTS if faults_too else ():
                for _, sentence in fail_at_each_call(self.prepare, code, lasts=lasts, below=below):
                    faults += 1
                    assert is_said(sentence), sentence
                    check()
        finally:
            shutil.rmtree(self._before)
        print(f"{name}: {kills} kills, {faults} faults, 0 lost")

    def _act(self) -> None:
        self._capfd.readouterr()
        status = run(self._words)
        said = self._capfd.readouterr().err
        if status:
            raise CannotWrite(f"{status} {said}")


def is_said(sentence: str) -> bool:
    """Whether a command failed in order: status 1, or 2 for what cannot be read, and in each line
    one thing, no traceback."""
    status, _, said = sentence.partition(" ")
    in_order = all(line.startswith("gsef-tui: ") for line in said.splitlines())
    return not sentence or (in_order and (status == "1" or (status, "read" in said) == ("2", True)))


def no_half_file(folder: Path) -> None:
    """No file that anybody sees is empty."""
    for path in folder.rglob("*"):
        if path.is_file() and not path.name.startswith("."):
            assert path.stat().st_size, path


def test_new(memory: Path, folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    target = folder / "a.toml"
    command = Command(memory, capfd, "new", "--title", "Communs", "-o", target)

    def check() -> None:
        no_half_file(folder)
        found, unreadable = find_sessions(folder)
        assert ([s.title for s in found], unreadable) in (([], []), (["Communs"], []))
        if not found:
            assert command.run() == 0
        assert open_document(target).session.facts["title"] == "Communs"

    command.walk(check, "new -o")


@pytest.mark.slow
@pytest.mark.parametrize("named", [True, False])
def test_import(memory: Path, folder: Path, capfd: pytest.CaptureFixture[str], named: bool) -> None:
    report = memory / "report.txt"
    report.write_text(REPORT, encoding="utf-8")
    options = ("-o", folder / "a.toml") if named else ()
    command = Command(memory, capfd, "import", report, *options)

    def check() -> None:
        no_half_file(folder)
        found, unreadable = find_sessions(folder)
        assert (len(found) <= 1, unreadable) == (True, [])
        if not found:
            assert command.run() == 0
        (made,) = folder.glob("*.toml")
        assert "cuisines ouvertes" in made.read_text(encoding="utf-8")
        assert report.read_text(encoding="utf-8") == REPORT

    command.walk(check, "import -o" if named else "import")


@pytest.mark.slow
def test_import_into(
    memory: Path, folder: Path, capfd: pytest.CaptureFixture[str], session_file: Path
) -> None:
    into = folder / "a.toml"
    before = session_file.read_bytes()
    into.write_bytes(before)
    report = memory / "report.txt"
    report.write_text(REPORT, encoding="utf-8")
    command = Command(memory, capfd, "import", report, "--into", into)
    after = into.read_bytes()
    assert b"cuisines ouvertes" in after

    def check() -> None:
        no_half_file(folder)
        there = into.read_bytes()
        kept = [version.path.read_bytes() for version in versions(into)]
        assert before in (there, *kept)
        assert there == before or b"cuisines ouvertes" in there
        if there == before:
            assert command.run() == 0
        assert b"cuisines ouvertes" in into.read_bytes()
        assert before in [version.path.read_bytes() for version in versions(into)]

    command.walk(check, "import --into")


@pytest.mark.slow
@pytest.mark.parametrize("known", [f for f in FORMATS if f.id not in APART], ids=id_of)
@pytest.mark.parametrize("is_there", [False, True])
def test_export(
    memory: Path,
    folder: Path,
    capfd: pytest.CaptureFixture[str],
    known: Format,
    is_there: bool,
) -> None:
    session = folder / "s.toml"
    shutil.copy(SAMPLE, session)
    shutil.copytree(SAMPLE.with_suffix(""), session.with_suffix(""))
    target = memory / "reports" / f"report{known.suffix}"
    target.parent.mkdir()
    if is_there:
        target.write_bytes(b"of yesterday")
    command = Command(memory, capfd, "export", session, "--force", "-o", target)
    whole = len(target.read_bytes())

    def check() -> None:
        there = target.read_bytes() if target.exists() else b""
        assert (
            (is_there and there == b"of yesterday")
            or abs(len(there) - whole) < 16
            or (not is_there and not target.exists())
        )
        if zipfile.is_zipfile(target):
            assert zipfile.ZipFile(target).testzip() is None
        assert [p.name for p in target.parent.iterdir() if p != target and p.name[0] != "."] == []
        hour_ago = time.time() - ABANDONED - 1
        for left in target.parent.glob(".*"):
            os.utime(left, (hour_ago, hour_ago))

    faults_too = known.id == "text"  # one function writes them all
    command.walk(check, f"export {known.id}", target.parent, faults_too)
    assert session.read_bytes() == SAMPLE.read_bytes()
    assert command.run() == 0
    assert list(target.parent.iterdir()) == [target]  # an hour later the next one sweeps
