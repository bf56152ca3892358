"""The commands of what is kept of a session: history, restore, purge."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gsef_tui.storage.history import keep
from gsef_tui.storage.library import delete
from gsef_tui.storage.lock import hold
from gsef_tui.storage.session_id import id_in, is_id

from .conftest import Cli

AT = datetime(2026, 5, 12, 18, 41, 7, tzinfo=UTC)
COMMANDS = [("restore", "20260512T184107Z"), ("purge", "--yes")]


@pytest.fixture
def old(session_file: Path) -> bytes:
    """An earlier text of the session, kept as a version."""
    data = session_file.read_bytes().replace(b"quartier", b"village")
    keep(session_file, data, AT)
    return data


def test_the_versions_are_listed_the_newest_first(cli: Cli, session_file: Path, old: bytes) -> None:
    keep(session_file, b"x" * 2048, AT + timedelta(hours=1))
    result = cli("history", session_file)
    assert (result.status, result.err) == (0, "")
    first, second = (line.split() for line in result.out.splitlines())
    assert first == [
        "20260512T194107Z",
        *f"{(AT + timedelta(hours=1)).astimezone():%Y-%m-%d %H:%M}".split(),
        "2.0",
        "KB",
    ]
    assert second[0] == "20260512T184107Z"
    entries = json.loads(cli("history", session_file, "--json").out)
    assert [entry["version"] for entry in entries] == ["20260512T194107Z", "20260512T184107Z"]
    assert entries[1]["at"] == "2026-05-12T18:41:07+00:00"
    assert Path(entries[1]["path"]).read_bytes() == old


def test_versions_of_another_path_say_which(cli: Cli, session_file: Path, old: bytes) -> None:
    import_into(cli, session_file)
    moved = session_file.rename(session_file.with_name("moved \x1b[1m.toml"))
    import_into(cli, moved)
    result = cli("history", moved)
    assert (result.status, result.err) == (0, "")
    newest, *others = result.out.splitlines()
    assert " from " not in newest
    assert len(others) == 2
    assert all(line.endswith(f"  from {session_file}") for line in others)
    entries = json.loads(cli("history", moved, "--json").out)
    assert [entry["from"] for entry in entries] == [None, str(session_file), str(session_file)]
    assert cli("restore", moved, "20260512T184107Z").status == 0
    restored = moved.read_bytes()
    assert restored.replace(b'id = "' + id_in(restored).encode() + b'"\n', b"") == old


def test_a_path_that_is_no_utf_8_can_be_listed(cli: Cli, session_file: Path, old: bytes) -> None:
    name = Path(os.fsdecode(os.fsencode(session_file.parent) + b"/caf\xe9.toml"))
    import_into(cli, session_file.rename(name))
    moved = name.rename(session_file)
    assert "from " + str(session_file.parent / "caf\ufffd.toml") in cli("history", moved).out
    (entry,) = json.loads(cli("history", moved, "--json").out)[-1:]
    assert entry["from"] is None, "kept at this path before the session had an id"
    entries = json.loads(cli("history", moved, "--json").out)
    assert entries[0]["from"] == str(session_file.parent / "caf\ufffd.toml")


def import_into(cli: Cli, path: Path) -> None:
    """A change of a session, another one each time."""
    report = path.with_name("report.txt")
    question = f"Une question de plus, à {path.stat().st_size} octets ?"
    report.write_text(f"Questions du public\n\n{question}\n", encoding="utf-8")
    assert cli("import", report, "--into", path).status == 0


def test_importing_into_a_session_keeps_its_id(cli: Cli, session_file: Path) -> None:
    import_into(cli, session_file)
    given = id_in(session_file.read_bytes())
    assert is_id(given)
    import_into(cli, session_file)
    assert id_in(session_file.read_bytes()) == given


def test_a_session_without_versions_says_so(cli: Cli, session_file: Path) -> None:
    result = cli("history", session_file)
    assert (result.status, result.out) == (0, "")
    assert "no earlier versions yet" in result.err
    assert json.loads(cli("history", session_file, "--json").out) == []


def test_a_file_that_never_was_is_wrong_usage(cli: Cli, folders: Path) -> None:
    for arguments in (("history",), ("restore", "20260512T184107Z"), ("purge", "--yes")):
        result = cli(arguments[0], folders / "never.toml", *arguments[1:])
        assert (result.status, result.out) == (2, "")
        assert result.err.count("\n") == 1
    assert os.listdir(folders) == ["sessions"]


def test_a_version_is_brought_back_and_the_way_back_is_said(
    cli: Cli, session_file: Path, old: bytes
) -> None:
    now = session_file.read_bytes()
    result = cli("restore", session_file, "20260512T184107Z")
    assert (result.status, result.out) == (0, "")
    assert session_file.read_bytes() == old
    kept = result.err.split()[-1]
    assert cli("restore", session_file, kept).status == 0
    assert session_file.read_bytes() == now


def test_a_deleted_session_has_its_versions_still(cli: Cli, session_file: Path, old: bytes) -> None:
    delete(session_file)
    assert "20260512T184107Z" in cli("history", session_file).out
    assert cli("restore", session_file, "20260512T184107Z").status == 0
    assert session_file.read_bytes() == old


@pytest.mark.parametrize(("command", "argument"), COMMANDS)
def test_a_session_that_is_open_is_left_alone_and_its_holder_named(
    cli: Cli, session_file: Path, old: bytes, command: str, argument: str
) -> None:
    lock = hold(session_file)
    now = session_file.read_bytes()
    result = cli(command, session_file, argument)
    assert (result.status, result.out) == (1, "")
    assert f"open in process {os.getpid()} since" in result.err
    assert result.err.count("\n") == 1
    assert session_file.read_bytes() == now
    lock.release()


def test_purge_names_what_it_removed(cli: Cli, session_file: Path, old: bytes) -> None:
    result = cli("purge", session_file, "--yes")
    assert (result.status, result.err) == (0, "")
    first, second = result.out.splitlines()
    assert first == str(session_file)
    assert second.endswith("20260512T184107Z.toml")
    assert cli("history", session_file).status == 2


def test_purge_without_a_terminal_and_without_yes_removes_nothing(
    cli: Cli, session_file: Path
) -> None:
    result = cli("purge", session_file)
    assert (result.status, result.out) == (2, "")
    assert "--yes" in result.err
    assert session_file.exists()
