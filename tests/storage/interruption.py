"""An act that is interrupted at its n-th call to the system, for n = 1, 2, 3 …: by SIGKILL in a
forked child, or by a call that fails."""

from __future__ import annotations

import builtins
import errno
import io
import os
import signal
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from gsef_tui.storage.errors import CannotWrite, UnreadableFile

CHANGES = (
    "open", "write", "pwrite", "fsync", "ftruncate", "fchmod", "chmod", "utime", "link", "symlink",
    "rename", "replace", "unlink", "remove", "mkdir", "rmdir", "sendfile", "copy_file_range",
)  # fmt: skip
"""The functions of ``os`` that change what is on disk, and those that make it last."""

MOST_CALLS = 400

PATIENCE = 60
"""Seconds after which a child that hangs is ended, which fails the test."""

EVERYTHING = bool(os.environ.get("GSEF_TUI_FAULTS"))
"""Whether to try every fault, and each interruption of each recovery: that takes minutes."""

FAULTS = [(errno.EIO, False), (errno.ENOSPC, True)]
"""What fails, and whether for good."""

if EVERYTHING:
    FAULTS += [(errno.ENOSPC, False), (errno.EIO, True)]

Act = Callable[[], object]


class Interruption:
    """Does something at the n-th call below a folder, and with ``lasts`` at all after it."""

    def __init__(
        self, strike: Callable[[], None], n: int, *, lasts: bool = False, below: Path | None = None
    ) -> None:
        self._strike = strike
        self._n, self._lasts, self._below = n, lasts, below
        self.seen = 0

    @contextmanager
    def at_work(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            for name in CHANGES:
                if hasattr(os, name):
                    patch.setattr(os, name, self._struck(getattr(os, name)))
            opening = self._struck(io.open)
            patch.setattr(io, "open", opening)
            patch.setattr(builtins, "open", opening)
            yield

    def _struck(self, plain: Callable[..., Any]) -> Callable[..., Any]:
        def call(subject: Any, *rest: Any, **more: Any) -> Any:
            if self._is_below(subject):
                self.seen += 1
                if self.seen == self._n or (self._lasts and self.seen > self._n):
                    self._strike()
            return plain(subject, *rest, **more)

        return call

    def _is_below(self, subject: Any) -> bool:
        if self._below is None:
            return True
        if isinstance(subject, int):
            subject = os.readlink(f"/proc/self/fd/{subject}")
        return Path(os.path.abspath(os.fsdecode(subject))).is_relative_to(self._below)


def kill_at_each_call(prepare: Callable[[], Act], below: Path | None = None) -> Iterator[int]:
    """Prepare, carry out the act in a child that is killed at its n-th call, and give n.

    Ends with the act that came to its end. It is killed before the call: what the call before it
    did is what is on disk.
    """
    for n in count(1):
        assert n < MOST_CALLS
        ended = kill_at(prepare(), n, below)
        yield n
        if ended:
            return


def kill_at(act: Act, n: int, below: Path | None = None) -> bool:
    """Carry out an act in a child that is killed at its n-th call; whether it came to its end."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the child only acts, and ends
        child = os.fork()
    if not child:
        signal.alarm(PATIENCE)
        status = 70
        try:
            with Interruption(
                lambda: os.kill(os.getpid(), signal.SIGKILL), n, below=below
            ).at_work():
                act()
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    assert status == 0 or os.WTERMSIG(status) == signal.SIGKILL
    return status == 0


def fail_at_each_call(
    prepare: Callable[[], Act], code: int, *, lasts: bool = False, below: Path | None = None
) -> Iterator[tuple[int, str]]:
    """Prepare, carry out the act with its n-th call failing, and give n and the sentence with which
    the act failed, empty where it was done all the same."""

    def strike() -> None:
        raise OSError(code, os.strerror(code))

    for n in count(1):
        assert n < MOST_CALLS
        act, sentence = prepare(), ""
        interruption = Interruption(strike, n, lasts=lasts, below=below)
        with interruption.at_work():
            try:
                act()
            except (CannotWrite, UnreadableFile) as error:
                sentence = str(error)
                assert sentence
        yield n, sentence
        if interruption.seen < n:
            return
