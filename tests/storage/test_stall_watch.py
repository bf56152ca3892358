"""A save that takes too long: when it counts as one, and what is done then."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from gsef_tui.storage import stall_watch
from gsef_tui.storage.stall_watch import STALLED, StallWatch

SOON = 30.0


class Acts:
    """Counts how often the watch acted."""

    def __init__(self) -> None:
        self.number = 0
        self.news = threading.Condition()

    def __call__(self) -> None:
        with self.news:
            self.number += 1
            self.news.notify_all()

    def wait(self, number: int) -> bool:
        with self.news:
            return self.news.wait_for(lambda: self.number >= number, SOON)


class Clock:
    seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def acts() -> Acts:
    return Acts()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def watch(acts: Acts, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[StallWatch]:
    monkeypatch.setattr(stall_watch, "AGAIN", 0.001)
    made = StallWatch(acts, clock)
    yield made
    made.stop()
    if made._thread.ident is not None:
        made._thread.join(SOON)
        assert not made._thread.is_alive()


def test_a_save_that_takes_too_long_is_stalled(watch: StallWatch, clock: Clock) -> None:
    assert not watch.stalled
    watch.began()
    clock.seconds += STALLED - 0.1
    assert not watch.stalled
    clock.seconds += 0.1
    assert watch.stalled
    watch.ended()
    assert not watch.stalled


def test_each_save_has_its_own_time(watch: StallWatch, clock: Clock) -> None:
    watch.began()
    clock.seconds += STALLED - 0.1
    watch.ended()
    watch.began()
    clock.seconds += STALLED - 0.1
    assert not watch.stalled


def test_it_acts_again_and_again_until_the_save_ends(
    watch: StallWatch, acts: Acts, clock: Clock
) -> None:
    watch.began()
    clock.seconds += STALLED
    watch.start()
    assert acts.wait(3)
    watch.ended()
    with acts.news:
        number = acts.number
    watch.began()  # a quick one
    watch.ended()
    assert acts.number <= number + 1  # one may have been under way


def test_it_sleeps_until_a_save_begins(
    watch: StallWatch, acts: Acts, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch.start()
    while not watch._sleeps:
        watch._thread.join(0.001)
    monkeypatch.setattr(stall_watch, "STALLED", 0.0)
    assert acts.number == 0
    watch.began()
    assert acts.wait(1)


def test_a_watch_that_is_stopped_acts_no_more(watch: StallWatch, acts: Acts, clock: Clock) -> None:
    watch.began()
    clock.seconds += STALLED
    watch.stop()
    watch.start()
    watch._thread.join(SOON)
    assert acts.number == 0
