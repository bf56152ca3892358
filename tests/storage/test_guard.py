"""What somebody else wrote, and what somebody else took over: nothing of theirs or ours is lost."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from gsef_tui.model.session import Session
from gsef_tui.storage import guard as guard_module
from gsef_tui.storage.autosave import Autosaver
from gsef_tui.storage.conflict_names import conflict_time, session_of_copy
from gsef_tui.storage.decode import decode
from gsef_tui.storage.documents import fingerprint
from gsef_tui.storage.encode import Encoder, encode
from gsef_tui.storage.folders import copy_path, history_folder
from gsef_tui.storage.guard import (
    Changed,
    Guard,
    conflict_copies,
    conflict_path,
)
from gsef_tui.storage.history import versions
from gsef_tui.storage.lock import Lock, hold, take_over
from gsef_tui.storage.save_state import SaveState
from gsef_tui.storage.templates import require_template

GSEF = require_template("gsef")

AT = datetime(2026, 5, 12, 20, 41, 7)
SOON = 10.0


def noted(text: str) -> bytes:
    return encode(Session(template=GSEF, sections={"answers": {"BA": text}}))


def text_in(path: Path) -> str:
    return decode(path.read_bytes(), path.name).notes("answers").get("BA", "")


class Window:
    """A session opened under its lock, with its saver; the thread is started by ``live`` only."""

    def __init__(self, path: Path, state: Path, lock: Lock | None = None) -> None:
        self.path, self.state_folder = path, state
        self.lock = lock or hold(path)
        data = path.read_bytes()
        self.note = text_in(path)
        self.seen: list[SaveState] = []
        self.news = threading.Condition()
        self.saver = Autosaver(
            path,
            lambda: Session(template=GSEF, sections={"answers": {"BA": self.note}}),
            Encoder(),
            state_folder=state,
            fingerprint=fingerprint(data),
            lock=self.lock,
            notify=self.notify,
            now=lambda: AT,
        )

    def notify(self, state: SaveState) -> None:
        with self.news:
            self.seen.append(state)
            self.news.notify_all()

    def write(self, note: str) -> SaveState:
        self.note = note
        self.saver.changed()
        return self.saver.save_now()

    def live(self) -> None:
        self.saver.start()

    def wait(self, until: Callable[[SaveState], object]) -> SaveState:
        with self.news:
            assert self.news.wait_for(lambda: any(until(s) for s in self.seen), SOON)
            return next(s for s in self.seen if until(s))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "sessions" / "s.toml"
    made.parent.mkdir()
    made.write_bytes(noted("as opened"))
    return made


@pytest.fixture
def window(path: Path, tmp_path: Path) -> Iterator[Window]:
    made = Window(path, tmp_path / "state")
    yield made
    made.saver.close()
    made.lock.release()


def by_somebody(path: Path, text: str) -> None:
    """Another editor, which writes in place."""
    path.write_bytes(noted(text))


def beside(path: Path) -> list[str]:
    return sorted(entry.name for entry in path.parent.iterdir() if entry.name != ".s.toml.lock")


# -- somebody else's change -----------------------------------------------------------------------


def test_what_somebody_else_wrote_is_never_overwritten(window: Window) -> None:
    by_somebody(window.path, "theirs")
    state = window.write("ours")
    copy = window.path.with_name("s.conflict-20260512-204107.toml")
    assert (state.conflict, state.changed, state.kept, state.saved) == (copy, True, True, False)
    assert (text_in(window.path), text_in(copy)) == ("theirs", "ours")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_later_saves_go_to_the_same_copy(window: Window) -> None:
    by_somebody(window.path, "theirs")
    first = window.write("ours").conflict
    by_somebody(window.path, "theirs again")
    second = window.write("ours again").conflict
    assert first == second
    assert second is not None
    assert text_in(second) == "ours again"
    assert text_in(window.path) == "theirs again"
    assert beside(window.path) == ["s.conflict-20260512-204107.toml", "s.toml"]


def test_a_change_of_the_same_size_and_time_is_seen(window: Window) -> None:
    window.write("ours")
    before = window.path.stat()
    theirs = window.path.read_bytes().replace(b"ours", b"outs")
    window.path.write_bytes(theirs)
    os.utime(window.path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert window.path.stat().st_size == before.st_size
    assert window.write("ours more").conflict is not None
    assert text_in(window.path) == "outs"


def test_a_change_between_the_look_and_the_rename_is_seen(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = os.fsync

    def fsync(descriptor: int) -> None:
        if beside(window.path) != ["s.toml"] and text_in(window.path) == "as opened":
            by_somebody(window.path, "theirs, just now")
        plain(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    state = window.write("ours")
    assert state.conflict is not None
    assert (text_in(window.path), text_in(state.conflict)) == ("theirs, just now", "ours")


def test_the_same_bytes_by_another_hand_are_no_conflict(window: Window) -> None:
    window.path.write_bytes(noted("as opened"))
    os.utime(window.path, (0, 0))
    assert window.write("ours").saved
    assert text_in(window.path) == "ours"


def test_a_file_that_has_gone_is_written_again(window: Window) -> None:
    window.path.unlink()
    assert window.write("ours").saved
    assert text_in(window.path) == "ours"
    assert beside(window.path) == ["s.toml"]


def test_a_file_whose_folder_has_gone_is_a_failure(window: Window) -> None:
    shutil.rmtree(window.path.parent)
    state = window.write("ours")
    assert (state.reason, state.conflict) == ("folder is gone", None)
    assert state.copy == copy_path(window.path, window.state_folder)
    assert text_in(state.copy) == "ours"


def test_where_no_conflict_copy_can_lie_beside_a_copy_lies_in_the_state_folder(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = os.open

    def full(path: str | Path, flags: int, *rest: int, **more: int) -> int:
        if flags & os.O_CREAT and Path(path).parent == window.path.parent:
            raise OSError(errno.ENOSPC, "full")
        return plain(path, flags, *rest, **more)

    by_somebody(window.path, "theirs")
    monkeypatch.setattr(os, "open", full)
    state = window.write("ours")
    assert (state.kept, state.safe, state.reason) == (False, True, "disk full")
    assert state.changed
    assert state.copy == copy_path(window.path, window.state_folder)
    assert text_in(state.copy) == "ours"
    assert stat.S_IMODE(state.copy.parent.stat().st_mode) == 0o700


def test_mine_is_written_over_theirs_which_is_a_version_then(window: Window) -> None:
    by_somebody(window.path, "theirs")
    copy = window.write("ours").conflict
    state = window.saver.resolve("mine")
    assert (state.saved, state.conflict, state.read_only) == (True, None, False)
    assert text_in(window.path) == "ours"
    assert copy is not None
    assert not copy.exists()
    assert text_in(versions(window.path, window.state_folder)[0].path) == "theirs"
    assert window.write("and on").saved
    assert text_in(window.path) == "and on"


def test_mine_does_not_overwrite_what_could_not_be_kept(window: Window) -> None:
    by_somebody(window.path, "theirs")
    copy = window.write("ours").conflict
    history = history_folder(window.path, window.state_folder).parent
    shutil.rmtree(history)
    history.write_text("in the way")
    state = window.saver.resolve("mine")
    assert (state.saved, state.conflict) == (False, copy)
    assert state.reason == "theirs cannot be kept as a version: folder is gone"
    assert text_in(window.path) == "theirs"
    history.unlink()
    assert window.saver.resolve("mine").saved
    assert text_in(window.path) == "ours"


def test_with_theirs_nothing_of_ours_is_written_any_more(window: Window) -> None:
    by_somebody(window.path, "theirs")
    window.write("ours")
    window.note = "ours, the last words"
    window.saver.changed()
    state = window.saver.resolve("theirs")
    assert state.read_only
    assert state.conflict is not None
    assert text_in(state.conflict) == "ours, the last words"
    before = state.conflict.stat().st_mtime_ns
    assert window.write("typed by nobody").read_only
    assert (text_in(window.path), state.conflict.stat().st_mtime_ns) == ("theirs", before)


# -- looking while nothing is to be saved ---------------------------------------------------------


def test_an_idle_window_finds_a_change_and_puts_ours_aside(window: Window) -> None:
    window.live()
    assert window.write("ours").saved
    by_somebody(window.path, "theirs")
    window.saver.look()
    state = window.wait(lambda state: state.conflict)
    assert state.conflict is not None
    assert (text_in(window.path), text_in(state.conflict)) == ("theirs", "ours")


def test_a_window_in_which_nothing_was_noted_has_nothing_to_put_aside(window: Window) -> None:
    window.live()
    by_somebody(window.path, "theirs")
    window.saver.look()
    state = window.wait(lambda state: state.changed)
    assert (state.conflict, state.saved) == (None, False)
    assert beside(window.path) == ["s.toml"]
    window.path.write_bytes(noted("as opened"))
    window.seen.clear()
    window.saver.look()
    assert window.wait(lambda state: not state.changed).saved


def test_an_idle_window_writes_a_file_again_that_has_gone(window: Window) -> None:
    window.live()
    assert window.write("ours").saved
    window.seen.clear()
    window.path.unlink()
    window.saver.look()
    window.wait(lambda state: state.saved)
    assert text_in(window.path) == "ours"


def test_it_looks_by_itself(window: Window) -> None:
    window.live()
    began = time.monotonic()
    by_somebody(window.path, "theirs")
    window.wait(lambda state: state.changed)
    assert time.monotonic() - began < 5


# -- taken over -----------------------------------------------------------------------------------


def test_what_was_left_to_save_goes_to_a_copy_and_the_window_reads_only(
    window: Window, tmp_path: Path
) -> None:
    other = Window(window.path, tmp_path / "state", take_over(window.path))
    assert other.write("the second's").saved
    state = window.write("the first's last words")
    assert state.read_only
    assert state.taken_by is not None
    assert state.taken_by.pid == os.getpid()
    assert state.conflict is not None
    assert text_in(state.conflict) == "the first's last words"
    assert text_in(window.path) == "the second's"
    assert other.write("goes on").saved
    assert window.saver.resolve("mine").conflict == state.conflict
    assert text_in(window.path) == "goes on"
    other.lock.release()


def test_with_nothing_left_to_save_there_is_no_copy(window: Window) -> None:
    window.live()
    assert window.write("all saved").saved
    lock = take_over(window.path)
    window.saver.look()
    state = window.wait(lambda state: state.taken_by)
    assert (state.read_only, state.conflict, state.saved) == (True, None, True)
    assert beside(window.path) == ["s.toml"]
    lock.release()


def test_taken_over_in_the_middle_of_a_save(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[Lock] = []
    plain = os.fsync

    def fsync(descriptor: int) -> None:
        if not taken and len(beside(window.path)) > 1:
            taken.append(take_over(window.path))
        plain(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    state = window.write("too late")
    assert state.taken_by is not None
    assert state.conflict is not None
    assert (text_in(window.path), text_in(state.conflict)) == ("as opened", "too late")
    taken[0].release()


# -- what an earlier sitting could not bring home -------------------------------------------------


def test_a_copy_of_an_earlier_sitting_becomes_a_version_and_is_said(window: Window) -> None:
    copy = copy_path(window.path, window.state_folder)
    copy.parent.mkdir(parents=True)
    copy.write_bytes(noted("typed while the disk was full"))
    window.live()
    state = window.wait(lambda state: state.recovered)
    assert state.recovered is not None
    assert text_in(state.recovered.path) == "typed while the disk was full"
    assert not copy.exists()
    assert window.write("ours").recovered == state.recovered


def test_a_copy_that_says_what_the_file_says_just_goes(window: Window) -> None:
    copy = copy_path(window.path, window.state_folder)
    copy.parent.mkdir(parents=True)
    copy.write_bytes(window.path.read_bytes())
    window.live()
    assert window.write("ours").recovered is None
    assert not copy.exists()


# -- the fingerprint itself -----------------------------------------------------------------------


def test_an_old_file_is_read_once_and_a_young_one_each_time(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path] = []
    plain = guard_module._fingerprint

    def counted(path: Path) -> str:
        read.append(path)
        return plain(path)

    monkeypatch.setattr(guard_module, "_fingerprint", counted)
    now = path.stat().st_mtime
    guard = Guard(path, fingerprint(path.read_bytes()), lambda: now)
    assert [guard.check(), guard.check(), len(read)] == [True, True, 2]
    now += 3
    assert [guard.check(), guard.check(), len(read)] == [True, True, 3]
    by_somebody(path, "theirs")
    with pytest.raises(Changed):
        guard.check()


def test_of_a_write_that_failed_at_its_end_the_old_and_the_new_are_ours(path: Path) -> None:
    guard = Guard(path, fingerprint(path.read_bytes()))
    assert guard.check()
    guard.writes(noted("one"))
    assert guard.check()
    path.write_bytes(noted("one"))
    assert guard.check()
    guard.writes(noted("two"))
    path.write_bytes(noted("two"))
    assert guard.check()
    path.write_bytes(noted("as opened"))
    with pytest.raises(Changed):
        guard.check()


def test_names_of_conflict_copies_lead_back_to_their_session(path: Path) -> None:
    copies = []
    for _ in range(3):
        copies.append(conflict_path(path, AT))
        copies[-1].touch()
    path.with_name("other.conflict-20260512-204107.toml").touch()
    assert [copy.name for copy in copies] == [
        "s.conflict-20260512-204107.toml",
        "s.conflict-20260512-204107-2.toml",
        "s.conflict-20260512-204107-3.toml",
    ]
    assert set(conflict_copies(path)) == set(copies)
    assert session_of_copy(copies[1]) == path
    assert session_of_copy(path) is None


def test_a_copy_has_the_beginning_of_a_long_name(path: Path) -> None:
    """The part that says what it is stays, and no character is cut in two."""
    end = ".conflict-20260512-204107.toml"
    assert conflict_path(path.with_name(f"{'s' * 230}.toml"), AT).name == "s" * 200 + end
    assert conflict_path(path.with_name(f"{'s' * 199}é.toml"), AT).name == "s" * 199 + end


def test_a_copy_says_by_its_name_when_it_was_begun(path: Path) -> None:
    first = conflict_path(path, AT)
    first.touch()
    assert conflict_time(first) == conflict_time(conflict_path(path, AT)) == AT
    assert conflict_time(path) is None
    assert conflict_time(path.with_name("s.conflict-20261332-204107.toml")) is None


# -- the guard alone ------------------------------------------------------------------------------


def test_a_file_that_nobody_had_read_is_known_from_the_first_check_on(path: Path) -> None:
    guard = Guard(path, None)
    assert guard.check()
    by_somebody(path, "theirs")
    with pytest.raises(Changed):
        guard.check()


def test_what_was_written_or_agreed_to_is_all_that_is_ours(path: Path) -> None:
    """Also where the file was never checked before, as in a folder that was just made."""
    for record in (Guard.writes, Guard.knows):
        guard = Guard(path, None)
        record(guard, noted("ours"))
        by_somebody(path, "theirs")
        with pytest.raises(Changed):
            guard.check()
        by_somebody(path, "ours")
        assert guard.check()


def test_a_file_that_was_missing_may_come_back_as_it_was(path: Path) -> None:
    guard = Guard(path, fingerprint(path.read_bytes()))
    path.unlink()
    assert not guard.check()
    guard.writes(noted("ours"))
    for text in ("as opened", "ours"):
        by_somebody(path, text)
        assert guard.check()
