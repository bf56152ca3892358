"""Every shape of escape sequence that a terminal can send, and the input that an application gets.

``SHAPES`` are sequences without a meaning for the program: the grammar of ECMA-48 from its
shortest to its longest forms, what terminals answer, and keys that no plain terminal has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from textual import events
from textual.message import Message

from gsef_tui.ui.terminal.input_splitter import InputSplitter, Piece
from gsef_tui.ui.textual_private.input_parser import InputParser

NO_KEYS = frozenset("ABCDHFPQRSZMu~IO[abcd^@$")
"""What ends a CSI sequence that may be a key, a report of the mouse or of the focus."""
FINALS = [final for final in map(chr, range(0x40, 0x7F)) if final not in NO_KEYS]
BODIES = ["", "x", "11;rgb:1e1e/1e1e/1e1e", "1+r544e=78", ">|XTerm(390)", "0;ü 한글 🙂", "é" * 500]
ANSWERS = [
    "\x1b[?64;1;2;6c", "\x1b[>41;390;0c", "\x1b[0n", "\x1b[24;80R", "\x1b[?24;80R",
    "\x1b[?2027;3$y", "\x1b[4;1$y", "\x1b[8;24;80t", "\x1b[48;24;80;480;640t", "\x1b[?997;1n",
    "\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\", "\x1b]4;1;rgb:cdcd/0000/0000\x07", "\x1b]lTitle\x1b\\",
    "\x1bP>|XTerm(390)\x1b\\", "\x1bP1$r0 q\x1b\\", "\x1bP!|00000000\x1b\\", "\x1b_Gi=1;OK\x1b\\",
    "\x1b[?1u", "\x1b[>4;2m", "\x1b[32;12;9M", "\x1b[201~",
]  # fmt: skip
STRANGE_KEYS = [
    "\x1b[15;3~", "\x1b[15;9~", "\x1b[3;7~", "\x1b[1;13D", "\x1b[1;16H", "\x1b[1;3P", "\x1b[35;5~",
    "\x1bOE", "\x1b[E", "\x1b[57427u", "\x1b[57441;2u", "\x1b[57358u", "\x1b[57428u",
    "\x1b[97;3u", "\x1b[97;9u", "\x1b[27;3;97~", "\x1b[122;5:3u", "\x1b[97;1:3u", "\x1b[1;1:3A",
    "\x1b[1114112u", "\x1b[55296u", "\x1b[0u", "\x1b[7u", "\x1b[u", "\x1b[;;u", "\x1b[99999999999u",
    "\x1b[97;999u", "\x1b[200;2~",
]  # fmt: skip


def _csi() -> Iterator[str]:
    parameters = ("", "0", "1", "15", "1;2", "12;13", "?25", "?2026;2", ">1;10;0", "=3", "<5",
                  "1:2;3", "9" * 30)  # fmt: skip
    yield from (f"\x1b[{parameter}{final}" for parameter, final in product(parameters, FINALS))
    for parameter, between, final in product(parameters, " $!\"'", "pqwyz|}"):
        if f"{parameter}{between}{final}" != "?2026;2$y":  # this answer is expected
            yield f"\x1b[{parameter}{between}{final}"


def _ss3() -> Iterator[str]:
    keys = set("ABCDHFPQRSabcdIMXjklmnopqrstuvwxy ")
    yield from (f"\x1bO{final}" for final in map(chr, range(0x21, 0x7F))
                if final not in keys and not final.isdigit() and final != ";")  # fmt: skip


def _strings() -> Iterator[str]:
    for opener, body in product("]PX^_", BODIES):
        yield f"\x1b{opener}{body}\x1b\\"
        yield f"\x1b{opener}{body}\x9c"
    yield from (f"\x1b]{body}\x07" for body in BODIES)


SHAPES = list(dict.fromkeys((*_csi(), *_ss3(), *_strings(), *ANSWERS, *STRANGE_KEYS)))


class Input:
    """What a terminal sends, in reads at given times, and what comes of it."""

    def __init__(self) -> None:
        self._parser = InputParser()
        self.splitter = InputSplitter()
        self.pieces: list[Piece] = []
        self.now = 0.0

    def read(self, text: str, after: float = 0.001, *, full: bool = False) -> Input:
        """One read of the terminal, ``after`` seconds."""
        self.wait(after)
        self.pieces += self.splitter.feed(text, self.now, full=full)
        return self

    def wait(self, seconds: float) -> Input:
        """Look at what is held back as often as the driver does."""
        end = self.now + seconds
        while self.splitter.waiting and self.now < end:
            self.now = min(end, self.now + 0.05)
            self.pieces += self.splitter.idle(self.now)
        self.now = end
        return self

    @property
    def messages(self) -> list[Message]:
        """What the application gets."""
        return [
            message
            for piece in self.pieces
            for message in self._parser.messages(piece, mouse=True, sized=False)
        ]

    @property
    def keys(self) -> list[str]:
        """The keys and pastes among them, by their names."""
        return [named(message) for message in self.messages]

    @property
    def typed(self) -> str:
        """What a text takes of them."""
        return "".join(
            message.character or ""
            for message in self.messages
            if isinstance(message, events.Key) and message.is_printable
        )


def named(message: Message) -> str:
    if isinstance(message, events.Key):
        return message.key
    if isinstance(message, events.Paste):
        return f"{type(message).__name__}({message.text!r})"
    return type(message).__name__


def reads(*texts: str, after: float = 0.001) -> Input:
    """Several reads, one soon after the other, and then nothing."""
    given = Input()
    for text in texts:
        given.read(text, after)
    return given.wait(5)


def splits(sequence: str, inside: Iterable[int] | None = None) -> Iterator[tuple[str, str]]:
    """A sequence divided into two reads at each place."""
    for at in range(1, len(sequence)) if inside is None else inside:
        yield sequence[:at], sequence[at:]
