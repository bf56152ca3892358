from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from types import TracebackType

import pytest

from gsef_tui.model.session import Session
from gsef_tui.storage.autosave import PAUSE, Autosaver
from gsef_tui.storage.decode import decode
from gsef_tui.storage.encode import Encoder
from gsef_tui.storage.save_state import SaveState
from gsef_tui.storage.templates import require_template

from .disk_calls import DiskCalls

GSEF = require_template("gsef")

AT = datetime(2026, 5, 12, 20, 41)
SOON = 10.0


class Desk:
    """Somebody who writes one note, with a saver at work."""

    def __init__(self, folder: Path, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.path = folder / "sessions" / "s.toml"
        self.path.parent.mkdir()
        self.state = folder / "state"
        self.note = ""
        self.others: list[Path] = []
        self.source: Callable[[], Session] = self.take
        self.seen: list[SaveState] = []
        self.took: list[float] = []
        self.news = threading.Condition()
        self.saver = Autosaver(
            self.path,
            lambda: self.source(),
            Encoder(),
            state_folder=self.state,
            notify=self.notify,
            monotonic=monotonic,
            now=lambda: AT,
            last_resorts=lambda: self.others,
        )

    def take(self) -> Session:
        self.took.append(time.monotonic())
        return Session(template=GSEF, sections={"answers": {"BA": self.note}})

    def notify(self, state: SaveState) -> None:
        with self.news:
            self.seen.append(state)
            self.news.notify_all()

    def write(self, note: str) -> None:
        self.note = note
        self.saver.changed()

    def wait(self, until: Callable[[SaveState], bool]) -> SaveState:
        with self.news:
            assert self.news.wait_for(lambda: self.seen and until(self.seen[-1]), SOON)
            return self.seen[-1]

    def on_disk(self, path: Path | None = None) -> str:
        session = decode((path or self.path).read_bytes(), "s.toml")
        return session.notes("answers").get("BA", "")

    def __enter__(self) -> Desk:
        self.saver.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.saver.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk(tmp_path) as made:
        yield made


def test_a_change_is_on_disk_when_the_pause_is_over(desk: Desk) -> None:
    began = time.monotonic()
    desk.write("a")
    assert desk.wait(lambda state: state.saved) == SaveState()
    assert desk.on_disk() == "a"
    assert desk.took[0] - began >= PAUSE * 0.99
    assert stat.S_IMODE(desk.path.stat().st_mode) == 0o600


def test_what_changes_in_the_pause_is_saved_in_one_round(desk: Desk) -> None:
    for letters in ("a", "ab", "abc"):
        desk.write(letters)
    desk.wait(lambda state: state.saved)
    assert len(desk.took) == 1
    assert desk.on_disk() == "abc"


def test_the_state_has_the_age_of_the_oldest_change(desk: Desk) -> None:
    before = time.monotonic()
    desk.write("a")
    desk.write("ab")
    oldest = desk.saver.state.oldest
    assert oldest is not None
    assert before <= oldest <= time.monotonic()
    assert not desk.saver.state.saved


def test_a_change_while_the_session_is_being_taken_waits_for_the_next_round(desk: Desk) -> None:
    typed = threading.Event()
    plain = desk.take

    def take() -> Session:
        session = plain()
        if not typed.is_set():
            typed.set()
            desk.write("second")
        return session

    desk.source = take
    desk.write("first")
    state = desk.wait(lambda _: True)
    assert state.oldest is not None
    desk.wait(lambda state: state.saved)
    assert desk.on_disk() == "second"
    assert len(desk.took) == 2


def test_save_now_does_not_wait_for_the_pause(desk: Desk) -> None:
    desk.write("now")
    assert desk.saver.save_now().saved
    assert desk.on_disk() == "now"


def test_save_now_with_nothing_new_writes_nothing(desk: Desk) -> None:
    assert desk.saver.save_now().saved
    assert not desk.path.exists()


def test_save_now_gives_up_when_its_time_is_over(desk: Desk) -> None:
    go_on = threading.Event()
    plain = desk.take

    def take() -> Session:
        assert go_on.wait(SOON)
        return plain()

    desk.source = take
    desk.write("slow")
    assert not desk.saver.save_now(timeout=0.01).saved
    go_on.set()
    assert desk.saver.save_now().saved


def test_closing_saves_for_the_last_time(tmp_path: Path) -> None:
    with Desk(tmp_path) as desk:
        desk.write("last words")
        assert desk.saver.close().saved
        assert desk.on_disk() == "last words"
        assert not desk.saver._thread.is_alive()
        assert desk.saver.close().saved


def test_what_is_typed_after_closing_is_saved_by_the_next_close(tmp_path: Path) -> None:
    with Desk(tmp_path) as desk:
        desk.saver.close()
        desk.write("late")
        assert not desk.saver.state.saved
        assert desk.saver.close().saved
        assert desk.on_disk() == "late"


def test_without_a_folder_it_says_so_keeps_a_copy_and_tries_again(desk: Desk) -> None:
    shutil.rmtree(desk.path.parent)
    desk.write("in danger")
    failed = desk.wait(lambda state: state.failed_since is not None)
    assert (failed.failed_since, failed.reason, failed.saved) == (AT, "folder is gone", False)
    assert failed.oldest is not None
    assert failed.copy is not None
    assert failed.copy.parent == desk.state / "copies"
    assert desk.on_disk(failed.copy) == "in danger"
    assert stat.S_IMODE(failed.copy.parent.stat().st_mode) == 0o700

    desk.path.parent.mkdir()
    assert desk.wait(lambda state: state.saved) == SaveState()
    assert desk.on_disk() == "in danger"
    assert not failed.copy.exists()


def test_the_copy_has_what_was_typed_since(desk: Desk) -> None:
    desk.path.mkdir()
    desk.write("one")
    failed = desk.saver.save_now()
    assert failed.reason == "a folder has its name"
    desk.write("two")
    again = desk.saver.save_now()
    assert again.copy is not None
    assert desk.on_disk(again.copy) == "two"


def test_a_failed_save_leaves_nothing_behind(desk: Desk) -> None:
    desk.path.mkdir()
    desk.write("one")
    desk.saver.save_now()
    assert [entry.name for entry in desk.path.parent.iterdir()] == ["s.toml"]


def test_where_no_copy_can_be_saved_either_the_state_names_none(desk: Desk) -> None:
    shutil.rmtree(desk.path.parent)
    desk.state.write_text("in the way")
    desk.write("nowhere")
    failed = desk.saver.save_now()
    assert (failed.reason, failed.copy) == ("folder is gone", None)


def test_closing_on_a_place_that_is_gone_tells_so(tmp_path: Path) -> None:
    with Desk(tmp_path) as desk:
        shutil.rmtree(desk.path.parent)
        desk.write("in danger")
        state = desk.saver.close()
        assert state.reason == "folder is gone"
        assert state.copy is not None
        assert desk.on_disk(state.copy) == "in danger"


def test_what_nobody_foresaw_is_a_failed_save_and_not_the_end(desk: Desk) -> None:
    plain = desk.take

    def take() -> Session:
        raise RuntimeError("the screen is half gone")

    desk.source = take
    desk.write("still here")
    failed = desk.wait(lambda state: state.failed_since is not None)
    assert failed.reason == "unforeseen: RuntimeError: the screen is half gone"
    desk.source = plain
    desk.wait(lambda state: state.saved)
    assert desk.on_disk() == "still here"


def test_a_listener_that_fails_does_not_stop_the_saving(desk: Desk) -> None:
    def gone(state: SaveState) -> None:
        raise RuntimeError("no screen")

    desk.saver._notify = gone
    desk.write("one")
    assert desk.saver.save_now().saved
    desk.write("two")
    assert desk.saver.save_now().saved
    assert desk.on_disk() == "two"


@pytest.mark.skipif(sys.platform != "linux", reason="a small disk in memory is Linux's")
def test_a_full_disk_is_said_and_got_over(tmp_path: Path) -> None:
    small = tmp_path / "sessions"
    with Desk(tmp_path) as desk:
        mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(small)]
        if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
            pytest.skip("no disk can be mounted here")
        try:
            filler = small / "filler"
            filler.write_bytes(b"x" * 48 * 1024)
            desk.write("long " * 10_000)
            failed = desk.saver.save_now()
            assert failed.reason == "disk full"
            assert [entry.name for entry in small.iterdir()] == ["filler"]
            filler.unlink()
            desk.wait(lambda state: state.saved)
            assert desk.on_disk() == "long " * 10_000
        finally:
            desk.saver.close()
            subprocess.run(["umount", str(small)], check=True)


# -- the folder, and the pauses -------------------------------------------------------------------


def test_saved_is_said_only_after_the_folder_was_synced(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.write("first")
    desk.wait(lambda state: state.saved)  # what a first save does besides is done
    calls = DiskCalls(desk.path.parent, monkeypatch)
    plain = desk.saver._notify

    def told(state: SaveState) -> None:
        calls.seen.append("saved" if state.saved else "not saved")
        plain(state)

    desk.saver._notify = told
    desk.write("second")
    desk.wait(lambda state: "saved" in calls.seen)
    assert calls.seen == ["sync file", "replace", "sync folder", "saved"]


class Clock:
    """A clock that stands still unless somebody moves it, in seconds."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def pause_after(desk: Desk, clock: Clock) -> float:
    """Save what changes now; the seconds until the next round may begin, with another change."""
    desk.write(f"{desk.note}.")
    desk.saver.save_now()  # no thread: in this one
    desk.write(f"{desk.note}.")
    due = desk.saver._due()
    assert due is not None
    return due - clock.now


@pytest.mark.parametrize(
    ("seconds", "pause"),
    [(0.0, 0.25), (0.02, 0.25), (0.05, 0.25), (0.1, 0.5), (0.4, 2.0), (1.0, 5.0), (3.0, 5.0)],
)
def test_on_a_slow_disk_the_pause_is_five_times_the_last_save(
    tmp_path: Path, seconds: float, pause: float
) -> None:
    clock = Clock()
    desk = Desk(tmp_path, clock)

    def slow() -> Session:
        clock.now += seconds
        return desk.take()

    desk.source = slow
    assert pause_after(desk, clock) == pytest.approx(pause)
    assert desk.saver.state.reason == ""
    desk.saver.close()


def test_after_each_failure_the_pause_doubles_up_to_five_seconds(tmp_path: Path) -> None:
    clock = Clock()
    desk = Desk(tmp_path, clock)
    shutil.rmtree(desk.path.parent)
    pauses = [pause_after(desk, clock) for _ in range(7)]
    assert pauses == [0.25, 0.5, 1.0, 2.0, 4.0, 5.0, 5.0]
    assert desk.saver.state.reason == "folder is gone"
    desk.path.parent.mkdir()
    assert pause_after(desk, clock) == 0.25, "a save that works ends the doubling"
    assert desk.on_disk() == "." * 15
    desk.saver.close()
