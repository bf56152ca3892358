"""The id while a session is open: given by the first save of a change, and by nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

from gsef_tui.editing.open_session import OpenSession
from gsef_tui.editing.transactions import Redo, TextEdit, Undo
from gsef_tui.model.places import Place
from gsef_tui.model.session import Session
from gsef_tui.storage.documents import open_document
from gsef_tui.storage.library import create
from gsef_tui.storage.session_id import id_at, is_id
from gsef_tui.storage.templates import require_template

from .conftest import SESSION

GSEF = require_template("gsef")

Sessions: TypeAlias = list[OpenSession]
NOTE = Place("presentations", "KM")


@pytest.fixture
def path(folder: Path) -> Path:
    """A session of a program that gave no ids."""
    made = folder / "s.toml"
    made.write_text(SESSION, encoding="utf-8")
    return made


@pytest.fixture
def sessions() -> Iterator[list[OpenSession]]:
    """Open sessions that are closed at the end."""
    made: list[OpenSession] = []
    yield made
    for session in made:
        session.close()


def opened(path: Path, sessions: Sessions) -> OpenSession:
    session = OpenSession(open_document(path), lambda state: None)
    sessions.append(session)
    return session


def saved(session: OpenSession) -> str:
    """The id in the file, after a save."""
    assert session.saver.save_now(20).saved
    return id_at(session.path)


def test_opening_and_closing_gives_none(path: Path, sessions: Sessions, tmp_path: Path) -> None:
    session = opened(path, sessions)
    session.saver.save_now()
    session.close()
    assert path.read_text(encoding="utf-8") == SESSION
    assert not (tmp_path / "state" / "history").exists()


def test_the_first_save_gives_one_and_no_undo_takes_it(path: Path, sessions: Sessions) -> None:
    session = opened(path, sessions)
    session.dispatch(TextEdit(NOTE, 0, "", "abc"))
    given = saved(session)
    assert is_id(given)
    session.new_entry("exchanges")
    assert saved(session) == given
    while session.dispatch(Undo()):
        assert saved(session) == given
    while session.dispatch(Redo()):
        assert saved(session) == given


def test_undo_back_to_what_was_opened_keeps_the_id_of_the_file(
    folder: Path, sessions: Sessions
) -> None:
    path = create(folder, Session(template=GSEF))
    given, before = id_at(path), path.read_bytes()
    session = opened(path, sessions)
    session.dispatch(TextEdit(NOTE, 0, "", "abc"))
    assert saved(session) == given
    assert path.read_bytes() != before
    session.dispatch(Undo())
    assert saved(session) == given
    assert path.read_bytes() == before


def test_a_copy_gets_its_own_at_its_first_save(path: Path, sessions: Sessions) -> None:
    first = opened(path, sessions)
    first.dispatch(TextEdit(NOTE, 0, "", "abc"))
    given = saved(first)
    first.close()
    copy = path.with_name("copy.toml")
    shutil.copy(path, copy)
    second, again = opened(copy, sessions), opened(path, sessions)
    assert id_at(copy) == given
    for session in (second, again):
        session.dispatch(TextEdit(NOTE, 3, "", "d"))
    own = saved(second)
    assert is_id(own)
    assert own != given == saved(again)


def test_steady_typing_encodes_the_head_once(path: Path, sessions: Sessions) -> None:
    session = opened(path, sessions)
    heads = []
    for letter in "abc":
        session.dispatch(TextEdit(NOTE, 0, "", letter))
        saved(session)
        heads.append(session.saver._writer._snapshots._encoder._known["the head"])
    assert heads[0] is heads[1] is heads[2]
