from __future__ import annotations

import stat
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from msgspec.structs import replace

from gsef_tui.model.session import Exchange, FreeText, Person, Session
from gsef_tui.storage.documents import open_document
from gsef_tui.storage.errors import CannotWrite, UnreadableFile
from gsef_tui.storage.folders import state_folder
from gsef_tui.storage.guard import conflict_path
from gsef_tui.storage.history import keep, versions
from gsef_tui.storage.library import create, delete, duplicate, rename, undelete
from gsef_tui.storage.lock import LockedBy, hold
from gsef_tui.storage.pictures import picture_folder
from gsef_tui.storage.templates import require_template

GSEF = require_template("gsef")

FULL = Session(
    template=GSEF,
    language="es",
    forum={"theme": "Tema", "first_day": date(2021, 10, 4)},
    facts={
        "title": "Energía",
        "type": "Taller",
        "spoken": "Español",
        "date": date(2021, 10, 4),
        "starts": time(20),
        "ends": time(21, 30),
        "time_zone": "America/Bogota",
        "questions": ("¿Qué?",),
        "recording_starts": time(20, 1),
    },
    people={"AA": Person(role="speaker", name="Ana", also=("Anna",), absent=True)},
    sections={
        "answers": {"AA": "sí"},
        "exchanges": {"q1": Exchange("¿?")},
        "unfiled": FreeText("x"),
    },
    extra={
        "forum": {"n": 1},
        "session": {"room": 2},
        "ideas": {"i1": {"text": "x"}},
        "expansions": {"ess": "economía"},
    },
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "sessions"
    made.mkdir()
    return made


def with_picture(path: Path) -> Path:
    picture_folder(path).mkdir()
    (picture_folder(path) / "a.png").write_bytes(b"png")
    return path


def noted(path: Path) -> Session:
    """What a file holds but for its id, which each new session gets."""
    return replace(open_document(path).session, id="")


def names(folder: Path) -> list[str]:
    return sorted(str(entry.relative_to(folder)) for entry in folder.rglob("*"))


def test_a_new_session_is_named_by_day_and_title(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "there"
    path = create(folder, FULL)
    assert path == folder / "2021-10-04-energia.toml"
    assert noted(path) == FULL
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert create(folder, FULL).name == "2021-10-04-energia-2.toml"


def test_a_place_where_none_can_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotWrite, match="file: a session cannot be made there: folder is gone"):
        create(tmp_path / "file", Session(template=GSEF))


def test_a_duplicate_has_forum_and_people_and_nothing_noted(folder: Path) -> None:
    path = duplicate(with_picture(create(folder, FULL)))
    assert path.name == "session.toml"
    assert noted(path) == Session(
        template=GSEF,
        language="es",
        forum=FULL.forum,
        facts={"type": "Taller", "spoken": "Español", "time_zone": "America/Bogota"},
        people={"AA": Person(role="speaker", name="Ana", also=("Anna",))},
        extra={"forum": {"n": 1}, "expansions": {"ess": "economía"}},
    )
    assert not picture_folder(path).exists()


def test_what_is_newer_or_gone_is_not_duplicated(folder: Path) -> None:
    newer = folder / "newer.toml"
    newer.write_text("format = 2\ntemplate = 'gsef'\n")
    with pytest.raises(CannotWrite, match="newer version"):
        duplicate(newer)
    with pytest.raises(UnreadableFile):
        duplicate(folder / "gone.toml")


def test_renaming_takes_the_pictures_along(folder: Path) -> None:
    path = with_picture(create(folder, FULL))
    new = rename(path, "Énergie, le soir.toml")
    assert new == folder / "energie-le-soir.toml"
    assert names(folder) == sorted(
        ["energie-le-soir", "energie-le-soir/a.png", "energie-le-soir.toml"]
    )
    assert noted(new) == FULL


def test_the_same_name_changes_nothing(folder: Path) -> None:
    path = create(folder, FULL)
    assert rename(path, path.stem) == path
    assert rename(path, f" {path.stem}.TOML") == path
    odd = path.rename(folder / "Odd Name_é.toml")
    assert rename(odd, "Odd Name_é") == odd


@pytest.mark.parametrize("taken", ["new.toml", "new"])
def test_a_taken_name_is_refused(folder: Path, taken: str) -> None:
    path = with_picture(create(folder, FULL))
    (folder / taken).mkdir()
    before = names(folder)
    with pytest.raises(CannotWrite) as caught:
        rename(path, "New")
    assert str(caught.value) == f"{folder / taken}: there already: type another name"
    assert names(folder) == before


def test_no_name_is_refused(folder: Path) -> None:
    with pytest.raises(CannotWrite, match="no name: type letters or digits"):
        rename(create(folder, FULL), " /.. ")


def test_a_session_that_is_gone_cannot_be_renamed_or_deleted(folder: Path) -> None:
    path = folder / "gone.toml"
    with pytest.raises(CannotWrite, match="cannot be renamed: it is gone"):
        rename(path, "new")
    with pytest.raises(CannotWrite, match="cannot be deleted: it is gone"):
        delete(path)
    assert names(state_folder() / "bin") == []


def test_what_is_deleted_comes_back_with_its_pictures(folder: Path) -> None:
    path = with_picture(create(folder, FULL))
    before = names(folder)
    deleted = delete(path)
    assert names(folder) == []
    assert deleted.folder.parent == state_folder() / "bin"
    assert undelete(deleted) == path
    assert names(folder) == before
    assert noted(path) == FULL
    assert names(state_folder() / "bin") == []


def test_what_comes_back_does_not_push_others_away(folder: Path) -> None:
    path = with_picture(create(folder, FULL))
    deleted = delete(path)
    path.write_text("somebody else's")
    back = undelete(deleted)
    assert back == folder / "2021-10-04-energia-2.toml"
    assert path.read_text() == "somebody else's"
    assert (picture_folder(back) / "a.png").read_bytes() == b"png"


def test_two_deleted_sessions_of_one_name_are_both_kept(folder: Path) -> None:
    first = delete(create(folder, FULL))
    second = delete(create(folder, FULL))
    assert first.folder != second.folder
    undelete(second)
    assert undelete(first).name == "2021-10-04-energia-2.toml"


def test_a_link_is_renamed_and_not_what_it_leads_to(tmp_path: Path, folder: Path) -> None:
    real = create(tmp_path, FULL)
    link = folder / "link.toml"
    link.symlink_to(real)
    new = rename(link, "other")
    assert new.is_symlink()
    assert real.is_file()
    assert noted(new) == FULL


def test_a_session_that_is_open_is_neither_renamed_nor_deleted(folder: Path) -> None:
    path = create(folder, FULL)
    lock = hold(path)
    before = names(folder)
    for act in (lambda: rename(path, "new"), lambda: delete(path)):
        with pytest.raises(LockedBy, match="open in process"):
            act()
    assert names(folder) == before
    lock.release()
    assert rename(path, "new").exists()
    assert names(folder) == ["new.toml"]


def test_renaming_takes_versions_and_conflict_copies_along(folder: Path) -> None:
    path = create(folder, FULL)
    at = datetime(2026, 5, 12, 20, 41, 7, tzinfo=UTC)
    keep(path, b"old", at)
    conflict_path(path, at).touch()
    new = rename(path, "new")
    assert names(folder) == ["new.conflict-20260512-204107.toml", "new.toml"]
    assert [version.name for version in versions(new)] == ["20260512T204107Z"]
