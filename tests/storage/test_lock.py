from __future__ import annotations

import errno
import fcntl
import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from gsef_tui.storage import filesystems
from gsef_tui.storage.lock import (
    LAST_SAVE,
    LEFT_BEHIND,
    TOUCH,
    Holder,
    Lock,
    LockedBy,
    hold,
    holder_of,
    take_over,
)
from gsef_tui.storage.machine import host_name, machine_id
from gsef_tui.storage.sidecars import lock_path

HOLD = """
import sys
from pathlib import Path
from gsef_tui.storage.lock import hold
lock = hold(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "sessions" / "s.toml"
    made.parent.mkdir()
    return made


@contextmanager
def another(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock of a session."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def says(path: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads(lock_path(path).read_bytes())
    return found


def as_from(path: Path, host: str, age: float, machine: str = "another", pid: int = 7) -> None:
    """A lock that another machine has left in a shared folder, touched so long ago."""
    content = {"token": "t", "pid": pid, "host": host, "since": "2026-05-12T20:41:00+00:00"}
    if machine:
        content["machine"] = machine
    lock_path(path).write_text(json.dumps(content))
    then = datetime.now().timestamp() - age
    os.utime(lock_path(path), (then, then))


def test_the_lock_file_says_who_and_since_when(path: Path) -> None:
    lock = hold(path, lambda: datetime(2026, 5, 12, 20, 41).astimezone())
    assert lock_path(path) == path.with_name(".s.toml.lock")
    content = says(path)
    assert content["pid"] == os.getpid()
    assert content["host"] == os.uname().nodename
    assert datetime.fromisoformat(str(content["since"])).astimezone().hour == 20
    assert stat.S_IMODE(lock_path(path).stat().st_mode) == 0o600
    assert lock.mine()
    assert lock.problem == ""
    lock.release()
    lock.release()
    assert not lock_path(path).exists()


def test_a_second_window_is_told_who_has_it(path: Path) -> None:
    with another(path) as process:
        with pytest.raises(LockedBy) as caught:
            hold(path)
        holder = caught.value.holder
        assert holder.pid == process.pid
        since = holder.since.astimezone()
        assert str(caught.value) == (
            f"{path}: open in process {process.pid} since {since:%H:%M}: close it there first"
        )
        assert holder_of(path) == holder


def test_two_windows_of_one_process_are_two(path: Path) -> None:
    lock = hold(path)
    with pytest.raises(LockedBy):
        hold(path)
    lock.release()
    hold(path).release()


def test_by_a_link_it_is_the_same_session(path: Path) -> None:
    path.touch()
    link = path.parent.parent / "link.toml"
    link.symlink_to(path)
    lock = hold(link)
    with pytest.raises(LockedBy):
        hold(path)
    lock.release()


def test_what_a_killed_process_left_holds_nobody_up(path: Path) -> None:
    with another(path) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert lock_path(path).exists()
        assert holder_of(path) is None
        lock = hold(path)
        assert says(path)["pid"] == os.getpid()
        lock.release()


def test_whoever_takes_over_is_seen_by_the_first(path: Path) -> None:
    first = hold(path)
    assert first.mine()
    second = take_over(path)
    assert not first.mine()
    assert first.taker() == holder_of(path)
    assert second.mine()
    first.release()
    assert second.mine(), "the first must not remove what is no longer its own"
    second.release()
    assert not lock_path(path).exists()


@pytest.mark.slow
def test_a_process_that_hangs_loses_its_session_too(path: Path) -> None:
    with another(path) as process:
        process.send_signal(signal.SIGSTOP)
        lock = take_over(path)
        assert lock.mine()
        with pytest.raises(LockedBy) as caught:
            hold(path)
        assert caught.value.holder.pid == os.getpid()
        process.kill()
        process.wait()
        with pytest.raises(LockedBy):
            hold(path)  # the end of the first must not free what the second has
        lock.release()


def test_of_two_that_take_over_the_last_has_it(path: Path) -> None:
    first, second = take_over(path), take_over(path)
    assert (first.mine(), second.mine()) == (False, True)
    second.release()


def test_of_many_that_begin_at_once_one_has_it(path: Path) -> None:
    def begin(_: int) -> Lock | None:
        try:
            return hold(path)
        except LockedBy:
            return None

    with ThreadPoolExecutor(8) as windows:
        for _ in range(5):
            (lock,) = [lock for lock in windows.map(begin, range(8)) if lock]
            assert lock.mine()
            lock.release()


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[]", b'{"token": 5}', b"x" * 9000])
def test_a_broken_lock_file_is_nobodys(path: Path, content: bytes) -> None:
    lock_path(path).write_bytes(content)
    lock = hold(path)
    assert lock.mine()
    assert says(path)["pid"] == os.getpid()
    lock.release()


def test_a_lock_scribbled_in_or_removed_is_put_right_by_its_owner(path: Path) -> None:
    lock = hold(path)
    token = says(path)["token"]
    lock_path(path).write_text("scribble")
    assert lock.mine()
    assert says(path)["token"] == token
    lock_path(path).unlink()
    assert lock.mine()
    assert says(path)["token"] == token
    with pytest.raises(LockedBy):
        hold(path)
    lock.release()


def test_a_lock_whose_holder_cannot_be_read_still_counts(path: Path) -> None:
    lock = hold(path)
    lock_path(path).write_bytes(b"")
    with pytest.raises(LockedBy, match="open in another process since"):
        hold(path)
    lock.release()


def test_another_machine_s_lock_counts_while_it_is_fresh(path: Path) -> None:
    as_from(path, "elsewhere\x1b[2J", LEFT_BEHIND - 60)
    with pytest.raises(LockedBy, match="open in process 7 on elsewhere since"):
        hold(path)
    as_from(path, "elsewhere", LEFT_BEHIND + 60)
    lock = hold(path)
    assert lock.mine()
    lock.release()


@pytest.mark.parametrize("machine", ["", machine_id()])
def test_a_lock_of_this_machine_under_another_name_holds_nobody_up(
    path: Path, machine: str
) -> None:
    """The machine was renamed after the owner was killed: its flock is free. On a local disk the
    flock decides as well where the lock file does not say which machine wrote it."""
    as_from(path, "former-name", 1.0, machine)
    assert holder_of(path) is None
    lock = hold(path)
    assert lock.mine()
    assert says(path)["machine"] == machine_id()
    lock.release()


def test_on_a_network_drive_a_lock_of_another_host_counts(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = path.with_name("mountinfo")
    mounts.write_text(f"36 35 0:42 / {path.parent} rw - nfs4 server:/notes rw\n")
    monkeypatch.setattr(filesystems, "MOUNTS", mounts)
    as_from(path, "elsewhere", 1.0, machine="")
    with pytest.raises(LockedBy):
        hold(path)


def test_who_takes_over_leaves_the_other_its_last_save(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    order: list[str] = []
    monkeypatch.setattr("gsef_tui.storage.lock.time.sleep", waited.append)
    first = hold(path)
    with pytest.raises(ValueError, match="unreadable"):
        take_over(path, before=_raise)
    assert first.mine(), "the lock changes hands only after the file was read"
    second = take_over(path, before=lambda: order.append(f"read, first has it: {first.mine()}"))
    assert order == ["read, first has it: True"]
    assert waited == [LAST_SAVE, LAST_SAVE]
    assert not first.mine()
    second.release()
    take_over(path).release()
    assert len(waited) == 2, "nobody has it: nobody is waited for"


def _raise() -> None:
    raise ValueError("unreadable")


def test_a_lock_moves_along_with_its_folder(path: Path) -> None:
    lock = hold(path)
    new = path.parent.rename(path.parent.with_name("renamed")) / path.name
    lock.move(new)
    assert lock.mine()
    with pytest.raises(LockedBy):
        hold(new)
    lock.release()
    assert not lock_path(new).exists()


def test_a_lock_goes_over_to_a_file_s_new_name(path: Path) -> None:
    now = datetime(2026, 5, 12, 20, 41).astimezone()
    lock = hold(path, lambda: now)
    new = path.rename(path.with_name("new.toml")) if path.exists() else path.with_name("new.toml")
    lock.move(new)
    assert (lock.mine(), lock.problem) == (True, "")
    assert not lock_path(path).exists()
    assert datetime.fromisoformat(str(says(new)["since"])) == now
    lock.release()
    assert not lock_path(new).exists()


def test_a_lock_cannot_move_to_where_another_window_has_it(path: Path) -> None:
    lock, new = hold(path), path.with_name("new.toml")
    with another(new), pytest.raises(LockedBy):
        lock.move(new)
    assert lock.mine(), "and the old one is kept"
    lock.release()


def test_an_owner_touches_its_lock_once_a_minute(path: Path) -> None:
    now = datetime.now()
    lock = hold(path, lambda: now)
    os.utime(lock_path(path), (0, 0))
    assert lock.mine()
    assert abs(lock_path(path).stat().st_mtime - now.timestamp()) < TOUCH
    before = lock_path(path).stat().st_mtime_ns
    now += timedelta(seconds=TOUCH / 2)
    assert lock.mine()
    assert lock_path(path).stat().st_mtime_ns == before
    lock.release()


def test_where_no_lock_can_be_one_goes_on_and_says_so(path: Path) -> None:
    path.parent.rmdir()
    lock = hold(path)
    assert lock.problem == "folder is gone"
    assert lock.mine()
    lock.release()
    lock_path(path).parent.mkdir()
    lock_path(path).mkdir()
    assert hold(path).problem == "a folder has its name"
    assert take_over(path).problem == "a folder has its name"


def test_locks_that_were_half_written_are_swept_and_nothing_else(path: Path) -> None:
    swept = [".s.toml.lock.0123456789ab.tmp"]
    stays = [
        ".s.toml.0123456789ab.tmp",
        "s.toml",
        ".other.toml.0123456789ab.tmp",
        ".s.toml.0123.tmp",
        ".s.toml.bak",
        ".s.conflict-20260512-204100.toml.0123456789ab.tmp",
    ]
    for name in (*swept, *stays):
        (path.parent / name).touch()
    with another(path):
        for name in swept:
            (path.parent / name).touch()
        with pytest.raises(LockedBy):
            hold(path)
    assert all((path.parent / name).exists() for name in swept)
    lock = hold(path)
    lock.release()
    assert sorted(entry.name for entry in path.parent.iterdir()) == sorted(stays)


def test_a_child_neither_inherits_nor_releases_it(path: Path) -> None:
    lock = hold(path)
    before = lock_path(path).stat()
    child = os.fork()
    if child == 0:
        lock.release()
        os._exit(0)
    os.waitpid(child, 0)
    assert os.path.samestat(lock_path(path).stat(), before)
    assert lock.mine()
    with pytest.raises(LockedBy):
        hold(path)
    sleeper = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    lock.release()
    hold(path).release()
    sleeper.communicate(b"\n")


def test_a_taker_that_cannot_be_read_is_another_process(path: Path) -> None:
    now = datetime(2026, 5, 12, 20, 41).astimezone()
    lock = hold(path, lambda: now)
    lock_path(path).unlink()
    lock_path(path).write_text("scribble")
    then = now - timedelta(hours=1)
    os.utime(lock_path(path), (then.timestamp(), then.timestamp()))
    assert not lock.mine()
    assert lock.taker() == Holder(token="", pid=0, host=host_name(), since=then)
    assert str(lock.taker()) == "another process since 19:41"
    lock_path(path).unlink()
    assert lock.taker().since == now


# -- a disk without flock -------------------------------------------------------------------------


@pytest.fixture(params=[errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL])
def no_flock(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every disk here has flock."""

    def flock(*_: object) -> None:
        raise OSError(request.param, os.strerror(request.param))

    monkeypatch.setattr(fcntl, "flock", flock)


@pytest.mark.usefixtures("no_flock")
@pytest.mark.parametrize("machine", ["", machine_id()])
def test_without_flock_a_process_of_this_machine_counts_while_it_lives(
    path: Path, machine: str
) -> None:
    """However long ago it touched its lock. It is asked for, and gets no signal."""
    process = subprocess.Popen(["cat"], stdin=subprocess.PIPE)
    as_from(path, host_name(), LEFT_BEHIND + 60, machine, process.pid)
    with pytest.raises(LockedBy):
        hold(path)
    process.communicate()
    assert process.returncode == 0, "it ended because nothing more came, not by a signal"
    assert holder_of(path) is None
    lock = hold(path)
    assert (lock.mine(), lock.problem) == (True, "")
    assert says(path)["pid"] == os.getpid()
    with pytest.raises(LockedBy):
        hold(path)
    lock.release()


@pytest.mark.usefixtures("no_flock")
@pytest.mark.parametrize(("host", "machine"), [("elsewhere", ""), (host_name(), "another")])
def test_without_flock_a_process_of_another_machine_counts_while_its_lock_is_fresh(
    path: Path, host: str, machine: str
) -> None:
    """Its number says nothing here, even if a process has the same."""
    as_from(path, host, LEFT_BEHIND - 60, machine, os.getpid())
    with pytest.raises(LockedBy):
        hold(path)
    as_from(path, host, LEFT_BEHIND + 60, machine, os.getpid())
    hold(path).release()


@pytest.mark.usefixtures("no_flock")
def test_without_flock_a_process_of_another_user_counts(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int, int]] = []

    def kill(pid: int, number: int) -> None:
        asked.append((pid, number))
        raise PermissionError(errno.EPERM, "no")

    monkeypatch.setattr(os, "kill", kill)  # root may signal every process
    as_from(path, host_name(), 0.0, machine_id(), pid=1)
    assert holder_of(path) is not None
    assert asked == [(1, 0)]
