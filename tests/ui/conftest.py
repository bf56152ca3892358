from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from textual.timer import Timer, TimerCallback

from gsef_tui.ui.screens.session.screen import SessionScreen

from .hand import Hand

SESSION = """format = 1
template = "gsef"
language = "fr"

[session]
title = "Les cantines du quartier"
type = "Atelier"
spoken = "Français"
date = 2031-10-04
starts = 20:00:00
ends = 21:30:00
time_zone = "Asia/Seoul"
questions = ["Qui cuisine ?"]

[people.AM]
role = "moderator"
name = "Anne Mercier"
organisation = "Réseau des cantines"
country = "France"

[people.LT]
role = "speaker"
name = "Lucía Torres"
organisation = "Cocina Común"
country = "Chili"

[people.KM]
role = "speaker"
name = "김민수"
organisation = "밥상 협동조합"

[presentations]
LT = "- une cuisine"

[unfiled]
text = "Bonjour"
"""


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """A folder whose path is equally long in every run and for every test.

    pytest's own grows with the name of the test and the number of runs. The screen shortens a long
    path, or breaks the sentence that holds it elsewhere, so what it shows would differ as well.
    """
    with TemporaryDirectory(prefix="gsef-", dir="/tmp", ignore_cleanup_errors=True) as made:
        yield Path(made)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of sessions of a person who has none yet; nothing that is the person's own."""
    for name in ("CONFIG", "STATE", "SESSIONS"):
        monkeypatch.setenv(f"GSEF_TUI_{name}", str(tmp_path / name.lower()))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)
    (tmp_path / "sessions").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path / "sessions"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home folder of a person who has nothing in it."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in ("XDG_CONFIG_HOME", "XDG_PICTURES_DIR", "XDG_DOCUMENTS_DIR", "XDG_DESKTOP_DIR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "home"


@pytest.fixture(autouse=True)
def time_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The person is in one time zone, wherever the machine is: the header says ``yesterday`` where
    the forum's day is another."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture(autouse=True)
def seconds_pass_in_until_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the session's screen does once a second happens while a test waits with ``hand.until``,
    or where it calls ``status.tick``: never between a key and what is asserted after it, however
    slow the machine is."""
    plain = SessionScreen.set_interval

    def paused(
        self: SessionScreen,
        interval: float,
        callback: TimerCallback | None = None,
        *,
        pause: bool = False,
        **named: Any,
    ) -> Timer:
        stays = pause or callback == self.status.tick
        return plain(self, interval, callback, pause=stays, **named)

    monkeypatch.setattr(SessionScreen, "set_interval", paused)


@pytest.fixture
def no_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    """No second passes in ``hand.until`` either, only where a test calls ``status.tick``: a test
    that counts what is drawn would count what the clock draws as well."""
    monkeypatch.setattr(Hand, "seconds_pass", False)


@pytest.fixture
def cantines(folder: Path) -> Path:
    """A session of three people: one has a presentation, nobody an answer."""
    path = folder / "2031-10-04-cantines.toml"
    path.write_text(SESSION, encoding="utf-8")
    return path
