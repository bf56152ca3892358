"""A laptop that slept, a clock that was set: what is typed is saved as ever, and once."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from gsef_tui.model.session import Session
from gsef_tui.storage.autosave import Autosaver
from gsef_tui.storage.decode import decode
from gsef_tui.storage.encode import Encoder
from gsef_tui.storage.history import versions
from gsef_tui.storage.lock import hold
from gsef_tui.storage.save_state import SaveState
from gsef_tui.storage.templates import require_template

GSEF = require_template("gsef")

SOON = 10.0
HOUR = 3600.0


class Window:
    """A session that is open, by two clocks that somebody moves."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "s.toml"
        self.path.write_text('format = 1\ntemplate = "gsef"\nlanguage = "fr"\n', encoding="utf-8")
        self.state = folder / "state"
        self.asleep = 0.0
        self.set = timedelta()
        self.note = ""
        self.saves = 0
        self.news = threading.Condition()
        self.lock = hold(self.path, self.now)
        self.saver = Autosaver(
            self.path,
            lambda: Session(template=GSEF, sections={"answers": {"BA": self.note}}),
            Encoder(),
            state_folder=self.state,
            lock=self.lock,
            notify=self.notify,
            monotonic=lambda: time.monotonic() + self.asleep,
            now=self.now,
        )
        self.saver.start()

    def now(self) -> datetime:
        return datetime.now() + self.set

    def notify(self, state: SaveState) -> None:
        with self.news:
            self.saves += 1
            self.news.notify_all()

    def write(self, note: str) -> None:
        self.note = note
        self.saver.changed()

    def holds(self, note: str) -> None:
        """Wait until all is saved, in its own place."""
        with self.news:
            assert self.news.wait_for(lambda: self.saver.state.saved, SOON), self.saver.state
        assert decode(self.path.read_bytes(), "s.toml").notes("answers") == {"BA": note}
        assert sorted(file.name for file in self.path.parent.glob("*.toml")) == ["s.toml"]
        assert self.lock.mine()

    def close(self) -> None:
        self.saver.close()
        self.lock.release()


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Window]:
    window = Window(tmp_path)
    yield window
    window.close()


def test_an_hour_asleep_is_one_save_and_not_a_thousand(window: Window) -> None:
    """Where the monotonic clock counts the sleep: nothing that was missed is made up for."""
    window.write("avant")
    window.asleep = HOUR
    window.holds("avant")
    window.write("après")
    window.holds("après")
    assert window.saves == 2
    assert window.saver.state.oldest is None


@pytest.mark.slow
@pytest.mark.parametrize("by", [timedelta(days=-400), timedelta(hours=-1), timedelta(days=400)])
def test_a_clock_that_is_set_stops_nothing(window: Window, by: timedelta) -> None:
    window.write("avant")
    window.holds("avant")
    window.set = by
    window.saver.look()
    window.write("pendant")
    window.holds("pendant")
    window.set = timedelta()
    window.write("après")
    window.holds("après")
    assert versions(window.path, window.state), "what was there before the sitting is kept"
