from __future__ import annotations

import json
from pathlib import Path

from .conftest import SAMPLE, Cli


def test_the_newest_comes_first_with_what_is_missing(
    cli: Cli, session_file: Path, folders: Path
) -> None:
    cli("new", "--title", "Coopératives", "--date", "2032-01-02")
    result = cli("list")
    assert (result.status, result.err) == (0, "")
    first, second = result.out.splitlines()
    assert first.startswith("2032-01-02  fr  ")
    assert first.endswith("2032-01-02-cooperatives.toml")
    assert second.split("  ")[:2] == ["2031-10-04", "fr"]
    assert "2 missing · 1 inconsistency  Les cantines du quartier" in second


def test_as_json(cli: Cli, session_file: Path) -> None:
    assert json.loads(cli("list", "--json").out) == [
        {
            "path": str(session_file),
            "date": "2031-10-04",
            "title": "Les cantines du quartier",
            "language": "fr",
            "missing": 2,
            "contradictions": 1,
        }
    ]


def test_a_session_that_cannot_be_read_is_named_and_the_others_are_listed(
    cli: Cli, session_file: Path
) -> None:
    session_file.with_name("broken.toml").write_text(
        'format = 1\ntemplate = "gsef"\nlanguage = 3\n'
    )
    session_file.with_name("other.toml").write_text("[tool]\nx = 1\n")
    result = cli("list")
    assert result.status == 0
    assert "Les cantines du quartier" in result.out
    assert result.err.count("\n") == 1
    assert "broken.toml" in result.err
    assert json.loads(cli("list", "--json").out)[0]["title"] == "Les cantines du quartier"


def test_an_empty_folder_says_where_and_what_to_do(cli: Cli, folders: Path) -> None:
    result = cli("list")
    assert (result.status, result.out) == (0, "")
    assert str(folders / "sessions") in result.err
    assert "gsef-tui new" in result.err
    assert json.loads(cli("list", "--json").out) == []


def test_the_folder_named_is_the_folder_listed(cli: Cli) -> None:
    assert "ready" in cli("list", "--sessions", SAMPLE.parent).out
    assert "ready" in cli("--sessions", SAMPLE.parent, "list").out


def test_a_folder_that_is_not_there_is_wrong_usage(cli: Cli) -> None:
    result = cli("list", "--sessions", "nulle-part")
    assert (result.status, result.out) == (2, "")
    assert "nulle-part" in result.err
