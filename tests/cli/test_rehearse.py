"""The rehearsal's clock: words come when they are heard, faster where asked, and none is waited
for that is late."""

from __future__ import annotations

from pathlib import Path

import pytest

from gsef_tui.cli.rehearse import play
from gsef_tui.imports.rehearsal import Word

from .conftest import Cli

WORDS = (Word(1.0, "Bonjour", "Anne"), Word(2.0, "à"), Word(4.0, "tous"), Word(9.0, "Oui", "민수"))


class Hours:
    """A clock that goes on only while somebody waits."""

    def __init__(self, lag: float = 0.0) -> None:
        self.now, self.lag, self.waited = 100.0, lag, list[float]()

    def sleep(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.now += seconds + self.lag


def test_words_are_written_when_they_are_heard(capsys: pytest.CaptureFixture[str]) -> None:
    hours = Hours()
    assert list(play(WORDS, 1.5, 2.0, hours.sleep, lambda: hours.now)) == [2.0, 4.0, 9.0]
    assert hours.waited == [0.25, 1.0, 2.5]
    assert capsys.readouterr().out == "\n…\nà tous\n\n민수\nOui"


def test_what_is_late_is_not_waited_for() -> None:
    hours = Hours(lag=1.5)
    list(play(WORDS, 0.0, 1.0, hours.sleep, lambda: hours.now))
    assert hours.waited == [1.0, 0.0, 0.0, 3.5]


def test_a_word_goes_whole_onto_the_next_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "10")
    hours = Hours()
    list(play(WORDS, 0.0, 100.0, hours.sleep, lambda: hours.now))
    assert capsys.readouterr().out == "\nAnne\nBonjour à\ntous\n\n민수\nOui"


def test_a_script_is_heard_and_how_much_was_noted_is_said(cli: Cli, folders: Path) -> None:
    script = folders / "call.vtt"
    script.write_text("WEBVTT\n\n00:00.000 --> 01:05.000\nAnne: un deux trois\n")
    result = cli("rehearse", script, "--speed", "100", "--from", "0:00")
    assert result.status == 0
    (session,) = (folders / "sessions").glob("*-call.toml")
    assert result.out.startswith(f"In another window: gsef-tui {session}\n")
    assert "Anne  1:05   3 words  0 words" in result.out


@pytest.mark.parametrize(
    ("options", "status", "says"),
    [
        (["nowhere.vtt"], 2, "nowhere.vtt"),
        (["--from", "ab"], 2, "is not a time such as 12:30"),
        (["--from", "2:00:00"], 2, "ends before that"),
        (["--language", "xx"], 2, "Languages: fr, en, es, ko"),
        (["--speed", "0"], 2, "--speed"),
    ],
)
def test_what_cannot_be_rehearsed_is_said_and_makes_no_session(
    cli: Cli, folders: Path, options: list[str], status: int, says: str
) -> None:
    result = cli("rehearse", *options)
    assert result.status == status
    assert says in result.err
    assert result.err.count("\n") == 1
    assert not list((folders / "sessions").iterdir())
