"""Which programs that print are here, and which fonts they have; a test that needs what is not here
is skipped with a reason that says what to install."""

from __future__ import annotations

import os
import select
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from gsef_tui.report import glyphs, office, typeset
from gsef_tui.report.formats import Format

needs_typst = pytest.mark.skipif(not typeset.is_here(), reason="Typst is not installed")
needs_libreoffice = pytest.mark.skipif(
    office.program() is None, reason="LibreOffice is not installed"
)

needs_fontconfig = pytest.mark.skipif(
    shutil.which("fc-list") is None, reason="fontconfig's fc-list is not installed"
)

HANGUL = "".join(
    bytes((row, cell)).decode("euc-kr") for row in range(0xB0, 0xC9) for cell in range(0xA1, 0xFF)
)
"""The 2,350 syllables of KS X 1001, which every Korean font has."""

_NO_HANGUL = (
    "{} finds no font with Hangul here: install one, such as Noto Sans CJK KR or NanumGothic"
)


def _typst_shows(text: str) -> bool:
    """Whether the fonts here have every character of a text; True where Typst is not installed,
    which ``needs_typst`` says.

    This asks Typst, not the program: were the program to take a font for missing, it would skip the
    very tests that tell.
    """
    if not typeset.is_here():
        return True
    import typst

    compiler = typst.Compiler(b'#set document(title: "x")\n#sys.inputs.text')
    try:
        compiler.compile(format="pdf", pdf_standards=["ua-1"], sys_inputs={"text": text})
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise
        return False
    return True


def _libreoffice_shows(text: str) -> bool:
    """Whether the fonts here, and those that LibreOffice brings, have every character of a text;
    True where LibreOffice is not installed, which ``needs_libreoffice`` says."""
    program = office.program()
    return program is None or not glyphs.missing(text, office.fonts_of(program))


typst_needs_hangul = pytest.mark.skipif(not _typst_shows(HANGUL), reason=_NO_HANGUL.format("Typst"))
libreoffice_needs_hangul = pytest.mark.skipif(
    not _libreoffice_shows(HANGUL), reason=_NO_HANGUL.format("LibreOffice")
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
