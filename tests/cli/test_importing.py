"""``gsef-tui import``: reports become sessions."""

from __future__ import annotations

from pathlib import Path

import pytest

from gsef_tui.storage.history import versions
from gsef_tui.storage.lock import hold

from .conftest import SAMPLE, Cli


@pytest.fixture
def report(cli: Cli, tmp_path: Path) -> Path:
    path = tmp_path / "report.docx"
    assert cli("export", SAMPLE, "--as-typed", "-o", path).status == 0
    return path


def test_a_report_becomes_a_session_in_the_folder_of_sessions(
    cli: Cli, report: Path, folders: Path
) -> None:
    result = cli("import", report)
    made = Path(result.out.strip())
    assert result.status == 0
    assert made.parent == folders / "sessions"
    assert made.name.startswith("2026-05-12-")
    assert "a picture is named, not taken over: add galerie.png yourself" in result.err
    printed = cli("export", made, "-f", "markdown").out
    assert "essaimer" in printed
    assert printed.count("##") == cli("export", SAMPLE, "-f", "markdown").out.count("##")


def test_the_kind_is_found_out_from_the_content(cli: Cli, report: Path) -> None:
    misnamed = report.rename(report.with_suffix(".txt"))
    assert cli("import", misnamed, "-o", report.with_name("a.toml")).status == 0
    assert "essaimer" in report.with_name("a.toml").read_text(encoding="utf-8")


def test_several_become_several_and_a_target_is_never_written_over(
    cli: Cli, report: Path, tmp_path: Path
) -> None:
    assert len(cli("import", report, report).out.splitlines()) == 2
    target = tmp_path / "a.toml"
    target.write_text("mine", encoding="utf-8")
    result = cli("import", report, "-o", target)
    assert (result.status, target.read_text(encoding="utf-8")) == (1, "mine")
    assert cli("import", report, report, "-o", target).status == 2


def test_nothing_is_added_where_what_is_there_cannot_be_kept(
    cli: Cli, session_file: Path, tmp_path: Path, folders: Path
) -> None:
    report = tmp_path / "answers.txt"
    report.write_text("Réponses\n", encoding="utf-8")
    (folders / "state").mkdir()
    (folders / "state" / "history").write_text("in the way", encoding="utf-8")
    before = session_file.read_bytes()
    result = cli("import", report, "--into", session_file)
    assert (result.status, session_file.read_bytes()) == (1, before)
    assert result.err.splitlines()[-1] == (
        f"gsef-tui: {session_file}: nothing was added; the present text cannot be kept as a "
        "version: folder is gone"
    )


def test_a_report_adds_to_a_session_what_it_has_not(cli: Cli, tmp_path: Path) -> None:
    made = Path(
        cli("new", "--title", "Ici", "--speaker", "Lucía Torres (Uruguay)",
            "-o", tmp_path / "a.toml").out.strip()
    )  # fmt: skip
    before = made.read_bytes()
    answers = tmp_path / "answers.txt"
    answers.write_text(
        "Titre de la session: Là-bas\nLangue: Français\n\nRéponses à la question principale\n\n"
        "1. Nom complet: Lucia Torres\nRéponse: Oui.\n",
        encoding="utf-8",
    )
    result = cli("import", answers, "--into", made)
    assert (result.status, result.out.strip()) == (0, str(made))
    text = made.read_text(encoding="utf-8")
    assert 'title = "Ici"' in text
    assert 'LT = "Oui."' in text
    assert "facts.title : Là-bas" in text
    assert text.count("[people.") == 1
    assert "facts.title is Ici already" in result.err
    assert [version.path.read_bytes() for version in versions(made)] == [before]
    assert cli("import", answers, "--into", made).status == 0
    assert made.read_text(encoding="utf-8") == text


def test_a_session_that_somebody_writes_is_left_alone(cli: Cli, tmp_path: Path) -> None:
    made = Path(cli("new", "--title", "Ici", "-o", tmp_path / "a.toml").out.strip())
    answers = tmp_path / "answers.txt"
    answers.write_text("Langue: Français\n", encoding="utf-8")
    before = made.read_bytes()
    lock = hold(made)
    try:
        result = cli("import", answers, "--into", made)
    finally:
        lock.release()
    assert (result.status, made.read_bytes()) == (1, before)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7 x", "a PDF has no text in order"),
        (b"{\\rtf1 x}", "rich text (RTF): save it as DOCX or ODT"),
        (b"\xd0\xcf\x11\xe0xxxx", "a file of an old Office program: save it as DOCX"),
        (b"BEGIN:VCALENDAR", "a calendar (ICS), not a report"),
        (b"HWP Document File V3.00", "a Hancom document (HWP): save it as DOCX"),
        (b"PK\x03\x04cut", "cut short"),
        (b"", "there is nothing in it"),
        (b"\x00\x01\x02", "no text"),
        (b"format = 1\ntemplate = 'gsef'\n", "a session already: open it"),
    ],
)
def test_what_is_no_report_is_said_in_a_sentence(
    cli: Cli, tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(content)
    made = tmp_path / "made.toml"
    result = cli("import", path, "-o", made)
    assert (result.status, result.out, made.exists()) == (2, "", False)
    assert said in result.err
    assert result.err.count("\n") == 1
    assert str(path) in result.err


def test_a_file_that_is_not_there_and_options_that_do_not_go_together(
    cli: Cli, tmp_path: Path
) -> None:
    assert "there is no such file" in cli("import", tmp_path / "none.txt").err
    assert cli("import").status == 2
    assert cli("import", SAMPLE, "--into", SAMPLE, "-o", "a.toml").status == 2


@pytest.mark.parametrize("command", ["import", "restore"])
def test_a_write_protected_session_stays_as_it_is(
    cli: Cli, session_file: Path, tmp_path: Path, command: str
) -> None:
    report = tmp_path / "answers.txt"
    report.write_text("Réponses\nLT: oui\n", encoding="utf-8")
    before = session_file.read_bytes()
    session_file.chmod(0o444)
    asked = ["import", report, "--into", session_file]
    result = cli(*asked if command == "import" else ["restore", session_file, "1"])
    assert result.status == 1
    assert "the file is write-protected: allow writing it (chmod u+w)" in result.err
    assert (session_file.read_bytes(), session_file.stat().st_mode & 0o777) == (before, 0o444)


def test_a_name_that_does_not_follow_is_said(cli: Cli, session_file: Path, tmp_path: Path) -> None:
    report = tmp_path / "answers.txt"
    report.write_text("Réponses\nLT: oui, et demain\n", encoding="utf-8")
    other = tmp_path / "other.toml"
    other.hardlink_to(session_file)
    before = other.read_bytes()
    result = cli("import", report, "--into", session_file)
    assert result.status == 0
    assert "its other names (hard links) keep the old text" in result.err
    assert other.read_bytes() == before != session_file.read_bytes()


def test_a_report_of_the_session_itself_leaves_its_file_alone(
    cli: Cli, session_file: Path, tmp_path: Path
) -> None:
    before, changed = session_file.read_bytes(), session_file.stat().st_mtime_ns
    report = tmp_path / "report.docx"
    assert cli("export", session_file, "-o", report).status == 0
    result = cli("import", report, "--into", session_file)
    assert (result.status, result.out.strip()) == (0, str(session_file))
    assert "nothing new: the session is unchanged" in result.err
    assert (session_file.read_bytes(), session_file.stat().st_mtime_ns) == (before, changed)
    assert len(cli("history", session_file).out.splitlines()) == 0
