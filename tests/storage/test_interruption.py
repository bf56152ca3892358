"""Acts over two names and more, interrupted at every call that changes the disk.

Whatever is done at the n-th call, after the next listing the session is there once and whole, with
its pictures and versions, under one of its two names, and the act can be done again.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gsef_tui.model.session import FreeText, Session
from gsef_tui.storage.documents import open_document
from gsef_tui.storage.durable import ABANDONED
from gsef_tui.storage.errors import CannotWrite, UnreadableFile
from gsef_tui.storage.finding import find_sessions
from gsef_tui.storage.guard import conflict_copies, conflict_path
from gsef_tui.storage.history import keep, restore, versions
from gsef_tui.storage.library import Deleted, create, delete, duplicate, rename, undelete
from gsef_tui.storage.pictures import attach, picture_folder
from gsef_tui.storage.purge import purge
from gsef_tui.storage.recovery import recover
from gsef_tui.storage.session_moves import bin_folder

from .interruption import FAULTS, Act, fail_at_each_call, kill_at_each_call

AT = datetime(2026, 5, 12, 18, 41, 7, tzinfo=UTC)
PICTURES = {"gallery.png": b"\x89PNG\r\n one", "two.jpg": b"\xff\xd8\xff two"}
SESSION = Session(facts={"title": "Cantines"}, sections={"unfiled": FreeText("what was said")})
NEIGHBOUR = Session(facts={"title": "Communs"}, sections={"unfiled": FreeText("another's")})


class World:
    """A folder with a session that has everything, a neighbour, and what lies outside.

    It is the same again, at the same place, after ``restore``.
    """

    def __init__(self, sessions: Path, state: Path, outside: Path) -> None:
        self.folder, self.state, self.outside = sessions, state, outside
        self.path = create(self.folder, SESSION)
        self.text = self.path.read_bytes()
        self.neighbour = create(self.folder, NEIGHBOUR)
        for path in (self.path, self.neighbour):
            picture_folder(path).mkdir()
            for name, data in PICTURES.items():
                (picture_folder(path) / name).write_bytes(data)
        keep(self.path, b"an earlier version", AT)
        conflict_path(self.path, AT).write_bytes(self.text)
        self.outside.mkdir(parents=True)
        (self.outside / "mine.txt").write_bytes(b"mine")
        (self.outside / "photo.png").write_bytes(b"\x89PNG\r\n a photo")
        self._kept = outside.parent / "kept"
        self.keep()

    def keep(self) -> None:
        """Take the world as it is now for the one that is restored."""
        for part in (self.folder, self.state, self.outside):
            shutil.rmtree(self._kept / part.name, ignore_errors=True)
            shutil.copytree(part, self._kept / part.name)

    def restore(self) -> None:
        for part in (self.folder, self.state, self.outside):
            shutil.rmtree(part, ignore_errors=True)
            shutil.copytree(self._kept / part.name, part)

    # -- what must hold ---------------------------------------------------------------------------

    def list(self) -> set[str]:
        """What the program lists, as the next one does that is started."""
        found, unreadable = find_sessions(self.folder)
        assert unreadable == []
        return {summary.path.name for summary in found if not summary.copy_of}

    def is_sound(self) -> None:
        """Nothing empty, nothing half done, nothing outside changed, the neighbour as it was."""
        assert contents(self.outside) == contents(self._kept / self.outside.name)
        assert self.neighbour.read_bytes() == (self._kept / "sessions/communs.toml").read_bytes()
        assert pictures_of(self.neighbour) == PICTURES
        for folder in (self.folder, self.state):
            for path in folder.rglob("*"):
                if path.is_file() and not path.name.startswith("."):
                    assert path.stat().st_size, path
                assert not path.name.endswith((".intent", ".moving")), path
        self.leaves_nothing()

    def leaves_nothing(self) -> None:
        """An hour later what was abandoned is gone as well."""
        long_ago = time.time() - ABANDONED - 1
        for path in self.folder.rglob(".*.new"):
            os.utime(path, (long_ago, long_ago))
        recover(self.folder)
        assert list(self.folder.glob(".*.new")) == []

    def is_whole(self, path: Path) -> None:
        """The session is at a path, and nowhere else, with its pictures and its versions."""
        assert path.read_bytes() == self.text
        assert pictures_of(path) == PICTURES
        assert [version.path.read_bytes() for version in versions(path)] == [b"an earlier version"]
        everywhere = [*self.folder.rglob("*.toml"), *bin_folder().rglob("*.toml")]
        copies = set(conflict_copies(path))
        assert [p for p in everywhere if p not in copies and p.read_bytes() == self.text] == [path]
        folders = {p.name for p in self.folder.iterdir() if p.is_dir()}
        assert folders == {picture_folder(p).name for p in (path, self.neighbour)}

    def is_deleted(self) -> Deleted:
        """The session is in the bin and nowhere else, with its pictures."""
        (gone,) = bin_folder().iterdir()
        assert (gone / self.path.name).read_bytes() == self.text
        assert pictures_of(gone / self.path.name) == PICTURES
        assert sorted(os.listdir(gone)) == [picture_folder(self.path).name, self.path.name]
        assert not self.path.exists()
        assert not picture_folder(self.path).exists()
        return Deleted(self.path, gone)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


def pictures_of(path: Path) -> dict[str, bytes]:
    """The pictures of a session; one that is being written has a hidden name."""
    files = contents(picture_folder(path)) if picture_folder(path).is_dir() else {}
    return {name: data for name, data in files.items() if not name.startswith(".")}


@pytest.fixture
def memory() -> Iterator[Path]:
    """A folder in memory where there is one: thousands of syncs would take a disk minutes."""
    there = Path("/dev/shm")
    made = Path(tempfile.mkdtemp(dir=there if os.access(there, os.W_OK) else None))
    yield made
    shutil.rmtree(made)


@pytest.fixture(params=["one disk", "two disks"])
def world(
    request: pytest.FixtureRequest, memory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> World:
    """Where sessions and bin are on two disks, a move between them is a copy."""
    state = memory / "state"
    if request.param == "two disks":
        state = tmp_path / "state"
        if tmp_path.stat().st_dev == memory.stat().st_dev:
            pytest.skip("the folder for temporary files is on the disk of /dev/shm")
    monkeypatch.setenv("GSEF_TUI_STATE", str(state))
    return World(memory / "sessions", state, memory / "outside")


one_disk = pytest.mark.parametrize("world", ["one disk"], indirect=True)

Check = Callable[[], None]


def walk(world: World, prepare: Callable[[], Act], check: Check, name: str) -> None:
    """Interrupt an act in every way at every call, and check what is there after a listing."""
    points = 0
    for _ in kill_at_each_call(prepare):
        points += 1
        check()
    kills = points
    for code, lasts in FAULTS:
        for _ in fail_at_each_call(prepare, code, lasts=lasts):
            points += 1
            check()
    print(f"{name}: {kills} kills, {points - kills} faults, 0 lost")


# -- one session, two names -----------------------------------------------------------------------


@one_disk
def test_a_rename(world: World) -> None:
    def prepare() -> Act:
        world.restore()
        return lambda: rename(world.path, "new name")

    def check() -> None:
        (name,) = world.list() - {world.neighbour.name}
        assert name in (world.path.name, "new-name.toml")
        path = world.folder / name
        world.is_whole(path)
        assert len(list(conflict_copies(path))) == 1
        world.is_sound()
        again = rename(path, "third")
        world.is_whole(again)

    walk(world, prepare, check, "rename")


def test_a_deletion(world: World) -> None:
    def prepare() -> Act:
        world.restore()
        return lambda: delete(world.path)

    def check() -> None:
        if world.path.name in world.list():
            world.is_whole(world.path)
            world.is_sound()
            assert list(bin_folder().glob("*")) == []
            delete(world.path)
        world.is_sound()
        assert undelete(world.is_deleted()) == world.path
        world.is_whole(world.path)

    walk(world, prepare, check, "delete")


def test_an_undeletion(world: World) -> None:
    deleted = delete(world.path)
    world.keep()

    def prepare() -> Act:
        world.restore()
        return lambda: undelete(deleted)

    def check() -> None:
        if world.path.name not in world.list():
            world.is_sound()
            assert undelete(world.is_deleted()) == world.path
        world.is_sound()
        world.is_whole(world.path)
        assert list(bin_folder().iterdir()) == []

    walk(world, prepare, check, "undelete")
