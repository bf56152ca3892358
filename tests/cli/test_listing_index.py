"""``list`` from the index: what it says is what reading every file says, without reading them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from gsef_tui.storage import index
from gsef_tui.storage.documents import Document, open_document
from gsef_tui.storage.index import load_index, read_files

from .conftest import Cli

PICTURES = """format = 1
template = "gsef"
language = "fr"
[session]
title = "Images"
date = 2031-10-05
[screenshots.s1]
file = "plan.png"
caption = "Le plan"
"""


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read; each file counts as written long ago."""
    names: list[str] = []

    def open_and_say(path: Path) -> Document:
        names.append(path.name)
        return open_document(path)

    monkeypatch.setattr(index, "FRESH", -1.0)
    monkeypatch.setattr(index, "open_document", open_and_say)
    return names


def test_a_second_list_reads_only_what_has_changed(
    cli: Cli, session_file: Path, opened: list[str]
) -> None:
    other = session_file.with_name("b.toml")
    other.write_text(PICTURES)
    first = cli("list", "--json")
    assert opened == [session_file.name, "b.toml"]
    assert cli("list", "--json") == first
    assert len(opened) == 2
    other.write_text(PICTURES.replace("Images", "Autres images"))
    second = json.loads(cli("list", "--json").out)
    assert opened[2:] == ["b.toml"]
    assert [row["title"] for row in second] == ["Autres images", "Les cantines du quartier"]
    assert second[1] == json.loads(first.out)[1]
    session_file.unlink()
    assert len(cli("list").out.splitlines()) == 1
    assert len(opened) == 3


def test_what_home_knows_is_checked_once_and_home_gets_what_is_missing(
    cli: Cli, session_file: Path, opened: list[str]
) -> None:
    home = load_index(session_file.parent)
    home.take(read_files(home.look()), os.stat(session_file).st_mtime)
    home.keep()
    assert home.missing(session_file) is None
    assert "2 missing · 1 inconsistency" in cli("list").out
    assert "2 missing · 1 inconsistency" in cli("list").out
    assert opened == [session_file.name] * 2, "once by home, once by the first list"
    home = load_index(session_file.parent)
    home.look()
    assert home.missing(session_file) == 1, "home does not look for the picture"


def test_a_picture_that_comes_or_goes_is_seen_though_the_session_stays_as_it_is(
    cli: Cli, session_file: Path, opened: list[str]
) -> None:
    path = session_file.with_name("2031-10-05-images.toml")
    path.write_text(PICTURES)
    session_file.unlink()

    def missing() -> int:
        (row,) = json.loads(cli("list", "--json").out)
        return int(row["missing"])

    without = missing()
    picture = path.with_suffix("") / "plan.png"
    picture.parent.mkdir()
    picture.write_bytes(b"")
    assert missing() == without - 1
    picture.unlink()
    assert missing() == without
    home = load_index(path.parent)
    home.look()
    assert home.missing(path) == without - 1, "home does not look for pictures"


def test_what_cannot_be_shown_as_intended_is_said_by_each_list(
    cli: Cli, session_file: Path, opened: list[str]
) -> None:
    session_file.write_text(
        session_file.read_text().replace("format = 1", "format = 99").replace("gsef", "autre")
    )
    first, second = cli("list"), cli("list")
    assert first == second
    assert "a newer version of this program wrote it" in first.err
    assert "no template 'autre' here" in first.err
    assert len(opened) == 1


def test_a_file_that_cannot_be_read_is_reported_by_each_list(
    cli: Cli, session_file: Path, opened: list[str]
) -> None:
    session_file.write_text("format = ")
    first, second = cli("list"), cli("list")
    assert first == second
    assert first.err.splitlines()[0].startswith(f"gsef-tui: {session_file}")


@pytest.mark.parametrize("damage", [b"", b"{", None])
def test_without_an_index_or_with_a_damaged_one_the_list_is_the_same(
    cli: Cli, session_file: Path, folders: Path, opened: list[str], damage: bytes | None
) -> None:
    first = cli("list")
    kept = folders / "state" / index.FILE
    assert kept.stat().st_mode & 0o777 == 0o600
    kept.unlink() if damage is None else kept.write_bytes(damage)
    assert cli("list") == first
