from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from gsef_tui.cli.program import run

SAMPLE = Path(__file__).parents[2] / "sessions" / "2026-05-12-sample-energie-citoyenne.toml"


class Result(NamedTuple):
    """What a command left: its status, its standard output as bytes and text, its errors."""

    status: int
    data: bytes
    err: str

    @property
    def out(self) -> str:
        return self.data.decode()


Cli = Callable[..., Result]


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, state and sessions of a person who has none yet; the current folder too."""
    for name in ("CONFIG", "STATE", "SESSIONS"):
        monkeypatch.setenv(f"GSEF_TUI_{name}", str(tmp_path / name.lower()))
    (tmp_path / "sessions").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def cli(capfdbinary: pytest.CaptureFixture[bytes]) -> Cli:
    """Carry out a command line in this process."""

    def carry_out(*arguments: str | Path) -> Result:
        words: Sequence[str] = [str(argument) for argument in arguments]
        capfdbinary.readouterr()
        status = run(words)
        captured = capfdbinary.readouterr()
        return Result(status, captured.out, captured.err.decode())

    return carry_out


@pytest.fixture
def session_file(folders: Path) -> Path:
    """A session in which things are missing and one contradicts another."""
    path = folders / "sessions" / "2031-10-04-cantines.toml"
    path.write_text(
        """format = 1
template = "gsef"
language = "fr"

[forum]
first_day = 2030-10-04
last_day = 2030-10-08

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

[people.LT]
role = "speaker"
name = "Lucía Torres"
organisation = "Cocina Común"
country = "Chili"

[people.KM]
role = "speaker"
name = "김민수"

[presentations]
LT = "- une cuisine"
KM = "deux cuisines"

[answers]
KM = "tous"

[closing]
moderator = "Cuisiner ensemble."

[screenshots.s1]
file = "galerie.png"
""",
        encoding="utf-8",
    )
    return path
