"""The last save of a process: what it writes where, and what it says about it."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from gsef_tui.storage.copies import CopyWriter, all_copies
from gsef_tui.storage.documents import fingerprint
from gsef_tui.storage.durable import Replacement
from gsef_tui.storage.guard import conflict_copies
from gsef_tui.storage.last_save import Outcome, save_last
from gsef_tui.storage.lock import Lock, hold, take_over
from gsef_tui.storage.session_file import Abandoned, SessionFile
from gsef_tui.storage.sidecars import before_path

from .disk_calls import DiskCalls
from .saving import Places, full, noted, text_of

LONG = 60.0


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    made = Places(tmp_path, monkeypatch)
    made.lay_out()
    return made


@pytest.fixture
def lock(places: Places) -> Iterator[Lock]:
    held = hold(places.path)
    yield held
    held.release()


@pytest.fixture
def file(places: Places, lock: Lock) -> SessionFile:
    found = fingerprint(places.path.read_bytes())
    return SessionFile(places.path, places.state, fingerprint=found, lock=lock)


def saved(places: Places, file: SessionFile, seconds: float = LONG, hangs: bool = False) -> Outcome:
    return save_last(file, CopyWriter(places.state), noted("new"), seconds, hangs=hangs)


def test_it_is_in_its_place_and_nothing_else_is_left(places: Places, file: SessionFile) -> None:
    assert saved(places, file) == Outcome(True)
    assert places.text() == "new"
    assert places.beside() == ["s.toml"]
    assert all_copies(places.state) == []


def test_where_its_place_fails_the_copies_have_it(places: Places, file: SessionFile) -> None:
    with full(places.path.parent):
        outcome = saved(places, file)
    assert not outcome.in_place
    assert outcome.reason == "disk full"
    assert outcome.copy is not None
    assert not outcome.copy.fleeting
    assert text_of(outcome.copy.path.read_bytes()) == "new"
    assert places.text() == "old"
    assert places.beside() == ["s.toml"]


def test_where_only_memory_takes_it_that_is_said(places: Places, file: SessionFile) -> None:
    with full(places.path.parent, places.state, places.disk):
        outcome = saved(places, file)
    assert outcome.copy is not None
    assert outcome.copy.fleeting
    assert text_of(outcome.copy.path.read_bytes()) == "new"


def test_where_nothing_takes_it_that_is_said(places: Places, file: SessionFile) -> None:
    with full(places.root):
        assert saved(places, file) == Outcome(False, None, "disk full")
    assert places.text() == "old"
    assert places.beside() == ["s.toml"]


def test_theirs_stays_and_ours_goes_beside_it(places: Places, file: SessionFile) -> None:
    places.path.write_bytes(noted("theirs"))
    assert saved(places, file).in_place
    assert places.text() == "theirs"
    (beside,) = conflict_copies(places.path)
    assert text_of(beside.read_bytes()) == "new"
    assert places.beside() == [beside.name, "s.toml"]


def test_a_session_that_was_taken_over_is_not_written(places: Places, file: SessionFile) -> None:
    other = take_over(places.path)
    assert saved(places, file).in_place
    assert places.text() == "old"
    (beside,) = conflict_copies(places.path)
    assert text_of(beside.read_bytes()) == "new"
    other.release()


def test_a_file_that_is_gone_is_written_again(places: Places, file: SessionFile) -> None:
    places.path.unlink()
    assert saved(places, file) == Outcome(True)
    assert places.text() == "new"
    assert places.beside() == ["s.toml"]


def test_the_old_file_has_a_second_name_before_the_new_one_is_synced(
    places: Places, file: SessionFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = DiskCalls(places.path.parent, monkeypatch)
    assert saved(places, file) == Outcome(True)
    assert calls.seen == ["link", "replace", "sync file", "sync folder", "unlink"]


def test_without_links_the_disk_has_the_new_file_before_it_takes_the_place(
    places: Places, file: SessionFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = DiskCalls(places.path.parent, monkeypatch)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    assert saved(places, file) == Outcome(True)
    assert calls.seen == ["sync file", "replace", "sync file", "sync folder"]
    assert places.text() == "new"


# -- a disk that does not answer ------------------------------------------------------------------


@pytest.fixture
def answers(places: Places, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Syncs of new files in the session's folder do not come back before this is set."""
    event = threading.Event()
    plain = Replacement.sync

    def sync(new: Replacement) -> None:
        if new.target.is_relative_to(places.path.parent):
            assert event.wait(LONG)
        plain(new)

    monkeypatch.setattr(Replacement, "sync", sync)
    yield event
    event.set()
    for thread in threading.enumerate():
        if thread.name in ("last-save", "hangs"):
            thread.join(LONG)


def test_the_text_is_in_its_place_before_the_disk_has_answered(
    places: Places, file: SessionFile, answers: threading.Event
) -> None:
    assert saved(places, file, 0.3) == Outcome(True)
    assert places.text() == "new"
    assert text_of(before_path(places.path).read_bytes()) == "old"  # to fall back on


def test_it_does_not_wait_for_a_save_that_hangs_which_comes_to_nothing(
    places: Places, file: SessionFile, answers: threading.Event
) -> None:
    ended: list[type[Exception]] = []

    def save() -> None:
        try:
            file.write(noted("hangs"))
        except Exception as error:
            ended.append(type(error))

    hanging = threading.Thread(target=save, name="hangs", daemon=True)
    hanging.start()
    while not list(places.path.parent.glob(".s.toml.*.tmp")):
        hanging.join(0.001)
    assert saved(places, file, 0.3, hangs=True).in_place
    assert places.text() == "new"
    answers.set()
    hanging.join(LONG)
    assert ended == [Abandoned]
    assert places.text() == "new"
