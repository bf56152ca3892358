"""Typing while everything else goes on: saving, the clock, many people, the report beside."""

from __future__ import annotations

import time
from pathlib import Path

from .keys import typed
from .programs import opened, together
from .table import Line, Measure, Setting, at_most, both, percentile
from .watched import Watched, in_turn, seconds

PACE = 0.1
"""Seconds between keys: ten a second, faster than anybody types for long."""


def with_all(size: int, label: str, goal: float) -> Measure:
    """All of it, beside a window of one person in which nothing saves and no clock runs."""

    def measure(setting: Setting) -> list[Line]:
        programs = {
            "all": opened(setting.folder, "ours", size, people=12, columns=140),
            "none": opened(setting.folder, "quiet", size // 2, columns=120),
        }
        figure, detail = _compared(programs, setting, "all", "none")
        what = f"typing with saving, clock, 12 people and preview, {label} a session, p95"
        return [at_most(what, goal, figure, detail=detail)]

    return measure


def preview(setting: Setting) -> list[Line]:
    """A report of 20 KB beside the notes, and the same without; lines of notes that are equally
    long in both, 61 columns, since a key that wraps one costs more."""
    programs = {
        "beside": opened(setting.folder, "ours", 20_000, columns=150),
        "without": opened(setting.folder, "ours", 20_000, columns=80),
    }
    figure, detail = _compared(programs, setting, "beside", "without")
    return [at_most("typing while a preview of 20 KB follows, p95", 1.2, figure, detail=detail)]


def _compared(
    programs: dict[str, Watched], setting: Setting, one: str, other: str
) -> tuple[float, str]:
    with together(programs):
        answers = in_turn(programs, typed(setting.keys))
    first, second = seconds(answers[one]), seconds(answers[other])
    figure = percentile(first, 0.95) / percentile(second, 0.95)
    return figure, f"{both(first)} of {both(second)}"


def durable(setting: Setting) -> list[Line]:
    """From a key to the file that has it, at ten keys a second. The file takes its name after its
    bytes are on the disk, so that what can be read there is durable."""
    with opened(setting.folder, "ours", 50_000) as terminal:
        (path,) = terminal_sessions(setting.folder)
        start = path.read_text().count("Z")
        sent: list[float] = []
        found: list[float] = []
        known = path.stat().st_ino
        while len(found) < setting.keys:
            now = time.perf_counter()
            if len(sent) < setting.keys and (not sent or now - sent[-1] >= PACE):
                terminal.send_blind(b"Z")
                sent.append(now)
            terminal.watch(0.002)
            number = path.stat().st_ino
            if number != known:
                known, seen = number, time.perf_counter()
                there = path.read_text().count("Z") - start
                found += [seen - moment for moment in sent[len(found) : there]]
            if len(sent) == setting.keys and time.perf_counter() - sent[-1] > 10:
                raise RuntimeError(f"{setting.keys - len(found)} keys never reached the file")
    figure = percentile(found, 0.99) * 1e3
    return [at_most("edit to durable file, 50 KB, p99", 350, figure, "ms", both(found))]


def terminal_sessions(folder: Path) -> list[Path]:
    """The sessions that were made for a row."""
    return sorted(folder.glob("*/sessions/*.toml"))


ROWS: dict[str, Measure] = {
    "work-50k": with_all(50_000, "50 KB", 1.5),
    "work-200k": with_all(200_000, "200 KB", 2.5),
    "preview": preview,
    "durable": durable,
}
