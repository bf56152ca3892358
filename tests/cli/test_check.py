from __future__ import annotations

import json
import shutil
from pathlib import Path

from .conftest import SAMPLE, Cli


def test_what_is_missing_stands_a_line_each_under_the_report_s_labels(
    cli: Cli, session_file: Path
) -> None:
    result = cli("check", session_file)
    assert result.status == 1
    assert result.err == ""
    assert result.out.splitlines() == [
        "!  Séance › Date               4 Oct 2031 is outside 4–8 Oct 2030",
        "✗  Réponses › LT Lucía Torres  no answer noted",
        "·  Public                      no public question noted",
        "✗  Captures › S1               galerie.png is not in the session's folder",
        "·  Captures › S1               not put into words for who cannot see it",
        "2 missing · 1 contradiction",
    ]


def test_findings_as_json_are_those_of_the_design(cli: Cli, session_file: Path) -> None:
    result = cli("check", session_file, "--json")
    assert result.status == 1
    findings = json.loads(result.out)
    assert [set(finding) for finding in findings] == [{"rule", "place", "message", "severity"}] * 5
    assert findings[1] == {
        "rule": "no-answer",
        "place": "answers.LT",
        "message": "no answer noted",
        "severity": "missing",
    }


def test_the_sample_is_ready(cli: Cli) -> None:
    assert cli("check", SAMPLE) == (0, b"ready\n", "")
    assert json.loads(cli("check", SAMPLE, "--json").out) == []


def test_hints_alone_do_not_hold_a_report_back(cli: Cli, folders: Path) -> None:
    shutil.copytree(SAMPLE.with_suffix(""), folders / SAMPLE.stem)
    path = folders / SAMPLE.name
    path.write_text(SAMPLE.read_text(encoding="utf-8") + '\n[unfiled]\ntext = "un lien"\n')
    result = cli("check", path)
    assert result.status == 0
    assert result.out == "·  À classer  2 words not filed, so not in the report\nready\n"


def test_a_file_that_cannot_be_read_is_wrong_usage(cli: Cli, folders: Path) -> None:
    path = folders / "cassé.toml"
    path.write_text('format = 1\ntemplate = "gsef"\n[people.BA]\nname = 3\n')
    result = cli("check", path)
    assert (result.status, result.out) == (2, "")
    assert result.err.count("\n") == 1
    assert "people.BA.name" in result.err
    assert "cassé.toml" in result.err
