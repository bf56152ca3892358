"""Notes of a meeting are not everybody's: files 0600, folders 0700, whatever the umask says."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gsef_tui.model.session import Session
from gsef_tui.storage.app_state import AppState, save_app_state
from gsef_tui.storage.autosave import Autosaver
from gsef_tui.storage.encode import Encoder
from gsef_tui.storage.folders import state_folder
from gsef_tui.storage.library import create, delete
from gsef_tui.storage.lock import hold, take_over
from gsef_tui.storage.pictures import attach
from gsef_tui.storage.templates import require_template
from gsef_tui.ui.terminal.crash_report import write_crash_report

GSEF = require_template("gsef")

AT = datetime(2026, 5, 12, 18, 41, 7, tzinfo=UTC)


@pytest.fixture(autouse=True)
def careless() -> Iterator[None]:
    """A person whose files are everybody's unless a program says otherwise."""
    before = os.umask(0)
    yield
    os.umask(before)


def saver(path: Path) -> Autosaver:
    return Autosaver(
        path,
        lambda: Session(template=GSEF, sections={"answers": {"BA": "ours"}}),
        Encoder(),
        state_folder=state_folder(),
        now=lambda: AT,
    )


def made(folder: Path) -> Path:
    """Everything that the program makes by itself: beside a session, and in the state folder."""
    (folder / "taken.png").write_bytes(b"\x89PNG\r\n")
    path = create(folder / "not" / "there yet", Session(template=GSEF, facts={"title": "Communs"}))
    attach(path, str(folder / "taken.png"))
    hold(path)
    take_over(path)
    writes = saver(path)
    writes.changed()
    assert writes.save_now().saved
    path.write_bytes(path.read_bytes() + b"# theirs\n")
    writes.changed()
    assert writes.save_now().conflict is not None
    lost = saver(folder / "gone" / "s.toml")
    lost.changed()
    assert lost.save_now().copy is not None
    save_app_state(AppState(theme="nord"))
    assert write_crash_report(ValueError(), AT) is not None
    delete(create(folder / "deleted", Session(template=GSEF, facts={"title": "Communs"})))
    return path


def test_all_that_the_program_makes_is_its_owner_s_alone(tmp_path: Path) -> None:
    made(tmp_path)
    own = [
        entry
        for entry in tmp_path.rglob("*")
        if entry.name != "taken.png" or "not" in str(entry.parent)
    ]
    modes = {entry: stat.S_IMODE(entry.lstat().st_mode) for entry in own}
    assert {str(e): oct(m) for e, m in modes.items() if m != (0o700 if e.is_dir() else 0o600)} == {}
    names = " ".join(entry.name for entry in own)
    for kind in (".lock", ".conflict-", "Z.toml", "memory.json", "copies", "bin", "faults", ".png"):
        assert kind in names, f"nothing of {kind} was made"


def test_a_mode_that_a_person_gave_a_session_stays(tmp_path: Path) -> None:
    path = create(tmp_path / "sessions", Session(template=GSEF, facts={"title": "Communs"}))
    path.chmod(0o664)
    path.parent.chmod(0o775)
    writes = saver(path)
    writes.changed()
    assert writes.save_now().saved
    assert stat.S_IMODE(path.stat().st_mode) == 0o664
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o775
