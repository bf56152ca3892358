"""``gsef-tui template``, and another template for a session, for once."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from tests.report.golden_session import png

from .conftest import SAMPLE, Cli

MINE = """
id = "mine"
languages = ["fr"]
names = { fr = "Le mien" }

[words]
report = { fr = "Compte rendu" }

[[sections]]
id = "facts"
kind = "facts"
short = { fr = "Séance" }

[[sections.fields]]
id = "title"
means = "title"
labels = { fr = "Intitulé" }

[[sections]]
id = "presentations"
kind = "notes"
labels = { fr = "Exposés" }
limits = { words = 3 }
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(MINE, encoding="utf-8")
    return path


def test_those_at_hand_are_listed(cli: Cli) -> None:
    result = cli("template", "list")
    assert [line.split()[0] for line in result.out.splitlines()] == ["gsef", "igf"]
    assert "config/templates" in result.err


def test_one_can_be_shown_to_begin_with(cli: Cli, tmp_path: Path) -> None:
    source = (files("gsef_tui.templates") / "igf.toml").read_bytes()
    assert cli("template", "show", "igf").data == source
    result = cli("template", "show", "none")
    assert (result.status, result.out) == (2, "")
    assert "none: no such template; there are gsef, igf" in result.err


def test_a_right_one_says_what_it_holds(cli: Cli, mine: Path) -> None:
    result = cli("template", "check", mine)
    assert result.status == 0
    assert result.out.splitlines()[0] == "mine: Le mien (fr)"
    assert "presentations" in result.out


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"notes"', '"novel"', "mine.toml, line 21: sections[1].kind: Invalid enum value"),
        ("words = 3", "words = -3", "mine.toml, line 23: sections.presentations.limits: a limit"),
        ('means = "title"', 'mean = "title"', "mine.toml, line 16: sections[0].fields[0].mean"),
        ('id = "mine"', 'id = "theirs"', "mine.toml, line 2: id: 'theirs' is not the file's name"),
        ('["fr"]', '["fr"', "mine.toml, line "),
        ('id = "mine"\n', "", "mine.toml: id is missing: correct the template"),
        ('id = "title"\n', "", "mine.toml, line 14: sections[0].fields[0]: id is missing: correct"),
        ('kind = "notes"\n', "", "mine.toml, line 19: sections[1]: kind is missing: correct"),
    ],
)
def test_a_broken_one_is_named_with_its_line(
    cli: Cli, mine: Path, old: str, new: str, said: str
) -> None:
    mine.write_text(MINE.replace(old, new, 1), encoding="utf-8")
    for arguments in (("template", "check", mine), ("show", SAMPLE, "--template", mine)):
        result = cli(*arguments)
        assert result.status in (1, 2)
        assert said in result.err
        assert (result.out, result.err.count("\n")) == ("", 1)


def test_a_logo_that_is_not_there_is_named_by_check_and_by_export(
    cli: Cli, mine: Path, tmp_path: Path
) -> None:
    mine.write_text(MINE + '\n[report]\nlogo = "sun.png"\nlogo_alt = { en = "Sun" }\n')
    gone = f"the template's logo sun.png is not in {tmp_path}; put it there, or take it out"
    checked = cli("template", "check", mine)
    assert checked.status == 1
    assert f"{mine}: report.logo_alt: no label in fr\n" in checked.err
    assert f"{mine}: report.logo: {gone} of the template\n" in checked.err
    exported = cli("export", SAMPLE, "--template", mine, "-o", "a.html")
    assert exported.status == 0
    assert f"{gone} of the template\n" in exported.err
    (tmp_path / "sun.png").write_bytes(png(40, 20))
    assert "report.logo:" not in cli("template", "check", mine).err
    assert "sun.png" not in cli("export", SAMPLE, "--template", mine, "-o", "b.html").err
    assert 'class="logo"' in (tmp_path / "b.html").read_text(encoding="utf-8")


def test_a_session_is_printed_with_another_template_and_stays_as_it_is(
    cli: Cli, mine: Path
) -> None:
    before = SAMPLE.read_bytes()
    printed = cli("export", SAMPLE, "--template", mine).out
    assert "Compte rendu" in printed
    assert "Exposés" in printed
    assert "Réponses à la question principale" not in printed
    found = cli("check", SAMPLE, "--template", mine).out
    assert "words; the template allows 3" in found
    assert "not in the report: the template mine does not have this section" in found
    assert SAMPLE.read_bytes() == before


def test_a_session_is_made_with_a_template_of_ones_own(cli: Cli, mine: Path) -> None:
    made = Path(cli("new", "--template", mine, "--title", "Ici").out.strip())
    assert 'template = "mine"' in made.read_text(encoding="utf-8")
    away = cli("show", made)
    assert "no template 'mine' here: its tables are shown as they stand" in away.err
    assert "Ici" in away.out
    folder = mine.parent / "config" / "templates"
    folder.mkdir(parents=True)
    mine.rename(folder / "mine.toml")
    at_hand = cli("show", made)
    assert (at_hand.err, "Intitulé\u00a0: Ici" in at_hand.out) == ("", True)


def test_labels_that_are_too_long_or_missing_are_named(cli: Cli, mine: Path) -> None:
    text = MINE.replace('["fr"]', '["fr", "en"]').replace("Séance", "La séance entière")
    mine.write_text(text, encoding="utf-8")
    result = cli("template", "check", mine)
    assert result.status == 1
    assert "mine.toml: sections.facts.short: no label in en" in result.err
    assert "'La séance entière' has 17 columns, 14 are shown" in result.err
