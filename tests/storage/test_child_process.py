from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from gsef_tui.storage import child_process
from gsef_tui.storage.child_process import Cause, ChildFailed, run_in_child

MB = 1_000_000
MEMORY = 300 * MB


def joined(*parts: bytes) -> bytes:
    return b"-".join(parts)


def noisy(text: bytes) -> bytes:
    print("said to the screen", flush=True)
    os.write(1, b"written to the descriptor")
    return text


def wants_too_much() -> bytes:
    return bytes(4 * MEMORY)


def never_ends() -> bytes:
    while True:
        pass


def writes_where_it_is(path: bytes) -> bytes:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    Path(path.decode()).write_text(f"{os.getpid()} {child.pid}", encoding="utf-8")
    time.sleep(600)
    return b""


def crashes() -> bytes:
    os.kill(os.getpid(), signal.SIGSEGV)
    return b""


def panics() -> bytes:
    raise Panic


class Panic(BaseException):
    """As Rust's panics are, no Exception."""


def raises() -> bytes:
    raise ValueError("not a number: é")


def answer() -> bytes:
    return str(os.getppid()).encode()


def _is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def _wait_until_ended(*pids: int) -> None:
    end = time.monotonic() + 30
    while any(map(_is_alive, pids)):
        assert time.monotonic() < end
        time.sleep(0.05)


def test_the_function_gets_its_bytes_and_returns_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child_process, "POLL_INTERVAL", 0.001)  # while most is still to be sent
    parts = (bytes(range(256)), b"", b"x" * (3 * MB))
    assert run_in_child(joined, *parts, seconds=60, memory=MEMORY) == joined(*parts)


def test_it_runs_in_another_process() -> None:
    assert int(run_in_child(answer, seconds=60, memory=MEMORY)) == os.getpid()


def test_what_it_prints_is_not_in_the_result() -> None:
    assert run_in_child(noisy, b"result", seconds=60, memory=MEMORY) == b"result"


def test_too_much_memory_is_said_with_the_limit() -> None:
    with pytest.raises(ChildFailed, match="needed more than 300 MB of memory") as caught:
        run_in_child(wants_too_much, seconds=60, memory=MEMORY)
    assert caught.value.cause is Cause.MEMORY


def test_too_long_is_said_with_the_limit() -> None:
    with pytest.raises(ChildFailed, match=r"took longer than 0\.5 s") as caught:
        run_in_child(never_ends, seconds=0.5, memory=MEMORY)
    assert caught.value.cause is Cause.TIME


@pytest.mark.parametrize(
    ("function", "cause", "says"),
    [
        (crashes, Cause.CRASH, r"crashed \(SIGSEGV\)"),
        (panics, Cause.CRASH, r"crashed \(SIGABRT\)"),
        (raises, Cause.ERROR, "ValueError: not a number: é"),
    ],
)
def test_each_death_is_one_exception(function: object, cause: Cause, says: str) -> None:
    with pytest.raises(ChildFailed, match=says) as caught:
        run_in_child(function, seconds=60, memory=MEMORY)  # type: ignore[arg-type]
    assert caught.value.cause is cause


def test_no_process_to_start_is_the_same_exception(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(ChildFailed) as caught:
        run_in_child(joined, seconds=60, memory=MEMORY)
    assert caught.value.cause is Cause.START


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_what_poll_raises_ends_the_child_and_its_children(tmp_path: Path) -> None:
    written = tmp_path / "pids"

    def poll() -> None:
        if written.exists() and written.read_text(encoding="utf-8").count(" "):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_in_child(
            writes_where_it_is, str(written).encode(), seconds=60, memory=MEMORY, poll=poll
        )
    _wait_until_ended(*map(int, written.read_text(encoding="utf-8").split()))


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_a_child_ends_with_a_caller_that_is_killed(tmp_path: Path) -> None:
    written = tmp_path / "pids"
    program = f"""
        from gsef_tui.storage.child_process import run_in_child
        from tests.storage.test_child_process import sleeps
        run_in_child(sleeps, {os.fsencode(written)!r}, seconds=60, memory={MEMORY})
    """
    root = Path(__file__).parents[2]
    caller = subprocess.Popen([sys.executable, "-c", textwrap.dedent(program)], cwd=root)
    end = time.monotonic() + 30
    while not (written.exists() and written.read_text(encoding="utf-8")):
        assert time.monotonic() < end
        time.sleep(0.05)
    caller.kill()
    caller.wait()
    _wait_until_ended(int(written.read_text(encoding="utf-8")))


def sleeps(path: bytes) -> bytes:
    Path(path.decode()).write_text(str(os.getpid()), encoding="utf-8")
    time.sleep(600)
    return b""
