from __future__ import annotations

import json
import os
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from rich.cells import cell_len

from gsef_tui.report import office, typeset

from .conftest import SAMPLE, Cli


def test_without_format_or_target_the_report_is_text_on_standard_output(cli: Cli) -> None:
    result = cli("export", SAMPLE)
    assert (result.status, result.err) == (0, "")
    assert "Résumé des présentations" in result.out
    assert "12 mai 2026" in result.out
    assert "16h00-17h30 KST" in result.out


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("report.txt", "Gouvernements locaux"),
        ("report.md", ""),
        ("report.html", "<!doctype html>"),
        ("report.json", "{"),
    ],
)
def test_the_ending_decides_the_format(cli: Cli, folders: Path, name: str, start: str) -> None:
    result = cli("export", SAMPLE, "-o", name)
    assert (result.status, result.out) == (0, "")
    assert result.err == f"gsef-tui: exported: {folders / name}\n"
    text = (folders / name).read_text(encoding="utf-8")
    assert text.lower().startswith(start.lower())
    assert "Aminata Kouyaté" in text


def test_a_docx_is_one(cli: Cli, folders: Path) -> None:
    assert cli("export", SAMPLE, "-o", "report.docx").status == 0
    with zipfile.ZipFile(folders / "report.docx") as document:
        assert "Aminata Kouyaté" in document.read("word/document.xml").decode()


def test_the_format_named_wins_over_the_ending(cli: Cli, folders: Path) -> None:
    assert cli("export", SAMPLE, "-f", "json", "-o", "report.txt").status == 0
    assert json.loads((folders / "report.txt").read_text())["session"]["date"] == "2026-05-12"


def test_a_dash_is_standard_output_and_nothing_else_goes_there(cli: Cli) -> None:
    result = cli("export", SAMPLE, "-f", "docx", "-o", "-")
    assert (result.status, result.err) == (0, "")
    assert zipfile.is_zipfile(BytesIO(result.data))


def test_a_file_that_is_there_stays_unless_forced(cli: Cli, folders: Path) -> None:
    target = folders / "report.txt"
    target.write_text("de quelqu'un d'autre")
    result = cli("export", SAMPLE, "-o", target)
    assert result.status == 1
    assert "there already" in result.err
    assert "--force" in result.err
    assert target.read_text() == "de quelqu'un d'autre"
    assert cli("export", SAMPLE, "-o", target, "--force").status == 0
    assert "Aminata Kouyaté" in target.read_text()


def test_the_session_itself_is_never_a_target(cli: Cli, session_file: Path) -> None:
    before = session_file.read_bytes()
    link = session_file.with_name("lien.txt")
    link.symlink_to(session_file)
    for target in (session_file, link):
        result = cli("export", session_file, "-f", "text", "-o", target, "--force")
        assert result.status == 1
        assert "the session itself" in result.err
    assert session_file.read_bytes() == before


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("ailleurs/report.txt", "there is no folder"),
        (".", "a folder"),
        ("x" * 300 + ".txt", "name too long"),
    ],
)
def test_a_target_in_no_folder_or_a_folder_is_a_failure(cli: Cli, target: str, words: str) -> None:
    result = cli("export", SAMPLE, "-f", "text", "-o", target)
    assert result.status == 1
    assert words in result.err
    assert result.err.startswith(f"gsef-tui: {target}: ")
    assert result.err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", [("-f", "papyrus"), ("-o", "report.xyz"), ("-o", "report"), ("-f", "doc")]
)
def test_an_unknown_format_names_the_known_ones(
    cli: Cli, folders: Path, arguments: tuple[str, str]
) -> None:
    result = cli("export", SAMPLE, *arguments)
    assert (result.status, result.out) == (2, "")
    assert "docx (.docx)" in result.err
    assert "markdown (.md)" in result.err
    assert result.err.count("\n") == 1
    assert not [path for path in folders.iterdir() if path.is_file()]


def test_an_export_can_be_read_by_whom_the_person_lets_read_their_files(
    cli: Cli, folders: Path
) -> None:
    before = os.umask(0o027)
    try:
        cli("export", SAMPLE, "-o", "report.txt")
        (folders / "own.txt").write_text("")
        (folders / "own.txt").chmod(0o604)
        cli("export", SAMPLE, "-o", "own.txt", "--force")
    finally:
        os.umask(before)
    assert (folders / "report.txt").stat().st_mode & 0o777 == 0o640
    assert (folders / "own.txt").stat().st_mode & 0o777 == 0o604


def test_a_picture_that_is_missing_is_a_warning(cli: Cli, session_file: Path) -> None:
    result = cli("export", session_file, "-f", "html")
    assert result.status == 0
    assert "galerie.png" in result.err
    assert result.err.count("\n") == 1


def test_a_blank_form_has_the_hint_and_no_notes(cli: Cli) -> None:
    report, form = cli("export", SAMPLE).out, cli("export", SAMPLE, "--blank").out
    assert "preferably gallery view" in form
    assert "preferably gallery view" not in report
    assert "essaimer" in report
    assert "essaimer" not in form


def test_the_labels_can_be_in_another_language_for_once(cli: Cli) -> None:
    before = SAMPLE.read_bytes()
    assert "발표 요약" in cli("export", SAMPLE, "--language", "ko").out
    assert SAMPLE.read_bytes() == before
    result = cli("export", SAMPLE, "--language", "xx")
    assert result.status == 2
    assert "fr, en, es, ko" in result.err


def test_typography_is_the_language_s_own_unless_as_typed(cli: Cli, tmp_path: Path) -> None:
    made = cli("new", "--title", "Qui paie? L'État", "-o", tmp_path / "a.toml").out.strip()
    assert "Titre de la session\u00a0: Qui paie\u202f? L’État" in cli("export", made).out
    assert "Titre de la session\u00a0: Qui paie\u202f? L’État" in cli("show", made).out
    assert "Titre de la session: Qui paie? L'État" in cli("export", made, "--as-typed").out
    assert "Qui paie? L'État" in cli("export", made, "-f", "json").out


def test_a_package_holds_the_formats_asked_for(cli: Cli, folders: Path) -> None:
    assert cli("export", SAMPLE, "-o", "mail.zip", "--with", "docx, .odt,text").status == 0
    with zipfile.ZipFile(folders / "mail.zip") as archive:
        names = archive.namelist()
    stem = SAMPLE.stem
    assert names[:4] == [f"{stem}.docx", f"{stem}.odt", f"{stem}.txt", f"{stem}.toml"]
    assert f"{stem}/galerie.png" in names


@pytest.mark.parametrize("named", ["zip", "docx,papyrus"])
def test_what_cannot_be_packed_is_named(cli: Cli, folders: Path, named: str) -> None:
    result = cli("export", SAMPLE, "-o", "mail.zip", "--with", named)
    assert result.status == 2
    assert "not a format for a package. Formats: docx, odt, pdf" in result.err
    assert not (folders / "mail.zip").exists()


def test_a_text_can_be_folded(cli: Cli) -> None:
    whole, folded = cli("export", SAMPLE).out, cli("export", SAMPLE, "--columns", "72").out
    assert max(map(cell_len, folded.splitlines())) <= 72 < max(map(cell_len, whole.splitlines()))
    assert folded.split(" ") != whole.split(" ")
    assert folded.split() == whole.split()


def test_an_author_is_said_only_where_one_is_named(cli: Cli, folders: Path) -> None:
    cli("export", SAMPLE, "-o", "a.odt")
    cli("export", SAMPLE, "-o", "b.odt", "--author", "Rosa Prado")
    said = [
        zipfile.ZipFile(folders / name).read("meta.xml").decode() for name in ("a.odt", "b.odt")
    ]
    assert ["creator" in meta for meta in said] == [False, True]
    assert "<dc:creator>Rosa Prado</dc:creator>" in said[1]


def test_the_session_itself_can_be_exported_as_it_is_stored(cli: Cli) -> None:
    assert cli("export", SAMPLE, "-f", "toml").data == SAMPLE.read_bytes()


def test_a_pdf_without_a_program_for_it_is_one_sentence(
    cli: Cli, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typeset, "is_here", lambda: False)
    monkeypatch.setattr(office, "program", lambda: None)
    result = cli("export", SAMPLE, "-o", "report.pdf")
    assert result.status == 1
    assert "gsef-tui[pdf]" in result.err
    assert result.err.count("\n") == 1
    assert not (folders / "report.pdf").exists()
