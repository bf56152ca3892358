from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from gsef_tui.model.session import Person
from gsef_tui.storage.documents import open_document

from .conftest import Cli


def test_a_session_is_made_and_its_path_is_all_that_is_printed(cli: Cli, folders: Path) -> None:
    result = cli(
        "new", "--title", "Les communs de l'énergie", "--date", "12 mai 2026",
        "--starts", "16h", "--ends", "17:30", "--zone", "KST", "--language", "fr",
        "--spoken", "Français",
        "--moderator", "Solène Marchetti, Réseau Énergies voisines (France)",
        "--speaker", "Tomás Iriarte, Cooperativa Viento Sur (Uruguay)",
        "--speaker", "김하늘",
        "--question", "Qui décide ?", "--question", "Qui paie ?",
        "--fact", "type=Atelier", "--fact", "forum.first_day=2026-05-11",
    )  # fmt: skip
    assert (result.status, result.err) == (0, "")
    path = Path(result.out.removesuffix("\n"))
    assert path.parent == folders / "sessions"
    assert path.name.startswith("2026-05-12-les-communs")
    assert path.is_absolute()
    session = open_document(path).session
    assert session.facts == {
        "title": "Les communs de l'énergie",
        "date": date(2026, 5, 12),
        "starts": time(16),
        "ends": time(17, 30),
        "time_zone": "Asia/Seoul",
        "spoken": "Français",
        "type": "Atelier",
        "questions": ("Qui décide ?", "Qui paie ?"),
    }
    assert session.forum == {"first_day": date(2026, 5, 11)}
    assert session.people == {
        "SM": Person("moderator", "Solène Marchetti", "Réseau Énergies voisines", "France"),
        "TI": Person("speaker", "Tomás Iriarte", "Cooperativa Viento Sur", "Uruguay"),
        "GN": Person("speaker", "김하늘"),
    }


def test_a_role_that_a_line_names_counts_more_than_the_option(cli: Cli) -> None:
    result = cli("new", "--title", "T", "--speaker", "Mme Ana Arce, Sol, Togo (modératrice)")
    people = open_document(Path(result.out.removesuffix("\n"))).session.people
    assert people == {"AA": Person("moderator", "Ana Arce", "Sol", "Togo")}


def test_nothing_is_required(cli: Cli) -> None:
    result = cli("new")
    assert result.status == 0
    assert open_document(Path(result.out.strip())).session.facts == {}


def test_the_same_title_twice_is_two_files(cli: Cli) -> None:
    first, second = cli("new", "--title", "Idem").out, cli("new", "--title", "Idem").out
    assert first != second
    assert Path(first.strip()).exists()
    assert Path(second.strip()).exists()


def test_a_file_of_one_s_own_choice(cli: Cli, folders: Path) -> None:
    result = cli("new", "--title", "Ici", "-o", "ici.toml")
    assert result.out == f"{folders / 'ici.toml'}\n"
    assert open_document(folders / "ici.toml").session.facts["title"] == "Ici"
    before = (folders / "ici.toml").read_bytes()
    again = cli("new", "--title", "Encore", "-o", "ici.toml")
    assert (again.status, again.out) == (1, "")
    assert "there already" in again.err
    assert (folders / "ici.toml").read_bytes() == before


def test_the_folder_may_be_named_before_and_behind_the_command(cli: Cli, folders: Path) -> None:
    (folders / "ailleurs").mkdir()
    for arguments in (
        ("--sessions", "ailleurs", "new", "--title", "Un"),
        ("new", "--title", "Deux", "--sessions", "ailleurs"),
    ):
        assert Path(cli(*arguments).out.strip()).parent == folders / "ailleurs"


def test_what_is_typed_is_clean_in_the_file(cli: Cli) -> None:
    path = Path(cli("new", "--title", "a\x1b]0;x\x07b\nc").out.strip())
    assert open_document(path).session.facts["title"] == "ab c"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--date", "bientôt"), "--date: “bientôt” is not a date such as 2021-10-04"),
        (("--starts", "tard"), "--starts: “tard” is not a time such as 20:00"),
        (("--zone", "là"), "--zone: “là” is not a zone such as Asia/Seoul"),
        (("--fact", "forum.first_day=x"), "--fact forum.first_day: “x” is not a date"),
        (("--fact", "colour=blue"), "IDs: title, type"),
        (("--fact", "type"), "write ID=TEXT"),
        (("--language", "xx"), "--language xx: not in the template. Languages: fr, en, es, ko"),
        (("--template", "none"), "--template none: no such template; there are gsef, igf"),
        (("--speaker", " "), "Name, Organization (Country)"),
        (("-o", "report.docx"), "the name of a session ends in .toml"),
        (("--colour", "blue"), "No such option"),
    ],
)
def test_what_cannot_be_meant_makes_no_session(
    cli: Cli, folders: Path, arguments: tuple[str, ...], words: str
) -> None:
    result = cli("new", "--title", "Rien", *arguments)
    assert (result.status, result.out) == (2, "")
    assert words in result.err
    assert result.err.count("\n") == 1
    assert list((folders / "sessions").iterdir()) == []
