"""Run a function in a child process, with a time limit and a memory limit.

It is for native code and parsers that can crash, hang or allocate without bound on untrusted input:
whatever happens to the child, the caller gets bytes or one exception. The child is a new
interpreter (no ``fork``, so the caller's threads and locks do not matter), takes about a tenth of a
second to start, and never outlives its limits, even if the caller is killed.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from enum import Enum
from importlib import import_module
from math import ceil
from threading import Thread
from typing import IO

import msgspec
from msgspec import Struct

POLL_INTERVAL = 0.1
"""Seconds between two calls of ``poll``."""

_OUT_OF_MEMORY, _RAISED = 3, 4
"""Exit statuses of the child; after ``_RAISED``, its output is the text of the exception."""

_BOOT = """\
import sys
sys.path[:] = sys.argv[1:]
from gsef_tui.storage.child_process import serve
serve()
"""


class Cause(Enum):
    """Why a child process returned no result."""

    TIME = "it took too long"
    MEMORY = "it needed too much memory"
    CRASH = "it crashed"
    ERROR = "it raised an exception"
    START = "it could not be started"


class ChildFailed(Exception):
    """A child process returned no result.

    ``str`` is the reason in a few words, to follow the name of what the child worked on: ``took
    longer than 10 s``. ``cause`` is for callers that distinguish the cases.
    """

    def __init__(self, cause: Cause, reason: str) -> None:
        super().__init__(reason)
        self.cause = cause


class _Request(Struct, frozen=True, array_like=True):
    """What the child is to do, within how many seconds and how many bytes of memory."""

    module: str
    name: str
    arguments: tuple[bytes, ...]
    seconds: float
    memory: int
    parent: int


def run_in_child(
    function: Callable[..., bytes],
    *arguments: bytes,
    seconds: float,
    memory: int,
    poll: Callable[[], None] | None = None,
) -> bytes:
    """Call a function in a child process and return the bytes that it returns.

    ``function``: importable by its module and name (no lambda, no method), takes bytes and returns
    bytes. ``seconds``: the time limit, which includes the start. ``memory``: the limit of the whole
    child's address space in bytes. ``poll`` is called ten times a second meanwhile; an exception
    that it raises ends the child and is passed on.

    Raises ChildFailed if the child cannot be started, exceeds a limit, dies by a signal, panics, or
    raises. The child and all processes that it started have ended when this returns.
    """
    request = _Request(
        function.__module__, function.__qualname__, arguments, seconds, memory, os.getpid()
    )
    end = time.monotonic() + seconds
    try:
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", _BOOT, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        raise ChildFailed(Cause.START, f"no process can be started: {error}") from None
    try:
        output = _output(process, msgspec.msgpack.encode(request), end, poll)
    finally:
        _end(process)
    if output is None or process.returncode in (-signal.SIGALRM, -signal.SIGXCPU):
        raise ChildFailed(Cause.TIME, f"took longer than {seconds:g} s")
    if process.returncode:
        raise _failure(process.returncode, output, memory)
    return output


def _output(
    process: subprocess.Popen[bytes], data: bytes, end: float, poll: Callable[[], None] | None
) -> bytes | None:
    """Return what the child wrote until it ended, or None if it did not end in time."""
    # ``communicate`` sends no more of its input once it has timed out, so a thread does.
    assert process.stdin is not None
    Thread(target=_send, args=(process.stdin, data), daemon=True).start()
    process.stdin = None
    while True:
        left = end - time.monotonic()
        try:
            return process.communicate(timeout=max(0.0, min(left, POLL_INTERVAL)))[0]
        except subprocess.TimeoutExpired:
            if left <= POLL_INTERVAL:
                return None
        if poll is not None:
            poll()


def _send(stream: IO[bytes], data: bytes) -> None:
    with suppress(BrokenPipeError), stream:
        stream.write(data)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the child and its whole process group."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdout is not None:
        process.stdout.close()


def _failure(status: int, output: bytes, memory: int) -> ChildFailed:
    if status in (_OUT_OF_MEMORY, -signal.SIGKILL):  # SIGKILL: the system ran out of memory
        return ChildFailed(Cause.MEMORY, f"needed more than {memory // 1_000_000} MB of memory")
    if status == _RAISED:
        return ChildFailed(Cause.ERROR, output.decode(errors="replace"))
    with suppress(ValueError):
        return ChildFailed(Cause.CRASH, f"crashed ({signal.Signals(-status).name})")
    return ChildFailed(Cause.CRASH, f"crashed (status {status})")


def serve() -> None:
    """Read the request, set the limits, call the function, and write its result, in the child.

    Nothing that the function or its libraries print reaches the caller. Does not return.
    """
    result = os.dup(1)
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    try:
        request = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=_Request)
        _limit(request)
        function: object = import_module(request.module)
        for part in request.name.split("."):
            function = getattr(function, part)
        assert callable(function)
        _write(result, function(*request.arguments))
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    except Exception as error:
        _write(result, f"{type(error).__name__}: {error}".encode(errors="replace"))
        os._exit(_RAISED)
    except BaseException:  # a Rust panic is no subclass of Exception
        os.abort()
    os._exit(0)


def _limit(request: _Request) -> None:
    """Set the limits. They bind native code too, and do not need the caller."""
    import resource

    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(ceil(request.seconds) + 1)
    for kind, most in ((resource.RLIMIT_AS, request.memory), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(kind)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with suppress(ValueError, OSError):  # macOS does not support all of them
            resource.setrlimit(kind, (most, hard))
    Thread(target=_end_with, args=(request.parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    """Exit as soon as the caller has ended."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def _write(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
