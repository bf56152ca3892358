"""What the bench prints: a line for each goal, with the figure, the verdict and the machine."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Callable, Sequence
from datetime import date
from importlib import metadata
from pathlib import Path

from msgspec import Struct


class Setting(Struct, frozen=True):
    """``folder``: for the row alone, to put sessions and states in. ``keys``: how many keys a row
    times. ``starts``: how many starts of a program."""

    folder: Path
    keys: int
    starts: int


class Line(Struct, frozen=True):
    """A line of the table. ``reached`` is None where nothing was measured; ``detail`` has the
    figures that the ratio is of, or why there are none."""

    what: str
    goal: str
    figure: str
    reached: bool | None
    detail: str = ""

    @property
    def verdict(self) -> str:
        """The verdict in a word or two."""
        return {True: "reached", False: "missed", None: "not measured"}[self.reached]


Measure = Callable[[Setting], list[Line]]


def at_most(
    what: str, goal: float, figure: float | None, unit: str = "×", detail: str = ""
) -> Line:
    """The line of a figure that is to stay at or under its goal."""
    wanted = f"≤ {goal:g} {unit}"
    if figure is None:
        return Line(what, wanted, "–", None, detail)
    digits = 2 if abs(figure) < 10 else 0
    return Line(what, wanted, f"{figure:.{digits}f} {unit}", figure <= goal, detail)


def percentile(values: Sequence[float], part: float) -> float:
    """The value below which so large a part of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def both(values: Sequence[float]) -> str:
    """Median and 95th percentile of seconds, in milliseconds."""
    return f"{statistics.median(values) * 1e3:.1f}/{percentile(values, 0.95) * 1e3:.1f} ms"


def machine() -> str:
    """The machine, the libraries, the day and how busy it is: figures mean nothing without."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [line for line in cpuinfo.read_text().splitlines() if line.startswith("model name")]
        model = names[0].partition(":")[2].strip() if names else model
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in ("textual", "rich"))
    load = " ".join(f"{part:.1f}" for part in os.getloadavg())
    return (
        f"{date.today()} · {platform.system()} · {model}, {os.cpu_count()} cores · "
        f"Python {platform.python_version()}, {versions} · load {load}"
    )


def heading() -> str:
    """The head of the table, in Markdown."""
    return "| what | goal | figure | verdict | of |\n|---|---|---|---|---|"


def printed(line: Line) -> str:
    """A line of the table, in Markdown."""
    return f"| {line.what} | {line.goal} | {line.figure} | {line.verdict} | {line.detail} |"
