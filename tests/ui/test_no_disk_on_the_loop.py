"""Nothing that may wait for a disk runs on the thread of the event loop.

An audit hook sees every opening for writing, rename, link, deletion and lock, and in the folder of
the test, where the sessions and their exports are, every opening and listing; ``os.fsync`` raises
no audit event and is wrapped. What the tests themselves do on that thread does not count.
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType, FunctionType

import pytest

from gsef_tui.model.session import Session
from gsef_tui.storage.app_state import load_app_state
from gsef_tui.ui.panels import conflict

from .hand import SOON, at_work

TESTS = str(Path(__file__).parent.parent)
EVENTS = {"os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "fcntl.flock"}
LISTINGS = {"os.listdir", "os.scandir"}
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC

loop_thread: int | None = None
data = ""
seen: list[str] = []


def callers() -> Iterator[FrameType]:
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        yield frame
        frame = frame.f_back


def note(what: str) -> None:
    """Note an act of the program on the loop's thread, with where it was called."""
    if threading.get_ident() != loop_thread:
        return
    found = ""
    for frame in callers():
        name = frame.f_code.co_filename
        if name.startswith(TESTS) and Path(name) != Path(__file__):
            return
        if name == __file__ and frame.f_code.co_name.startswith("test_"):
            return
        if not found and f"{os.sep}gsef_tui{os.sep}" in name:
            found = f"{Path(name).name}:{frame.f_lineno}"
    if found:
        seen.append(f"{what} in {found}")


def audit(event: str, arguments: tuple[object, ...]) -> None:
    if loop_thread is None:
        return
    if event in EVENTS:
        note(event)
    elif event == "open":
        mode, flags = arguments[1], arguments[2]
        by_mode = isinstance(mode, str) and any(letter in mode for letter in "wax+")
        if by_mode or (isinstance(flags, int) and flags & WRITES) or is_data(arguments[0]):
            note(f"open {arguments[0]!r}")
    elif event in LISTINGS and is_data(arguments[0]):
        note(f"{event} {arguments[0]!r}")


def is_data(path: object) -> bool:
    return isinstance(path, str | Path) and str(path).startswith(data)


sys.addaudithook(audit)


@pytest.fixture(autouse=True)
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What the program did on the loop's thread that may wait for a disk."""
    global loop_thread, data
    data = f"{tmp_path}{os.sep}"
    fsync = os.fsync

    def noted(file: int) -> None:
        note("fsync")
        fsync(file)

    monkeypatch.setattr(os, "fsync", noted)
    seen.clear()
    loop_thread = threading.get_ident()
    yield seen
    loop_thread = None


def test_an_act_on_this_thread_is_noticed(tmp_path: Path, watched: list[str]) -> None:
    from gsef_tui.storage.durable import write_durably

    def act() -> None:
        write_durably(tmp_path / "a", b"1")

    code = act.__code__.replace(co_filename="/x/gsef_tui/act.py")
    as_program = FunctionType(code, act.__globals__, "act", None, act.__closure__)
    found: list[str] = []

    def run() -> None:
        global loop_thread
        loop_thread = threading.get_ident()
        as_program()
        found.extend(seen)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert {what.split()[0] for what in found} >= {"open", "fsync", "os.rename"}


@pytest.mark.slow
async def test_a_whole_session_by_its_keys(
    folder: Path, cantines: Path, watched: list[str]
) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        await hand.type("\nune table longue")
        await hand.press("ctrl+s")
        await hand.until(lambda: "Saved" in hand.footer, "saved by ctrl+s")
        await hand.press("ctrl+l", "f9", "f8", "f8")
        await hand.command("theme")
        await hand.press("down", "enter")
        await hand.command("change role")
        await hand.press("f4")
        await hand.type("KM: le riz")
        await hand.press("enter", "escape")
        await hand.press("f5")
        await hand.press("enter")
        await hand.until(lambda: hand.notes.last_export is not None, "exported")
        await hand.until(lambda: hand.notes.panel is None, "the panel goes")
        await hand.press("f5")
        assert "your last export" in hand.read
        await hand.type("t")
        await hand.press("backspace", "down", "right", "left", "enter")
        assert "Press Enter again to replace" in hand.read
        await hand.press("enter")
        await hand.until(lambda: hand.notes.panel is None, "exported again")
        await hand.press("ctrl+o")
        await hand.until(lambda: "Sessions" in hand.seen, "home")
        for name in ("duplicate", "delete"):
            await hand.command(name)
        await hand.press("ctrl+z")
        await hand.until(lambda: "Brought back" in hand.footer, "undeleted")
        await hand.press("ctrl+n")
        await hand.type("Une autre")
        await hand.press("ctrl+s")
        await hand.until(lambda: hand.app.opened is not None, "created and open")
        await hand.press("ctrl+z", "ctrl+q", "ctrl+q")
    assert watched == []


@pytest.mark.slow
async def test_decisions_and_settings(
    folder: Path, cantines: Path, watched: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = []

    def compare(mine: Session, theirs: Session) -> list[conflict.Difference]:
        compared.append(threading.get_ident() == loop_thread)
        return differences(mine, theirs)

    differences = conflict.differences
    monkeypatch.setattr(conflict, "differences", compare)
    async with at_work(folder, cantines, "presentations.LT") as hand:
        await hand.on_disk()
        cantines.write_text(cantines.read_text().replace("Réseau", "Union"), encoding="utf-8")
        hand.opened.saver.look()
        await hand.until(lambda: hand.opened.saver.state.changed, "the other's text is noticed")
        await hand.press("f12", "enter")
        await hand.until(lambda: not hand.opened.saver.state.changed, "decided")
        await hand.press("shift+home")
        await hand.command("for all sessions")
        await hand.type("cuis")
        await hand.press("enter")
        await hand.until(lambda: hand.opened.settings.current.expansions, "learnt")
        await hand.command("template")
        await hand.press("escape")
        await hand.command("overview")
        await hand.until(lambda: load_app_state().overview, "remembered")
    assert watched == []
    assert compared == [False]


@pytest.mark.slow
async def test_the_loop_turns_while_the_disk_is_slow(
    folder: Path, cantines: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl+S and a theme waited for the disk on the loop once: it must turn during each sync. How
    long it stands at most is measured in the bench."""
    turns, stands = 0, []

    async def turn() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0.001)

    fsync = os.fsync

    def slow(file: int) -> None:
        before, end = turns, time.monotonic() + SOON
        while turns < before + 3 and time.monotonic() < end:
            time.sleep(0.01)
        stands.append(turns < before + 3)
        fsync(file)

    async with at_work(folder, cantines, "presentations.LT") as hand:
        await hand.type("x")
        await hand.on_disk()
        monkeypatch.setattr(os, "fsync", slow)
        task = asyncio.create_task(turn())
        await hand.type("y")
        await hand.press("ctrl+s")
        await hand.until(lambda: hand.opened.saver.state.saved, "saved")
        await hand.command("theme")
        await hand.press("down", "enter")
        assert await asyncio.to_thread(hand.app.app_state.flush, SOON)
        task.cancel()
    assert len(stands) >= 4
    assert not any(stands)
