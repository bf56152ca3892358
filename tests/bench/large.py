"""A large session: 200 people, 2,000 public questions, 3 MB. Each command is a process of its own;
its seconds and the most memory that it had at once are measured, its child processes' included."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

from msgspec import Struct

from gsef_tui.report.formats import FORMATS
from gsef_tui.storage.encode import encode

from ..large import large_session
from ..process.terminal import PROGRAM
from .programs import environment
from .table import Line, Measure, Setting, at_most

EXPORT, CHECK, MEMORY, NAMELESS = 15.0, 3.0, 500.0, 2.0
"""Goals: seconds, seconds, megabytes, and a report without names as a multiple of one with them."""


class Run(Struct, frozen=True):
    """What a process took."""

    seconds: float
    megabytes: float


def _run(folder: Path, *arguments: str | Path) -> Run:
    began = time.perf_counter()
    process = subprocess.Popen(
        [PROGRAM, *arguments],
        env=environment(folder),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):  # 1: a check that found something
        raise RuntimeError(f"{arguments[0]}: status {process.returncode}")
    return Run(time.perf_counter() - began, usage.ru_maxrss / 1024)


def _session(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "large.toml"
    path.write_bytes(encode(large_session()))
    return path


def exported(format_id: str) -> Measure:
    """One export. Typst takes what it takes, in a child process with limits of its own."""

    def measure(setting: Setting) -> list[Line]:
        chosen = next(f for f in FORMATS if f.id == format_id)
        target = setting.folder / f"report{chosen.suffix}"
        run = _run(setting.folder, "export", _session(setting.folder), "-o", target)
        if not target.is_file():
            raise RuntimeError(f"no {target.name} was written")
        what = f"export of a large session, {format_id}"
        typst = format_id in ("pdf", "package")
        return [
            at_most(what, EXPORT * (2 if typst else 1), run.seconds, "s"),
            at_most(f"{what}, memory", 4000 if typst else MEMORY, run.megabytes, "MB"),
        ]

    return measure


def checked(setting: Setting) -> list[Line]:
    """``gsef-tui check``."""
    run = _run(setting.folder, "check", _session(setting.folder))
    return [
        at_most("check of a large session", CHECK, run.seconds, "s"),
        at_most("check of a large session, memory", MEMORY, run.megabytes, "MB"),
    ]


def nameless(setting: Setting) -> list[Line]:
    """A report without names beside the same with them."""
    path = _session(setting.folder)
    plain = _run(setting.folder, "export", path, "-o", setting.folder / "a.txt")
    without = _run(setting.folder, "export", path, "--anonymous", "-o", setting.folder / "b.txt")
    figure = without.seconds / plain.seconds
    detail = f"{without.seconds:.1f} s of {plain.seconds:.1f} s"
    return [at_most("export without names of a large session", NAMELESS, figure, detail=detail)]


ROWS: dict[str, Measure] = {
    **{f"large-{each.id}": exported(each.id) for each in FORMATS},
    "large-check": checked,
    "large-nameless": nameless,
}
