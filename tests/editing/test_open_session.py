"""An open session without a screen: what it refuses, and who is told of changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from gsef_tui.editing.open_session import OpenSession
from gsef_tui.editing.transactions import (
    Change,
    HoldLine,
    Redo,
    Replace,
    ReplaceSilently,
    TextEdit,
    Transaction,
    Undo,
)
from gsef_tui.model.places import Place
from gsef_tui.model.session import Person
from gsef_tui.storage.documents import open_document
from gsef_tui.storage.reading import read_file

SESSION = """format = 1
template = "gsef"
language = "fr"

[session]
title = "Les cantines du quartier"
date = 2031-10-04
starts = 20:00:00
ends = 21:30:00
time_zone = "Asia/Seoul"

[people.LT]
role = "speaker"
name = "Lucía Torres"

[presentations]
LT = "- une cuisine"
"""
NOTE = Place("presentations", "LT")
MOMENT = datetime(2031, 10, 4, 20, 10, tzinfo=ZoneInfo("Asia/Seoul"))


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("CONFIG", "STATE"):
        monkeypatch.setenv(f"GSEF_TUI_{name}", str(tmp_path / name.lower()))
    path = tmp_path / "cantines.toml"
    path.write_text(SESSION, encoding="utf-8")
    return path


@pytest.fixture
def opened(path: Path) -> Iterator[OpenSession]:
    opened = OpenSession(open_document(path), lambda state: None)
    opened.now = lambda: MOMENT
    yield opened
    opened.close()


@pytest.fixture
def second(path: Path, opened: OpenSession) -> Iterator[OpenSession]:
    """Another window of the same session, which may only read."""
    second = OpenSession(open_document(path), lambda state: None)
    yield second
    second.close()


def changes(opened: OpenSession) -> list[Change]:
    """What a listener is told from now on."""
    told: list[Change] = []
    opened.store.subscribe(told.append)
    return told


def test_a_window_that_may_only_read_refuses_every_change(path: Path, second: OpenSession) -> None:
    before, told = second.session, changes(second)
    refused: list[int] = []
    second.on_refused = lambda: refused.append(1)
    people = {**before.people, "KM": Person(name="김민수")}
    transactions: list[Transaction] = [
        TextEdit(NOTE, 0, "", "x"),
        Replace(replace(before, people=people), NOTE),
        ReplaceSilently(replace(before, people=people)),
        Undo(),
        Redo(),
    ]
    for transaction in transactions:
        assert second.dispatch(transaction) is None
    assert second.dispatch(HoldLine("KO: une phrase")) is None
    assert len(refused) == len(transactions), "of a line that is typed nothing is said"
    second.turns.give("LT")
    second.turns.heard("LT", NOTE, 0)
    second.turns.pass_to("LT")
    second.new_entry("exchanges")
    assert second.session is before
    assert second.store.session_to_save is before
    assert told == []
    assert read_file(path) == SESSION.encode()


def test_a_change_is_told_once_with_what_the_screen_has_to_show(opened: OpenSession) -> None:
    told = changes(opened)
    edit = TextEdit(NOTE, 13, "", " neuve")
    opened.dispatch(edit)
    opened.dispatch(Undo())
    typed, turn, undone, taken_back = told
    assert (typed.transaction, typed.text_edits, typed.structure) == (edit, (), False)
    assert isinstance(turn.transaction, ReplaceSilently), "LT has the floor"
    assert isinstance(taken_back.transaction, ReplaceSilently), "and had it by mistake"
    assert undone.text_edits == (TextEdit(NOTE, 13, " neuve", "", 19),)
    assert (undone.place, undone.cursor) == (NOTE, 13)
    assert [change.revision for change in told] == sorted({change.revision for change in told})
    assert told[-1].revision == opened.store.revision


def test_what_changes_nothing_is_not_told(opened: OpenSession) -> None:
    told, revision = changes(opened), opened.store.revision
    assert opened.dispatch(TextEdit(NOTE, 0, "", "")) is None
    assert opened.dispatch(Replace(opened.session, NOTE)) is None
    assert opened.dispatch(Undo()) is None
    assert opened.dispatch(HoldLine("")) is None
    assert (told, opened.store.revision) == ([], revision)


def test_a_listener_that_changes_something_is_told_after_the_others(opened: OpenSession) -> None:
    told: list[int] = []

    def answer(change: Change) -> None:
        if len(opened.session.people) == 1:
            people = {**opened.session.people, "KM": Person()}
            opened.dispatch(Replace(replace(opened.session, people=people), NOTE))

    opened.store.subscribe(answer)
    opened.store.subscribe(lambda change: told.append(change.revision))
    opened.dispatch(TextEdit(NOTE, 0, "", "x"))
    assert told == [1, 2]


def test_a_listener_that_has_left_is_not_told(opened: OpenSession) -> None:
    told: list[Change] = []
    leave = opened.store.subscribe(told.append)
    leave()
    leave()
    opened.dispatch(TextEdit(NOTE, 0, "", "x"))
    assert told == []


def test_a_line_that_is_held_is_on_disk_under_not_filed_and_no_part_of_the_session(
    path: Path, opened: OpenSession
) -> None:
    opened.dispatch(HoldLine("LT: à moitié"))
    assert opened.saver.save_now(20).saved
    assert open_document(path).session.text("unfiled") == "LT: à moitié"
    assert opened.session.text("unfiled") == ""
    opened.dispatch(HoldLine(""))
    assert opened.saver.save_now(20).saved
    assert open_document(path).session.text("unfiled") == ""


def test_only_text_at_the_end_of_a_note_gives_the_floor(opened: OpenSession) -> None:
    opened.dispatch(TextEdit(NOTE, 0, "", "mot "))
    assert opened.turns.turn is None, "in the middle something is corrected"
    opened.dispatch(TextEdit(NOTE, 17, "", "\n- "))
    assert opened.turns.turn is None, "the mark of a list says nothing yet"
    opened.dispatch(TextEdit(NOTE, 20, "", "20:47 Ana: merci", pasted=True))
    assert opened.turns.turn is None, "what is pasted was said before, and by somebody else"
    opened.dispatch(TextEdit(NOTE, 36, "", "t"))
    assert opened.turns.turn is not None
    assert opened.turns.turn.who == "LT"


def test_a_write_protected_file_is_opened_to_read(path: Path) -> None:
    """As somebody sets it for a report that was handed in; the rights of this user do not count."""
    before = path.read_bytes()
    path.chmod(0o444)
    opened = OpenSession(open_document(path), lambda _: None)
    try:
        assert opened.why_read_only == (
            "Read only: the file is write-protected: allow writing it (chmod u+w), "
            "then open it again"
        )
        assert opened.dispatch(TextEdit(NOTE, 0, "", "x")) is None
    finally:
        opened.close()
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (before, 0o444)
    assert [other.name for other in path.parent.iterdir()] == [path.name], "no lock beside it"
