"""What was left half done, found again: by whom, and what is never touched."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gsef_tui.model.session import FreeText, Session
from gsef_tui.storage.discovery import find_sessions
from gsef_tui.storage.documents import open_document
from gsef_tui.storage.durable import ABANDONED
from gsef_tui.storage.folders import history_folder
from gsef_tui.storage.index import load_index
from gsef_tui.storage.library import create, delete, rename, undelete
from gsef_tui.storage.lock import hold
from gsef_tui.storage.pictures import picture_folder
from gsef_tui.storage.purge import purge
from gsef_tui.storage.recovery import recover
from gsef_tui.storage.session_moves import bin_folder, digest_of, intent_path
from gsef_tui.storage.templates import require_template

GSEF = require_template("gsef")

SESSION = Session(
    template=GSEF, facts={"title": "Cantines"}, sections={"unfiled": FreeText("what was said")}
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A session with a picture."""
    made = create(tmp_path / "sessions", SESSION)
    picture_folder(made).mkdir()
    (picture_folder(made) / "a.png").write_bytes(b"png")
    return made


def announced(path: Path, **changes: Any) -> Path:
    """The intent of a rename to ``new.toml`` whose program was killed, or another one."""
    intent = {
        "act": "rename",
        "session": path.name,
        "other": "new.toml",
        "bin": "",
        "pictures": True,
        "digest": digest_of(path),
    }
    at = intent_path(path)
    at.write_text(json.dumps(intent | changes))
    return at


def half_renamed(path: Path) -> Path:
    """A rename that was killed when the pictures had their new name, and the session the old."""
    at = announced(path)
    picture_folder(path).rename(path.with_name("new"))
    return at


def names(folder: Path) -> list[str]:
    return sorted(str(entry.relative_to(folder)) for entry in folder.rglob("*"))


WHOLE = ["cantines", "cantines.toml", "cantines/a.png"]


def test_a_listing_undoes_it(path: Path) -> None:
    half_renamed(path)
    assert len(find_sessions(path.parent)[0]) == 1
    assert names(path.parent) == WHOLE


def test_home_undoes_it(path: Path) -> None:
    half_renamed(path)
    assert load_index(path.parent).look() == [path]
    assert names(path.parent) == WHOLE


def test_an_act_on_either_name_undoes_it_first(path: Path) -> None:
    half_renamed(path)
    assert rename(path, "new") == path.with_name("new.toml")
    assert names(path.parent) == ["new", "new.toml", "new/a.png"]
    half_renamed(path.with_name("new.toml"))
    assert "new.toml" in names(delete(path.with_name("new.toml")).folder)
    assert names(path.parent) == []


def test_once_the_session_has_its_new_name_the_act_is_finished(path: Path) -> None:
    announced(path)
    path.rename(path.with_name("new.toml"))
    recover(path.parent)
    assert names(path.parent) == ["new", "new.toml", "new/a.png"]


def test_under_both_names_it_is_finished_too(path: Path) -> None:
    """The one name is a link to the other, until the old one goes."""
    announced(path)
    os.link(path, path.with_name("new.toml"))
    recover(path.parent)
    assert names(path.parent) == ["new", "new.toml", "new/a.png"]


def test_a_session_that_got_the_new_name_meanwhile_stays_as_it_is(path: Path) -> None:
    half_renamed(path)
    new = path.with_name("new.toml")
    new.write_bytes(b"somebody else's")
    recover(path.parent)
    assert names(path.parent) == [*WHOLE, "new.toml"]
    assert new.read_bytes() == b"somebody else's"


def test_a_session_that_got_the_old_name_meanwhile_stays_as_it_is(path: Path) -> None:
    announced(path)
    digest = digest_of(path)
    path.rename(path.with_name("new.toml"))
    picture_folder(path).rename(path.with_name("new"))
    path.write_bytes(b"somebody else's")
    recover(path.parent)
    assert names(path.parent) == ["cantines.toml", "new", "new.toml", "new/a.png"]
    assert path.read_bytes() == b"somebody else's"
    assert digest_of(path.with_name("new.toml")) == digest


def test_while_its_program_runs_it_is_left_alone(path: Path) -> None:
    half_renamed(path)
    before = names(path.parent)
    lock = hold(path)
    recover(path.parent)
    assert names(path.parent) == sorted([*before, ".cantines.toml.lock"])
    lock.release()
    recover(path.parent)
    assert names(path.parent) == WHOLE


def test_it_is_found_after_the_folder_was_moved(path: Path, tmp_path: Path) -> None:
    half_renamed(path)
    path.parent.rename(tmp_path / "elsewhere")
    recover(tmp_path / "elsewhere")
    assert names(tmp_path / "elsewhere") == WHOLE


def test_a_deletion_of_another_machine_waits_for_that_machine(path: Path) -> None:
    """Its bin is not here. Where it had not begun, there is nothing to wait for."""
    elsewhere = {"act": "delete", "other": path.name, "bin": "cantines-0-abc"}
    at = announced(path, **elsewhere)
    picture_folder(path).rename(path.parent.parent / "in the bin of the other")
    recover(path.parent)
    assert at.exists()
    assert open_document(path).session.facts["title"] == "Cantines"
    (path.parent.parent / "in the bin of the other").rename(picture_folder(path))
    recover(path.parent)
    assert names(path.parent) == WHOLE
    assert not bin_folder().exists()


def test_taking_back_on_another_machine_waits_for_that_machine(path: Path) -> None:
    at = announced(path, act="undelete", other=path.name, bin="cantines-0-abc")
    path.rename(path.parent.parent / "in the bin of the other")
    recover(path.parent)
    assert names(path.parent) == [at.name, "cantines", "cantines/a.png"]
    (path.parent.parent / "in the bin of the other").rename(path)
    recover(path.parent)
    assert names(path.parent) == WHOLE


@pytest.mark.parametrize(
    "changes",
    [
        {"other": "../outside.toml"},
        {"other": "/etc/new.toml"},
        {"other": "new"},
        {"other": "CANTINES.toml"},
        {"session": "other.toml"},
        {"act": "delete", "bin": ".."},
        {"act": "delete", "bin": "../../sessions"},
        {"act": "delete"},
        {"bin": "cantines-0-abc"},
        {"act": "format"},
        {"more": 1},
        {"other": 7},
        {"other": "new\0.toml"},
    ],
    ids=str,
)
def test_an_intent_that_says_anything_else_moves_nothing(
    path: Path, changes: dict[str, Any]
) -> None:
    """Somebody else may have put it into a shared folder."""
    at = announced(path, **changes)
    recover(path.parent)
    assert names(path.parent) == sorted([at.name, *WHOLE])


@pytest.mark.parametrize("data", [b"", b"{", b"[" * 50_000, b"\xff", b"null"])
def test_a_broken_intent_moves_nothing_and_is_no_hindrance(path: Path, data: bytes) -> None:
    at = intent_path(path)
    at.write_bytes(data)
    recover(path.parent)
    assert names(path.parent) == sorted([at.name, *WHOLE])
    rename(path, "new")
    assert names(path.parent) == ["new", "new.toml", "new/a.png"]


def test_an_intent_that_is_a_link_or_a_pipe_is_none(path: Path, tmp_path: Path) -> None:
    at = half_renamed(path)
    at.rename(tmp_path / "intent")
    at.symlink_to(tmp_path / "intent")
    recover(path.parent)
    assert (path.parent / "new").exists()
    at.unlink()
    os.mkfifo(at)
    recover(path.parent)
    assert (path.parent / "new").exists()


def test_purge_removes_what_is_left_of_an_act_too(path: Path) -> None:
    announced(path, act="delete", other=path.name, bin="cantines-0-abc")
    (picture_folder(path) / "a.png").unlink()
    picture_folder(path).rmdir()
    (path.parent / f".{path.name}.0123456789ab.new").write_bytes(b"half")
    purge(path)
    assert names(path.parent) == []


def test_a_new_file_that_was_never_finished_is_swept_after_an_hour(path: Path) -> None:
    left = path.with_name(".other.toml.0123456789ab.new")
    mine = path.with_name(".mine.new")
    typed = path.with_name(".cantines.toml.0123456789ab.tmp")
    for each in (left, mine, typed):
        each.write_bytes(b"half")
    recover(path.parent)
    assert left.exists()
    long_ago = time.time() - ABANDONED - 1
    for each in (left, mine, typed):
        os.utime(each, (long_ago, long_ago))
    recover(path.parent)
    assert not left.exists()
    assert mine.exists()
    assert typed.exists()  # it may have the newest text of a session


def test_where_nothing_is_left_only_the_names_are_read(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []

    def counted(name: str, plain: Callable[..., Any]) -> Callable[..., Any]:
        def call(*rest: Any, **more: Any) -> Any:
            calls.append(name)
            return plain(*rest, **more)

        return call

    for name in ("listdir", "scandir", "stat", "lstat", "open", "unlink", "rename"):
        monkeypatch.setattr(os, name, counted(name, getattr(os, name)))
    recover(path.parent)
    assert calls == ["listdir"]


def test_a_folder_that_is_none_is_no_fault(tmp_path: Path) -> None:
    recover(tmp_path / "gone")
    recover(tmp_path / "nul\0")


def test_what_is_taken_back_after_its_name_was_taken_keeps_its_pictures(path: Path) -> None:
    deleted = delete(path)
    create(path.parent, SESSION)
    back = undelete(deleted)
    assert back.name == "cantines-2.toml"
    assert names(path.parent) == [
        "cantines-2",
        "cantines-2.toml",
        "cantines-2/a.png",
        "cantines.toml",
    ]
    assert list(bin_folder().iterdir()) == []


def test_taking_back_is_finished_wherever_it_was_interrupted(path: Path) -> None:
    """Nothing lists the bin: a session that stayed in it would be out of sight."""
    deleted = delete(path)
    announced(path, act="undelete", other=path.name, bin=deleted.folder.name,
              digest=digest_of(deleted.folder / path.name))  # fmt: skip
    recover(path.parent)
    assert names(path.parent) == WHOLE
    assert list(bin_folder().iterdir()) == []


def test_versions_of_an_older_session_of_the_new_name_keep_nobody_s_back(path: Path) -> None:
    new = path.with_name("new.toml")
    for each in (path, new):
        history_folder(each).mkdir(parents=True)
        (history_folder(each) / "20260512T184107Z.toml").write_bytes(each.name.encode())
    rename(path, "new")
    kept = {p.name: p.read_bytes() for p in history_folder(new).iterdir()}
    assert kept == {
        "20260512T184107Z.toml": b"new.toml",
        "20260512T184107Z-2.toml": b"cantines.toml",
    }
    assert not history_folder(path).exists()
