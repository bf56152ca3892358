"""What goes to standard output and standard error, and how.

Standard output holds what was asked for and nothing else; everything said about it goes to standard
error, a line each. Data goes out as UTF-8 whatever the locale; text for reading goes out in the
locale's encoding, with a question mark for what that has not.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any, Literal, TextIO

from gsef_tui.model.clean import clean_line
from gsef_tui.storage.errors import UnreadableFile, reason_of, shown

FAILURE, USAGE = 1, 2
"""The statuses of a command that failed, and of one that was called wrongly or cannot read what it
was given."""
PROGRAM = "gsef-tui"
GAP = "  "
"""What stands between two columns."""


def prepare() -> None:
    """Let no character that the locale lacks, and no stream that is closed, end a command."""
    sys.stdin = sys.stdin or _nothing("r")
    sys.stdout = sys.stdout or _nothing("w")
    sys.stderr = sys.stderr or _nothing("w")
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def give_up_output() -> None:
    """Write nothing more to standard output, which failed.

    What is still buffered would fail again when the interpreter flushes it at its end.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _nothing(mode: Literal["r", "w"]) -> TextIO:
    return open(os.devnull, mode, encoding="utf-8")


def say(message: str) -> None:
    """One line on standard error. A file's name may hold anything, so it is cleaned too."""
    print(f"{PROGRAM}: {clean_line(message)}", file=sys.stderr)


def failed(error: Exception) -> int:
    """What went wrong with a file or with the output, said in one line; the status to end with."""
    if isinstance(error, OSError) and error.filename:
        say(f"{shown(str(error.filename))}: {reason_of(error)}")
    elif isinstance(error, OSError):
        give_up_output()  # what was written has a name, so what has none is what was printed
        say(f"standard output: {reason_of(error)}")
    else:
        say(str(error))
    return USAGE if isinstance(error, UnreadableFile) else FAILURE


def show(text: str = "") -> None:
    """A line of text for reading on standard output."""
    print(text)


def write_data(data: bytes) -> None:
    """Data on standard output, to the byte."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def write_path(path: os.PathLike[str]) -> None:
    """An absolute path alone on its line, to the byte: a script reads it."""
    write_data(os.fsencode(os.path.abspath(path)) + b"\n")


def write_json(value: Sequence[Any] | Mapping[str, Any]) -> None:
    """A value as JSON, indented, for programs and people."""
    import json

    write_data((json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode())


def columns(rows: Sequence[Sequence[str]], *, widest: Mapping[int, int] | None = None) -> list[str]:
    """Rows as aligned lines; a Korean letter is two columns wide, a column of nothing is left out.

    ``widest`` cuts a column to so many columns of the terminal.
    """
    from rich.cells import cell_len, set_cell_size

    limits = widest or {}
    rows = [[clean_line(text) for text in row] for row in rows]
    sizes: dict[int, int] = {}
    for row in rows:
        for at, text in enumerate(row):
            sizes[at] = max(sizes.get(at, 0), cell_len(text))
    sizes = {at: min(size, limits.get(at, size)) for at, size in sizes.items() if size}

    def cell(at: int, text: str) -> str:
        if cell_len(text) > sizes[at]:
            return set_cell_size(text, sizes[at] - 1) + "…"
        return set_cell_size(text, sizes[at])

    return [GAP.join(cell(at, row[at]) for at in sizes).rstrip() for row in rows]
