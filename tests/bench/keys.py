"""From a key to the screen: typing and moving at every size, beside stock and other editors."""

from __future__ import annotations

import shutil
import statistics
from pathlib import Path

from ..process.terminal import person
from .programs import NOTES, notes, opened, together
from .table import Line, Measure, Setting, at_most, both, percentile
from .watched import Part, Watched, in_turn, median, seconds

LETTERS = "QWERTYUIOPASDFGHJKLZXCVBNM"
ACTS = {
    "Enter": (b"\r", b"x"),
    "Backspace over a line end": (b"\x7f", b"\r"),
    "Down": (b"\x1b[B", b""),
    "PageDown": (b"\x1b[6~", b""),
    "undo": (b"\x1a", b"x "),
}
"""A key, and what is typed before it each time so that it has something to do."""


def typed(count: int) -> list[bytes]:
    """Letters, with a space after every sixth."""
    return [LETTERS[n % 26].encode() if n % 7 != 6 else b" " for n in range(count)]


def against_stock(size: int, label: str, median_goal: float, high_goal: float) -> Measure:
    """Typing at the end of a note, beside the stock widget in the same layout."""

    def measure(setting: Setting) -> list[Line]:
        programs = {kind: opened(setting.folder, kind, size) for kind in ("ours", "stock")}
        with together(programs):
            answers = in_turn(programs, typed(setting.keys))
        ours, stock = seconds(answers["ours"]), seconds(answers["stock"])
        detail = f"{both(ours)} of {both(stock)}"
        middle = statistics.median(ours) / statistics.median(stock)
        high = percentile(ours, 0.95) / percentile(stock, 0.95)
        what = f"key to screen, {label}, against stock"
        return [
            at_most(f"{what}, p50", median_goal, middle, detail=detail),
            at_most(f"{what}, p95", high_goal, high, detail=detail),
        ]

    return measure


def large(setting: Setting) -> list[Line]:
    """2 MB against 200 KB."""
    programs = {str(size): opened(setting.folder, "ours", size) for size in (200_000, 2_000_000)}
    with together(programs):
        answers = in_turn(programs, typed(setting.keys))
    small, great = seconds(answers["200000"]), seconds(answers["2000000"])
    figure = statistics.median(great) / statistics.median(small)
    return [
        at_most("2 MB against 200 KB, p50", 1.2, figure, detail=f"{both(great)} of {both(small)}")
    ]


def acts(setting: Setting) -> list[Line]:
    """Keys that change more than a letter, at 200 KB."""
    programs = {kind: opened(setting.folder, kind, 200_000) for kind in ("ours", "stock")}
    lines: list[Line] = []
    with together(programs):
        for name, (key, before) in ACTS.items():
            if name in ("Down", "PageDown"):
                for terminal in programs.values():
                    _to_start(terminal)
            lead = [bytes([byte]) for byte in before]
            answers = in_turn(programs, [key] * max(20, setting.keys // len(ACTS)), lead)
            ours, stock = seconds(answers["ours"]), seconds(answers["stock"])
            figure = percentile(ours, 0.95) / percentile(stock, 0.95)
            detail = f"{both(ours)} of {both(stock)}"
            lines.append(at_most(f"{name} at 200 KB, against stock, p95", 0.5, figure, "×", detail))
    return lines


def _to_start(terminal: Watched) -> None:
    """To the first line: by the selection of everything, whose start is where Left leads."""
    terminal.press("ctrl+p")
    terminal.type("Select all")
    terminal.press("enter")
    terminal.settle()
    terminal.key(b"\x1b[D")


def peers(setting: Setting) -> list[Line]:
    """Typing at 200 KB beside micro and nano."""
    goals = {"micro": 2.0, "nano": None}
    there = [name for name in goals if shutil.which(name)]
    lines = [
        Line(f"against {name}, p50", "≤ 2 ×" if goals[name] else "–", "–", None, "not installed")
        for name in goals
        if name not in there
    ]
    if not there:
        return lines
    programs = {"ours": opened(setting.folder, "ours", 200_000)}
    programs |= {name: _peer(setting.folder / name, name) for name in there}
    with together(programs):
        answers = in_turn(programs, typed(setting.keys))
    for name in there:
        figure = median(answers["ours"]) / median(answers[name])
        detail = f"{both(seconds(answers['ours']))} of {both(seconds(answers[name]))}"
        what = f"key to screen at 200 KB, against {name}, p50"
        goal = goals[name]
        if goal:
            lines.append(at_most(what, goal, figure, detail=detail))
        else:
            lines.append(Line(what, "no goal", f"{figure:.2f} ×", True, detail))
    return lines


def _peer(folder: Path, name: str) -> Watched:
    folder.mkdir(parents=True)
    path = folder / "notes.txt"
    path.write_text(notes(200_000))
    options = {"micro": ["-config-dir", str(folder)], "nano": ["--ignorercfiles"]}[name]
    to_end = {"micro": b"\x1b[1;5F", "nano": b"\x1b/"}[name]
    terminal = Watched(
        [name, *options, path],
        environment=person(folder),
        folder=folder,
        columns=120,
        part=Part(top=NOTES.top, bottom={"micro": 2, "nano": 3}[name], cursor=True),
    )
    terminal.wait_for("notes.txt")
    terminal.settle()
    terminal.send(to_end)
    terminal.wait_for("fin")
    terminal.settle()
    return terminal


ROWS: dict[str, Measure] = {
    "keys-200k": against_stock(200_000, "200 KB", 0.16, 0.12),
    "keys-20k": against_stock(20_000, "20 KB", 0.25, 0.25),
    "keys-5k": against_stock(5_000, "5 KB", 0.25, 0.25),
    "keys-2m": large,
    "acts": acts,
    "peers": peers,
}
