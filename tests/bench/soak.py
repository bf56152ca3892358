"""A long sitting: every command again and again, and what the program holds afterwards.

The installed program is driven by what is on its screen. After one round of every command, and at
the end, it is back at home and counted: threads, descriptors, child processes and memory. What the
undo holds is freed when the session is left, so it is told apart: memory before leaving less memory
at home.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from gsef_tui.editing.commands.declarations import COMMANDS
from gsef_tui.report.formats import FORMATS

from ..process.at_work import SESSION
from ..process.terminal import Terminal, person
from .table import Line, at_most, heading, machine, printed

KEYS_A_MINUTE = 1_000
MINUTES = 20.0
GROWTH = 5.0
"""MiB that a sitting may leave."""
REOPENED, TAKEN_OVER = 200, 50
"""So often in a sitting of ``MINUTES``; fewer in a shorter one."""
PATIENCE = 120.0
STILL = 0.12
"""Seconds in which nothing is drawn once a key has been dealt with."""

COLLECTING = """
import ctypes, gc, os, signal, threading

def collect(number, frame):
    gc.collect()
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (AttributeError, OSError):
        pass
    pool = sum(thread.name.startswith("asyncio_") for thread in threading.enumerate())
    with open(os.environ["GSEF_SOAK_COLLECTED"], "a") as file:
        file.write(str(pool))

signal.signal(signal.SIGUSR1, collect)
from gsef_tui.cli import main
main()
"""
"""The program, and a signal at which it looks for garbage, gives back memory that is free, and
writes how many threads its pool of workers has, a digit each time."""

SAID = "la coopérative achète ses légumes chez trois maraîchers du quartier et paie comptant "


class Held(Struct, frozen=True):
    """What a process holds: threads, without those of asyncio's pool; those of the pool, which
    grows to 4 more than processors as it is used; descriptors, child processes, MiB of memory."""

    threads: int
    pool: int
    descriptors: int
    children: int
    memory: float


class Act(Struct, frozen=True):
    """How a command is carried out and left again.

    ``after``: keys once it shows something; ``shows``: what is waited for before, where nothing
    could be typed instead; ``undone``: it changes the session, and is taken back.
    """

    after: tuple[str, ...] = ()
    shows: str = ""
    undone: bool = False


PROMPT = Act(after=("escape",))
CHANGE = Act(undone=True)
SESSION_ACTS: dict[str, Act] = {
    "help": Act(after=("f1",), shows="F1 Back"),
    "preview": Act(after=("down", "f2"), shows="as it will be handed in"),
    "goto": Act(after=("f3",)),
    "line": Act(after=("x", "backspace", "f4")),
    "next_part": Act(),
    "next_gap": Act(),
    "check": Act(after=("down", "up", "f8")),
    "stamp": CHANGE,
    "gap": CHANGE,
    "next_place": Act(),
    "previous_place": Act(),
    "find": Act(after=("q", "u", "i", "down", "ctrl+f")),
    "undo": Act(),
    "redo": Act(),
    "save": Act(),
    "decide": PROMPT,
    "overview": Act(),
    "gaps": PROMPT,
    "ideas": PROMPT,
    "learn": PROMPT,
    "learn_own": PROMPT,
    "short_forms": PROMPT,
    "verify": PROMPT,
    "move_up": CHANGE,
    "move_down": CHANGE,
    "person": PROMPT,
    "move_to": PROMPT,
    "change_code": PROMPT,
    "change_role": CHANGE,
    "absent": CHANGE,
    "merge": PROMPT,
    "remove": CHANGE,
    "floor_other": PROMPT,
    "floor_nobody": Act(),
    "turns": Act(after=("escape",), shows="Esc Back"),
    "recording": PROMPT,
    "answer_by": PROMPT,
    "language": CHANGE,
    "template": PROMPT,
    "select_all": Act(),
    "copy_path": Act(),
    "open_export": Act(),
    "theme": Act(after=("down", "enter")),
    "palette": Act(after=("x", "ctrl+p")),
    "leave_unsaved": Act(),
}
"""The commands of a session, but those that end a round (``home``) or have a step of their own."""
HOME_ACTS: dict[str, Act] = {
    "new": Act(after=("x", "backspace", "ctrl+n")),
    "rename": PROMPT,
    "folder": PROMPT,
    "duplicate": Act(),
    "delete": Act(),
    "recover": PROMPT,
    "find": Act(after=("q", "u", "i", "ctrl+f")),
}
"""The commands of home; what is duplicated is deleted next."""
OWN_STEPS = {"export", "home", "quit"}


def soak(minutes: float, folder: Path) -> Iterator[Line]:
    """Drive a sitting, and give the lines of the table as they are known."""
    if missing := {c.id for c in COMMANDS} - {*SESSION_ACTS, *HOME_ACTS, *OWN_STEPS}:
        raise RuntimeError(f"no act for the commands {' '.join(sorted(missing))}")
    part = minutes / MINUTES
    with Sitting(folder) as sitting:
        sitting.round(formats=len(FORMATS))
        start = sitting.held()
        began, keys = time.monotonic(), sitting.keys
        goal = int(KEYS_A_MINUTE * minutes)
        rounds = 0
        while sitting.keys - keys < goal or time.monotonic() - began < 60 * minutes:
            sitting.round()
            rounds += 1
        what = f"{sitting.keys - keys:,} keys, {rounds} rounds of {len(COMMANDS)} commands"
        yield from compared(what, start, sitting.held())
        share, unavailable = f"{sitting.session_share:.1f} MiB", sorted(sitting.unavailable)
        yield Line("freed by leaving the session: undo, note, screen", "–", share, None, "at most")
        names = ", ".join(unavailable)
        yield Line(
            "commands that could not be carried out", "–", str(len(unavailable)), None, names
        )
        start = sitting.held()
        for _ in range(count := max(10, int(REOPENED * part))):
            sitting.enter()
            sitting.leave()
        yield from compared(f"a session opened {count} times", start, sitting.held())
    yield from taken_over(max(4, int(TAKEN_OVER * part)), folder)


def compared(what: str, start: Held, end: Held) -> list[Line]:
    """The lines of what a process held at the start and holds at the end."""
    lines = [
        at_most(
            f"{what}: {name}", float(before), float(after), "", f"{before} at the start or at most"
        )
        for name, before, after in (
            ("threads", start.threads, end.threads),
            ("threads of the pool", (os.cpu_count() or 1) + 4, end.pool),
            ("descriptors", start.descriptors, end.descriptors),
            ("child processes", start.children, end.children),
        )
    ]
    detail = f"{start.memory:.1f} and {end.memory:.1f} MiB"
    grown = end.memory - start.memory
    return [*lines, at_most(f"{what}: memory more than at the start", GROWTH, grown, "MiB", detail)]


def taken_over(count: int, folder: Path) -> list[Line]:
    """Two windows on one session, which take it from each other in turn."""
    with Sitting(folder) as one, Sitting(folder, other=True) as two:
        pair = (one, two)
        for sitting in pair:
            sitting.enter()
        for number in range(2):  # once each to warm up
            pair[1 - number].take()
        start = [sitting.held() for sitting in pair]
        for number in range(count):
            pair[1 - number % 2].take()
        end = [sitting.held() for sitting in pair]
    lines = []
    for name, before, after in zip(("one", "the other"), start, end, strict=True):
        lines += compared(f"taken over {count} times, {name} window", before, after)
    return lines


class Sitting:
    """One person at the program, with one session."""

    def __init__(self, folder: Path, other: bool = False) -> None:
        sessions = folder / "sessions"
        self.path = sessions / "2031-10-04-cantines.toml"
        if not self.path.exists():
            sessions.mkdir(parents=True, exist_ok=True)
            self.path.write_text(
                SESSION.replace("김민수", "Kim Min-su"), encoding="utf-8"
            )  # narrow
        self._collected = folder / f"collected-{os.getpid()}-{other}"
        environment = {
            **person(folder / "home"),
            "GSEF_SOAK_COLLECTED": str(self._collected),
        }
        self._terminal = Terminal(
            [sys.executable, "-c", COLLECTING, "--sessions", sessions],
            environment=environment, folder=folder, columns=120, rows=34,
        )  # fmt: skip
        self.keys = 0
        self.session_share = 0.0
        self.unavailable: set[str] = set()
        self._words = 0
        self._wait("Les cantines du quartier")

    def __enter__(self) -> Sitting:
        return self

    def __exit__(self, *_: object) -> None:
        self._terminal.close()

    # -- what is done -----------------------------------------------------------------------------

    def round(self, formats: int = 1) -> None:
        """Every command once, and typing between them; from home, and back. The report is written
        in so many formats, the next ones each time."""
        self.enter()
        self._press("f3", "2")
        for command, act in SESSION_ACTS.items():
            self._carry_out(command, act)
            if command != "select_all":
                self._press("f3", "2")
                self._type_words(8)
        for _ in range(formats):
            self._export()
        self._press("x", "ctrl+q")  # so soon after a key it only asks
        self._wait("Press Ctrl+Q again")
        self._run("Select all")
        self._type_words(6)
        before = self.held().memory
        self.leave()
        self.session_share = max(self.session_share, before - self.held().memory)
        for command, act in HOME_ACTS.items():
            self._carry_out(command, act)
        self._press("f1", "f1")
        self._wait("type to filter")

    def enter(self) -> None:
        """Open the session."""
        self._press("enter")
        self._wait(lambda: "F2 Preview" in self._terminal.text and not self._at_home(), "opened")

    def leave(self) -> None:
        """Back home."""
        self._press("ctrl+o")
        self._wait(lambda: "F2 Preview" not in self._terminal.text and self._at_home(), "left")

    def _at_home(self) -> bool:
        return "type to filter" in self._terminal.text

    def take(self) -> None:
        """Take the session over from the other window."""
        self._wait(lambda: "✓" not in self._terminal.lines[0], "the other window has it")
        self._press("f12")
        self._wait(lambda: "✓ saved" in self._terminal.lines[0], "taken over")

    def _carry_out(self, command: str, act: Act) -> None:
        known = next(c for c in COMMANDS if c.id == command)
        if known.keys:
            self._press(next((k for k in known.keys if k.startswith("ctrl+")), known.keys[0]))
        else:
            self._run(known.label)
        if act.shows:
            self._wait(act.shows)
        elif act.after:
            self._still()
        if act.after == ("escape",):
            self._escape(act.shows)
        elif act.after:
            self._press(*act.after)
        if act.undone:
            self._press("ctrl+z")

    def _escape(self, page: str) -> None:
        """Close the page or panel that was opened, if any was, and wait until it has gone: a letter
        right after Escape would be one key with it."""

        def is_open() -> bool:
            if page:
                return page in self._terminal.text
            return any(line.startswith("─" * 40) for line in self._terminal.lines)

        if is_open():
            self._press("escape")
            self._wait(lambda: not is_open(), "Escape closes it")

    def _run(self, label: str) -> None:
        self._press("ctrl+p")
        self._type(label)
        self._wait(head := f"More           {label}")
        if f"›{label}" not in self._terminal.text:
            self._still()  # the list may be drawn after the line above it
        if f"›{label}" in self._terminal.text:
            self._press("enter")
        else:  # nobody here can carry it out
            self.unavailable.add(label)
            self._press("ctrl+p")
        self._wait(lambda: head not in self._terminal.text, f"{label} is carried out")

    def _export(self) -> None:
        """In the next format each time."""
        self._press("f5")
        self._wait("Export   ")
        self._press("right", "enter")
        self._wait(
            lambda: any(
                w in self._terminal.text for w in ("Exported:", "Press Enter again to replace")
            ),
            "written, or asked",
        )
        if "Press Enter again to replace" in self._terminal.text:
            self._press("enter")
            self._wait("Exported:")
        self._wait(lambda: "Export   " not in self._terminal.text, "the panel has gone")

    def _type_words(self, count: int) -> None:
        """Words where one is, or was last; the last of them is unique, and waited for."""
        self._words += 1
        words = SAID.split()
        start = self._words % len(words)
        mark = f"mot{self._words:05}"
        self._type(" ".join([*(words * 2)[start : start + count], mark]) + " ")
        self._press("left", "right")  # a row that begins at the foot of the screen is shown then
        self._wait(mark)

    def _press(self, *keys: str) -> None:
        self.keys += len(keys)
        self._terminal.press(*keys)

    def _still(self) -> None:
        """Wait until nothing has been drawn for a moment."""
        drawn = -1
        while drawn != (drawn := len(self._terminal.sent)):
            self._terminal.watch(STILL)

    def _type(self, text: str) -> None:
        self.keys += len(text)
        self._terminal.type(text)

    def _wait(self, wanted: str | Callable[[], object], what: str = "") -> None:
        self._terminal.wait_for(wanted, what, PATIENCE)

    # -- what is held -----------------------------------------------------------------------------

    def held(self) -> Held:
        """What the process holds once nothing is under way, after a collection."""
        found = self._held()
        for _ in range(20):  # a worker or the saver may be at work for a moment
            self._terminal.watch(0.3)
            before, found = found, self._held()
            if found.threads <= before.threads and found.descriptors <= before.descriptors:
                break
        return found

    def _held(self) -> Held:
        size = self._collected.stat().st_size if self._collected.exists() else 0
        self._terminal.signal(signal.SIGUSR1)
        self._wait(
            lambda: self._collected.exists() and self._collected.stat().st_size > size, "collected"
        )
        pool = int(self._collected.read_text()[-1])
        process = Path(f"/proc/{self._terminal.process}")
        tasks = list((process / "task").iterdir())
        children: Sequence[str] = [
            child
            for task in tasks
            if (listed := task / "children").exists()
            for child in listed.read_text().split()
        ]
        pages = int((process / "statm").read_text().split()[1])
        memory = pages * os.sysconf("SC_PAGE_SIZE") / 2**20
        return Held(
            len(tasks) - pool, pool, len(list((process / "fd").iterdir())), len(children), memory
        )


def main(minutes: float, folder: Path) -> int:
    """Print the table; status 1 where something grew."""
    if sys.platform != "linux":
        print("The soak counts what /proc shows, so it needs Linux")
        return 1
    print(f"{machine()}\n\n{heading()}", flush=True)
    grown = False
    for line in soak(minutes, folder):
        print(printed(line), flush=True)
        grown |= line.reached is False
    return int(grown)
