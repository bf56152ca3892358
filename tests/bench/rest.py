"""What a session costs when nobody types: processor and memory."""

from __future__ import annotations

import sys
import time

from .programs import command, environment, opened
from .table import Line, Measure, Setting, at_most
from .watched import Watched

LONG = 30.0
"""Seconds of looking on."""


def idle(setting: Setting) -> list[Line]:
    """A session with its clock running."""
    what, unit = "idle processor with the clock running", "% of a core"
    if sys.platform != "linux":
        return [at_most(what, 0.5, None, unit, "needs /proc")]
    with opened(setting.folder, "ours", 30_000, people=8) as terminal:
        terminal.settle(1.0)
        seconds = LONG if setting.keys >= 500 else LONG / 3
        before, sent, start = terminal.processor(), len(terminal.sent), time.perf_counter()
        terminal.watch(seconds)
        spent = time.perf_counter() - start
        figure = 100 * (terminal.processor() - before) / spent
        detail = f"{(len(terminal.sent) - sent) / spent:.0f} bytes a second"
    return [at_most(what, 0.5, figure, unit, detail)]


def memory(setting: Setting) -> list[Line]:
    """A session of 30 KB over the least that Textual can be."""
    what = "memory of a session of 30 KB over the bare app"
    if sys.platform != "linux":
        return [at_most(what, 12, None, "MiB", "needs /proc")]
    with Watched(
        command("bare"), environment=environment(setting.folder / "bare"), folder=setting.folder
    ) as terminal:
        terminal.wait_for("bare")
        terminal.settle()
        least = terminal.memory()
    with opened(setting.folder, "ours", 30_000, people=8) as terminal:
        ours = terminal.memory()
    return [at_most(what, 12, ours - least, "MiB", f"{ours:.0f} and {least:.0f} MiB")]


ROWS: dict[str, Measure] = {"idle": idle, "memory": memory}
