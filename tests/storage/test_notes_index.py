"""A search in all notes: what it finds is what reading every file finds, and what is removed from
the sessions' folder is removed from the state folder."""

from __future__ import annotations

import os
import random
import sqlite3
import stat
from pathlib import Path

import pytest

from gsef_tui.model.folding import fold
from gsef_tui.storage import index, library, notes_index
from gsef_tui.storage.discovery import Hit, find_in_session, find_sessions
from gsef_tui.storage.documents import Document, open_document
from gsef_tui.storage.folders import state_folder
from gsef_tui.storage.index import load_index, read_files
from gsef_tui.storage.notes_index import catch_up, search_notes
from gsef_tui.storage.purge import purge

SECRET = "Zwölfender"


@pytest.fixture(autouse=True)
def _old(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file counts as written long ago."""
    monkeypatch.setattr(notes_index, "FRESH", -1.0)
    monkeypatch.setattr(index, "FRESH", -1.0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sessions").mkdir()
    return tmp_path / "sessions"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read."""
    names: list[str] = []

    def open_and_say(path: Path) -> Document:
        names.append(path.stem)
        return open_document(path)

    monkeypatch.setattr(index, "open_document", open_and_say)
    return names


def put(folder: Path, name: str, text: str, day: str = "2031-10-04") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(
        f'format = 1\ntemplate = "gsef"\n[session]\ntitle = "Séance {name}"\ndate = {day}\n'
        f'[people.AM]\nname = "Éléonore"\n[presentations]\nAM = """\n{text}\nrien"""\n'
    )
    return path


def found(folder: Path, text: str) -> list[Hit]:
    *_, last = search_notes(folder, text)
    assert last.is_complete
    return list(last.hits)


def read_all(folder: Path, text: str) -> list[Hit]:
    """The hits by reading every file."""
    return [
        hit
        for summary in sorted(
            find_sessions(folder)[0], key=lambda s: (str(s.day or ""), s.modified), reverse=True
        )
        for hit in find_in_session(open_document(summary.path).session, summary.path, text)
    ]


def kept(word: str) -> list[Path]:
    """The files of the state folder that have a word, as it is written or as it is compared."""
    wanted = [word.encode(), fold(word).encode()]
    files = [path for path in state_folder().rglob("*") if path.is_file()]
    return [path for path in files if any(each in path.read_bytes() for each in wanted)]


def test_a_second_search_reads_nothing_and_a_changed_session_again(
    folder: Path, opened: list[str]
) -> None:
    put(folder, "a", "- un moulin")
    put(folder, "b", "- le MOULIN\n- moulins", "2031-10-05")
    first = found(folder, "moulin")
    assert [(hit.title, hit.place, hit.line) for hit in first] == [
        ("Séance b", "presentations.AM", "- le MOULIN"),
        ("Séance b", "presentations.AM", "- moulins"),
        ("Séance a", "presentations.AM", "- un moulin"),
    ]
    assert opened == ["b", "a"]
    assert found(folder, "moulin") == first
    assert len(opened) == 2
    put(folder, "a", "- deux")
    assert found(folder, "moulin") == first[:2]
    assert opened[2:] == ["a"]


@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_the_hits_are_those_of_reading_every_file(folder: Path, seed: int) -> None:
    chosen = random.Random(seed)
    texts = ("été", "ETE\nœuvre", "l’été d'\u200bici", "김민수 été", "ﬁn e\u0301te\u0301", "- \t x")
    for step in range(30):
        name, act = chosen.choice("abcdef"), chosen.random()
        path = folder / f"{name}.toml"
        if act < 0.5:
            put(folder, name, chosen.choice(texts), f"2031-10-0{chosen.randint(1, 3)}")
            os.utime(path, ns=(step, step * 1_000_000_000 + seed))
        elif act < 0.6:
            path.write_text(chosen.choice(("a = 1", "=", "")))
        elif act < 0.8:
            path.unlink(missing_ok=True)
        elif path.exists():
            path.rename(folder / f"{chosen.choice('abcdef')}.toml")
        for wanted in ("été", "oeuvre", "민", "fin", "rien", "l'été d'ici", " x", "seance", "é\nr"):
            assert found(folder, wanted) == read_all(folder, wanted), (seed, step, wanted)


def test_what_is_found_comes_while_the_others_are_still_searched(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notes_index, "AT_ONCE", 1)
    monkeypatch.setattr(notes_index, "SNAPSHOT_EVERY", -1.0)
    for name in "abc":
        put(folder, name, "mot")
    steps = [(len(step.hits), step.searched, step.total) for step in search_notes(folder, "mot")]
    assert steps == [(0, 0, 3), (1, 1, 3), (2, 2, 3), (3, 3, 3)]
    steps = [(len(step.hits), step.searched, step.total) for step in search_notes(folder, "mot")]
    assert steps == [(1, 3, 3), (2, 3, 3), (3, 3, 3), (3, 3, 3)]


def test_a_search_that_is_given_up_keeps_what_it_has_read(
    folder: Path, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notes_index, "AT_ONCE", 1)
    monkeypatch.setattr(notes_index, "SNAPSHOT_EVERY", -1.0)
    for name in "abc":
        put(folder, name, "mot")
    search = search_notes(folder, "mot")
    next(search)
    next(search)
    del search
    assert opened == ["c"]
    assert len(found(folder, "mot")) == 3
    assert opened == ["c", "b", "a"]


def test_the_notes_are_their_owner_s_alone(folder: Path) -> None:
    put(folder, "a", "mot")
    was = os.umask(0)
    try:
        found(folder, "mot")
    finally:
        os.umask(was)
    assert stat.S_IMODE(state_folder().stat().st_mode) == 0o700
    assert stat.S_IMODE((state_folder() / notes_index.FILE).stat().st_mode) == 0o600
    (state_folder() / notes_index.FILE).chmod(0o644)
    found(folder, "mot")
    assert stat.S_IMODE((state_folder() / notes_index.FILE).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "damage", ["missing", "empty", "text", "zeros", "no table", "texts", "lock"]
)
def test_a_damaged_database_costs_only_time(folder: Path, damage: str) -> None:
    for number in range(30):
        put(folder, f"s{number:02}", f"- un mot {number} " + "long " * 300)
    first = found(folder, "mot")
    file = state_folder() / notes_index.FILE
    data = file.read_bytes()
    database = sqlite3.connect(file)
    match damage:
        case "missing":
            file.unlink()
        case "empty":
            file.write_bytes(b"")
        case "text":
            file.write_bytes(b"no database" * 1000)
        case "zeros":
            file.write_bytes(data[:4096] + bytes(len(data) - 4096))
        case "no table":
            database.executescript("DROP TABLE folded")
        case "texts":
            database.executescript("UPDATE texts SET data = x'ff'")
        case "lock":
            database.execute("BEGIN EXCLUSIVE")
    assert found(folder, "mot") == first
    assert len(first) == 30
    database.close()
    assert found(folder, "mot") == first


def test_a_link_in_the_place_of_the_database_is_not_followed(folder: Path, tmp_path: Path) -> None:
    put(folder, "a", "mot")
    state_folder().mkdir(parents=True)
    (state_folder() / notes_index.FILE).symlink_to(tmp_path / "elsewhere")
    assert len(found(folder, "mot")) == 1
    assert not (tmp_path / "elsewhere").exists()


def test_the_notes_of_another_folder_are_not_kept_beside_those_of_this_one(
    folder: Path, tmp_path: Path
) -> None:
    put(folder, "a", SECRET)
    found(folder, SECRET)
    assert kept(SECRET)
    (tmp_path / "other").mkdir()
    assert found(tmp_path / "other", SECRET) == []
    assert kept(SECRET) == []


def test_no_word_of_a_purged_session_stays_in_the_state_folder(folder: Path) -> None:
    """Renamed and searched between, so that each name it had was in the index."""
    put(folder, "b", "autre chose")
    path = put(folder, "a", f"- {SECRET}")
    for step in range(2):
        home = load_index(folder)
        home.take(read_files(home.look()), 2e9)
        home.keep()
        assert len(found(folder, SECRET)) == 1
        path = library.rename(path, f"c{step}")
    assert (state_folder() / notes_index.FILE) in kept(SECRET)
    purge(path)
    assert kept(SECRET) == []
    assert len(found(folder, "autre")) == 1


@pytest.mark.parametrize("act", ["rename", "bin", "remove", "change"])
def test_what_is_gone_from_the_folder_is_overwritten_in_the_database(
    folder: Path, act: str
) -> None:
    for number in range(9):
        put(folder, f"s{number}", "autre chose " * 999)
    path = put(folder, "a", f"- {SECRET} " * 999)
    found(folder, SECRET)
    file = state_folder() / notes_index.FILE
    assert file in kept(SECRET)
    match act:
        case "rename":
            library.rename(path, "b")
        case "bin":
            library.delete(path)
        case "remove":
            path.unlink()
        case "change":
            put(folder, "a", "rien")
    assert list(catch_up(folder)) == [int(act in ("rename", "change"))]
    assert file.exists()
    assert file not in kept(SECRET)
    assert list(state_folder().glob(f"{notes_index.FILE}-*")) == []


def test_a_session_that_comes_back_from_the_bin_is_found_again(folder: Path) -> None:
    path = put(folder, "a", SECRET)
    first = found(folder, SECRET)
    deleted = library.delete(path)
    assert found(folder, SECRET) == []
    library.undelete(deleted)
    assert found(folder, SECRET) == first


def test_many_unread_files_are_read_before_a_search_and_a_few_by_it(
    folder: Path, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notes_index, "AT_ONCE", 2)
    put(folder, "a", "mot")
    assert list(catch_up(folder)) == []
    assert not (state_folder() / notes_index.FILE).exists(), "a search of one file needs none"
    for name in "bcde":
        put(folder, name, "mot")
    assert list(catch_up(folder)) == [5, 3, 1, 0]
    assert opened == ["e", "d", "c", "b", "a"]
    put(folder, "f", "mot")
    assert list(catch_up(folder)) == [1]
    assert len(opened) == 5
    assert len(found(folder, "mot")) == 6
    assert opened[5:] == ["f"]


def test_a_folder_that_cannot_be_listed_is_searched_in_vain(folder: Path) -> None:
    (folder / "file").write_text("")
    assert list(catch_up(folder / "file")) == []
    assert found(folder / "file", "mot") == []
