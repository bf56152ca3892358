"""Acts over two names and more, interrupted at every call that changes the disk.

Whatever is done at the n-th call, after the next listing the session is there once and whole, with
its pictures and versions, under one of its two names, and the act can be done again.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from gsef_tui.model.session import FreeText, Session
from gsef_tui.storage.app_state import load_app_state, save_app_state, with_place
from gsef_tui.storage.decode import decode
from gsef_tui.storage.discovery import find_sessions
from gsef_tui.storage.documents import open_document
from gsef_tui.storage.durable import ABANDONED
from gsef_tui.storage.encode import encode
from gsef_tui.storage.errors import UnreadableFile
from gsef_tui.storage.folders import history_folder
from gsef_tui.storage.guard import conflict_copies, conflict_path
from gsef_tui.storage.history import keep, versions
from gsef_tui.storage.library import Deleted, create, delete, duplicate, rename, undelete
from gsef_tui.storage.pictures import attach, picture_folder
from gsef_tui.storage.purge import purge
from gsef_tui.storage.recovery import recover
from gsef_tui.storage.restoring import restore
from gsef_tui.storage.session_moves import bin_folder
from gsef_tui.storage.sidecars import unfinished_saves
from gsef_tui.storage.templates import require_template

from .interruption import EVERYTHING, FAULTS, Act, fail_at_each_call, kill_at, kill_at_each_call

GSEF = require_template("gsef")

AT = datetime(2026, 5, 12, 18, 41, 7, tzinfo=UTC)
PICTURES = {"gallery.png": b"\x89PNG\r\n one", "two.jpg": b"\xff\xd8\xff two"}
SESSION = Session(
    template=GSEF, facts={"title": "Cantines"}, sections={"unfiled": FreeText("what was said")}
)
NEIGHBOUR = Session(
    template=GSEF, facts={"title": "Communs"}, sections={"unfiled": FreeText("another's")}
)


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
        self.unsaved = encoded("never saved")
        self.path.with_name(f".{self.path.name}.0123456789ab.tmp").write_bytes(self.unsaved)
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

    def forget_id(self) -> None:
        """Be as an earlier program left it: no id in the session, its versions by its path."""
        (version,) = versions(self.path)
        shutil.rmtree(history_folder(self.path).parent)
        history_folder(self.path).mkdir(parents=True)
        (history_folder(self.path) / f"{version.name}.toml").write_bytes(b"an earlier version")
        self.text = b"".join(
            line for line in self.text.splitlines(keepends=True) if not line.startswith(b"id =")
        )
        self.path.write_bytes(self.text)
        for copy in conflict_copies(self.path):
            copy.write_bytes(self.text)
        self.keep()

    def restore(self) -> None:
        """Be as it was."""
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
        assert [left.read_bytes() for left in unfinished_saves(path)] == [self.unsaved]
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
        (left,) = unfinished_saves(gone / self.path.name)
        assert left.read_bytes() == self.unsaved
        there = [left.name, picture_folder(self.path).name, self.path.name]
        assert sorted(os.listdir(gone)) == there
        assert not self.path.exists()
        assert not picture_folder(self.path).exists()
        return Deleted(self.path, gone)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def encoded(text: str) -> bytes:
    """A session in which this was said."""
    return encode(replace(SESSION, sections={"unfiled": FreeText(text)}))


def text_of(data: bytes) -> str:
    section = decode(data, "").sections["unfiled"]
    assert isinstance(section, FreeText)
    return section.text


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


@pytest.fixture
def other_disk(memory: Path, tmp_path: Path) -> Iterator[Path]:
    """A folder on another disk than that of ``memory``."""
    made = memory / "disk"
    made.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(made)]
    if sys.platform == "linux" and os.geteuid() == 0 and not subprocess.run(mount).returncode:
        yield made
        subprocess.run(["umount", "--lazy", str(made)], check=True)
    elif tmp_path.stat().st_dev != memory.stat().st_dev:
        yield tmp_path
    else:
        pytest.skip("there is one disk only, and no other can be mounted")


@pytest.fixture
def world(memory: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """All on one disk: a move is a rename."""
    monkeypatch.setenv("GSEF_TUI_STATE", str(memory / "state"))
    return World(memory / "sessions", memory / "state", memory / "outside")


@pytest.fixture
def wide_world(memory: Path, other_disk: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """Sessions and bin on two disks: a move between them is a copy."""
    monkeypatch.setenv("GSEF_TUI_STATE", str(other_disk / "state"))
    return World(memory / "sessions", other_disk / "state", memory / "outside")


Check = Callable[[str], None]
"""Checks what is there; the sentence with which the act failed is empty for one that was killed or
came to its end."""


def walk(world: World, prepare: Callable[[], Act], check: Check, name: str) -> None:
    """Interrupt an act in every way at every call, and check what is there after a listing."""
    points = 0
    for _ in kill_at_each_call(prepare):
        points += 1
        check("")
    kills = points
    for code, lasts in FAULTS:
        for _, sentence in fail_at_each_call(prepare, code, lasts=lasts):
            points += 1
            check(sentence)
    print(f"{name}: {kills} kills, {points - kills} faults, 0 lost")


# -- one session, two names -----------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("has_id", [True, False])
def test_a_rename(world: World, has_id: bool) -> None:
    if not has_id:
        world.forget_id()

    def prepare() -> Act:
        world.restore()
        return lambda: rename(world.path, "new name")

    def check(_: str) -> None:
        (name,) = world.list() - {world.neighbour.name}
        assert name in (world.path.name, "new-name.toml")
        path = world.folder / name
        world.is_whole(path)
        assert len(list(conflict_copies(path))) == 1
        world.is_sound()
        world.is_whole(rename(path, "third"))

    walk(world, prepare, check, "rename" if has_id else "rename, without an id")


def deletion(world: World, name: str) -> None:
    def prepare() -> Act:
        world.restore()
        return lambda: delete(world.path)

    def check(_: str) -> None:
        if world.path.name in world.list():
            world.is_whole(world.path)
            world.is_sound()
            assert list(bin_folder().glob("*")) == []
            delete(world.path)
        world.is_sound()
        assert undelete(world.is_deleted()) == world.path
        world.is_whole(world.path)

    walk(world, prepare, check, name)


def undeletion(world: World, name: str) -> None:
    deleted = delete(world.path)
    world.keep()

    def prepare() -> Act:
        world.restore()
        return lambda: undelete(deleted)

    def check(_: str) -> None:
        if world.path.name not in world.list():
            world.is_sound()
            assert undelete(world.is_deleted()) == world.path
        world.is_sound()
        world.is_whole(world.path)
        assert list(bin_folder().iterdir()) == []

    walk(world, prepare, check, name)


@pytest.mark.slow
def test_a_deletion(world: World) -> None:
    deletion(world, "delete")


@pytest.mark.slow
def test_a_deletion_to_another_disk(wide_world: World) -> None:
    deletion(wide_world, "delete to another disk")


@pytest.mark.slow
def test_an_undeletion(world: World) -> None:
    undeletion(world, "undelete")


@pytest.mark.slow
def test_an_undeletion_from_another_disk(wide_world: World) -> None:
    undeletion(wide_world, "undelete from another disk")


@pytest.mark.slow
@pytest.mark.parametrize("act", ["rename", "delete", "undelete"])
def test_finishing_what_was_interrupted_is_interrupted_itself(world: World, act: str) -> None:
    deleted = delete(world.path) if act == "undelete" else Deleted(world.path, world.state)
    world.keep()
    acts = {
        "rename": lambda: rename(world.path, "new name"),
        "delete": lambda: delete(world.path),
        "undelete": lambda: undelete(deleted),
    }

    def begin() -> Act:
        world.restore()
        return acts[act]

    begun = [n for n in kill_at_each_call(begin) if list(world.folder.glob(".*.intent"))]
    some = begun if EVERYTHING else (begun[0], begun[len(begun) // 2], begun[-1])
    points = 0
    for n in some:

        def prepare(n: int = n) -> Act:
            world.restore()
            kill_at(begin(), n)
            return lambda: recover(world.folder)

        for _ in kill_at_each_call(prepare):
            points += 1
            (name,) = world.list() - {world.neighbour.name} or {""}
            if name:
                world.is_whole(world.folder / name)
            else:
                world.is_deleted()
            world.is_sound()
    print(f"{act}, then its recovery: {points} kills of the second, 0 lost")


# -- a new file -----------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_duplicate(world: World) -> None:
    before = {world.path.name, world.neighbour.name}

    def prepare() -> Act:
        world.restore()
        return lambda: duplicate(world.path)

    def check(_: str) -> None:
        made = world.list() - before
        assert made in (set(), {"session.toml"})
        world.is_sound()
        world.is_whole(world.path)
        second = duplicate(world.path)
        assert second.name == ("session-2.toml" if made else "session.toml")

    walk(world, prepare, check, "duplicate")


@pytest.mark.slow
def test_a_new_session_in_a_new_folder(world: World) -> None:
    folder = world.outside / "deep" / "sessions"
    made = Session(
        template=GSEF, facts={"title": "New"}, sections={"unfiled": FreeText("the beginning")}
    )

    def prepare() -> Act:
        world.restore()
        return lambda: create(folder, made)

    def check(_: str) -> None:
        found, unreadable = find_sessions(folder)
        assert unreadable == []
        assert [summary.path.name for summary in found] in ([], ["new.toml"])
        for summary in found:
            assert open_document(summary.path).session.sections == made.sections
        second = create(folder, made)
        assert second.name == ("new-2.toml" if found else "new.toml")

    walk(world, prepare, check, "new")


def test_a_picture(world: World) -> None:
    photo = world.outside / "photo.png"

    def prepare() -> Act:
        world.restore()
        return lambda: attach(world.path, str(photo))

    def check(_: str) -> None:
        assert world.path.name in world.list()
        there = pictures_of(world.path)
        assert there in (PICTURES, PICTURES | {"photo.png": photo.read_bytes()})
        assert attach(world.path, str(photo)) == "photo.png"
        assert pictures_of(world.path) == PICTURES | {"photo.png": photo.read_bytes()}
        (picture_folder(world.path) / "photo.png").unlink()
        world.is_whole(world.path)
        world.is_sound()

    walk(world, prepare, check, "attach a picture")


# -- what is there and what was there -------------------------------------------------------------


@pytest.mark.slow
def test_a_restored_version(world: World) -> None:
    earlier = encoded("earlier")
    name = keep(world.path, earlier, AT).name
    world.keep()

    def prepare() -> Act:
        world.restore()
        return lambda: restore(world.path, name, lambda: AT)

    def check(_: str) -> None:
        assert world.path.name in world.list()
        there = world.path.read_bytes()
        assert there == world.text or text_of(there) == "earlier"
        kept = [version.path.read_bytes() for version in versions(world.path)]
        assert world.text in (there, *kept)
        assert earlier in kept
        world.is_sound()
        restore(world.path, name, lambda: AT)
        assert text_of(world.path.read_bytes()) == "earlier"
        assert world.text in [version.path.read_bytes() for version in versions(world.path)]

    walk(world, prepare, check, "restore")


@pytest.mark.slow
def test_a_purge(world: World) -> None:
    rename(world.path, "other")
    rename(world.folder / "other.toml", world.path.stem)
    deleted = delete(world.path)
    shutil.copytree(deleted.folder, bin_folder() / f"{deleted.folder.name[:-12]}0123456789ab")
    undelete(deleted)
    save_app_state(with_place(load_app_state(), world.path, "answers.BA", 3))
    world.keep()

    def prepare() -> Act:
        world.restore()
        return lambda: purge(world.path)

    def check(sentence: str) -> None:
        if world.path.exists():
            assert world.path.read_bytes() == world.text
        with suppress(UnreadableFile):  # nothing is left
            purge(world.path)
        assert world.list() == {world.neighbour.name}
        left = [*world.folder.rglob("*"), *world.state.rglob("*")]
        mine = [p for p in left if "cantines" in p.name]
        assert [p for p in mine if not any(str(each) in sentence for each in (p, p.parent))] == []
        assert [p for p in left if p.is_file() and b"what was said" in p.read_bytes()] == []
        world.is_sound()

    walk(world, prepare, check, "purge")
