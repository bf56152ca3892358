"""Every call to the system fails once, in the manner of SQLite: the n-th, for n = 1, 2, 3 …

Whatever fails, and however: the file is all of the old or all of the new, what the state says is
what the disk has, and when the fault is over, all is saved.
"""

from __future__ import annotations

import errno
import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from gsef_tui.model.session import Session
from gsef_tui.storage.autosave import Autosaver
from gsef_tui.storage.decode import decode
from gsef_tui.storage.documents import fingerprint
from gsef_tui.storage.encode import Encoder, encode
from gsef_tui.storage.errors import CannotWrite, UnreadableFile
from gsef_tui.storage.history import keep, versions
from gsef_tui.storage.lock import Lock, hold, take_over
from gsef_tui.storage.restoring import restore
from gsef_tui.storage.save_state import SaveState
from gsef_tui.storage.templates import require_template

GSEF = require_template("gsef")

AT = datetime(2026, 5, 12, 18, 41, 7, tzinfo=UTC)
CALLS = ("open", "write", "fsync", "replace", "fchmod", "stat", "close")
KINDS = ("ENOSPC", "EIO", "EACCES", "EROFS", "EDQUOT", "EINTR", "short write")
MOST_CALLS = 60


class Faults:
    """The calls of one name that fail: the n-th, and with ``lasts`` all after it.

    ``below``: only those on what lies there count. ``fired`` tells whether any failed.
    """

    def __init__(
        self, call: str, kind: str, n: int, *, lasts: bool = False, below: Path | None = None
    ) -> None:
        self.call, self.kind, self.n = call, kind, n
        self.lasts, self.below = lasts, below
        self.seen = 0
        self.fired = False

    @contextmanager
    def at_work(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, self.call, self._failing(getattr(os, self.call)))
            if self.call == "open":  # that of pathlib
                patch.setattr(io, "open", self._failing(io.open))
            yield

    def _failing(self, plain: Callable[..., Any]) -> Callable[..., Any]:
        def call(subject: Any, *rest: Any, **more: Any) -> Any:
            if not self._is_due(subject):
                return plain(subject, *rest, **more)
            self.fired = True
            if self.kind == "short write" and self.call == "write":
                data = bytes(rest[0])
                return plain(subject, data[: max(1, len(data) // 2)])
            if self.call == "close":
                plain(subject)  # a descriptor is gone, whatever close says
            code = getattr(errno, self.kind, errno.ENOSPC)
            raise OSError(code, os.strerror(code))

        return call

    def _is_due(self, subject: Any) -> bool:
        if self.below is not None and not self._is_below(subject):
            return False
        self.seen += 1
        return self.seen >= self.n if self.lasts else self.seen == self.n

    def _is_below(self, subject: Any) -> bool:
        if isinstance(subject, int):
            subject = os.readlink(f"/proc/self/fd/{subject}")
        return Path(os.path.abspath(subject)).is_relative_to(self.below or "/")


def noted(text: str) -> bytes:
    return encode(Session(template=GSEF, sections={"answers": {"BA": text}}))


def text_in(path: Path) -> str:
    return decode(path.read_bytes(), path.name).notes("answers").get("BA", "")


class Desk:
    """A session that was opened under its lock; saves happen in this thread."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "sessions" / "s.toml"
        self.path.parent.mkdir(parents=True)
        self.path.write_bytes(noted("old"))
        self.state = folder / "state"
        self.lock = hold(self.path)
        self.note = "old"
        self.saver = Autosaver(
            self.path,
            lambda: Session(template=GSEF, sections={"answers": {"BA": self.note}}),
            Encoder(),
            state_folder=self.state,
            fingerprint=fingerprint(self.path.read_bytes()),
            lock=self.lock,
            now=lambda: AT,
        )

    def write(self, note: str) -> SaveState:
        self.note = note
        self.saver.changed()
        return self.saver.save_now()

    def beside(self) -> list[str]:
        return sorted(e.name for e in self.path.parent.iterdir() if e.name != ".s.toml.lock")


@pytest.fixture
def memory() -> Iterator[Path]:
    """A folder in memory where there is one: thousands of syncs would take a disk minutes."""
    there = Path("/dev/shm")
    made = Path(tempfile.mkdtemp(dir=there if os.access(there, os.W_OK) else None))
    yield made
    shutil.rmtree(made)


def every_fault(
    memory: Path, call: str, kind: str, *, lasts: bool, local: bool = False
) -> Iterator[tuple[Desk, Faults]]:
    """A new desk for each n, until a run without a fault."""
    for n in count(1):
        assert n < MOST_CALLS
        desk = Desk(memory / str(n))
        faults = Faults(call, kind, n, lasts=lasts, below=desk.path.parent if local else None)
        yield desk, faults
        desk.saver.close()
        desk.lock.release()
        shutil.rmtree(memory / str(n))
        if not faults.fired:
            break
    assert n > 1, f"no call of {call}"


def is_true(desk: Desk, state: SaveState) -> None:
    """What the state says is what the disk has, and no word of ours is called a conflict."""
    text = text_in(desk.path)
    assert text in ("old", "new")
    assert (state.conflict, state.changed, state.taken_by) == (None, False, None)
    if state.saved:
        assert text == "new"
        assert (state.reason, state.copy, state.oldest) == ("", None, None)
    else:
        assert state.failed_since is not None
        assert state.reason
        assert state.oldest is not None
        assert state.copy is None or text_in(state.copy) == "new"
    assert desk.beside() == ["s.toml"]


@pytest.mark.parametrize("lasts", [False, True], ids=["once", "for good"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("call", CALLS)
def test_whatever_fails_the_old_or_the_new_is_there_and_the_state_is_true(
    memory: Path, call: str, kind: str, lasts: bool
) -> None:
    for desk, faults in every_fault(memory, call, kind, lasts=lasts):
        with faults.at_work():
            state = desk.write("new")
        is_true(desk, state)
        healed = desk.saver.save_now()
        assert healed.saved
        is_true(desk, healed)
        assert state.copy is None or not state.copy.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="tells files by /proc")
@pytest.mark.parametrize("call", CALLS)
def test_while_the_session_s_place_fails_a_copy_has_it(memory: Path, call: str) -> None:
    for desk, faults in every_fault(memory, call, "EIO", lasts=True, local=True):
        with faults.at_work():
            first = desk.write("new")
        is_true(desk, first)
        if first.saved:
            continue
        assert first.copy is not None
        assert first.reason == "disk error"
        with faults.at_work():
            second = desk.write("newer")
        assert second.copy == first.copy
        assert text_in(first.copy) == "newer"
        assert second.failed_since == first.failed_since
        assert desk.write("newest").saved
        assert text_in(desk.path) == "newest"
        assert not first.copy.exists()


@pytest.mark.parametrize("call", CALLS)
def test_in_a_conflict_theirs_stays_and_ours_is_never_called_saved_when_it_is_not(
    memory: Path, call: str
) -> None:
    for desk, faults in every_fault(memory, call, "ENOSPC", lasts=False):
        desk.path.write_bytes(noted("theirs"))
        with faults.at_work():
            state = desk.write("new")
        assert text_in(desk.path) == "theirs"
        assert not state.saved
        if state.kept:
            assert state.conflict is not None
            assert text_in(state.conflict) == "new"
        elif state.copy is not None:
            assert text_in(state.copy) == "new"
        healed = desk.saver.save_now()
        assert healed.kept
        assert healed.conflict is not None
        assert (text_in(desk.path), text_in(healed.conflict)) == ("theirs", "new")


@pytest.mark.parametrize("call", CALLS)
def test_mine_over_theirs_loses_neither(memory: Path, call: str) -> None:
    for desk, faults in every_fault(memory, call, "EDQUOT", lasts=False):
        desk.path.write_bytes(noted("theirs"))
        desk.write("new")
        with faults.at_work():
            state = desk.saver.resolve("mine")
        kept = [text_in(version.path) for version in versions(desk.path, desk.state)]
        there = text_in(desk.path)
        assert there == "theirs" or (there == "new" and kept[0] == "theirs")
        if state.saved:
            assert there == "new"
        elif there == "theirs":
            assert state.conflict is not None
            assert text_in(state.conflict) == "new"
        assert desk.saver.resolve("mine").saved
        assert text_in(desk.path) == "new"


@pytest.mark.parametrize("call", CALLS)
def test_restoring_is_done_or_not_and_loses_nothing(
    memory: Path, call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in count(1):
        state = memory / str(n) / "state"
        monkeypatch.setenv("GSEF_TUI_STATE", str(state))
        path = memory / str(n) / "s.toml"
        state.mkdir(parents=True)
        path.write_bytes(noted("old"))
        wanted = keep(path, noted("earlier"), AT)
        faults = Faults(call, "EIO", n)
        done = True
        with faults.at_work():
            try:
                restore(path, wanted.name, lambda: AT)
            except (CannotWrite, UnreadableFile):
                done = False
        there = text_in(path)
        assert there in ("old", "earlier")
        kept = {text_in(version.path) for version in versions(path)}
        assert {"earlier", "old"} <= {there, *kept}
        assert not done or there == "earlier"
        restore(path, wanted.name, lambda: AT)
        assert text_in(path) == "earlier"
        if not faults.fired:
            break
    assert n > 1


@pytest.mark.parametrize("act", [hold, take_over])
@pytest.mark.parametrize("call", [*CALLS, "fstat", "pwrite", "ftruncate", "unlink"])
def test_a_lock_is_there_or_it_is_said_that_there_is_none(
    memory: Path, call: str, act: Callable[[Path], Lock]
) -> None:
    for n in count(1):
        path = memory / str(n) / "s.toml"
        path.parent.mkdir()
        (path.parent / ".s.toml.0123456789ab.tmp").touch()
        (path.parent / ".s.toml.lock").write_text("left by a killed process")
        faults = Faults(call, "EIO", n)
        with faults.at_work():
            lock = act(path)
            assert lock.mine()
            lock.release()
        assert lock.problem in ("", "disk error")
        hold(path).release()  # what went wrong leaves nobody locked out
        if not faults.fired:
            break


# -- real disks -----------------------------------------------------------------------------------


@contextmanager
def small_disk(at: Path) -> Iterator[None]:
    """A disk of 128 KB in memory, mounted at a folder."""
    at.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", str(at)]
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root of a Linux can mount a disk")
    result = subprocess.run(mount, capture_output=True, text=True)
    if result.returncode:
        pytest.skip(f"no disk can be mounted here: {result.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(at)], check=True)


def read_only(at: Path, on: bool) -> None:
    option = f"remount,{'ro' if on else 'rw'}"
    subprocess.run(["mount", "-o", option, str(at)], check=True)


def test_a_real_read_only_disk(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    with small_disk(disk):
        desk = Desk(disk)
        desk.lock.release()  # a file that is open for writing keeps a disk writable
        desk.lock = Lock.without(desk.path, "", lambda: AT)
        desk.state = tmp_path / "state"
        desk.saver = remade(desk)
        read_only(disk, True)
        state = desk.write("new")
        assert (state.reason, state.saved) == ("read-only disk", False)
        assert state.copy is not None
        assert (text_in(state.copy), text_in(desk.path)) == ("new", "old")
        assert hold(desk.path.with_name("other.toml")).problem == "read-only disk"
        read_only(disk, False)
        assert desk.saver.save_now().saved
        assert text_in(desk.path) == "new"
        assert not state.copy.exists()
        desk.lock.release()


def test_a_real_full_disk(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    with small_disk(disk):
        desk = Desk(disk)
        desk.state = tmp_path / "state"
        desk.saver = remade(desk)
        filler = disk / "filler"
        filler.write_bytes(b"x" * 100 * 1024)
        state = desk.write("new " * 20_000)
        assert (state.reason, state.saved) == ("disk full", False)
        assert state.copy is not None
        assert (text_in(state.copy), text_in(desk.path)) == ("new " * 20_000, "old")
        assert desk.beside() == ["s.toml"]
        filler.unlink()
        assert desk.saver.save_now().saved
        assert text_in(desk.path) == "new " * 20_000
        desk.lock.release()


def remade(desk: Desk) -> Autosaver:
    """The saver with its own things on another disk, as they are."""
    return Autosaver(
        desk.path,
        lambda: Session(template=GSEF, sections={"answers": {"BA": desk.note}}),
        Encoder(),
        state_folder=desk.state,
        fingerprint=fingerprint(desk.path.read_bytes()),
        lock=desk.lock,
        now=lambda: AT,
    )
