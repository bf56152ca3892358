"""A terminal to run the program in: a pty of its own, what it draws, and the keys one presses.

Nothing sleeps: each wait reads what the program draws until what is waited for is there, and fails
with the screen when its time is over.
"""

from __future__ import annotations

import codecs
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

import pyte

PROGRAM = Path(sys.executable).with_name("gsef-tui")
PATIENCE = 20.0
"""Seconds after which what is waited for will not come: long, for a machine that is busy."""

KEYS = {
    "enter": "\r", "tab": "\t", "shift+tab": "\x1b[Z", "backspace": "\x7f", "escape": "\x1b",
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D",
    "ctrl+up": "\x1b[1;5A", "ctrl+down": "\x1b[1;5B",
    "shift+home": "\x1b[1;2H",
    "f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS", "f5": "\x1b[15~",
    "f6": "\x1b[17~", "f7": "\x1b[18~", "f8": "\x1b[19~", "f9": "\x1b[20~", "f12": "\x1b[24~",
}  # fmt: skip
"""What a terminal sends for a key that is no letter; ``ctrl+`` and a letter is its control code."""

_SEQUENCE = re.compile(
    "\x1b(?:"
    "\\[(?P<csi>[0-?]*[ -/]*[@-~])"
    "|\\](?P<osc>[^\x07\x1b]*)(?:\x07|\x1b\\\\)"
    "|[PX^_][^\x1b]*\x1b\\\\"
    "|[ -/]+[0-~]|[0-OQ-WYZ`-~\\\\])"
)
_DRAWS = re.compile(r"[0-9;]*[@ABCDEFGHJKLMPXadefhlmrsu`]")
"""Sequences that pyte reads as a terminal does; others it would print, or take for colours."""
_ANSWERS = {
    "c": "\x1b[?62;22c",  # what it is
    "5n": "\x1b[0n",
    "6n": "\x1b[1;1R",
    "?2026$p": "\x1b[?2026;2$y",  # output in one piece: known
    "?2048$p": "\x1b[?2048;0$y",  # size by a sequence: not known, so the signal counts
}


class Terminal:
    """A command in a terminal of ``columns`` by ``rows``, in a session of its own.

    ``modes`` are the private modes that are on: 25 the cursor, 1049 the alternate screen, 2004
    pastes in brackets.
    """

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        environment: Mapping[str, str],
        folder: Path,
        columns: int = 80,
        rows: int = 24,
    ) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self._screen)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._held = ""  # the beginning of a sequence whose end has not come yet
        self._ended = False
        self._sent = bytearray()
        self.modes = {25}
        self._terminal, other = pty.openpty()
        os.set_blocking(self._terminal, False)
        self._set_size(columns, rows)
        children = os.times()
        self._children = children.children_user + children.children_system
        self._line_before = termios.tcgetattr(other)
        self._process = subprocess.Popen(
            [str(word) for word in command],
            stdin=other,
            stdout=other,
            stderr=other,
            env=dict(environment),
            cwd=folder,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(other)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # -- what one sees ----------------------------------------------------------------------------

    @property
    def lines(self) -> list[str]:
        """The lines of the screen, without the space at their ends."""
        # pyte's ``display`` fails on half a wide letter, which a frame may leave for a moment.
        columns, rows = self.size
        buffer = self._screen.buffer
        return ["".join(buffer[y][x].data for x in range(columns)).rstrip() for y in range(rows)]

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.lines)

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows."""
        return self._screen.columns, self._screen.lines

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and row of the cursor."""
        return self._screen.cursor.x, self._screen.cursor.y

    def look(self, column: int, row: int) -> object:
        """How a cell looks, whatever stands in it."""
        return self._screen.buffer[row][column]._replace(data=" ")

    def cells_that_look(self, look: object) -> list[tuple[int, int]]:
        """The column and row of every cell with a look, from the top."""
        columns, rows = self.size
        return [(x, y) for y in range(rows) for x in range(columns) if self.look(x, y) == look]

    @property
    def sent(self) -> bytes:
        """Everything the program sent, as it came."""
        return bytes(self._sent)

    @property
    def as_it_was(self) -> bool:
        """Whether a shell finds its terminal again: the line as before, the cursor, its screen, and
        nothing reported that nobody asked for."""
        on = self.modes & {25, 1000, 1002, 1003, 1004, 1006, 1015, 1016, 1049, 2004, 2026, 2048}
        return on == {25} and termios.tcgetattr(self._terminal) == self._line_before

    def wait_for(
        self, wanted: str | Callable[[], object], what: str = "", patience: float = PATIENCE
    ) -> None:
        """Wait until a text is on the screen, or something is true, of the disk say."""
        holds = (lambda: wanted in self.text) if isinstance(wanted, str) else wanted
        end = time.monotonic() + patience
        while not holds() or (2026 in self.modes and not self._ended):  # a frame comes whole
            rest = end - time.monotonic()
            if rest <= 0 or self._ended:
                how = "the program ended" if self._ended else f"not in {patience:.0f} s"
                raise AssertionError(f"{what or wanted!r}: {how}; the screen:\n{self.text}")
            self._read(min(rest, 0.02))

    def wait_for_files(self, folder: Path, pattern: str) -> list[Path]:
        """Wait until there are files of a name."""
        self.wait_for(lambda: list(folder.glob(pattern)), f"a file {pattern}")
        return sorted(folder.glob(pattern))

    def watch(self, seconds: float) -> None:
        """Do nothing but look on for so long."""
        end = time.monotonic() + seconds
        while (rest := end - time.monotonic()) > 0 and not self._ended:
            self._read(rest)

    # -- what one does ----------------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Press keys by their names, all in one burst."""
        self.type("".join(_key(key) for key in keys))

    def type(self, text: str) -> None:
        """Type a text; a line end is Enter."""
        self.send(text.replace("\n", "\r").encode())

    def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        while data:
            _, ready, _ = select.select([], [self._terminal], [], 0.02)
            if ready:
                data = data[os.write(self._terminal, data[:4096]) :]
            self._read(0)

    def send_blind(self, data: bytes) -> None:
        """Send bytes, and read nothing of what they make the program draw."""
        end = time.monotonic() + PATIENCE
        while data:
            _, ready, _ = select.select([], [self._terminal], [], 0.02)
            if ready:
                data = data[os.write(self._terminal, data[:4096]) :]
            assert time.monotonic() < end, "the program takes no more keys"

    def stuff(self, key: str) -> None:
        """Press a key that draws much, and read nothing, until the terminal takes no more."""
        held, still, end = -1, 0, time.monotonic() + PATIENCE
        # A few presses more, and not only the output but the program's queue of it is full.
        while still < 2:
            assert time.monotonic() < end, f"it never fills; {held} bytes wait"
            self.send_blind(_key(key).encode())
            time.sleep(0.15)
            waits = struct.unpack("i", fcntl.ioctl(self._terminal, termios.FIONREAD, b"\0" * 4))[0]
            still = still + 1 if waits == held else 0
            held = waits

    def paste(self, text: str) -> None:
        """Paste a text as terminals do where the program asked for brackets."""
        assert 2004 in self.modes
        self.type(f"\x1b[200~{text}\x1b[201~")

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size; the program gets SIGWINCH."""
        self._screen.resize(rows, columns)
        self._set_size(columns, rows)

    # -- how it ends ------------------------------------------------------------------------------

    @property
    def process(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether the process has not ended yet."""
        return self._process.poll() is None

    def signal(self, number: signal.Signals) -> None:
        """Send the process a signal."""
        os.kill(self._process.pid, number)

    def hang_up(self) -> None:
        """Take the terminal away, as a window that is closed does."""
        os.close(self._terminal)
        self._terminal = -1

    def processor_seconds(self) -> float:
        """What the process, or once it has ended, all that this one waited for, has used."""
        times = os.times()
        if not self.running:
            return times.children_user + times.children_system - self._children
        clock = Path(f"/proc/{self.process}/stat")
        if not clock.exists():
            return 0.0
        used = clock.read_text().rpartition(")")[2].split()[11:13]
        return sum(map(int, used)) / os.sysconf("SC_CLK_TCK")

    def stopped(self) -> bool:
        """Whether job control has stopped the process since it was last asked."""
        found, status = os.waitpid(self.process, os.WNOHANG | os.WUNTRACED)
        return found == self.process and os.WIFSTOPPED(status)

    def reap(self) -> int:
        """Wait for the end without reading a byte; the status."""
        return self._process.wait(PATIENCE)

    def kill(self) -> None:
        """SIGKILL: nobody is asked."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(PATIENCE)

    def wait(self) -> int:
        """Wait until the program has ended by itself; its status."""
        end = time.monotonic() + PATIENCE
        while not self._ended and time.monotonic() < end:
            self._read(0.1)
        assert self._ended, f"still running; the screen:\n{self.text}"
        return self._process.wait(PATIENCE)

    def close(self) -> None:
        """End what still runs, and leave nothing behind."""
        if self._process.poll() is None:
            self.kill()
        if self._terminal >= 0:
            os.close(self._terminal)

    # -- the inside -------------------------------------------------------------------------------

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _read(self, patience: float) -> None:
        """Take over what the program drew, waiting for it for a while."""
        if self._ended or not select.select([self._terminal], [], [], patience)[0]:
            return
        try:
            data = os.read(self._terminal, 65536)
        except OSError:  # how Linux says that nobody holds the other end
            data = b""
        self._ended = not data
        self._sent += data
        self._draw(self._decoder.decode(data))

    def _draw(self, text: str) -> None:
        text = self._held + text
        at = 0
        for match in _SEQUENCE.finditer(text):
            self._stream.feed(text[at : match.start()])
            at = match.end()
            if match["csi"] is None:
                continue
            if _DRAWS.fullmatch(match["csi"]):
                self._stream.feed(match[0])
            else:
                self._answer(match["csi"])
        rest = text[at:]
        # In what is left an ESC begins a sequence that is not whole.
        begins = rest.find("\x1b")
        self._held = rest[begins:] if begins >= 0 else ""
        self._stream.feed(rest[:begins] if begins >= 0 else rest)

    def _answer(self, sequence: str) -> None:
        if mode := re.fullmatch(r"\?([0-9;]+)([hl])", sequence):
            numbers = {int(number) for number in mode[1].split(";")}
            self.modes = self.modes | numbers if mode[2] == "h" else self.modes - numbers
            if 1049 in numbers:  # the alternate screen is empty, and so is what is left here
                self._screen.reset()
        elif sequence in _ANSWERS:
            os.write(self._terminal, _ANSWERS[sequence].encode())


def person(home: Path) -> dict[str, str]:
    """The environment of a person who has no settings and no sessions yet."""
    home.mkdir(exist_ok=True)
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "GSEF_TUI_CONFIG": str(home / "config"),
        "GSEF_TUI_STATE": str(home / "state"),
        "GSEF_TUI_COPIES": "",  # no test leaves a copy where another one finds it
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
    }


def _key(name: str) -> str:
    if name in KEYS:
        return KEYS[name]
    if name.startswith("ctrl+"):
        return chr(ord(name[-1]) & 0x1F)
    assert len(name) == 1, f"no key {name}"
    return name
