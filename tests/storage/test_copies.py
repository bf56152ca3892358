"""Where copies of a session go, in which order, and how they are found again."""

from __future__ import annotations

import os
import stat
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gsef_tui.storage import copies as module
from gsef_tui.storage.copies import (
    Copy,
    CopyWriter,
    all_copies,
    is_private,
    is_stray,
    last_resorts,
    those_of,
    with_header,
    without_header,
)
from gsef_tui.storage.durable import Replacement

from .saving import SESSION, Places, full, noted, text_of

OWN = f"gsef-tui-{os.geteuid()}"
OTHER_ID = "fedcba9876543210"


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    made = Places(tmp_path, monkeypatch)
    made.lay_out()
    return made


def written(places: Places, text: str = "new", writer: CopyWriter | None = None) -> Copy:
    copy = (writer or CopyWriter(places.state)).write(places.path, noted(text))
    assert copy is not None
    assert text_of(copy.path.read_bytes()) == text
    return copy


def mode_of(path: Path) -> int:
    return stat.S_IMODE(os.lstat(path).st_mode)


# -- the order of the places ----------------------------------------------------------------------


def test_a_copy_goes_to_the_state_folder_first(places: Places) -> None:
    copy = written(places)
    assert (copy.path.parent, copy.fleeting) == (places.state / "copies", False)
    assert not (places.disk / OWN).exists()
    assert not (places.memory / OWN).exists()


def test_it_goes_to_another_disk_where_that_is_full(places: Places) -> None:
    with full(places.state):
        copy = written(places)
    assert (copy.path.parent, copy.fleeting) == (places.disk / OWN, False)
    assert (mode_of(copy.path), mode_of(copy.path.parent)) == (0o600, 0o700)
    assert not (places.memory / OWN).exists()


def test_a_state_folder_in_memory_does_not_count_as_a_disk(places: Places) -> None:
    """As on a system that was started from a stick: another disk is tried as well."""
    places.state = places.memory / "state"
    copy = written(places)
    assert (copy.path.parent, copy.fleeting) == (places.disk / OWN, False)
    with full(places.disk):
        copy = written(places, "newer")
    assert (copy.path.parent, copy.fleeting) == (places.state / "copies", True)


def test_memory_comes_last_however_the_places_are_named(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GSEF_TUI_COPIES", f"{places.memory}:{places.disk}")
    with full(places.state):
        assert written(places).path.parent == places.disk / OWN
    assert not (places.memory / OWN).exists()
    with full(places.state, places.disk):
        copy = written(places, "newer")
    assert (copy.path.parent, copy.fleeting) == (places.memory / OWN, True)


def test_places_on_a_disk_that_hangs_come_after_all_others(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    devices = {places.disk / OWN: 9, places.memory / OWN: 10}
    monkeypatch.setattr(module, "device_of", lambda folder: devices.get(folder, 8))
    copy = CopyWriter(places.state).write(places.path, noted("new"), hangs=8)
    assert copy is not None
    assert (copy.path.parent, copy.fleeting) == (places.disk / OWN, False)
    assert not (places.state / "copies").exists()


def test_what_only_memory_took_at_first_is_copied_to_the_disk_that_hangs_if_it_answers(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    devices = {places.memory / OWN: 10}
    monkeypatch.setattr(module, "device_of", lambda folder: devices.get(folder, 8))
    copy = CopyWriter(places.state).write(places.path, noted("new"), hangs=8)
    assert copy is not None
    assert copy.path.parent == places.state / "copies"
    assert (places.memory / OWN).is_dir()  # it was there in the meantime
    assert all_copies(places.state) == [copy]


def test_nowhere_is_none(places: Places) -> None:
    writer = CopyWriter(places.state)
    with full(places.root):
        assert writer.write(places.path, noted("new")) is None
        assert writer.write_everywhere(places.path, noted("new"), 10) is None
    assert writer.written == []
    assert all_copies(places.state) == []


def test_at_the_end_every_place_gets_one_and_a_lasting_one_counts(places: Places) -> None:
    copy = CopyWriter(places.state).write_everywhere(places.path, noted("new"), 10)
    assert copy is not None
    assert not copy.fleeting
    found = all_copies(places.state)
    folders = {each.path.parent for each in found}
    assert folders == {places.state / "copies", places.disk / OWN, places.memory / OWN}
    assert [each.fleeting for each in found if each.path.is_relative_to(places.memory)] == [True]


def test_a_copy_on_a_disk_replaces_the_one_in_memory(places: Places) -> None:
    writer = CopyWriter(places.state)
    with full(places.state, places.disk):
        assert written(places, "one", writer).fleeting
    copy = written(places, "two", writer)
    assert not copy.fleeting
    assert all_copies(places.state) == [copy]
    assert writer.written == [copy]


# -- a folder where others write, too -------------------------------------------------------------


def as_a_link(folder: Path, elsewhere: Path) -> None:
    elsewhere.mkdir(mode=0o700)
    folder.symlink_to(elsewhere)


def as_open(folder: Path, _: Path) -> None:
    folder.mkdir()
    folder.chmod(0o755)


def as_another_s(folder: Path, _: Path) -> None:
    if os.geteuid():
        pytest.skip("giving a folder away needs root")
    folder.mkdir(mode=0o700)
    os.chown(folder, 12345, 12345)


def as_a_file(folder: Path, _: Path) -> None:
    folder.write_bytes(b"")


@pytest.mark.parametrize("made", [as_a_link, as_open, as_another_s, as_a_file])
def test_a_folder_that_is_not_ours_alone_gets_nothing_and_nothing_in_it_is_found(
    places: Places, made: Callable[[Path, Path], None]
) -> None:
    folder = places.disk / OWN
    made(folder, places.root / "elsewhere")
    assert not is_private(folder)
    with full(places.state):
        assert written(places).path.parent == places.memory / OWN
    if folder.is_dir():
        assert list(folder.iterdir()) == []
        (folder / "planted.toml").write_bytes(with_header(places.path, noted("planted")))
    assert "planted" not in [text_of(copy.read()) for copy in all_copies(places.state)]


# -- where the places are -------------------------------------------------------------------------


def test_the_places_are_those_of_the_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "a")
    named = [tmp_path / "a", tmp_path / "gone", "relative", tmp_path / "link", ""]
    monkeypatch.setenv("GSEF_TUI_COPIES", ":".join(map(str, named)))
    assert last_resorts() == [tmp_path / "a" / OWN]  # the link leads there, too
    monkeypatch.setenv("GSEF_TUI_COPIES", "")
    assert last_resorts() == []


def test_without_it_they_are_those_that_the_machine_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TMPDIR", "XDG_RUNTIME_DIR"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.delenv("GSEF_TUI_COPIES")
    folders = last_resorts()
    assert folders[0] == tmp_path / "TMPDIR" / OWN
    at = folders.index(tmp_path / "XDG_RUNTIME_DIR" / OWN)
    # /var/tmp outlives a restart on systems that empty /tmp.
    before = [Path(os.path.realpath(p)) / OWN for p in ("/var/tmp", "/tmp") if os.path.isdir(p)]
    assert folders[1:at] == list(dict.fromkeys(before))


# -- what a copy says -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["s.toml", "é ü\n\x1b[2J.toml", b"\xff\xfe.toml", 'a"b\\c.toml'])
def test_a_copy_says_which_session_it_is_of(places: Places, name: str | bytes) -> None:
    path = places.path.with_name(os.fsdecode(name))
    path.write_bytes(noted("old"))
    copy = CopyWriter(places.state).write(path, noted("new"))
    assert copy is not None
    (found,) = all_copies(places.state)
    assert (found.origin, found.session_id) == (path, SESSION.id)
    assert found.read() == noted("new")
    assert copy.path.read_bytes().count(b"\n") == noted("new").count(b"\n") + 1
    assert those_of([found], path, SESSION.id) == [found]
    assert text_of(copy.path.read_bytes()) == "new"  # it is a session as it lies there


def test_its_origin_is_the_file_itself_not_a_link_to_it(places: Places) -> None:
    link = places.root / "link.toml"
    link.symlink_to(places.path)
    CopyWriter(places.state).write(link, noted("new"))
    (found,) = all_copies(places.state)
    assert found.origin == places.path
    assert those_of([found], link, SESSION.id) == [found]


@pytest.mark.parametrize(
    "line", [b"not json", b"[]", b'""', b"7", b'"cut', b"\xff\xff", b'"a\\u0000b"']
)
def test_a_first_line_that_says_nothing_stops_nothing(places: Places, line: bytes) -> None:
    folder = places.state / "copies"
    folder.mkdir()
    (folder / "x.toml").write_bytes(b"# A copy made by gsef-tui of " + line + b"\n" + noted("new"))
    (found,) = all_copies(places.state)
    assert found.read() == noted("new")
    assert found.session_id == SESSION.id
    assert is_stray(found)
    assert those_of([found], places.path, SESSION.id) == [found]
    assert those_of([found], places.path, OTHER_ID) == []


def test_a_session_that_begins_with_another_comment_keeps_it() -> None:
    data = b"# A copy made by hand\n" + noted("x")
    assert without_header(data) == data
    assert without_header(with_header(Path("/s.toml"), data)) == data


def test_only_plain_files_that_end_in_toml_are_copies(places: Places) -> None:
    folder = places.state / "copies"
    folder.mkdir()
    (folder / ".hidden.toml.0123456789ab.tmp").write_bytes(noted("half"))
    (folder / "folder.toml").mkdir()
    (folder / "link.toml").symlink_to(places.path)
    os.mkfifo(folder / "fifo.toml")
    assert all_copies(places.state) == []


# -- which session a copy is of -------------------------------------------------------------------


def test_copies_of_a_session_are_found_by_path_and_by_id(places: Places) -> None:
    copy = written(places)
    moved = places.path.with_name("moved.toml")
    assert those_of([copy], moved, SESSION.id) == []  # the session is still at its old place
    places.path.rename(moved)
    assert those_of([copy], moved, SESSION.id) == [copy]
    assert those_of([copy], moved, OTHER_ID) == []
    assert those_of([copy], places.path, "") == [copy]


def test_another_session_under_the_old_name_has_no_part_in_it(places: Places) -> None:
    copy = written(places)
    assert those_of([copy], places.path, OTHER_ID) == []
    assert not is_stray(copy)


def test_a_copy_of_an_earlier_version_is_found_by_its_name(places: Places) -> None:
    own = written(places)
    own.path.write_bytes(noted("new"))  # without the line
    conflict = own.path.with_name(f"{own.path.stem}.conflict-20260512-204107.toml")
    conflict.write_bytes(noted("conflict"))
    (places.state / "copies" / "another-01234567.toml").write_bytes(noted("another's", OTHER_ID))
    found = those_of(all_copies(places.state), places.path, SESSION.id)
    assert {copy.path for copy in found} == {own.path, conflict}


# -- this sitting's copies and those of earlier ones ----------------------------------------------


def test_a_copy_that_an_earlier_sitting_left_is_not_overwritten(places: Places) -> None:
    earlier = written(places, "earlier")
    writer = CopyWriter(places.state)
    first = written(places, "one", writer)
    second = written(places, "two", writer)
    assert first.path == second.path != earlier.path
    assert text_of(earlier.path.read_bytes()) == "earlier"
    writer.drop()
    assert [copy.path for copy in all_copies(places.state)] == [earlier.path]
    assert writer.written == []


def test_after_the_session_was_moved_a_copy_names_its_new_place(places: Places) -> None:
    writer = CopyWriter(places.state)
    written(places, "one", writer)
    moved = places.path.with_name("moved.toml")
    places.path.rename(moved)
    copy = writer.write(moved, noted("two"))
    assert copy is not None
    assert copy.origin == moved
    assert text_of(copy.path.read_bytes()) == "two"
    assert all_copies(places.state) == [copy]  # the one that named the old place is gone


def test_a_copy_that_is_half_made_is_not_left(places: Places) -> None:
    with full(places.root):
        CopyWriter(places.state).write(places.path, noted("new"))
    assert list((places.state / "copies").iterdir()) == []


# -- a place that does not answer -----------------------------------------------------------------


@pytest.fixture
def hangs(places: Places, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """The state folder does not answer a sync until this is set."""
    answers = threading.Event()
    plain = Replacement.sync

    def sync(new: Replacement) -> None:
        if new.target.is_relative_to(places.state):
            assert answers.wait(60)
        plain(new)

    monkeypatch.setattr(Replacement, "sync", sync)
    yield answers
    answers.set()


def copying_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "copy"]


def test_a_place_that_hangs_is_passed_over_and_not_asked_again(
    places: Places, hangs: threading.Event
) -> None:
    writer = CopyWriter(places.state)
    first = writer.write(places.path, noted("one"), within=0.05)
    assert first is not None
    assert first.path.parent == places.disk / OWN
    assert len(copying_threads()) == 1
    began = time.monotonic()
    second = writer.write(places.path, noted("two"), within=30)
    assert time.monotonic() - began < 30  # it was not waited for
    assert second is not None
    assert second.path == first.path
    assert len(copying_threads()) == 1
    hangs.set()
    (thread,) = copying_threads() or [threading.Thread()]
    if thread.ident is not None:
        thread.join(30)
    third = writer.write(places.path, noted("three"))
    assert third is not None
    assert third.path.parent == places.state / "copies"
    assert all_copies(places.state) == [third]


def test_at_the_end_a_place_that_hangs_is_left_behind(
    places: Places, hangs: threading.Event
) -> None:
    writer = CopyWriter(places.state)
    copy = writer.write_everywhere(places.path, noted("new"), 0.2)
    assert copy is not None  # it has its name already, and the system goes on
    assert text_of(copy.path.read_bytes()) == "new"
