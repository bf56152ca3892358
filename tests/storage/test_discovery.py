from __future__ import annotations

import os
from datetime import date, time
from pathlib import Path

import pytest

from gsef_tui.storage.discovery import (
    find_in_session,
    find_sessions,
    sessions_folder,
)
from gsef_tui.storage.documents import open_document
from gsef_tui.storage.notes_index import search_notes
from gsef_tui.storage.settings import Settings

HEAD = 'format = 1\ntemplate = "gsef"\n'


def put(folder: Path, name: str, text: str, modified: int = 0) -> Path:
    path = folder / name
    path.write_text(HEAD + text)
    os.utime(path, (modified, modified))
    return path


def test_a_summary_has_what_a_list_shows_and_filters_by(tmp_path: Path) -> None:
    path = put(
        tmp_path,
        "a.toml",
        """language = "es"
[session]
title = "Energía"
spoken = "Español"
date = 2026-05-12
starts = 20:00:00
ends = "21h30"
time_zone = "America/Bogota"
[people.AA]
name = "Ana Arce"
also = ["Anna Arze"]
organisation = "Cooperativa Sol"
[people.X1]
""",
        modified=7,
    )
    ((summary,), unreadable) = find_sessions(tmp_path)
    assert unreadable == []
    assert (summary.path, summary.title, summary.day) == (path, "Energía", date(2026, 5, 12))
    assert (summary.language, summary.starts) == ("es", time(20))
    assert summary.folded == "energia a ana arce anna arze cooperativa sol"
    assert summary.modified == 7


def test_the_newest_day_comes_first_and_no_day_last(tmp_path: Path) -> None:
    put(tmp_path, "no-day-new.toml", "", modified=9)
    put(tmp_path, "no-day-old.toml", "", modified=8)
    put(tmp_path, "first.toml", "[session]\ndate = 2021-10-04\n", modified=3)
    put(tmp_path, "second-old.toml", "[session]\ndate = 2021-10-05\n", modified=1)
    put(tmp_path, "second-new.toml", "[session]\ndate = '5 octobre 2021'\n", modified=2)
    names = [summary.path.name for summary in find_sessions(tmp_path)[0]]
    assert names == [
        "second-new.toml",
        "second-old.toml",
        "first.toml",
        "no-day-new.toml",
        "no-day-old.toml",
    ]


def test_a_conflict_copy_stands_under_its_session(tmp_path: Path) -> None:
    copy = "a.conflict-20260512-204107"
    put(tmp_path, "a.toml", "", modified=1)
    put(tmp_path, f"{copy}.toml", "", modified=2)
    put(tmp_path, f"{copy}.conflict-20260513-080000.toml", "", modified=5)
    put(tmp_path, "b.toml", "", modified=4)
    put(tmp_path, "gone.conflict-20260512-204107.toml", "", modified=3)
    found = [(s.path.name, Path(s.copy_of).name) for s in find_sessions(tmp_path)[0]]
    assert found == [
        ("b.toml", ""),
        ("gone.conflict-20260512-204107.toml", "gone.toml"),
        ("a.toml", ""),
        (f"{copy}.toml", "a.toml"),
        (f"{copy}.conflict-20260513-080000.toml", f"{copy}.toml"),
    ]


def test_what_cannot_be_read_is_named_and_the_others_are_there(tmp_path: Path) -> None:
    put(tmp_path, "good.toml", "")
    (tmp_path / "bad.toml").write_text("format = ")
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    (tmp_path / "notes.txt").write_text("format = ")
    (tmp_path / ".good.toml.abc.tmp").write_text("format = ")
    (tmp_path / ".hidden.toml").write_text("format = ")
    (tmp_path / "folder.toml").mkdir()
    summaries, unreadable = find_sessions(tmp_path)
    assert [summary.path.name for summary in summaries] == ["good.toml"]
    (error,) = unreadable
    assert str(error).startswith(f"{tmp_path / 'bad.toml'}, line 1: not TOML")


def test_a_files_name_cannot_act_on_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[2J\udcffb.toml").write_text("format = ")
    (error,) = find_sessions(tmp_path)[1]
    assert str(error).startswith(f"{tmp_path}/a\ufffdb.toml, line 1: not TOML")


def test_a_folder_that_is_not_there_has_no_sessions(tmp_path: Path) -> None:
    assert find_sessions(tmp_path / "gone") == ([], [])
    (tmp_path / "file").write_text("")
    assert [str(error) for error in find_sessions(tmp_path / "file")[1]] == [
        f"{tmp_path / 'file'}: cannot be listed: folder is gone"
    ]


NOTES = """language = "fr"
[forum]
theme = "Économies locales"
[session]
title = "Titre"
questions = ["Que faire ?", "Où l'économie ?"]
[people.BA]
name = "Béa"
organisation = "Chantier de l'économie"
[presentations]
BA = \"\"\"
Rien ici.
Deux ÉCONOMIES, et l’économie encore\"\"\"
[exchanges.q1]
question = "L'economie ?"
asked_by = "Economou"
[exchanges.q1.answers]
BA = "économie"
[closing]
moderator = "économie"
[closing.remarks]
BA = "économie"
[screenshots.s1]
file = "economie.png"
caption = "économie"
[unfiled]
text = "économie"
"""


def test_every_text_of_a_session_is_searched_without_accents_and_case(tmp_path: Path) -> None:
    put(tmp_path, "a.toml", NOTES)
    *_, last = search_notes(tmp_path, " Econom")
    found = [(hit.place, hit.offset, hit.line) for hit in last.hits]
    assert found == [
        ("forum.theme", 0, "Économies locales"),
        ("participants.BA.organisation", 14, "Chantier de l'économie"),
        ("questions", len("Que faire ?\nOù l'"), "Où l'économie ?"),
        ("presentations.BA", len("Rien ici.\nDeux "), "Deux ÉCONOMIES, et l’économie encore"),
        ("exchanges.q1", 2, "L'economie ?"),
        ("exchanges.q1.asked_by", 0, "Economou"),
        ("exchanges.q1.BA", 0, "économie"),
        ("closing.moderator", 0, "économie"),
        ("closing.BA", 0, "économie"),
        ("screenshots.s1", 0, "economie.png"),
        ("screenshots.s1.caption", 0, "économie"),
        ("unfiled", 0, "économie"),
    ]


def test_offsets_stay_right_behind_letters_that_fold_to_more_or_less(tmp_path: Path) -> None:
    text = "ﬁn Straße e\u0301te\u0301 김민수 FIN"
    path = put(tmp_path, "a.toml", f'[answers]\nBA = "{text}"\n')
    document = open_document(path)

    def found(wanted: str) -> list[str]:
        hits = find_in_session(document.session, path, wanted)
        return [text[hit.offset : hit.offset + hit.length] for hit in hits]

    assert found("strasse") == ["Straße"]
    assert found("ete") == ["e\u0301te\u0301"]
    assert found("김민수") == ["김민수"]
    assert found("FIN") == ["ﬁ" + "n"]
    assert found("l'eau") == []
    assert found(" ") == []


def test_sessions_are_searched_from_the_newest(tmp_path: Path) -> None:
    for day in (4, 6, 5):
        put(
            tmp_path,
            f"{day}.toml",
            f"[session]\ntitle = 'T{day}'\ndate = 2021-10-0{day}\n[answers]\nBA = 'mot'\n",
        )
    (tmp_path / "bad.toml").write_text("format = ")
    *_, last = search_notes(tmp_path, "MOT")
    assert [hit.title for hit in last.hits] == ["T6", "T5", "T4"]


def test_the_folder_is_found_in_the_designs_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    none = Settings()
    at_home = sessions_folder(None, none)
    assert at_home.name == "gsef-tui"
    assert at_home.is_relative_to(tmp_path / "home")
    (tmp_path / "sessions").mkdir()
    assert sessions_folder(None, none) == tmp_path / "sessions"
    set_to = Settings(sessions="~/set")
    assert sessions_folder(None, set_to) == tmp_path / "home" / "set"
    monkeypatch.setenv("GSEF_TUI_SESSIONS", "by-env")
    assert sessions_folder(None, set_to) == tmp_path / "by-env"
    assert sessions_folder(Path("option"), set_to) == tmp_path / "option"
