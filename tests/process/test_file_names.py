"""Names of files and folders that would reorder the sentence around them, or act on the terminal.

Every message and screen shows their controls as signs. What a program reads, and a field in which
a person edits the name, has the name itself.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from .terminal import PATIENCE, PROGRAM, Terminal

HOSTILE = "\u202edoc\u2066.\x1b[31m\u200f\u061c"
SIGNS = "<U+202E>doc<U+2066>.<U+200F><U+061C>"
"""The same as a message says it."""

DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
PICTURE = f"p{HOSTILE.replace(chr(27) + '[31m', '')}.png"
"""A session's own picture: a text of the session has no escape sequence."""

SESSION = f"""format = 1
template = "gsef"
language = "fr"

[people.AB]
role = "speaker"
name = "Anne Berte"

[presentations]
AB = "un @@combien deux"

[screenshots.s1]
file = "{PICTURE}"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / f"f{HOSTILE}"
    folder.mkdir()
    return folder


@pytest.fixture
def session(folder: Path) -> Path:
    path = folder / f"s{HOSTILE}.toml"
    path.write_text(SESSION, encoding="utf-8")
    return path


def said(
    environment: dict[str, str], *words: str | Path, folder: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [PROGRAM, *words],
        env=environment, cwd=folder, capture_output=True, check=False, timeout=PATIENCE,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip


def commands(session: Path) -> Iterator[tuple[list[str | Path], int]]:
    """Command lines that say a name, and how each ends; ``purge`` last, which takes things away."""
    folder, missing = session.parent, session.parent / f"m{HOSTILE}.toml"
    broken, text = folder / f"b{HOSTILE}.toml", folder / f"t{HOSTILE}.txt"
    newer, elsewhere = folder / f"n{HOSTILE}.toml", folder / f"e{HOSTILE}"
    cut = folder / f"c{HOSTILE}.odt"
    target = folder / f"x{HOSTILE}.md"
    broken.write_text("format = 1\ntemplate = [", encoding="utf-8")
    newer.write_text(SESSION.replace("format = 1", "format = 99"), encoding="utf-8")
    text.write_text("Titre de la session : x\n\nune ligne sans place\n", encoding="utf-8")
    cut.write_bytes(b"PK\x03\x04")
    yield ["list", "--sessions", folder], 0
    yield ["list", "--sessions", elsewhere], 2
    yield ["check", session], 1
    yield ["check", broken], 2
    yield ["check", missing], 2
    yield ["check", folder], 2
    yield ["gaps", session], 0
    yield ["show", session], 0
    yield ["show", newer], 0
    yield ["history", session], 0
    yield ["history", missing], 2
    yield ["restore", session, HOSTILE], 2
    yield ["export", session, "-o", target], 0
    yield ["export", session, "-o", target], 1
    yield ["export", session, "-o", elsewhere / "a.md"], 1
    yield ["export", session, "-o", folder], 2
    yield ["export", session, "-f", "docx", "-o", folder / "a.docx"], 0
    yield ["export", session, "-f", "toml", "-o", session], 1
    yield ["import", text, "--into", broken], 2
    yield ["import", cut], 2
    yield ["import", text, "-o", elsewhere], 2
    yield ["import", text, "-o", session], 1
    yield ["new", "-o", session], 1
    yield ["new", "-o", elsewhere], 2
    yield ["show", session, "--template", folder / f"t{HOSTILE}.toml"], 2
    yield [missing], 2
    yield [HOSTILE], 2
    yield ["purge", missing, "--yes"], 2
    yield ["purge", session, "--yes"], 0


@pytest.mark.slow
def test_no_command_says_a_name_that_reorders_the_sentence(
    session: Path, environment: dict[str, str]
) -> None:
    told = 0
    for words, status in commands(session):
        done = said(environment, *words)
        out = (done.stdout + done.stderr).decode()
        assert done.returncode == status, (words, out)
        assert not DIRECTION.search(out), (words, ascii(out))
        assert "\x1b" not in out, (words, ascii(out))
        assert "Traceback" not in out
        told += "<U+202E>" in out
    assert told > 24, told  # the others end with no word of the name


def test_what_a_program_reads_is_the_name_itself(
    folder: Path, session: Path, environment: dict[str, str]
) -> None:
    target = folder / f"y{HOSTILE}.toml"
    made = said(environment, "new", "--title", "x", "-o", target)
    assert made.stdout == os.fsencode(target) + b"\n"
    listed = said(environment, "list", "--json", "--sessions", folder)
    assert {str(session), str(target)} == {row["path"] for row in json.loads(listed.stdout)}


def test_the_text_of_a_note_keeps_its_marks(folder: Path, environment: dict[str, str]) -> None:
    path = folder / "a.toml"
    path.write_text(SESSION.replace("deux", "\u2067محمد\u2069 \u200f(1)"), encoding="utf-8")
    assert "\u2067محمد\u2069 \u200f(1)" in said(environment, "show", path).stdout.decode()


def test_no_screen_shows_a_name_that_reorders_its_row(
    folder: Path, session: Path, environment: dict[str, str]
) -> None:
    (folder / f"b{HOSTILE}.toml").write_text("format = 1\ntemplate = [", encoding="utf-8")
    command: list[str | Path] = [PROGRAM, "--sessions", folder]
    with Terminal(command, environment=environment, folder=folder, columns=250, rows=40) as at:
        for keys, shows, has_field in walk():
            before = len(at.sent)
            at.press(*keys)
            at.wait_for(shows)
            sent = at.sent[before:].decode(errors="replace")
            assert has_field or not DIRECTION.search(sent), (keys, ascii(sent))
        at.press("ctrl+q", "ctrl+q")
        assert at.wait() == 0


def walk() -> Iterator[tuple[list[str], str, bool]]:
    """Keys, what is on the screen after them, and whether a field has a name to be edited."""
    yield [], f"s{SIGNS}", False
    yield [], f"f{SIGNS} · 1", False
    yield ["ctrl+p", *"Delete", "enter"], f"Moved to the bin: s{SIGNS}.toml", False
    yield ["ctrl+z"], f"Brought back: s{SIGNS}.toml", False
    yield ["enter"], "saved", False
    yield ["ctrl+s"], f"Saved: s{SIGNS}.toml", False
    yield ["ctrl+p", *"Copy path", "enter"], "Copied to the clipboard", False
    yield ["f8"], "p<U+202E>doc", False
    yield ["f8", "f2"], "[picture: p<U+202E>", False
    yield ["f2"], "saved", False
    yield ["f5"], "Format", True
    yield ["enter"], "make it first", True  # no field can hold the escape sequence
    yield ["ctrl+o"], "Open folder…", False
