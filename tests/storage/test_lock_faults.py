"""What a lock does where the disk fails, or where somebody has put something else in its place."""

from __future__ import annotations

import errno
import json
import os
import shutil
import stat
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from gsef_tui.storage import lock as lock_module
from gsef_tui.storage.durable import write_durably
from gsef_tui.storage.lock import (
    LARGEST,
    LAST_SAVE,
    PAUSE,
    TRIES,
    Holder,
    LockedBy,
    hold,
    holder_of,
    take_over,
)
from gsef_tui.storage.machine import host_name
from gsef_tui.storage.sidecars import lock_path

NOW = datetime(2026, 5, 12, 20, 41).astimezone()
BEFORE = NOW - timedelta(hours=1)
SINCE = json.loads(msgspec.json.encode(NOW))
UNKNOWN = Holder(token="", pid=0, host=host_name(), since=BEFORE)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "sessions" / "s.toml"
    made.parent.mkdir()
    return made


@pytest.fixture
def no_wait(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long was waited, in place of waiting."""
    waited: list[float] = []
    monkeypatch.setattr("gsef_tui.storage.lock.time.sleep", waited.append)
    return waited


def fail(monkeypatch: pytest.MonkeyPatch, code: int, *calls: str) -> None:
    """Have calls of the system fail."""

    def call(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    for name in calls:
        monkeypatch.setattr(os, name, call)


def now() -> datetime:
    return NOW


def says(path: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads(lock_path(path).read_bytes())
    return found


def beside(path: Path) -> list[str]:
    return sorted(entry.name for entry in path.parent.iterdir())


def put(path: Path, content: str) -> None:
    """Overwrite a lock file in place, as if an hour ago."""
    lock_path(path).write_text(content)
    os.utime(lock_path(path), (BEFORE.timestamp(), BEFORE.timestamp()))


# -- what the file may say ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("token", "pid", "is_read"),
    [
        ("t", 1, True),
        ("t", 2**31 - 1, True),
        ("t", 0, False),
        ("t", -1, False),
        ("t", 2**31, False),
        ("", 7, False),
    ],
)
def test_a_holder_has_a_token_and_the_number_of_a_process(
    path: Path, token: str, pid: int, is_read: bool
) -> None:
    lock = hold(path)
    holder = Holder(token, pid, "elsewhere", NOW)
    content = {"token": token, "pid": pid, "host": "elsewhere", "since": SINCE}
    put(path, json.dumps(content))
    assert holder_of(path, now) == (holder if is_read else UNKNOWN)
    lock.release()


def test_a_large_file_is_no_lock_file(path: Path) -> None:
    lock = hold(path)
    content = lock_path(path).read_text()
    put(path, content + " " * (LARGEST - len(content)))
    assert holder_of(path, now) != UNKNOWN
    put(path, content + " " * (LARGEST - len(content) + 1))
    assert holder_of(path, now) == UNKNOWN
    with pytest.raises(LockedBy) as caught:
        hold(path, now)
    assert caught.value.holder == UNKNOWN
    lock.release()


def test_it_says_the_second_and_a_token_of_its_own(path: Path) -> None:
    tokens = set()
    for _ in range(2):
        lock = hold(path, lambda: NOW.replace(microsecond=5))
        assert says(path)["since"] == SINCE
        tokens.add(str(says(path)["token"]))
        lock.release()
    assert [len(token) for token in tokens] == [32, 32]


# -- something else in its place ------------------------------------------------------------------


def test_a_link_in_its_place_is_not_followed(path: Path, no_wait: list[float]) -> None:
    other = path.with_name("other")
    other.write_text("theirs")
    lock_path(path).symlink_to(other)
    assert holder_of(path) is None
    assert hold(path).problem != ""
    assert other.read_text() == "theirs"
    lock = take_over(path, now)
    assert (lock.mine(), lock.problem, other.read_text()) == (True, "", "theirs")
    lock.release()
    assert beside(path) == ["other"]


def test_a_link_to_the_lock_is_not_the_lock(path: Path) -> None:
    lock = hold(path)
    kept = lock_path(path).rename(path.with_name("kept"))
    new = path.with_name("new.toml")
    for name in (path, new):
        lock_path(name).symlink_to(kept)
    assert [holder_of(path), holder_of(new)] == [None, None]
    lock.move(new)
    assert lock.problem != ""
    assert sorted(entry.name for entry in path.parent.iterdir() if entry.is_symlink()) == [
        ".new.toml.lock",
        ".s.toml.lock",
    ]


def test_a_link_to_nothing_in_its_place_is_somebody_elses(path: Path) -> None:
    lock = hold(path)
    lock_path(path).unlink()
    lock_path(path).symlink_to("nothing")
    assert not lock.mine()
    lock.release()
    assert not path.with_name("nothing").exists()


def test_a_pipe_in_its_place_is_waited_for_by_nobody(path: Path, no_wait: list[float]) -> None:
    os.mkfifo(lock_path(path))
    assert holder_of(path) is None
    take_over(path).release()
    assert beside(path) == []


def test_a_lock_file_that_is_replaced_each_time_is_another_window_s(
    path: Path, no_wait: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Replacements in between cannot be had on time."""
    lock_path(path).touch()
    os.utime(lock_path(path), (BEFORE.timestamp(), BEFORE.timestamp()))
    monkeypatch.setattr(lock_module, "_is_at", lambda *_: False)
    descriptors = len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0
    with pytest.raises(LockedBy) as caught:
        hold(path, now)
    assert caught.value.holder == UNKNOWN
    assert str(caught.value) == (
        f"{path}: open in another process since 19:41: close it there first"
    )
    assert no_wait == [PAUSE] * TRIES
    if descriptors:
        assert len(os.listdir("/proc/self/fd")) == descriptors


# -- a disk that fails ----------------------------------------------------------------------------


def test_where_nothing_can_be_written_a_living_holder_counts_all_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = hold(path)
    plain = os.open

    def read_only(path: Path, flags: int, *rest: int) -> int:
        if flags & os.O_RDWR:
            raise OSError(errno.EROFS, "read-only")
        return plain(path, flags, *rest)

    monkeypatch.setattr(os, "open", read_only)
    with pytest.raises(LockedBy, match=f"{path}: open in process {os.getpid()} since") as caught:
        hold(path)
    assert caught.value.holder == holder_of(path)
    lock_path(path).write_text("scribble")
    os.utime(lock_path(path), (BEFORE.timestamp(), BEFORE.timestamp()))
    with pytest.raises(LockedBy) as caught:
        hold(path, now)
    assert caught.value.holder == UNKNOWN
    lock.release()


def test_a_lock_that_could_not_be_is_one_at_its_next_place(path: Path) -> None:
    missing = path.parent / "missing" / "s.toml"
    lock = hold(missing, now)
    assert (lock.problem, lock.mine()) == ("folder is gone", True)
    lock.move(path)
    assert (lock.problem, lock.mine(), says(path)["since"]) == ("", True, SINCE)
    lock.release()
    assert beside(path) == []
    lock = take_over(missing, now)
    assert (lock.problem, lock.mine()) == ("folder is gone", True)
    lock.move(path)
    assert says(path)["since"] == SINCE
    lock.release()


def test_a_disk_that_takes_half_of_it_is_full(
    path: Path, no_wait: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = os.pwrite
    monkeypatch.setattr(os, "pwrite", lambda descriptor, data, at: plain(descriptor, data[:9], at))
    lock = hold(path, now)
    assert (lock.problem, lock.mine()) == ("disk full", True)
    lock_path(path).unlink()
    assert take_over(path).problem == "disk full"
    assert beside(path) == [], "half a lock file has not taken the name"
    monkeypatch.setattr(os, "pwrite", plain)
    lock.move(path)
    assert (lock.problem, says(path)["since"]) == ("", SINCE)
    lock.release()


@pytest.mark.parametrize("left", [False, True])
def test_a_lock_that_cannot_take_the_name_says_why(
    path: Path, no_wait: list[float], monkeypatch: pytest.MonkeyPatch, left: bool
) -> None:
    with monkeypatch.context() as patch:
        fail(patch, errno.EIO, "replace", *(["unlink"] if left else []))
        assert take_over(path).problem == "disk error"
    assert len(beside(path)) == left
    with monkeypatch.context() as patch:
        fail(patch, errno.EIO, "pwrite", *(["unlink"] if left else []))
        assert take_over(path).problem == "disk error"
    assert len(beside(path)) == 2 * left


def test_a_lock_that_was_taken_over_is_its_owner_s_alone(path: Path) -> None:
    lock = take_over(path, now)
    assert stat.S_IMODE(lock_path(path).stat().st_mode) == 0o600
    assert says(path)["since"] == SINCE
    lock_path(path).unlink()
    assert lock.mine()
    assert stat.S_IMODE(lock_path(path).stat().st_mode) == 0o600
    with pytest.raises(LockedBy):
        hold(path)
    lock.release()


def test_a_lock_that_cannot_be_examined_or_put_right_counts_as_ours(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = hold(path)
    with monkeypatch.context() as patch:
        fail(patch, errno.EIO, "stat")
        assert lock.mine()
    for text in ("scribble", "scribbled"):
        put(path, text)
        with monkeypatch.context() as patch:
            fail(patch, errno.EIO, "pwrite", "utime")
            assert lock.mine()
    with monkeypatch.context() as patch:
        lock_path(path).unlink()
        fail(patch, errno.EIO, "open")
        assert lock.mine()
    assert lock.mine()
    assert says(path)["pid"] == os.getpid()
    lock.release()
    assert beside(path) == []


def test_a_lock_whose_folder_has_gone_is_released_without_a_word(path: Path) -> None:
    lock = hold(path)
    shutil.rmtree(path.parent)
    assert lock.mine()
    lock.release()


@pytest.mark.parametrize("call", ["unlink", "close"])
def test_a_lock_that_cannot_be_removed_is_released(
    path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    lock = hold(path)
    left = path.with_name(".s.toml.lock.0123456789ab.tmp")
    left.touch()
    with monkeypatch.context() as patch:
        fail(patch, errno.EIO, call)
        lock.release()
    assert lock_path(path).exists() == (call == "unlink")
    if call == "unlink":
        with monkeypatch.context() as patch:
            fail(patch, errno.EIO, call)
            lock = hold(path)  # what is left of others stays, and holds nobody up
            assert (lock.mine(), lock.problem, left.exists()) == (True, "", True)
        lock.release()


# -- what it costs, and what it leaves alone ------------------------------------------------------


def test_while_nothing_happens_the_lock_file_is_not_read(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locks = [hold(path), take_over(path.with_name("t.toml"))]
    locks[0].move(path.with_name("u.toml"))
    lock_path(path.with_name("t.toml")).unlink()
    assert locks[1].mine(), "it is put back"
    monkeypatch.setattr(lock_module, "_read", lambda at: pytest.fail(f"{at} was read"))
    assert all(lock.mine() for lock in locks * 2)
    monkeypatch.undo()
    for lock in locks:
        lock.release()


def test_a_lock_that_was_released_closes_nothing_more(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = hold(path)
    lock.release()
    closed: list[int] = []
    with monkeypatch.context() as patch:
        patch.setattr(os, "close", closed.append)
        lock.release()
    assert closed == []


def test_a_window_of_another_machine_gets_time_for_its_last_save(
    path: Path, no_wait: list[float]
) -> None:
    content = {"token": "t", "pid": 7, "host": "elsewhere", "since": SINCE, "machine": "another"}
    lock_path(path).write_text(json.dumps(content))
    os.utime(lock_path(path), (NOW.timestamp(), NOW.timestamp()))
    take_over(path, now).release()
    assert no_wait == [LAST_SAVE]
    put(path, json.dumps(content))
    take_over(path, now).release()
    assert no_wait == [LAST_SAVE], "it was left behind an hour ago"


def _with_a_closed_input(path: Path) -> None:
    """What a lock does in a process without a standard input: its descriptor may be 0."""
    os.close(0)
    write_durably(path, b"one")
    other = hold(path.with_name("other.toml"))
    assert os.fstat(0).st_ino == lock_path(path.with_name("other.toml")).stat().st_ino
    other.release()
    with pytest.raises(OSError, match="descriptor"):
        os.fstat(0)
    with pytest.raises(LockedBy):
        hold(path.with_name("held.toml"))
    with pytest.raises(OSError, match="descriptor"):
        os.fstat(0)
    lock = hold(path)
    new = path.parent.rename(path.parent.with_name("renamed")) / path.name
    lock.move(new)
    before = lock_path(new).stat()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lock_module, "_read", lambda at: pytest.fail(f"{at} was read"))
        assert lock.mine()
    assert os.path.samestat(os.fstat(0), before)
    lock_path(new).unlink()
    lock_path(new).write_text("theirs")
    assert not lock.mine()
    lock.release()
    lock = hold(new)
    assert os.path.samestat(os.fstat(0), lock_path(new).stat())
    lock.release()
    assert not lock_path(new).exists()


def test_a_process_without_a_standard_input_locks_too(path: Path) -> None:
    held = hold(path.with_name("held.toml"))
    child = os.fork()
    if child == 0:
        failed = 1
        try:
            _with_a_closed_input(path)
            failed = 0
        finally:
            os._exit(failed)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    held.release()
