"""What an earlier window could not save: what the next opening makes of it."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

import pytest

from gsef_tui.storage.copies import Copy, CopyWriter, all_copies, with_header
from gsef_tui.storage.errors import CannotWrite
from gsef_tui.storage.history import keep, versions
from gsef_tui.storage.lock import hold
from gsef_tui.storage.sidecars import before_path
from gsef_tui.storage.unsaved import (
    Recovered,
    abandoned_copies,
    adopt_unsaved,
    bring_back,
    repair,
    unsaved_texts,
)

from .saving import SESSION, Places, full, note_of, noted, text_of

OTHER_ID = "fedcba9876543210"
SAVED = 1_778_611_267
"""When the file was last saved, in seconds since 1970."""


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    made = Places(tmp_path, monkeypatch)
    made.lay_out()
    os.utime(made.path, (SAVED, SAVED))
    return made


def copied(places: Places, data: bytes, seconds: float) -> Path:
    """A copy in the state folder, written so many seconds after the file."""
    copy = CopyWriter(places.state).write(places.path, data)
    assert copy is not None
    return aged(copy.path, seconds)


def unfinished(places: Places, data: bytes, seconds: float, digits: str = "0123456789ab") -> Path:
    """What was to take the file's place, written so many seconds after it."""
    path = places.path.with_name(f".{places.path.name}.{digits}.tmp")
    path.write_bytes(data)
    return aged(path, seconds)


def aged(path: Path, seconds: float) -> Path:
    os.utime(path, (SAVED + seconds, SAVED + seconds))
    return path


def adopted(places: Places) -> Recovered | None:
    return adopt_unsaved(places.path, places.state)


def kept(places: Places) -> list[str]:
    """What the versions say, the newest first."""
    return [text_of(v.path.read_bytes()) for v in versions(places.path, places.state)]


Leave: TypeAlias = Callable[[Places, bytes, float], Path]
LEAVE: list[Leave] = [copied, unfinished]


# -- taking over ----------------------------------------------------------------------------------


@pytest.mark.parametrize("leave", LEAVE)
def test_what_is_newer_than_the_file_becomes_a_version_and_is_offered(
    places: Places, leave: Leave
) -> None:
    left = leave(places, noted("new"), 5)
    recovered = adopted(places)
    assert recovered is not None
    assert note_of(recovered.session()) == "new"
    assert recovered.written == datetime.fromtimestamp(SAVED + 5, UTC)
    assert recovered.version is not None
    assert recovered.version.path == recovered.path
    assert recovered.path.read_bytes() == noted("new")  # without the line about the copy
    assert kept(places) == ["new"]
    assert not left.exists()
    assert places.text() == "old"
    assert adopted(places) is None


@pytest.mark.parametrize("leave", LEAVE)
def test_what_is_older_than_the_file_is_a_version_and_nothing_more(
    places: Places, leave: Leave
) -> None:
    left = leave(places, noted("older"), -5)
    assert adopted(places) is None
    assert kept(places) == ["older"]
    assert not left.exists()


@pytest.mark.parametrize("leave", LEAVE)
@pytest.mark.parametrize("session_id", [SESSION.id, ""])
def test_what_the_file_has_already_goes(places: Places, leave: Leave, session_id: str) -> None:
    left = leave(places, noted("old", session_id), 5)
    assert adopted(places) is None
    assert kept(places) == []
    assert not left.exists()


@pytest.mark.parametrize("leave", LEAVE)
@pytest.mark.parametrize("data", [noted("cut off")[:-9], b"", b"\xff\xfe", b"a = 1\n"])
def test_what_is_no_session_goes(places: Places, leave: Leave, data: bytes) -> None:
    left = leave(places, data, 5)
    assert adopted(places) is None
    assert kept(places) == []
    assert not left.exists()


def test_of_many_the_newest_is_offered_and_all_are_versions(places: Places) -> None:
    unfinished(places, noted("second"), 20)
    copied(places, noted("third"), 30)
    unfinished(places, noted("first"), 10, "ab0123456789")
    recovered = adopted(places)
    assert recovered is not None
    assert note_of(recovered.session()) == "third"
    assert kept(places) == ["third", "second", "first"]
    assert unsaved_texts(places.path, places.state) == []


@pytest.mark.parametrize("leave", LEAVE)
def test_where_no_version_can_be_kept_it_stays_and_is_offered_from_there(
    places: Places, leave: Leave
) -> None:
    left = leave(places, noted("new"), 5)
    with full(places.state):
        recovered = adopted(places)
    assert recovered is not None
    assert (recovered.path, recovered.version) == (left, None)
    assert note_of(recovered.session()) == "new"
    assert kept(places) == []
    later = adopted(places)
    assert later is not None
    assert later.version is not None
    assert kept(places) == ["new"]
    assert not left.exists()


def test_what_cannot_be_read_stays(places: Places) -> None:
    left = unfinished(places, noted("new"), 5)
    left.unlink()
    os.mkfifo(left)
    assert adopted(places) is None
    assert left.exists()


def test_with_no_file_any_more_it_is_offered(places: Places) -> None:
    copied(places, noted("new"), -5)
    places.path.unlink()
    recovered = adopted(places)
    assert recovered is not None
    assert note_of(recovered.session()) == "new"


def test_a_file_that_is_no_session_keeps_what_it_was_before(places: Places) -> None:
    before_path(places.path).write_bytes(noted("before"))
    places.path.write_bytes(b"cut")
    assert adopted(places) is None
    assert before_path(places.path).exists()
    places.path.write_bytes(noted("old"))
    assert adopted(places) is None
    assert not before_path(places.path).exists()


def test_a_session_that_nothing_was_left_of_is_not_read(places: Places) -> None:
    places.path.unlink()
    os.mkfifo(places.path)
    assert adopted(places) is None


# -- a session that was moved, another one under its name -----------------------------------------


def test_a_moved_session_finds_its_copy_by_its_id(places: Places) -> None:
    copied(places, noted("new"), 5)
    old, places.path = places.path, places.path.with_name("moved.toml")
    old.rename(places.path)
    recovered = adopted(places)
    assert recovered is not None
    assert note_of(recovered.session()) == "new"
    assert kept(places) == ["new"]
    assert all_copies(places.state) == []


def test_another_session_under_the_old_name_leaves_the_copy_alone(places: Places) -> None:
    left = copied(places, noted("new"), 5)
    places.path.write_bytes(noted("another's", OTHER_ID))
    assert adopted(places) is None
    assert left.exists()
    assert kept(places) == []


def test_a_copy_of_the_session_that_is_opened_elsewhere_leaves_it_alone(places: Places) -> None:
    """Two files have one id, and the first is still in its place."""
    left = copied(places, noted("new"), 5)
    second = places.path.with_name("second.toml")
    second.write_bytes(noted("old"))
    assert adopt_unsaved(second, places.state) is None
    assert left.exists()


# -- the file as it was before the last save ------------------------------------------------------


@pytest.mark.parametrize("broken", [b"", b'id = "01', b"\0" * 100])
def test_a_file_that_was_lost_with_the_machine_is_as_before(places: Places, broken: bytes) -> None:
    before_path(places.path).write_bytes(noted("before"))
    places.path.write_bytes(broken)
    assert repair(places.path, places.state)
    assert places.text() == "before"
    assert [v.path.read_bytes() for v in versions(places.path, places.state)] == [broken]
    assert not before_path(places.path).exists()


def test_a_file_that_is_gone_is_as_before(places: Places) -> None:
    before_path(places.path).write_bytes(noted("before"))
    places.path.unlink()
    assert repair(places.path, places.state)
    assert places.text() == "before"
    assert kept(places) == []


def test_a_session_is_not_replaced(places: Places) -> None:
    before_path(places.path).write_bytes(noted("before"))
    assert not repair(places.path, places.state)
    assert places.text() == "old"


@pytest.mark.parametrize("before", [None, b"", b"cut"])
def test_what_is_no_session_repairs_nothing(places: Places, before: bytes | None) -> None:
    if before is not None:
        before_path(places.path).write_bytes(before)
    places.path.write_bytes(b"broken")
    assert not repair(places.path, places.state)
    assert places.path.read_bytes() == b"broken"


def test_where_the_broken_file_cannot_be_kept_it_stays(places: Places) -> None:
    before_path(places.path).write_bytes(noted("before"))
    places.path.write_bytes(b"broken")
    with full(places.state), pytest.raises(OSError):
        repair(places.path, places.state)
    assert places.path.read_bytes() == b"broken"
    assert before_path(places.path).read_bytes() == noted("before")


# -- copies that no window uses -------------------------------------------------------------------


def test_a_copy_of_an_open_session_is_not_abandoned(places: Places) -> None:
    left = copied(places, noted("new"), 5)
    lock = hold(places.path)
    assert abandoned_copies(places.state) == []
    lock.release()
    assert [copy.path for copy in abandoned_copies(places.state)] == [left]


def the_copy(places: Places) -> Copy:
    (copy,) = abandoned_copies(places.state)
    return copy


def test_a_session_in_its_place_is_opened_for_its_copy(places: Places) -> None:
    left = copied(places, noted("new"), 5)
    assert bring_back(the_copy(places), places.root) == places.path
    assert left.exists()  # its opening takes it over
    assert places.text() == "old"


def test_a_session_that_is_gone_comes_back_where_it_was(places: Places) -> None:
    left = copied(places, noted("new"), 5)
    places.path.unlink()
    assert bring_back(the_copy(places), places.root) == places.path
    assert places.path.read_bytes() == noted("new")
    assert not left.exists()


def test_one_whose_folder_is_gone_comes_back_in_the_folder_of_sessions(places: Places) -> None:
    copied(places, noted("new"), 5)
    places.path.unlink()
    (places.path.parent / "s.toml.lock").unlink(missing_ok=True)
    places.path.parent.rmdir()
    made = bring_back(the_copy(places), places.root / "new folder")
    assert made == places.root / "new folder" / "s.toml"
    assert made.read_bytes() == noted("new")


def test_one_whose_name_another_session_has_comes_back_beside_it(places: Places) -> None:
    copied(places, noted("new"), 5)
    places.path.write_bytes(noted("another's", OTHER_ID))
    made = bring_back(the_copy(places), places.root)
    assert made == places.path.with_name("s-2.toml")
    assert text_of(made.read_bytes()) == "new"
    assert places.text() == "another's"


def test_one_that_says_no_path_comes_back_under_its_own_name(places: Places) -> None:
    copies = places.state / "copies"
    copies.mkdir()
    (copies / "s-01234567.toml").write_bytes(noted("new"))
    made = bring_back(the_copy(places), places.path.parent)
    assert made == places.path.with_name("s-01234567.toml")
    assert text_of(made.read_bytes()) == "new"


def test_where_it_cannot_come_back_the_copy_stays(places: Places) -> None:
    left = copied(places, noted("new"), 5)
    places.path.unlink()
    with (
        full(places.path.parent),
        pytest.raises(CannotWrite, match="no session can be made: disk full"),
    ):
        bring_back(the_copy(places), places.root)
    assert left.read_bytes() == with_header(places.path, noted("new"))
    assert places.beside() == []


def test_a_version_that_is_the_same_is_kept_once(places: Places) -> None:
    keep(places.path, noted("new"), datetime.fromtimestamp(SAVED + 1, UTC), places.state)
    copied(places, noted("new"), 5)
    assert adopted(places) is not None
    assert kept(places) == ["new"]
