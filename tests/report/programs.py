"""Which programs that print are here; a test that needs one is skipped with its reason."""

from __future__ import annotations

import os
import select
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from gsef_tui.report import office, typeset
from gsef_tui.report.formats import Format

needs_typst = pytest.mark.skipif(not typeset.is_here(), reason="Typst is not installed")
needs_libreoffice = pytest.mark.skipif(
    office.program() is None, reason="LibreOffice is not installed"
)

needs_fontconfig = pytest.mark.skipif(
    shutil.which("fc-list") is None, reason="fontconfig's fc-list is not installed"
)


def is_here(known: Format) -> bool:
    """Whether a format can be written on this machine within a test's time."""
    return known.id != "pdf" or typeset.is_here()


def id_of(known: Format) -> str:
    """What a test of a format is called."""
    return known.id


class Endless(NamedTuple):
    """A program in LibreOffice's place that never ends, nor does what it starts."""

    path: str
    has_started: Callable[[], bool]
    all_ended: Callable[[], bool]


@contextmanager
def endless_printer(folder: Path) -> Iterator[Endless]:
    """Such a program. All that runs of it holds one end of a pipe, in which it says a word."""
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    held = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\nexec 3>{pipe}\nsleep 50 &\necho on >&3\nsleep 50\n")
    program.chmod(0o755)

    def said() -> bytes | None:
        return os.read(held, 9) if select.select([held], [], [], 10)[0] else None

    def all_ended() -> bool:
        last = said()
        return (said() if last else last) == b""

    try:
        yield Endless(str(program), lambda: said() == b"on\n", all_ended)
    finally:
        os.close(held)
