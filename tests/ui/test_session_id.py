"""The id while a session is open: given by the first save of a change, and by nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from gsef_tui.model.places import Place
from gsef_tui.model.session import Session
from gsef_tui.model.sitting import TextEdit
from gsef_tui.storage.documents import open_document
from gsef_tui.storage.library import create
from gsef_tui.storage.session_id import id_at, is_id
from gsef_tui.ui.desk import Desk

from .conftest import SESSION

NOTE = Place("presentations", "KM")


@pytest.fixture
def path(folder: Path) -> Path:
    """A session of a program that gave no ids."""
    made = folder / "s.toml"
    made.write_text(SESSION, encoding="utf-8")
    return made


@pytest.fixture
def desks() -> Iterator[list[Desk]]:
    """Desks that are closed at the end."""
    made: list[Desk] = []
    yield made
    for desk in made:
        desk.close()


def opened(path: Path, desks: list[Desk]) -> Desk:
    desk = Desk(open_document(path), lambda state: None)
    desks.append(desk)
    return desk


def saved(desk: Desk) -> str:
    """The id in the file, after a save."""
    assert desk.saver.save_now(20).saved
    return id_at(desk.path)


def test_opening_and_closing_gives_none(path: Path, desks: list[Desk], tmp_path: Path) -> None:
    desk = opened(path, desks)
    desk.saver.save_now()
    desk.close()
    assert path.read_text(encoding="utf-8") == SESSION
    assert not (tmp_path / "state" / "history").exists()


def test_the_first_save_gives_one_and_no_undo_takes_it(path: Path, desks: list[Desk]) -> None:
    desk = opened(path, desks)
    desk.record(TextEdit(NOTE, 0, "", "abc"))
    given = saved(desk)
    assert is_id(given)
    desk.new_entry("exchanges")
    assert saved(desk) == given
    while desk.undo():
        assert saved(desk) == given
    while desk.redo():
        assert saved(desk) == given


def test_undo_back_to_what_was_opened_keeps_the_id_of_the_file(
    folder: Path, desks: list[Desk]
) -> None:
    path = create(folder, Session())
    given, before = id_at(path), path.read_bytes()
    desk = opened(path, desks)
    desk.record(TextEdit(NOTE, 0, "", "abc"))
    assert saved(desk) == given
    assert path.read_bytes() != before
    desk.undo()
    assert saved(desk) == given
    assert path.read_bytes() == before


def test_a_copy_gets_its_own_at_its_first_save(path: Path, desks: list[Desk]) -> None:
    first = opened(path, desks)
    first.record(TextEdit(NOTE, 0, "", "abc"))
    given = saved(first)
    first.close()
    copy = path.with_name("copy.toml")
    shutil.copy(path, copy)
    second, again = opened(copy, desks), opened(path, desks)
    assert id_at(copy) == given
    for desk in (second, again):
        desk.record(TextEdit(NOTE, 3, "", "d"))
    own = saved(second)
    assert is_id(own)
    assert own != given == saved(again)


def test_steady_typing_encodes_the_head_once(path: Path, desks: list[Desk]) -> None:
    desk = opened(path, desks)
    heads = []
    for letter in "abc":
        desk.record(TextEdit(NOTE, 0, "", letter))
        saved(desk)
        heads.append(desk.saver._writer._snapshots._encoder._known["the head"])
    assert heads[0] is heads[1] is heads[2]
