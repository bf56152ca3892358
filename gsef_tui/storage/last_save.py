"""The last save of a process that is about to end, within the time that is left."""

from __future__ import annotations

import threading
import time

from msgspec import Struct

from .copies import Copy, CopyWriter
from .errors import reason_of
from .session_file import SessionFile

FIRST = 0.25
"""Seconds to wait for the session's place before copies are written as well."""


class Outcome(Struct, frozen=True):
    """The outcome of the last save.

    ``in_place``: the text is in the session's place, or in a file beside it that the next opening
    finds. ``copy``: the copy that has the text otherwise. ``reason``: why it is not in its place.
    """

    in_place: bool
    copy: Copy | None = None
    reason: str = ""


def save_last(
    file: SessionFile, copies: CopyWriter, data: bytes, seconds: float, *, hangs: bool
) -> Outcome:
    """Write a session for the last time, in its place and, unless that answers soon, everywhere.

    ``hangs``: the disk has already not answered for a while. Returns after at most ``seconds``;
    writes that the disk has not acknowledged by then are left to the system, which continues after
    the process has ended.
    """
    deadline = time.monotonic() + seconds
    written, ended = threading.Event(), threading.Event()
    reasons: list[str] = []

    def write() -> None:
        try:
            file.write_last(data, written)
        except OSError as error:
            reasons.append(reason_of(error))
        finally:
            ended.set()

    threading.Thread(target=write, name="last-save", daemon=True).start()
    ended.wait(0.0 if hangs else min(FIRST, seconds))
    copy: Copy | None = None
    if not written.is_set():
        left = max(0.0, deadline - time.monotonic())
        copy = copies.write_everywhere(file.path, data, left)
    if copy is None or copy.fleeting:
        ended.wait(max(0.0, deadline - time.monotonic()))
    if written.is_set():
        return Outcome(True)
    reason = reasons[0] if reasons else "the disk does not answer"
    return Outcome(False, copy, reason)
