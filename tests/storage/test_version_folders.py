"""Versions belong to a session, not to a path: files and folders are moved and copied."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from gsef_tui.model.session import Session
from gsef_tui.storage.documents import open_document
from gsef_tui.storage.durable import write_durably
from gsef_tui.storage.encode import encode
from gsef_tui.storage.errors import UnreadableFile
from gsef_tui.storage.folders import copy_path, history_folder, history_root, state_folder
from gsef_tui.storage.history import (
    MOST,
    Keeper,
    keep,
    versions,
)
from gsef_tui.storage.library import create, delete, rename, undelete
from gsef_tui.storage.purge import belongings, purge
from gsef_tui.storage.restoring import restore
from gsef_tui.storage.session_id import id_at, is_id
from gsef_tui.storage.templates import require_template
from gsef_tui.storage.unsaved import adopt_unsaved
from gsef_tui.storage.version_folders import (
    PATH_FILE,
    assignment_path,
    folder_for,
    id_for_save,
    live_elsewhere,
)

GSEF = require_template("gsef")

AT = datetime(2026, 5, 12, 18, 41, 7, tzinfo=UTC)


class Hands:
    """Somebody who edits sessions: each sitting is an hour after the last one."""

    def __init__(self) -> None:
        self.now = AT

    def sit(self, path: Path, note: str) -> str:
        """One sitting with one save, in the order in which the program does it; the id."""
        self.now += timedelta(hours=1)
        at = self.now
        document = open_document(path)
        session = replace(document.session, sections={"answers": {"BA": note}})
        session = replace(session, id=id_for_save(path, session.id, state_folder()))
        data = encode(session)
        Keeper(path, state_folder(), now=lambda: at).before_write()
        write_durably(path, data)
        return session.id


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "sessions"
    made.mkdir()
    return made


@pytest.fixture
def path(folder: Path) -> Path:
    """A session of a program that gave no ids, with one version."""
    made = folder / "s.toml"
    made.write_text('format = 1\ntemplate = "gsef"\n\n[answers]\nBA = "zero"\n')
    keep(made, made.read_bytes().replace(b"zero", b"before"), AT)
    return made


def notes(path: Path) -> list[str]:
    """What the versions say, the newest first."""
    return [open_document(v.path).session.notes("answers")["BA"] for v in versions(path)]


def origins(path: Path) -> list[Path | None]:
    return [version.origin for version in versions(path)]


def names(path: Path) -> list[str]:
    return [version.name for version in versions(path)]


# -- moved ----------------------------------------------------------------------------------------


def test_a_file_that_was_moved_has_all_its_versions(path: Path, hands: Hands) -> None:
    given = hands.sit(path, "one")
    there = path.rename(path.with_name("other.toml"))
    assert notes(there) == ["zero", "before"]
    assert origins(there) == [path, path]
    assert hands.sit(there, "two") == given
    assert notes(there) == ["one", "zero", "before"]
    assert origins(there) == [None, path, path]
    assert not history_folder(path).exists(), "taken over by the id"


def test_a_folder_that_was_moved_takes_its_versions_along(
    path: Path, hands: Hands, tmp_path: Path
) -> None:
    beside = create(path.parent, Session(template=GSEF, facts={"title": "beside"}))
    ids = [hands.sit(each, "one") for each in (path, beside)]
    path.parent.rename(tmp_path / "2026")
    moved = [tmp_path / "2026" / each.name for each in (path, beside)]
    assert [hands.sit(each, "two") for each in moved] == ids
    assert notes(moved[0]) == ["one", "zero", "before"]
    assert [len(versions(each)) for each in moved] == [3, 2]
    tmp_path.joinpath("2026").rename(tmp_path / "sessions")
    assert notes(path) == ["one", "zero", "before"]
    assert origins(path) == [moved[0], None, None]


def test_one_that_was_moved_away_and_back_is_no_copy(path: Path, hands: Hands) -> None:
    given = hands.sit(path, "one")
    there = path.rename(path.with_name("other.toml"))
    hands.sit(there, "two")
    there.rename(path)
    assert hands.sit(path, "three") == given


def test_moving_on_without_an_edit_loses_no_version(path: Path, hands: Hands) -> None:
    hands.sit(path, "one")
    for name in "abc":
        path = path.rename(path.with_name(f"{name}.toml"))
    assert notes(path) == ["zero", "before"]


def test_a_version_kept_twice_makes_the_new_path_known_all_the_same(
    path: Path, hands: Hands
) -> None:
    given = hands.sit(path, "one")
    kept = keep(path, path.read_bytes(), hands.now)
    there = path.rename(path.with_name("other.toml"))
    assert keep(there, there.read_bytes(), hands.now).path == kept.path
    copy = there.with_name("copy.toml")
    shutil.copy(there, copy)
    assert hands.sit(copy, "a copy") != given


def test_the_names_of_versions_are_unique_over_all_paths(path: Path, hands: Hands) -> None:
    given = hands.sit(path, "one")
    keep(path, b"x", AT)
    there = path.rename(path.with_name("other.toml"))
    keep(there, b"y", AT)
    keep(there, b"z", AT)
    history_folder(there).mkdir(parents=True)
    (history_folder(there) / "20260512T184107Z.toml").write_bytes(b"of an older program")
    keep(there, b"last", AT)
    assert len(names(there)) == len(set(names(there))) == 7
    assert {v.path.parent.parent.name for v in versions(there)} == {given}


@pytest.mark.slow
def test_the_limits_hold_over_all_paths(path: Path, hands: Hands) -> None:
    hands.sit(path, "one")
    for n in range(MOST - 2):
        keep(path, b"%d" % n, hands.now + timedelta(seconds=n))
    there = path.rename(path.with_name("other.toml"))
    for n in range(10):
        keep(there, b"there %d" % n, hands.now + timedelta(hours=1, seconds=n))
    assert len(versions(there)) == MOST
    assert origins(there).count(None) == 10


# -- copied ---------------------------------------------------------------------------------------


def test_a_copy_shows_what_it_shares_and_then_goes_its_own_way(path: Path, hands: Hands) -> None:
    given = hands.sit(path, "one")
    hands.sit(path, "two")
    copy = path.with_name("copy.toml")
    shutil.copy(path, copy)
    assert notes(copy) == ["one", "zero", "before"]
    assert set(origins(copy)) == {path}
    own = hands.sit(copy, "copied")
    assert is_id(own)
    assert own != given
    assert notes(copy) == ["two"], "as it was copied"
    assert hands.sit(path, "three") == given
    assert notes(path) == ["two", "one", "zero", "before"]
    assert hands.sit(copy, "four") == own
    assert notes(copy) == ["copied", "two"]
    assert set(origins(path)) == set(origins(copy)) == {None}


def test_whichever_of_two_is_saved_first_before_any_version_keeps_the_id(
    folder: Path, hands: Hands
) -> None:
    first = create(folder, Session(template=GSEF))
    shutil.copy(first, second := folder / "second.toml")
    given = id_at(first)
    assert hands.sit(second, "x") == given
    assert hands.sit(first, "y") != given


def test_one_that_was_moved_is_no_copy_of_the_backup_left_in_its_old_place(
    path: Path, hands: Hands
) -> None:
    given = hands.sit(path, "one")
    there = path.rename(path.with_name("other.toml"))
    hands.sit(there, "two")
    shutil.copy(there, path)
    assert hands.sit(there, "three") == given
    assert hands.sit(path, "from the backup") != given


def test_a_conflict_copy_that_is_opened_gets_an_id_of_its_own(path: Path, hands: Hands) -> None:
    given = hands.sit(path, "one")
    conflict = path.with_name("s.conflict-20260512-184107.toml")
    shutil.copy(path, conflict)
    assert hands.sit(conflict, "x") != given


def test_one_file_by_two_paths_is_one_session(path: Path, hands: Hands, tmp_path: Path) -> None:
    given = hands.sit(path, "one")
    link = tmp_path / "link.toml"
    link.symlink_to(path)
    assert hands.sit(link, "two") == given
    assert notes(link) == notes(path) == ["one", "zero", "before"]
    hard = tmp_path / "hard.toml"
    hard.hardlink_to(path)
    assert live_elsewhere(hard, given) == []


def test_a_session_that_lost_its_id_gets_the_same_again(path: Path, hands: Hands) -> None:
    old = path.read_bytes()
    given = hands.sit(path, "one")
    path.write_bytes(old)  # git checkout
    assert notes(path) == ["zero", "before"]
    assert hands.sit(path, "two") == given


# -- older sessions -------------------------------------------------------------------------------


def test_a_session_without_an_id_is_found_by_its_path(path: Path) -> None:
    assert notes(path) == ["before"]
    assert rename(path, "new name") == path.with_name("new-name.toml")
    assert notes(path.with_name("new-name.toml")) == ["before"]
    assert origins(path.with_name("new-name.toml")) == [None]


def test_renaming_before_the_id_is_in_the_file_parts_it_from_nothing(path: Path) -> None:
    given = id_for_save(path, "")
    Keeper(path, state_folder(), now=lambda: AT).before_write()
    new = rename(path, "new")
    assert notes(new) == ["zero", "before"]
    assert id_for_save(new, "") == given


def test_two_sessions_of_one_stem_are_two(folder: Path, hands: Hands, tmp_path: Path) -> None:
    first = create(folder, Session(template=GSEF))
    second = create(tmp_path / "others", Session(template=GSEF))
    assert first.name == second.name
    hands.sit(first, "first")
    hands.sit(first, "first again")
    hands.sit(second, "second")
    hands.sit(second, "second again")
    for path, note in ((first, "first"), (second, "second")):
        (newest, _) = versions(path)
        assert open_document(newest.path).session.notes("answers") == {"BA": note}
        assert newest.origin is None


def test_of_a_session_that_is_gone_or_broken_versions_are_found_by_the_path(
    path: Path, hands: Hands
) -> None:
    hands.sit(path, "one")
    for broken in (b"", b"format = 1\ntempl", b"\xff\xfe", b"[[[["):
        path.write_bytes(broken)
        assert notes(path) == ["zero", "before"]
        with pytest.raises(UnreadableFile, match="earlier versions are kept"):
            open_document(path)
    path.unlink()
    assert notes(path) == ["zero", "before"]
    os.mkfifo(path)
    assert notes(path) == ["zero", "before"]


def test_what_a_broken_session_had_is_kept_under_its_id(path: Path, hands: Hands) -> None:
    given = hands.sit(path, "one")
    writes = Keeper(path, state_folder(), now=lambda: hands.now)
    writes.session_id = given
    path.write_bytes(b"<<<<<<< HEAD\n")
    writes.before_write()
    newest = versions(path)[0]
    assert newest.path.read_bytes() == b"<<<<<<< HEAD\n"
    assert newest.path.parent == folder_for(path, given)


# -- deleted, restored, copied aside --------------------------------------------------------------


def test_a_deleted_session_keeps_its_versions_and_they_come_back(path: Path, hands: Hands) -> None:
    given = hands.sit(path, "one")
    deleted = delete(path)
    assert notes(path) == ["zero", "before"]
    assert undelete(deleted) == path
    assert hands.sit(path, "two") == given
    deleted = delete(path)
    create(path.parent, Session(template=GSEF)).rename(path)  # its name was taken meanwhile
    back = undelete(deleted)
    assert back.name == "s-2.toml"
    assert hands.sit(back, "three") == given
    assert notes(back) == ["two", "one", "zero", "before"]


def test_restoring_keeps_the_id_and_every_other_byte(path: Path, hands: Hands) -> None:
    old = path.read_bytes() + b"\n[unfiled]\ntext = '''id = \"0123456789abcdef\"'''  # by hand\n"
    path.write_bytes(old)
    given = hands.sit(path, "one")
    zero = versions(path)[0]
    restore(path, zero.name, lambda: hands.now)
    assert id_at(path) == given
    assert path.read_bytes() == old.replace(b"1\n", f'1\nid = "{given}"\n'.encode(), 1)
    assert len(versions(path)) == 3
    restore(path, versions(path)[0].name)
    assert open_document(path).session.notes("answers") == {"BA": "one"}


def test_restoring_into_a_copy_gives_it_its_own_id(path: Path, hands: Hands) -> None:
    given = hands.sit(path, "one")
    copy = path.with_name("copy.toml")
    shutil.copy(path, copy)
    restore(copy, versions(copy)[0].name, lambda: hands.now)
    assert id_at(copy) not in ("", given)
    assert [len(versions(each)) for each in (path, copy)] == [2, 1]


def test_a_copy_of_an_earlier_sitting_becomes_a_version_of_the_same_session(
    path: Path, hands: Hands
) -> None:
    hands.sit(path, "one")
    os.utime(path, times=(hands.now.timestamp(),) * 2)
    copy = copy_path(path)
    copy.parent.mkdir()
    copy.write_bytes(path.read_bytes().replace(b"one", b"unsaved"))
    os.utime(copy, times=(hands.now.timestamp() + 1,) * 2)
    adopted = adopt_unsaved(path, state_folder())
    assert adopted is not None
    assert adopted.version is not None
    there = path.rename(path.with_name("other.toml"))
    assert sorted(notes(there)) == ["before", "unsaved", "zero"]


# -- purged ---------------------------------------------------------------------------------------


def test_purging_removes_the_versions_of_all_paths(path: Path, hands: Hands) -> None:
    hands.sit(path, "one")
    there = path.rename(path.with_name("other.toml"))
    hands.sit(there, "two")
    named = belongings(there)
    assert set(purge(there)) == set(named)
    assert {file.name for file in named} >= {PATH_FILE, "other.toml", "20260512T184107Z.toml"}
    assert [p for p in history_root().rglob("*") if p.is_file()] == []


def test_purging_a_copy_leaves_the_other_session_its_versions(path: Path, hands: Hands) -> None:
    hands.sit(path, "one")
    copy = path.with_name("copy.toml")
    shutil.copy(path, copy)
    assert purge(copy) == [copy]
    assert notes(path) == ["zero", "before"]
    hands.sit(path, "two")
    shutil.copy(path, copy)
    keep(copy, b"of the copy", hands.now)  # an older program knows of no ids
    purge(copy)
    assert notes(path) == ["one", "zero", "before"]


def test_purging_a_deleted_session_removes_its_versions(path: Path, hands: Hands) -> None:
    hands.sit(path, "one")
    delete(path)
    purge(path)
    assert [p for p in history_root().rglob("*") if p.is_file()] == []
    assert not any(is_id(p.name) for p in history_root().iterdir())


# -- what may lie there ---------------------------------------------------------------------------


def test_a_path_that_is_no_text_survives(folder: Path, hands: Hands) -> None:
    name = Path(os.fsdecode(bytes(folder) + b"/caf\xe9\n.toml"))
    create(folder, Session(template=GSEF)).rename(name)
    hands.sit(name, "one")
    there = name.rename(folder / "cafe.toml")
    assert origins(there) == [name]
    hands.sit(there, "two")
    assert origins(there) == [None, name]


@pytest.mark.parametrize("content", [b"", b"relative\n", b"/nul\0\n", b"\xff" * 99_999, None])
def test_a_broken_record_of_a_path_stops_nothing(
    path: Path, hands: Hands, content: bytes | None
) -> None:
    given = hands.sit(path, "one")
    record = folder_for(path, given) / PATH_FILE
    record.unlink()
    if content is None:
        os.mkfifo(record)
    else:
        record.write_bytes(content)
    there = path.rename(path.with_name("other.toml"))
    assert origins(there) == [Path(record.parent.name)] * 2
    there.rename(path)
    assert hands.sit(path, "two") == given
    assert notes(path) == ["one", "zero", "before"]


def test_what_lies_there_hangs_and_raises_nothing(path: Path, hands: Hands) -> None:
    given = hands.sit(path, "one")
    root = folder_for(path, given).parent
    os.mkfifo(root / "pipe")
    (root / "file").touch()
    (root / "loop").symlink_to("loop")
    os.mkfifo(folder_for(path, given) / "20260512T184107Z-7.toml")
    (history_root() / "0123456789abcdef").touch()
    os.mkfifo(history_root() / "0123456789abcde0")
    closed = root / "closed"
    closed.mkdir(mode=0)
    done = threading.Event()

    def ask() -> None:
        assert notes(path) == ["zero", "before"]
        assert id_for_save(path, given) == given
        assignment_path(path).unlink()
        os.mkfifo(assignment_path(path))
        assert is_id(id_for_save(path, ""))
        path.unlink()
        assert notes(path) == ["zero", "before"]
        done.set()

    asks = threading.Thread(target=ask, daemon=True)
    asks.start()
    asks.join(20)
    closed.chmod(0o700)
    assert done.is_set()


def test_a_state_folder_that_takes_nothing_keeps_nobody_from_an_id(path: Path) -> None:
    shutil.rmtree(state_folder())
    state_folder().touch()
    assert is_id(id_for_save(path, ""))
    assert versions(path) == []


def test_only_folders_of_the_session_are_looked_into(
    path: Path, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = hands.sit(path, "one")
    for n in range(1000):
        (history_root() / f"{n:016x}" / "x").mkdir(parents=True)
    looked: list[object] = []

    def counted(plain: Callable[..., Any]) -> Callable[..., Any]:
        def call(subject: object, *rest: Any, **more: Any) -> Any:
            looked.append(subject)
            return plain(subject, *rest, **more)

        return call

    for name in ("open", "listdir", "scandir", "stat", "lstat"):
        monkeypatch.setattr(os, name, counted(getattr(os, name)))
    assert id_for_save(path, given) == given
    in_history = [p for p in looked if str(p).startswith(str(history_root()))]
    assert 0 < len(in_history) < 10


# -- killed ---------------------------------------------------------------------------------------

KILLED = """
import os, sys
from datetime import timedelta
from pathlib import Path
from tests.storage.test_version_folders import AT, Hands

def sit(path, at):
    hands, calls = Hands(), 0
    hands.now = AT + timedelta(hours=5)

    def counted(plain):
        def call(*arguments, **more):
            nonlocal calls
            calls += 1
            if calls == at:
                os._exit(9)
            return plain(*arguments, **more)
        return call

    for name in ("open", "mkdir", "write", "fsync", "replace", "rename", "rmdir", "unlink"):
        setattr(os, name, counted(getattr(os, name)))
    hands.sit(path, "one")
    os._exit(0)

for line in sys.stdin:
    child = os.fork()
    if not child:
        sit(Path(sys.argv[1]), int(line))
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
"""A process that begins a sitting for each number it reads, and kills it at that call."""


@pytest.mark.slow
@pytest.mark.parametrize("case", ["older", "copy", "moved"])
def test_killed_at_any_call_of_the_first_save_every_version_is_found_again(
    path: Path, folder: Path, hands: Hands, case: str
) -> None:
    """Right after the kill, after the next sitting, and after a move."""
    if case != "older":
        hands.sit(path, "first")
    state, plain = state_folder(), path.read_bytes()
    before = shutil.copytree(state, state.with_name("before"))
    subject = path if case == "older" else folder / "other.toml"
    stays = {"older": {"zero", "before"}, "copy": {"first"}, "moved": {"first", "zero", "before"}}
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, subject],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin
        assert process.stdout
        for n in count(1):
            shutil.rmtree(state)
            shutil.copytree(before, state)
            for file in folder.iterdir():
                file.unlink()
            if case != "moved":
                path.write_bytes(plain)
            subject.write_bytes(plain)
            process.stdin.write(f"{n}\n")
            process.stdin.flush()
            status = int(process.stdout.readline())
            assert status in (0, 9)
            lose_nothing(subject, stays[case])
            if case == "copy":
                assert notes(path) == ["zero", "before"]
            if not status:
                break
        process.stdin.close()
    assert n > 15


def lose_nothing(subject: Path, stays: set[str]) -> None:
    """Go on after a kill, and move: what there was of these versions is there at each step."""
    hands = Hands()
    hands.now = AT + timedelta(hours=10)
    seen = set(notes(subject)) & stays
    assert seen >= stays - {"zero", "first"}, "these were kept before the sitting"
    now = open_document(subject).session.notes("answers")["BA"]
    hands.sit(subject, "two")
    found = notes(subject)
    assert found[0] == now
    assert stays <= set(found)
    there = subject.rename(subject.with_name("moved.toml"))
    assert notes(there) == found
    hands.sit(there, "three")
    assert notes(there) == ["two", *found]
