"""A terminal that knows to the moment when something was drawn.

A thread of its own stamps each piece of output as it is read; what the pieces draw is worked out
afterwards, so that the emulator's own time is in no figure.
"""

from __future__ import annotations

import os
import queue
import select
import statistics
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

from msgspec import Struct

from ..process.terminal import Terminal

QUIET = 0.04
"""Seconds without output after which a key has been dealt with."""
PATIENCE = 60.0


class Answer(Struct, frozen=True):
    """What a key led to: after how many seconds the watched part looked as it did in the end, None
    where it never changed; the bytes that were sent, and in which time."""

    seconds: float | None
    sent: int
    within: float


class Part(Struct, frozen=True):
    """The part of the screen that is watched: rows and columns from the edges. ``cursor``: the
    terminal's own is watched too, where it is what shows that a space was typed."""

    top: int = 0
    left: int = 0
    bottom: int = 0
    right: int = 0
    cursor: bool = False


class Watched(Terminal):
    """A program in a terminal. Whatever is drawn outside of ``part`` (a clock, a count) delays no
    key. ``cue``: keys that are pressed the moment a text comes in, before anybody works out where
    on the screen it stands."""

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        environment: Mapping[str, str],
        folder: Path,
        columns: int = 120,
        rows: int = 40,
        part: Part | None = None,
        cue: tuple[bytes, bytes] = (b"", b""),
    ) -> None:
        sys.setswitchinterval(5e-5)  # the reading threads must get in while a screen is worked out
        self.part = part or Part()
        self.began = time.perf_counter()
        self.last = 0.0
        """When the newest piece that was worked out came in."""
        self._stop = False
        self._cue, self._keys = cue
        super().__init__(
            command, environment=environment, folder=folder, columns=columns, rows=rows
        )
        self._pieces: queue.SimpleQueue[tuple[float, bytes]] = queue.SimpleQueue()
        self._seen: dict[int, int] = {}
        self._reader = threading.Thread(target=self._take, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def _take(self) -> None:
        came = b""
        while not self._stop:
            if not select.select([self._terminal], [], [], 0.05)[0]:
                continue
            try:
                data = os.read(self._terminal, 65536)
            except OSError:
                data = b""
            self._pieces.put((time.perf_counter(), data))
            came += data if self._cue else b""
            if self._cue and self._cue in came:
                os.write(self._terminal, self._keys)
                self._cue = b""
            if not data:
                return

    def _read(self, patience: float) -> None:
        """Work out the next piece, waiting for it for a while."""
        if self._ended:
            return
        try:
            stamp, data = self._pieces.get(timeout=max(patience, 1e-6))
        except queue.Empty:
            return
        self._ended = not data
        self._sent += data
        self.last = stamp
        self._draw(self._decoder.decode(data))

    def close(self) -> None:
        """End the program; no thread reads a terminal that is closed."""
        self._stop = True
        self._reader.join()
        super().close()

    # -- how long something takes -----------------------------------------------------------------

    def until(self, text: str, patience: float = PATIENCE) -> float:
        """Wait for a text; the seconds from the start of the program to when it was there."""
        self.wait_for(text, patience=patience)
        return self.last - self.began

    def settle(self, quiet: float = 0.3) -> None:
        """Wait until nothing was drawn for a while, or a clock shows that nothing else is."""
        end = time.perf_counter() + 10 * quiet
        before = -1
        while len(self._sent) != before and time.perf_counter() < end:
            before = len(self._sent)
            self._read(quiet)

    def key(self, data: bytes, patience: float = 5.0, quiet: float = QUIET) -> Answer:
        """Press a key, and watch until it has been dealt with."""
        while not self._pieces.empty():
            self._read(0)
        before, looks = len(self._sent), self._look()
        start = time.perf_counter()
        os.write(self._terminal, data)
        changed: list[tuple[float, int]] = []
        while True:
            sent = len(self._sent)
            self._read(quiet if changed else min(0.5, patience))
            now = time.perf_counter()
            if len(self._sent) == sent:
                if changed or now - start > patience or self._ended:
                    break
                continue
            look = self._look()
            if look != (changed[-1][1] if changed else looks):
                changed.append((self.last, look))
            if now - start > patience:
                break
        final = changed[-1][0] - start if changed else None
        return Answer(final, len(self._sent) - before, time.perf_counter() - start)

    def _look(self) -> int:
        """A number for what the watched part shows."""
        part, screen = self.part, self._screen
        last = screen.lines - part.bottom
        for row in set(screen.dirty) | ({*range(part.top, last)} - self._seen.keys()):
            cells = screen.buffer[row]
            shown = [cells[column] for column in range(part.left, screen.columns - part.right)]
            self._seen[row] = hash(tuple((c.data, c.fg, c.bg, c.reverse) for c in shown))
        screen.dirty.clear()
        cursor = self.cursor if part.cursor else None
        return hash((cursor, *(self._seen[row] for row in range(part.top, last))))

    # -- what it costs ----------------------------------------------------------------------------

    def processor(self) -> float:
        """Seconds of a processor that the program's threads have used, to the nanosecond."""
        tasks = Path(f"/proc/{self.process}/task")
        return sum(int(t.read_text().split()[0]) for t in tasks.glob("*/schedstat")) / 1e9

    def memory(self) -> float:
        """MiB of memory that the program had at most."""
        status = Path(f"/proc/{self.process}/status").read_text()
        return next(
            int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")
        )


def in_turn(
    programs: Mapping[str, Watched], keys: Sequence[bytes], lead: Sequence[bytes] = ()
) -> dict[str, list[Answer]]:
    """Press the same keys in each program, one here, one there. ``lead``: keys that go before each
    of them and are not timed."""
    answers: dict[str, list[Answer]] = {name: [] for name in programs}
    for number, key in enumerate(keys):
        names = list(programs) if number % 2 else list(programs)[::-1]
        for name in names:
            for before in lead:
                programs[name].key(before)
            answers[name].append(programs[name].key(key))
    return answers


def seconds(answers: Sequence[Answer]) -> list[float]:
    """The times of those keys that changed something; most must have."""
    found = [answer.seconds for answer in answers if answer.seconds is not None]
    if len(found) < 0.9 * len(answers):
        raise RuntimeError(f"of {len(answers)} keys only {len(found)} changed what is shown")
    return found


def median(answers: Sequence[Answer]) -> float:
    """The median time of some keys."""
    return statistics.median(seconds(answers))
