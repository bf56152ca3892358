from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from gsef_tui.model.session import Session
from gsef_tui.storage.app_state import (
    AppState,
    last_place,
    load_app_state,
    save_app_state,
    with_place,
)
from gsef_tui.storage.documents import open_document
from gsef_tui.storage.errors import CannotWrite, NotASession, UnreadableFile
from gsef_tui.storage.folders import copy_path, state_folder
from gsef_tui.storage.guard import conflict_copies, conflict_path
from gsef_tui.storage.history import keep
from gsef_tui.storage.library import create, delete, undelete
from gsef_tui.storage.lock import LockedBy, hold
from gsef_tui.storage.pictures import picture_folder
from gsef_tui.storage.purge import belongings, purge
from gsef_tui.storage.templates import require_template

GSEF = require_template("gsef")

AT = datetime(2026, 5, 12, 18, 41, 7, tzinfo=UTC)


def made(folder: Path, title: str) -> Path:
    """A session with everything that can be kept of one."""
    path = create(folder, Session(template=GSEF, facts={"title": title}))
    delete(path)
    path = create(folder, Session(template=GSEF, facts={"title": title}))
    picture_folder(path).mkdir()
    (picture_folder(path) / "a.png").write_bytes(b"png")
    keep(path, b"one", AT)
    keep(path, b"two", AT)
    for each in (path, copy_path(path)):
        each.parent.mkdir(parents=True, exist_ok=True)
        conflict_path(each, AT).write_bytes(b"ours")
        each.with_name(f".{each.name}.0123456789ab.tmp").write_bytes(b"half")
    copy_path(path).write_bytes(b"copy")
    (copied,) = conflict_copies(path)
    lost = conflict_path(path, AT)  # its writer was killed before it had its name
    lost.with_name(f".{lost.name}.0123456789ab.tmp").write_bytes(b"half")
    conflict_path(copied, AT).write_bytes(b"a copy of a copy")
    copied.with_name(f".{copied.name}.0123456789ab.tmp").write_bytes(b"half")
    save_app_state(with_place(load_app_state(), path, "answers.BA", 3))
    return path


def every_file(folder: Path) -> set[Path]:
    return {entry for entry in folder.rglob("*") if entry.is_file()}


def test_all_that_is_kept_of_a_session_goes_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "sessions"
    other = made(folder, "Commun")
    (state_folder() / "memory.json").touch()
    kept = every_file(tmp_path)
    path = made(folder, "Communs")
    (folder / "communs.docx").write_bytes(b"handed in")
    (folder / "communs-2.toml").write_bytes(other.read_bytes())
    kept |= {folder / "communs.docx", folder / "communs-2.toml"}
    lock = path.with_name(f".{path.name}.lock")
    lock.write_text("left by a killed process")
    (state_folder() / "faults").mkdir()
    (state_folder() / "faults" / "1.txt").touch()

    named = belongings(path)
    removed = purge(path)
    assert every_file(tmp_path) == kept
    assert set(removed) == set(named)
    assert {entry.name for entry in removed} >= {
        "communs.toml",
        "a.png",
        "20260512T184107Z.toml",
        "20260512T184107Z-2.toml",
        "communs.conflict-20260512-184107.toml",
        "1.txt",
    }
    assert not picture_folder(path).exists()
    assert not (state_folder() / "faults").exists()
    assert last_place(load_app_state(), path) is None
    assert last_place(load_app_state(), other) is not None
    assert open_document(other).session.facts["title"] == "Commun"


def test_what_was_deleted_is_purged_by_its_old_path(tmp_path: Path) -> None:
    path = create(tmp_path / "sessions", Session(template=GSEF, facts={"title": "Communs"}))
    deleted = delete(path)
    (gone,) = purge(path)
    assert gone == deleted.folder / path.name
    with pytest.raises(CannotWrite, match="it is gone"):
        undelete(deleted)


def test_a_session_that_is_open_is_not_purged(tmp_path: Path) -> None:
    path = made(tmp_path / "sessions", "Communs")
    lock = hold(path)
    there = every_file(tmp_path)
    with pytest.raises(LockedBy):
        purge(path)
    assert every_file(tmp_path) == there
    lock.release()


def test_only_a_session_is_purged(tmp_path: Path) -> None:
    for name, content in {
        "pyproject.toml": b"[project]\ntemplate = 1\n",
        "broken.toml": b"[project\n",
        "notes.txt": b"format = 1\ntemplate = 'gsef'\n",
    }.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(UnreadableFile):
            purge(tmp_path / name)
        assert (tmp_path / name).exists()
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(NotASession, match="nothing is removed"):
        purge(tmp_path / "folder.toml")
    with pytest.raises(UnreadableFile, match="nothing is kept of such a session"):
        purge(tmp_path / "never.toml")
    assert not list(tmp_path.glob(".*.lock"))


def test_a_folder_that_only_has_the_name_is_not_taken_for_pictures(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "mine.odt").write_bytes(b"mine")
    with pytest.raises(UnreadableFile, match="nothing is kept of such a session"):
        purge(tmp_path / "documents.toml")
    assert (folder / "mine.odt").read_bytes() == b"mine"


def test_the_pictures_of_a_session_that_was_removed_by_hand_go_with_its_versions(
    tmp_path: Path,
) -> None:
    path = made(tmp_path / "sessions", "Communs")
    path.unlink()
    assert picture_folder(path) / "a.png" in purge(path)
    assert not picture_folder(path).exists()


def test_the_session_goes_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is interrupted still sees it, and its id leads to all that is left."""
    path = made(tmp_path / "sessions", "Communs")
    gone: list[Path] = []
    plain = Path.unlink

    def unlink(self: Path, missing_ok: bool = False) -> None:
        gone.append(self)
        plain(self, missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink)
    purge(path)
    assert list(dict.fromkeys(gone))[-1] == path
    assert state_folder() / "index.json" in gone


def test_a_broken_session_can_be_purged(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_bytes(b"format = 1\ntemplate = 'gsef'\n[answers")
    assert purge(path) == [path]
    path.write_bytes(b"")
    version = keep(path, b"was a session once", AT)
    assert set(purge(path)) == {path, version.path}


def test_by_a_link_the_file_goes_too(tmp_path: Path) -> None:
    path = create(tmp_path / "real", Session(template=GSEF, facts={"title": "Communs"}))
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "mine.png").touch()
    link = tmp_path / "link.toml"
    link.symlink_to(path)
    picture_folder(link).symlink_to(outside)
    assert set(purge(link)) == {link, path, picture_folder(link)}
    assert (outside / "mine.png").exists()


def test_what_cannot_be_removed_is_named_and_the_rest_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(tmp_path / "sessions", "Communs")
    plain = Path.unlink

    def unlink(self: Path, missing_ok: bool = False) -> None:
        if self == path:
            raise PermissionError(13, "no", str(self))
        plain(self, missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink)
    with pytest.raises(CannotWrite) as caught:
        purge(path)
    assert str(caught.value) == f"not removed: {path}: permission denied: remove it yourself"
    assert every_file(tmp_path) == {path, state_folder() / "memory.json"}
    assert load_app_state() == AppState()
