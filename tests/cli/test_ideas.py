from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import SAMPLE, Cli

TEXT = """format = 1
template = "gsef"
language = "fr"
[session]
title = "TITLE"
[people.LT]
role = "speaker"
name = "Lucía Torres"
[ideas.i1]
text = "des cantines partout"
by = "LT"
at = 2031-10-04T20:47:03+09:00
[ideas.i2]
text = "sans nom"
"""


@pytest.fixture
def two(folders: Path) -> tuple[Path, Path]:
    paths = folders / "a.toml", folders / "b.toml"
    for path, title in zip(paths, ("Les cantines", ""), strict=True):
        path.write_text(TEXT.replace("TITLE", title), encoding="utf-8")
    return paths


def test_the_ideas_of_many_sessions(cli: Cli, two: tuple[Path, Path]) -> None:
    result = cli("ideas", two[0], SAMPLE, two[1])
    assert (result.status, result.err) == (0, "")
    lines = ["Lucía Torres\u00a0: des cantines partout", "sans nom"]
    assert result.out.splitlines() == ["Les cantines", *lines, "", "b.toml", *lines]


def test_ideas_as_json(cli: Cli, two: tuple[Path, Path]) -> None:
    assert json.loads(cli("ideas", two[0], "--json").out) == [
        {
            "path": str(two[0]),
            "title": "Les cantines",
            "text": "des cantines partout",
            "by": "LT",
            "name": "Lucía Torres",
            "at": "2031-10-04T20:47:03+09:00",
        },
        {
            "path": str(two[0]),
            "title": "Les cantines",
            "text": "sans nom",
            "by": "",
            "name": "",
            "at": None,
        },
    ]


def test_no_ideas_is_said_aside(cli: Cli) -> None:
    result = cli("ideas", SAMPLE)
    assert (result.status, result.out) == (0, "")
    assert result.err.endswith("no key ideas\n")
    assert json.loads(cli("ideas", SAMPLE, "--json").out) == []


def test_one_that_cannot_be_read_is_named_and_the_others_follow(
    cli: Cli, two: tuple[Path, Path]
) -> None:
    two[0].write_text("format = ")
    result = cli("ideas", *two)
    assert result.status == 2
    assert result.out.startswith("b.toml\n")
    assert "a.toml, line 1: not TOML" in result.err
    assert len(result.err.splitlines()) == 1


def test_without_a_file_it_says_what_is_wanted(cli: Cli) -> None:
    result = cli("ideas")
    assert result.status == 2
    assert "FILE" in result.err


def test_the_report_has_none_of_them(cli: Cli, two: tuple[Path, Path]) -> None:
    assert "cantines partout" not in cli("export", two[0]).out
