"""Standard output and standard error.

Standard output holds the requested result and nothing else; every message goes to standard error,
on one line. Data is written as UTF-8 in every locale; text for people is written in the locale's
encoding, with a question mark for each character that it lacks.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any, Literal, TextIO

from gsef_tui.model.clean import clean_line
from gsef_tui.storage.errors import UnreadableFile, reason_of, shown

FAILURE, USAGE = 1, 2
"""The exit statuses of a command that failed, and of one that was called wrongly or cannot read its
input."""
PROGRAM = "gsef-tui"
WORTH_SAYING = 500
"""The number of files from which on the progress is shown."""
GAP = "  "
"""The space between two columns."""


def prepare() -> None:
    """Prepare the standard streams so that commands survive missing characters and closed streams.

    A closed stream is replaced by one that discards everything.
    """
    sys.stdin = sys.stdin or _nothing("r")
    sys.stdout = sys.stdout or _nothing("w")
    sys.stderr = sys.stderr or _nothing("w")
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def give_up_output() -> None:
    """Redirect standard output, which failed, to the null device.

    The buffer would otherwise fail again when the interpreter flushes it at exit.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _nothing(mode: Literal["r", "w"]) -> TextIO:
    return open(os.devnull, mode, encoding="utf-8")


def say(message: str) -> None:
    """Write one line to standard error. Control characters, as in file names, are removed."""
    print(f"{PROGRAM}: {clean_line(message)}", file=sys.stderr)


def progress(message: str, done: int, total: int) -> None:
    """Show how far a command has come, on a terminal only, in place of the last such message.

    ``message`` contains ``{n}`` and ``{all}``. When all is done, the message is removed.
    """
    if sys.stderr.isatty() and total >= WORTH_SAYING:
        text = message.format(n=done, all=total) if done < total else ""
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


def failed(error: Exception) -> int:
    """Report an error with a file or with the output in one line; return the exit status."""
    if isinstance(error, OSError) and error.filename:
        say(f"{shown(str(error.filename))}: {reason_of(error)}")
    elif isinstance(error, OSError):
        give_up_output()  # an error without a file name is one of standard output
        say(f"standard output: {reason_of(error)}")
    else:
        say(str(error))
    return USAGE if isinstance(error, UnreadableFile) else FAILURE


def show(text: str = "") -> None:
    """Write a line of text for people to standard output."""
    print(text)


def write_data(data: bytes) -> None:
    """Write bytes to standard output unchanged."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def write_path(path: os.PathLike[str]) -> None:
    """Write the absolute path on one line, with its bytes unchanged, for scripts to read."""
    write_data(os.fsencode(os.path.abspath(path)) + b"\n")


def write_json(value: Sequence[Any] | Mapping[str, Any]) -> None:
    """Write a value to standard output as indented JSON."""
    import msgspec

    write_data(msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")


def columns(rows: Sequence[Sequence[str]], *, widest: Mapping[int, int] | None = None) -> list[str]:
    """Return rows as aligned lines. A Korean letter is two columns wide; empty columns are omitted.

    ``widest`` limits the width of a column, by its index, in columns of the terminal.
    """
    from rich.cells import cell_len, set_cell_size

    limits = widest or {}
    rows = [[t if t.isprintable() else clean_line(t) for t in row] for row in rows]
    sizes: dict[int, int] = {}
    for at, column in enumerate(zip(*rows, strict=True)):
        if size := max(len(text) if text.isascii() else cell_len(text) for text in column):
            sizes[at] = min(size, limits.get(at, size))

    def cell(at: int, text: str) -> str:
        size = sizes[at]
        if text.isascii() and len(text) <= size:
            return text.ljust(size)
        if cell_len(text) > size:
            return set_cell_size(text, size - 1) + "…"
        return set_cell_size(text, size)

    return [GAP.join(cell(at, row[at]) for at in sizes).rstrip() for row in rows]
