"""How far the changes of a session have come."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from gsef_tui.storage.save_progress import SaveProgress

BEGAN = datetime(2026, 5, 12, 20, 41)


class Clock:
    """Seconds since the session was opened."""

    seconds = 0.0

    def monotonic(self) -> float:
        return 1000 + self.seconds

    def now(self) -> datetime:
        return BEGAN + timedelta(seconds=self.seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def progress(clock: Clock) -> SaveProgress:
    return SaveProgress(clock.monotonic, clock.now)


def changed(progress: SaveProgress, clock: Clock, *seconds: float) -> None:
    for each in seconds:
        clock.seconds = each
        progress.change()


def take(progress: SaveProgress) -> int:
    progress.taken = progress.take()
    return progress.taken


def test_nothing_is_waiting_at_first(progress: SaveProgress) -> None:
    assert (progress.waiting, progress.unsaved, progress.unkept) == (None, None, None)
    assert progress.is_held


def test_the_first_change_after_each_take_counts(progress: SaveProgress, clock: Clock) -> None:
    assert progress.change()
    assert not progress.change()
    changed(progress, clock, 1, 2)
    assert progress.waiting == progress.unsaved == 1000
    assert progress.unkept == BEGAN
    assert take(progress) == 4
    assert progress.waiting is None
    assert progress.unsaved == 1000  # it is not on disk yet
    changed(progress, clock, 3)
    assert progress.waiting == 1003
    progress.saved = 4
    assert progress.unsaved == 1003
    assert progress.unkept == BEGAN + timedelta(seconds=3)


def test_saved_is_saved(progress: SaveProgress, clock: Clock) -> None:
    changed(progress, clock, 1, 2)
    progress.saved = take(progress)
    assert (progress.waiting, progress.unsaved, progress.unkept) == (None, None, None)


def test_a_copy_keeps_and_does_not_save(progress: SaveProgress, clock: Clock) -> None:
    changed(progress, clock, 1)
    progress.copied = take(progress)
    assert progress.unkept is None
    assert progress.unsaved == 1001
    changed(progress, clock, 2)
    assert progress.unkept == BEGAN + timedelta(seconds=2)
    assert progress.unsaved == 1001


def test_a_copy_in_memory_holds_and_does_not_keep(progress: SaveProgress, clock: Clock) -> None:
    changed(progress, clock, 1)
    assert not progress.is_held
    progress.held = take(progress)
    assert progress.is_held
    assert progress.unkept == BEGAN + timedelta(seconds=1)
    changed(progress, clock, 2)
    assert not progress.is_held


def test_an_older_copy_does_not_keep_what_was_typed_since(
    progress: SaveProgress, clock: Clock
) -> None:
    changed(progress, clock, 1)
    progress.copied = take(progress)
    changed(progress, clock, 2)
    progress.held = take(progress)  # the disk is full now, too
    assert progress.is_held
    assert progress.unkept == BEGAN + timedelta(seconds=2)
    progress.saved = 2
    assert progress.unkept is None


def test_saves_that_fail_for_hours_keep_one_moment_each(
    progress: SaveProgress, clock: Clock
) -> None:
    for second in range(500):
        changed(progress, clock, second, second)
        take(progress)
    assert progress.unsaved == 1000
    progress.saved = progress.taken
    take(progress)
    changed(progress, clock, 900)
    assert progress.unsaved == 1900
