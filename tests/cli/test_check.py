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
        "!  Séance › Date               4 Oct 2031 is outside the forum, 4–8 Oct 2030",
        "✗  Réponses › LT Lucía Torres  no answer",
        "·  Public                      no public question",
        "✗  Captures › S1               galerie.png: file not found",
        "·  Captures › S1               no alternative text",
        "2 missing · 1 inconsistency",
    ]


def test_findings_as_json_are_those_of_the_design(cli: Cli, session_file: Path) -> None:
    result = cli("check", session_file, "--json")
    assert result.status == 1
    findings = json.loads(result.out)
    assert [set(finding) for finding in findings] == [{"rule", "place", "message", "severity"}] * 5
    assert findings[1] == {
        "rule": "no-answer",
        "place": "answers.LT",
        "message": "no answer",
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
    assert result.out == "·  À classer  2 words not filed: not in the report\nready\n"


def test_a_file_that_cannot_be_read_is_wrong_usage(cli: Cli, folders: Path) -> None:
    path = folders / "cassé.toml"
    path.write_text('format = 1\ntemplate = "gsef"\n[people.BA]\nname = 3\n')
    result = cli("check", path)
    assert (result.status, result.out) == (2, "")
    assert result.err.count("\n") == 1
    assert "people.BA.name" in result.err
    assert "cassé.toml" in result.err


def test_the_facts_to_verify_stand_under_who_said_them(cli: Cli) -> None:
    result = cli("check", SAMPLE, "--facts")
    assert (result.status, result.err) == (0, "")
    lines = result.out.splitlines()
    assert lines[0] == "Lucía Ferrer Quintana"
    assert " ".join(lines[1].split()) == (
        "figure 4 200 Commune rurale, 4 200 hab, 11 écoles et gymnases …"
    )
    heads = [line for line in lines if not line.startswith(" ")]
    assert heads[1:4] == ["김하늘", "Aminata Kouyaté", "Tomás Iriarte"]


def test_the_facts_as_json_say_where_each_stands(cli: Cli) -> None:
    facts = json.loads(cli("check", SAMPLE, "--facts", "--json").out)
    assert facts[4] == {
        "kind": "sum",
        "text": "1 €",
        "before": "toits communaux loués ",
        "after": "/an à la coopérative (bail …",
        "place": "presentations.LQ",
        "offset": 169,
        "code": "LQ",
    }
    assert len({(fact["place"], fact["offset"]) for fact in facts}) == len(facts)


def test_where_nothing_is_to_be_verified_it_is_said(cli: Cli, folders: Path) -> None:
    path = folders / "vide.toml"
    path.write_text('format = 1\ntemplate = "gsef"\nlanguage = "fr"\n', encoding="utf-8")
    result = cli("check", path, "--facts")
    assert (result.status, result.out) == (0, "")
    assert result.err == f"gsef-tui: {path}: nothing to verify\n"
    assert cli("check", path, "--facts", "--json").out == "[]\n"
