"""Files that are broken or made to break: a clear sentence with line or key, the file untouched,
and the way to an earlier version where there is one."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gsef_tui.storage.discovery import find_sessions
from gsef_tui.storage.documents import open_document
from gsef_tui.storage.errors import UnreadableFile
from gsef_tui.storage.history import keep

HEAD = 'format = 1\ntemplate = "gsef"\n'
AT = datetime(2026, 5, 12, 18, 41, 7, tzinfo=UTC)
MANY = ".".join(["a"] * 10_000)
LINE = "un mot et un autre " * 50_000 + "\n"

BROKEN = {
    "truncated in a note": (
        HEAD + '[answers]\nBA = """\nune ligne\net la mo',
        "line 4: not TOML: the text that begins here has no end: the file was cut short",
    ),
    "truncated in a key": (HEAD + "[answers]\nBA", "line 4: not TOML: Expected '='"),
    "truncated in a header": (HEAD + "[answ", "line 3: not TOML: Expected ']'"),
    "not TOML": ("PK\x03\x04 a zip\n", "line 1: not TOML"),
    "a web page": ("<!DOCTYPE html>\n<html>", "line 1: not TOML"),
    "20 MB without an end": (HEAD + "[answers]\nBA = '''" + LINE * 21, "line 4: not TOML"),
    "a list 10,000 deep": (HEAD + "x = " + "[" * 10_000, "line 3: lists or tables too deep"),
    "a table 10,000 deep": (HEAD + "x = " + "{a=" * 10_000, "line 3: lists or tables too deep"),
    "a key 10,000 deep": (HEAD + f"{MANY} = 1", "line 3: lists or tables too deep"),
    "a header 10,000 deep": (HEAD + f"[{MANY}]\nb = 1", "line 3: lists or tables too deep"),
    "a header 100 deep": (HEAD + f"[{MANY[:199]}]\nb = 1", "line 3: lists or tables too deep"),
    "a number of 5,000 digits": (
        HEAD + "[answers]\nBA = " + "9" * 5000,
        "line 4: a number has too many digits: shorten it",
    ),
    "a number of 70 bits": (
        HEAD + f"n = {2**70}",
        "line 3: n: a number too large: shorten it or put it in quotes",
    ),
    "a wrong type": (HEAD + "[answers]\nBA = 5", "line 4: answers.BA: expected text, got an"),
    "a wrong table": (HEAD + "people = 'nobody'", "line 3: people: expected a table, got text"),
    "a newer format that is broken": (
        'format = 2\ntemplate = "gsef"\n[answers]\nBA = 5',
        "line 4: answers.BA: expected text, got an integer: write it between quotes "
        "(the file is of format 2, newer than this program)",
    ),
}


def is_untouched(path: Path, data: bytes) -> None:
    assert path.read_bytes() == data
    assert os.listdir(path.parent) == [path.name]


@pytest.mark.slow
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_says_line_or_key_and_stays_as_it_is(tmp_path: Path, name: str) -> None:
    text, wrong = BROKEN[name]
    path = tmp_path / "sessions" / "s.toml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFile) as caught:
        open_document(path)
    said = str(caught.value)
    assert said.startswith(f"{path}, {wrong}")
    assert "\n" not in said
    assert "gsef-tui history" not in said
    is_untouched(path, text.encode())


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        (HEAD.encode() + b"[answers]\nBA = '\xe9'", "line 4: not UTF-8 text"),
        (HEAD.encode("utf-16"), "line 1: not UTF-8 text"),
        (b"\x00" * 4096, "line 1: not TOML"),
        (os.urandom(0) + b"\xff" * 100, "line 1: not UTF-8 text"),
    ],
    ids=["latin-1", "utf-16", "zeros of a crashed disk", "no text"],
)
def test_bytes_that_are_no_text(tmp_path: Path, data: bytes, wrong: str) -> None:
    path = tmp_path / "s.toml"
    path.write_bytes(data)
    with pytest.raises(UnreadableFile) as caught:
        open_document(path)
    assert str(caught.value).startswith(f"{path}, {wrong}")
    is_untouched(path, data)


def test_with_a_version_kept_the_sentence_says_where_and_home_lists_the_file(
    tmp_path: Path,
) -> None:
    path = tmp_path / "sessions" / "s.toml"
    path.parent.mkdir()
    keep(path, b"as it was", AT)
    for data in (b"", b"format = 1\ntempl", b"\x00" * 100, HEAD.encode() + b"[answers]\nBA = 5"):
        path.write_bytes(data)
        sessions, (error,) = find_sessions(path.parent)
        assert sessions == []
        assert str(error).endswith(f"; earlier versions are kept: gsef-tui history {path}")
        is_untouched(path, data)


def test_a_mark_at_the_beginning_and_another_line_end_are_read(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_bytes(b"\xef\xbb\xbf" + (HEAD + '[answers]\nBA = "oui"\n').encode())
    assert open_document(path).session.notes("answers") == {"BA": "oui"}
    path.write_bytes((HEAD + '[answers]\nBA = "non"\n').replace("\n", "\r\n").encode())
    assert open_document(path).session.notes("answers") == {"BA": "non"}


def test_a_newer_format_is_read_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_text('format = 2\ntemplate = "gsef"\nshiny = [1]\n[answers]\nBA = "oui"\n')
    document = open_document(path)
    assert document.newer
    assert document.session.extra == {"shiny": [1]}


def test_a_link_is_followed_and_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "real.toml").write_text(HEAD + '[answers]\nBA = "oui"\n')
    (tmp_path / "link.toml").symlink_to("real.toml")
    (tmp_path / "lost.toml").symlink_to("nowhere.toml")
    (tmp_path / "circle.toml").symlink_to("circle.toml")
    os.mkfifo(tmp_path / "pipe.toml")
    assert open_document(tmp_path / "link.toml").session.notes("answers") == {"BA": "oui"}
    sessions, unreadable = find_sessions(tmp_path)
    assert [summary.path.name for summary in sessions] == ["link.toml", "real.toml"]
    assert sorted(str(error).removeprefix(f"{tmp_path}/") for error in unreadable) == [
        "circle.toml: cannot be read: too many levels of symbolic links",
        "lost.toml: there is no such file: check the name",
        "pipe.toml: not a plain file: name a session file",
    ]


def test_a_note_of_a_thousand_dotted_words_is_a_note(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_text(HEAD + f'[answers]\nBA = "{MANY}"\nKO = """\n{MANY} = 1\n{MANY}"""\n')
    notes = open_document(path).session.notes("answers")
    assert notes == {"BA": MANY, "KO": f"{MANY} = 1\n{MANY}"}
