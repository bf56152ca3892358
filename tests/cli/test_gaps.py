from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import SAMPLE, Cli

TEXT = """format = 1
template = "gsef"
language = "fr"
[people.LT]
role = "speaker"
name = "Lucía Torres"
[presentations]
LT = "- selon la loi @@20:47 [20:48] deux fermes"
"""


@pytest.fixture
def gappy(folders: Path) -> Path:
    path = folders / "gappy.toml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_gaps_is_what_one_sends_and_nothing_else(cli: Cli, gappy: Path) -> None:
    result = cli("gaps", gappy)
    assert (result.status, result.err) == (0, "")
    assert result.out.splitlines() == [
        "Il me manque un passage :",
        "Lucía Torres\u00a0: 20:47 «\u00a0selon la loi\u00a0»",
    ]


def test_gaps_as_json(cli: Cli, gappy: Path) -> None:
    assert json.loads(cli("gaps", gappy, "--json").out) == [
        {
            "place": "presentations.LT",
            "offset": 15,
            "length": 7,
            "text": "@@20:47",
            "time": "20:47",
            "code": "LT",
            "before": "- selon la loi ",
        }
    ]


def test_a_session_without_gaps_says_so_aside(cli: Cli) -> None:
    result = cli("gaps", SAMPLE)
    assert (result.status, result.out) == (0, "")
    assert result.err.endswith("no gaps\n")
    assert json.loads(cli("gaps", SAMPLE, "--json").out) == []


def test_an_export_says_aside_how_many_gaps_it_has(cli: Cli, gappy: Path) -> None:
    result = cli("export", gappy)
    assert "selon la loi […] deux fermes" in result.out
    assert "1 gap prints" in result.err
    assert "gap" not in result.out
    assert cli("export", gappy, "--blank").err == ""


def test_times_keeps_the_stamps(cli: Cli, gappy: Path) -> None:
    assert "[20:48] deux fermes" in cli("export", gappy, "--times").out


def test_check_names_each_gap_and_it_holds_nothing_back(cli: Cli, gappy: Path) -> None:
    found = json.loads(cli("check", gappy, "--json").out)
    assert {
        "rule": "gap",
        "place": "presentations.LT",
        "message": "a gap at 20:47",
        "severity": "hint",
    } in found
