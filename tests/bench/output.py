"""Bytes to the terminal for a key, beyond those of the same screen when nobody types."""

from __future__ import annotations

import statistics
import time

from .keys import typed
from .programs import opened
from .table import Line, Measure, Setting, at_most
from .watched import Watched

IDLE = 5.0
PLACES: dict[str, tuple[bytes, list[bytes]]] = {
    "at the end of a line": (b"", []),
    "in the middle of a line": (b"\rdes mots qui sont l\xc3\xa0\x1b[D\x1b[D\x1b[D\x1b[D", []),
    "in a list": (b"\r- un point", []),
    "with wide characters": (b"\r", ["밥".encode(), "상".encode(), b" "]),
}
"""What is typed to come there, and the keys that are counted, where they are not letters."""


def measure(setting: Setting) -> list[Line]:
    """The four places, at 200 KB."""
    lines: list[Line] = []
    with opened(setting.folder, "ours", 200_000) as terminal:
        rate = _idle(terminal)
        for where, (before, keys) in PLACES.items():
            terminal.send(before)
            terminal.settle()
            count = max(20, setting.keys // len(PLACES))
            pressed = (keys * count)[:count] if keys else typed(count)
            answers = [terminal.key(key) for key in pressed]
            spent = [answer.sent - rate * answer.within for answer in answers]
            detail = f"{min(spent):.0f} to {max(spent):.0f}; idle {rate:.0f} a second"
            figure = statistics.median(spent)
            lines.append(at_most(f"bytes for a key {where}, p50", 350, figure, "bytes", detail))
    return lines


def _idle(terminal: Watched) -> float:
    """Bytes a second that are sent when nobody types."""
    terminal.settle()
    before, start = len(terminal.sent), time.perf_counter()
    terminal.watch(IDLE)
    return (len(terminal.sent) - before) / (time.perf_counter() - start)


ROWS: dict[str, Measure] = {"bytes": measure}
