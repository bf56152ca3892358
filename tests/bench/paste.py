"""Pastes: how long until the end of it is seen, until a letter typed right after it is, and those
that follow while it is counted and saved."""

from __future__ import annotations

import statistics
import time

from .programs import notes, opened, together
from .table import Line, Measure, Setting, at_most
from .watched import Watched, seconds

ROUNDS = 3
AFTER = 2.0
"""Seconds of typing after a paste: as long as it takes to count and to save it."""


def of(size: int, label: str) -> Measure:
    """A paste beside the stock widget's."""

    def measure(setting: Setting) -> list[Line]:
        took: dict[str, list[float]] = {"ours": [], "stock": []}
        felt: list[float] = []
        slowest: list[float] = []
        for number in range(ROUNDS):
            programs = {kind: opened(setting.folder / str(number), kind, 5_000) for kind in took}
            with together(programs):
                for kind, terminal in programs.items():
                    whole, after = _paste(terminal, size)
                    took[kind].append(whole)
                    if kind == "ours":
                        felt.append(after)
                        slowest.append(max(_letters(terminal)))
        best = {kind: min(times) for kind, times in took.items()}
        detail = f"{best['ours']:.2f} s of {best['stock']:.2f} s"
        return [
            at_most(
                f"paste of {label}, against stock", 0.5, best["ours"] / best["stock"], "×", detail
            ),
            at_most(f"paste of {label}: a letter after it is seen in", 200, min(felt) * 1e3, "ms"),
            at_most(
                f"paste of {label}: the slowest letter of the {AFTER:.0f} s that follow",
                200,
                statistics.median(slowest) * 1e3,
                "ms",
            ),
        ]

    return measure


def _paste(terminal: Watched, size: int) -> tuple[float, float]:
    """Seconds until the end of a paste is seen, and until a letter is that came after its last
    byte. One so large that it is asked about is timed from the answer."""
    start = time.perf_counter()
    terminal.send(f"\x1b[200~{notes(size)} QQQ\x1b[201~".replace("\n", "\r").encode())
    if size > 500_000:
        terminal.wait_for("Enter: paste")
        start = time.perf_counter()
        terminal.send(b"\r")
    sent = time.perf_counter()
    terminal.send(b"W")
    terminal.wait_for("QQQ", patience=60)
    whole = terminal.last - start
    terminal.wait_for("QQQW", patience=60)
    return whole, terminal.last - sent


def _letters(terminal: Watched) -> list[float]:
    """Seconds until each of the letters is seen that are typed while the paste is dealt with."""
    end = time.perf_counter() + AFTER
    answers = []
    while time.perf_counter() < end:
        answers.append(terminal.key(b"X"))
    return seconds(answers)


ROWS: dict[str, Measure] = {
    "paste-100k": of(100_000, "100 KB"),
    "paste-1m": of(1_000_000, "1 MB"),
}
