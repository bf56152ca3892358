"""Starts: to the first echoed key, and of the commands that open no screen."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

from ..process.terminal import PROGRAM
from .programs import PLACE, command, environment, session
from .table import Line, Measure, Setting, at_most
from .watched import Watched


def first_key(setting: Setting) -> list[Line]:
    """A session of 30 KB against the least that Textual can be. The keys are pressed as soon as the
    end of the notes is drawn."""
    took: dict[str, list[float]] = {"ours": [], "bare": []}
    path = session(setting.folder / "sessions" / "2031-10-04-cantines.toml", 30_000, 8)
    arguments: dict[str, list[str | Path]] = {"ours": [path, "--at", PLACE], "bare": []}
    for number in range(setting.starts + 1):
        for kind, rest in arguments.items():
            with Watched(
                [*command(kind), *rest],
                environment=environment(setting.folder / kind),
                folder=setting.folder,
                cue=(b"fin" if kind == "ours" else b"bare", b"QZ"),
            ) as terminal:
                seconds = terminal.until("QZ")
                if number:  # the first start fills the caches
                    took[kind].append(seconds)
    ours, bare = (statistics.median(took[kind]) for kind in ("ours", "bare"))
    detail = f"{ours * 1e3:.0f} ms of {bare * 1e3:.0f} ms"
    what = "start to the first echoed key, 30 KB, against a bare app"
    return [at_most(what, 1.4, ours / bare, detail=detail)]


def commands(setting: Setting) -> list[Line]:
    """Whole processes against ``python -c pass``."""
    path = session(setting.folder / "sessions" / "2031-10-04-cantines.toml", 30_000, 8)
    wanted: dict[str, tuple[float, list[str | Path]]] = {
        "--help": (6, [PROGRAM, "--help"]),
        "list": (9, [PROGRAM, "list", "--sessions", path.parent]),
        "check": (14, [PROGRAM, "check", path]),
        "export -f text": (14, [PROGRAM, "export", path, "-f", "text"]),
    }
    runs = {"pass": [sys.executable, "-c", "pass"]} | {k: v[1] for k, v in wanted.items()}
    took: dict[str, list[float]] = {name: [] for name in runs}
    surroundings = environment(setting.folder / "home")
    for number in range(2 * setting.starts + 1):
        for name, line in runs.items():
            start = time.perf_counter()
            subprocess.run(line, env=surroundings, capture_output=True, check=False)
            if number:
                took[name].append(time.perf_counter() - start)
    least = statistics.median(took["pass"])
    return [
        at_most(
            f"gsef-tui {name}, against python -c pass",
            goal,
            statistics.median(took[name]) / least,
            detail=f"{statistics.median(took[name]) * 1e3:.0f} ms of {least * 1e3:.0f} ms",
        )
        for name, (goal, _) in wanted.items()
    ]


ROWS: dict[str, Measure] = {"start": first_key, "commands": commands}
