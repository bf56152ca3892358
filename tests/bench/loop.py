"""How long the event loop stands while the disk is slow: each ``fsync`` takes two seconds."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from importlib import import_module
from pathlib import Path

from gsef_tui import gc_tuning
from gsef_tui.ui.warmup import WARMUP_MODULES

from ..ui.hand import Hand, at_work
from .programs import PLACE, session
from .table import Line, Measure, Setting, at_most

SLOW = 2.0
"""Seconds that each ``fsync`` takes."""
GOAL = 50.0
"""Milliseconds for which the loop may stand."""
BEAT = 0.002
"""Seconds between two looks at the clock."""

Act = Callable[[Hand], Awaitable[None]]


async def _save(hand: Hand) -> None:
    await hand.type("x")
    await hand.press("ctrl+s")
    await hand.until(lambda: hand.opened.saver.state.saved, "saved")


async def _theme(hand: Hand) -> None:
    await hand.command("theme")
    await hand.press("down", "enter")
    await asyncio.to_thread(hand.app.app_state.flush, 10.0)


async def _export(hand: Hand) -> None:
    await hand.press("f5", "enter")
    await hand.until(lambda: hand.notes.last_export is not None, "exported")
    await asyncio.to_thread(hand.app.app_state.flush, 10.0)


async def _decide(hand: Hand) -> None:
    path = hand.opened.path
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Personne 0", f"Personne {len(text)}"), encoding="utf-8")
    hand.opened.saver.look()
    await hand.until(lambda: hand.opened.saver.state.changed, "the change is noticed")
    await hand.press("f12", "enter")
    await hand.until(lambda: not hand.opened.saver.state.changed, "decided")


async def _leave(hand: Hand) -> None:
    await hand.type("y")
    await hand.press("ctrl+o")
    await hand.until(lambda: hand.app.opened is None, "left")


ACTS: tuple[tuple[str, Act], ...] = (
    ("Ctrl+S", _save),
    ("theme", _theme),
    ("export", _export),
    ("F12", _decide),
    ("Ctrl+O", _leave),
)


def stands(setting: Setting) -> list[Line]:
    """A line for each act that ends on the disk."""
    return asyncio.run(_measured(setting.folder))


async def _measured(folder: Path) -> list[Line]:
    for name in ("CONFIG", "STATE", "SESSIONS"):
        os.environ[f"GSEF_TUI_{name}"] = str(folder / name.lower())
    path = session(folder / "sessions" / "slow.toml", 30_000)
    fsync = os.fsync

    def slow(file: int) -> None:
        time.sleep(SLOW)
        fsync(file)

    lines = []
    gc_tuning.exclude_program()
    async with at_work(path.parent, path, PLACE) as hand:
        await hand.until(lambda: hand.opened.saver.state.saved, "open")
        for name in WARMUP_MODULES:  # what the program imports in the first pauses
            import_module(name)
        gc_tuning.tune_after_startup()
        for _, act in ACTS[:-1]:  # the first time brings imports and caches
            await act(hand)
        exported, hand.notes.last_export = hand.notes.last_export, None
        assert exported is not None
        exported.unlink()
        os.fsync = slow  # type: ignore[assignment]
        try:
            for name, act in ACTS:
                longest, most = await _longest(act(hand))
                what = f"loop stands while each fsync takes {SLOW:.0f} s: {name}"
                detail = f"{1000 * most:.0f} ms of processor time"
                lines.append(at_most(what, GOAL, 1000 * longest, "ms", detail))
        finally:
            os.fsync = fsync
    return lines


async def _longest(act: Awaitable[None]) -> tuple[float, float]:
    """The longest time between two turns of the loop while an act goes on, and the most that the
    loop's thread computed between two turns, in seconds. On a busy machine the first is longer."""
    longest, most, going = 0.0, 0.0, True

    async def beat() -> None:
        nonlocal longest, most
        last, used = time.perf_counter(), time.thread_time()
        while going:
            await asyncio.sleep(BEAT)
            now, uses = time.perf_counter(), time.thread_time()
            longest, last = max(longest, now - last - BEAT), now
            most, used = max(most, uses - used), uses

    task = asyncio.create_task(beat())
    await act
    going = False
    await task
    return longest, most


ROWS: dict[str, Measure] = {"loop": stands}
