"""The ways out of a session, interrupted at every call that changes the disk: a save whose place
fails, the last save of a process, a file that was moved, mine over what nobody can read.

Whatever is done at the n-th call, the newest text that was said to be safe is in the file, a
version, a conflict copy or a copy, and the next opening shows or offers it.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from gsef_tui.storage.copies import all_copies
from gsef_tui.storage.documents import fingerprint
from gsef_tui.storage.errors import CannotWrite
from gsef_tui.storage.guard import conflict_copies
from gsef_tui.storage.history import versions
from gsef_tui.storage.last_save import Outcome, save_last
from gsef_tui.storage.lock import Lock, hold
from gsef_tui.storage.session_file import SessionFile
from gsef_tui.storage.sidecars import before_path
from gsef_tui.storage.unsaved import (
    Recovered,
    abandoned_copies,
    adopt_unsaved,
    bring_back,
    repair,
    unsaved_texts,
)

from .interruption import EVERYTHING, FAULTS, Act, fail_at_each_call, kill_at_each_call
from .saving import Desk, Places, copies_of, full, note_of, noted, text_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="tells files by /proc")

T = TypeVar("T")

plain_rename = os.rename

NOTES = ["old", "one", "two", "three", "four"]
"""What the session says, one after the other."""


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch) -> Iterator[Places]:
    """In memory where there is one: thousands of syncs would take a disk minutes."""
    there = Path("/dev/shm")
    made = Path(tempfile.mkdtemp(dir=there if os.access(there, os.W_OK) else None))
    yield Places(made, monkeypatch)
    shutil.rmtree(made)


def killed(places: Places, prepare: Callable[[], Act], check: Callable[[], None], name: str) -> int:
    """Kill the act at each of its calls, and check what is there."""
    points = 0
    for _ in kill_at_each_call(prepare, places.root):
        points += 1
        check()
    print(f"{name}: {points} kills tried, 0 lost")
    return points


def failing(
    places: Places, prepare: Callable[[], Act], check: Callable[[str], None], name: str
) -> int:
    """Let the act fail at each of its calls, and check what is there."""
    points = 0
    for code, lasts in FAULTS:
        for _, sentence in fail_at_each_call(prepare, code, lasts=lasts, below=places.root):
            points += 1
            check(sentence)
    print(f"{name}: {points} faults tried, 0 lost")
    return points


# -- a save whose place fails ---------------------------------------------------------------------


def filled(places: Places, which: str) -> list[Path]:
    """The folders that take nothing more."""
    folders = [places.path.parent, places.state, places.disk]
    return folders[: ["place", "state", "disk"].index(which) + 1]


def a_copy_is_written(places: Places, which: str) -> None:
    desk = Desk(places)
    assert desk.write("one").saved
    with full(*filled(places, which)):
        for note in ("two", "three"):
            state = desk.write(note)
            assert state.copy is not None
            assert (state.fleeting, state.safe) == (which == "disk", which != "disk")
    assert desk.write("four").saved
    desk.leave()


@pytest.mark.slow
@pytest.mark.parametrize("which", ["disk", *(["place", "state"] if EVERYTHING else [])])
def test_killed_while_the_place_fails(places: Places, which: str) -> None:
    def prepare() -> Act:
        places.lay_out()
        return lambda: a_copy_is_written(places, which)

    def check() -> None:
        least = places.said[-1] if places.said else "old"
        before = places.texts()
        with full(*filled(places, which)):
            offered = places.offered()
        newest = places.text() if offered is None else offered
        assert NOTES.index(newest) >= NOTES.index(least)
        places.newest()
        assert before | {newest} <= places.texts()

    assert killed(places, prepare, check, f"a copy elsewhere ({which} full)") > 20


@pytest.mark.slow
@pytest.mark.parametrize("which", ["place", "state"])
def test_a_fault_while_the_place_fails(places: Places, which: str) -> None:
    desks: list[Desk] = []

    def prepare() -> Act:
        places.lay_out()
        desks.append(Desk(places))
        assert desks[-1].write("one").saved
        return save_when_full

    def save_when_full() -> None:
        with full(*filled(places, which)):
            desks[-1].write("two")

    def check(sentence: str) -> None:
        desk = desks[-1]
        state = desk.saver.state
        assert not state.saved
        assert state.reason
        assert (state.copy is not None) == state.safe or state.fleeting
        if state.copy is not None:
            assert text_of(state.copy.read_bytes()) == "two"
        assert places.text() == "one"
        assert desk.write("three").saved
        assert places.text() == "three"
        assert places.texts() == {"old", "three"}  # the copy went, wherever it was
        desk.leave()

    failing(places, prepare, check, f"a copy elsewhere ({which} full)")


# -- the last save of a process -------------------------------------------------------------------


class Told(threading.Event):
    """Writes down when the new text outlives the process."""

    def __init__(self, places: Places) -> None:
        super().__init__()
        self._places = places

    def set(self) -> None:
        self._places.say("new")
        super().set()


def last_file(places: Places) -> tuple[SessionFile, Lock]:
    found, lock = fingerprint(places.path.read_bytes()), hold(places.path)
    return SessionFile(places.path, places.state, fingerprint=found, lock=lock), lock


def by_write_last(places: Places) -> None:
    last_file(places)[0].write_last(noted("new"), Told(places))


def by_save_last(places: Places) -> None:
    outcome = save_last(last_file(places)[0], copies_of(places), noted("new"), 5.0, hangs=False)
    places.say("new" if outcome.in_place else "")


def by_save_last_in_a_full_folder(places: Places) -> None:
    with full(places.path.parent):
        outcome = save_last(last_file(places)[0], copies_of(places), noted("new"), 5.0, hangs=True)
    if outcome.copy is not None:
        places.say("new")


LAST = [by_write_last, by_save_last, by_save_last_in_a_full_folder]


@pytest.mark.slow
@pytest.mark.parametrize("act", LAST)
def test_killed_in_the_last_save(places: Places, act: Callable[[Places], None]) -> None:
    def prepare() -> Act:
        places.lay_out()
        return lambda: act(places)

    def check() -> None:
        assert places.text() in ("old", "new")
        before = places.texts()
        assert "old" in before or places.text() == "new"
        newest = places.newest()
        assert newest == "new" if "new" in places.said else newest in ("old", "new")
        assert before <= places.texts()
        assert not before_path(places.path).exists()

    killed(places, prepare, check, act.__name__.replace("_", " "))


@pytest.mark.slow
def test_the_machine_goes_down_in_the_last_save(places: Places) -> None:
    """What the disk was not asked for is lost with the machine: the new file is empty then."""

    def prepare() -> Act:
        places.lay_out()
        return lambda: unsynced(places)

    def unsynced(places: Places) -> None:
        plain = os.fsync

        def fsync(descriptor: int) -> None:
            plain(descriptor)
            places.say(os.path.basename(os.readlink(f"/proc/self/fd/{descriptor}")))

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "fsync", fsync)
            by_write_last(places)

    def check() -> None:
        synced = "s.toml" in places.said
        if places.text() == "new" and not synced:
            places.path.write_bytes(b"")
        for left in places.path.parent.glob(".*.tmp"):
            left.write_bytes(b"")
        assert places.newest() in (("new",) if synced else ("old", "new"))
        assert places.text() == ("new" if synced else "old")

    assert killed(places, prepare, check, "the machine goes down in the last save") > 5


@pytest.mark.parametrize("theirs", [False, True])
def test_a_fault_in_the_last_save(places: Places, theirs: bool) -> None:
    outcomes: list[Outcome] = []
    files: list[tuple[SessionFile, Lock]] = []

    def prepare() -> Act:
        places.lay_out()
        files.append(last_file(places))
        if theirs:
            places.path.write_bytes(noted("theirs"))
        return lambda: outcomes.append(
            save_last(files[-1][0], copies_of(places), noted("new"), 5.0, hangs=False)
        )

    def check(_: str) -> None:
        outcome, (file, lock) = outcomes[-1], files[-1]
        beside = [path.read_bytes() for path in unfinished(places)]
        if outcome.in_place:
            assert (outcome.copy, outcome.reason) == (None, "")
            assert noted("new") in [*beside, places.path.read_bytes()]
        else:
            assert outcome.reason
            assert outcome.copy is None or text_of(outcome.copy.path.read_bytes()) == "new"
        assert places.text() in (("theirs",) if theirs else ("old", "new"))
        file.let_go(hangs=False)
        lock.release()
        if outcome.in_place or outcome.copy is not None:
            newest = places.newest()
            assert newest == "new" or (theirs and "new" in places.texts())

    failing(places, prepare, check, f"the last save{', theirs in its place' if theirs else ''}")


def unfinished(places: Places) -> list[Path]:
    """Where the next opening finds text beside the file."""
    return [*places.path.parent.glob(".*.tmp"), *conflict_copies(places.path)]


# -- what the next opening does -------------------------------------------------------------------


def leave_unsaved(places: Places) -> None:
    """Three windows ended without being able to save, and one machine went down."""
    places.lay_out()
    with full(places.state):
        assert copies_of(places).write(places.path, noted("on another disk")) is not None
    places.time_passes()
    assert copies_of(places).write(places.path, noted("in the state folder")) is not None
    places.time_passes()
    temporary = places.path.with_name(".s.toml.0123456789ab.tmp")
    temporary.write_bytes(noted("newest"))
    temporary.with_name(".s.toml.ab0123456789.tmp").write_bytes(noted("cut off")[:40])
    before_path(places.path).write_bytes(noted("before"))


def or_sentence(act: Callable[[Path, Path], T], places: Places) -> T:
    """What an act says that raises OSError where a call fails."""
    try:
        return act(places.path, places.state)
    except OSError as error:
        raise CannotWrite(str(error)) from None


UNSAVED = {"on another disk", "in the state folder", "newest"}


@pytest.mark.slow
def test_taking_over_what_was_not_saved(places: Places) -> None:
    leave_unsaved(places)
    assert places.texts() == {"old", *UNSAVED}
    places.keep()
    offered: list[Recovered | None] = []

    def prepare() -> Act:
        places.restore()
        offered.clear()
        return lambda: offered.append(or_sentence(adopt_unsaved, places))

    def check() -> None:
        assert places.text() == "old"
        assert places.texts() == {"old", *UNSAVED}
        waits = any(b"newest" in copy.read() for copy in unsaved_texts(places.path))
        offers = places.newest()
        assert offers == "newest" or not waits  # it was offered, or is a version already
        assert kept(places) == UNSAVED
        assert unsaved_texts(places.path) == []
        assert places.beside() == ["s.toml"]

    def check_failed(_: str) -> None:
        waits = any(b"newest" in copy.read() for copy in unsaved_texts(places.path))
        recovered = offered[0] if offered else None
        is_offered = recovered is not None and note_of(recovered.session()) == "newest"
        assert is_offered or waits
        check()

    killed(places, prepare, check, "taking over what was not saved")
    failing(places, prepare, check_failed, "taking over what was not saved")


def kept(places: Places) -> set[str]:
    """What the versions say."""
    return {text_of(version.path.read_bytes()) for version in versions(places.path)}


@pytest.mark.slow
def test_repairing_after_the_machine_went_down(places: Places) -> None:
    def prepare() -> Act:
        places.lay_out()
        places.path.write_bytes(b'id = "01')
        before_path(places.path).write_bytes(noted("before"))
        return lambda: or_sentence(repair, places)

    def check(_: str = "") -> None:
        assert places.newest() == "before"
        assert places.text() == "before"
        kept = [version.path.read_bytes() for version in versions(places.path)]
        assert kept == [b'id = "01']
        assert not before_path(places.path).exists()

    killed(places, prepare, check, "repair")
    failing(places, prepare, check, "repair")


@pytest.mark.slow
@pytest.mark.parametrize("folder_is_there", [True, False])
def test_bringing_a_copy_back(places: Places, folder_is_there: bool) -> None:
    elsewhere = places.root / "elsewhere"

    def prepare() -> Act:
        places.lay_out()
        assert copies_of(places).write(places.path, noted("new")) is not None
        places.path.unlink()
        shutil.rmtree(elsewhere, ignore_errors=True)
        if not folder_is_there:
            shutil.rmtree(places.path.parent)
        (copy,) = abandoned_copies(places.state)
        return lambda: bring_back(copy, elsewhere)

    def check(_: str = "") -> None:
        made = [*places.root.glob("sessions/*.toml"), *elsewhere.glob("*.toml")]
        assert [text_of(path.read_bytes()) for path in made] in ([], ["new"])
        copies = abandoned_copies(places.state)
        assert made or copies
        for copy in copies:
            assert text_of(copy.path.read_bytes()) == "new"
            made = [bring_back(copy, elsewhere)]
        assert text_of(made[0].read_bytes()) == "new"
        assert (made[0] == places.path) is folder_is_there

    killed(places, prepare, check, f"bringing back{'' if folder_is_there else ' elsewhere'}")
    failing(places, prepare, check, f"bringing back{'' if folder_is_there else ' elsewhere'}")


# -- a file that was moved ------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("what", ["file", "folder"])
def test_the_first_save_at_a_new_place(places: Places, what: str) -> None:
    old = places.path
    new = old.with_name("renamed.toml") if what == "file" else places.root / "moved" / old.name
    desks: list[Desk] = []

    def begin() -> None:
        shutil.rmtree(places.root / "moved", ignore_errors=True)
        places.path = old
        places.lay_out()

    def move() -> None:
        """By another hand."""
        places.time_passes()
        if what == "file":
            plain_rename(old, new)
        else:
            plain_rename(old.parent, new.parent)
        places.path = new

    def save_there() -> None:
        desk = Desk(places)
        assert desk.write("one").saved
        move()
        assert desk.write("two").saved

    def prepare_to_die() -> Act:
        begin()
        return save_there

    def prepare_to_fail() -> Act:
        begin()
        desks.append(Desk(places))
        assert desks[-1].write("one").saved
        move()
        return lambda: desks[-1].write("two")

    def check_killed() -> None:
        least = places.said[-1] if places.said else "old"
        places.path = new if new.exists() else old
        newest = places.newest()
        assert newest in NOTES[NOTES.index(least) :]
        assert (old.exists(), new.exists()) in ((True, False), (False, True))
        assert "old" in places.texts()

    def check_failed(_: str) -> None:
        desk = desks[-1]
        state = desk.saver.state
        if state.saved:
            assert (state.moved_to, places.text()) == (new, "two")
        else:
            assert state.reason
            assert state.copy is None or text_of(state.copy.read_bytes()) == "two"
        assert desk.write("three").saved
        assert desk.saver.state.moved_to == new
        assert not old.exists()
        assert {"old", "three"} <= places.texts()
        assert all_copies(places.state) == []
        desk.leave()
        assert places.newest() == "three"

    killed(places, prepare_to_die, check_killed, f"a moved {what}")
    failing(places, prepare_to_fail, check_failed, f"a moved {what}")


# -- mine over what nobody can read ---------------------------------------------------------------

THEIRS = b"<<<<<<< HEAD\nid = "


@pytest.mark.slow
def test_mine_over_what_cannot_be_read(places: Places) -> None:
    desks: list[Desk] = []

    def begin() -> Act:
        places.lay_out()
        desk = Desk(places)
        assert desk.write("one").saved
        places.path.write_bytes(THEIRS)
        assert desk.write("two").conflict is not None
        places.time_passes()
        desks.append(desk)
        desk.note = "three"
        desk.saver.changed()
        return lambda: desk.tell(desk.saver.resolve("mine"))

    def check(_: str = "") -> None:
        there = places.path.read_bytes()
        raw = [version.path.read_bytes() for version in versions(places.path)]
        assert THEIRS in (there, *raw)
        assert there == THEIRS or text_of(there) == "three"
        assert places.said[-1] in places.texts()

    def check_failed(_: str) -> None:
        check()
        state = desks[-1].saver.state
        if state.saved:
            assert places.text() == "three"
        elif state.copy is not None:
            assert text_of(state.copy.read_bytes()) == "three"
        elif state.kept:
            assert state.conflict is not None
            assert text_of(state.conflict.read_bytes()) == "three"
        assert desks[-1].saver.resolve("mine").saved
        assert places.text() == "three"
        for left in conflict_copies(places.path):  # where it could not be removed
            assert text_of(left.read_bytes()) == "two"
        desks[-1].leave()

    killed(places, begin, check, "mine over what cannot be read")
    failing(places, begin, check_failed, "mine over what cannot be read")
