"""What stands where a file should be, and is none: nothing waits for it, and nothing reads it."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gsef_tui.imports.transcripts import read_transcript
from gsef_tui.report.pictures import read_picture
from gsef_tui.storage.app_state import AppState, load_app_state
from gsef_tui.storage.copies import Copy
from gsef_tui.storage.documents import open_document
from gsef_tui.storage.errors import CannotWrite, UnreadableFile
from gsef_tui.storage.history import keep, versions
from gsef_tui.storage.index import load_index
from gsef_tui.storage.lock import holder_of
from gsef_tui.storage.own_abbreviations import keep_abbreviation
from gsef_tui.storage.picture_candidates import newest
from gsef_tui.storage.pictures import attach
from gsef_tui.storage.plain_files import (
    FileTooLarge,
    NotAPlainFile,
    open_plain_file,
    read_head,
    read_plain_file,
)
from gsef_tui.storage.reading import read_file
from gsef_tui.storage.restoring import restore
from gsef_tui.storage.session_file import SessionFile
from gsef_tui.storage.session_id import id_at
from gsef_tui.storage.session_moves import digest_of
from gsef_tui.storage.settings import Settings, load_settings
from gsef_tui.storage.sidecars import before_path, lock_path
from gsef_tui.storage.templates import load_template, require_template, template_problem
from gsef_tui.storage.unsaved import Recovered, repair

GB = 1024**3


def a_fifo(path: Path) -> None:
    os.mkfifo(path)


def a_folder(path: Path) -> None:
    path.mkdir()


def a_socket(path: Path) -> None:
    here = os.getcwd()
    os.chdir(path.parent)  # a socket's name is short
    try:
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(path.name)
    finally:
        os.chdir(here)


def a_circle(path: Path) -> None:
    path.symlink_to(path.name)


def a_link_to_a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def a_sparse_file(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(10 * GB)


Make = Callable[[Path], None]
ALL = (a_fifo, a_folder, a_socket, a_circle, a_link_to_a_device, a_sparse_file)
every_kind = pytest.mark.parametrize("make", ALL)


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("CONFIG", "STATE"):
        monkeypatch.setenv(f"GSEF_TUI_{name}", str(tmp_path / name.lower()))
        (tmp_path / name.lower()).mkdir()
    return tmp_path


def test_a_plain_file_is_read_up_to_its_limit(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"12345")
    assert read_plain_file(path, 5) == b"12345"
    with pytest.raises(FileTooLarge):
        read_plain_file(path, 4)
    with open_plain_file(path) as file:
        assert file.read() == b"12345"


def test_a_link_is_followed_unless_the_caller_says_no(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"12345")
    (tmp_path / "link").symlink_to("file")
    assert read_plain_file(tmp_path / "link", 5) == b"12345"
    with pytest.raises(OSError, match="a link"):
        read_plain_file(tmp_path / "link", 5, follow_links=False)


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (a_fifo, NotAPlainFile),
        (a_socket, NotAPlainFile),
        (a_link_to_a_device, NotAPlainFile),
        (a_folder, IsADirectoryError),
        (a_circle, OSError),
        (a_sparse_file, FileTooLarge),
    ],
)
def test_each_other_kind_is_an_error_of_its_own(
    make: Make, error: type[OSError], tmp_path: Path
) -> None:
    make(tmp_path / "file")
    with pytest.raises(error):
        read_plain_file(tmp_path / "file", GB)


def test_a_fifo_that_comes_after_the_look_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x")
    before = os.stat(path)
    path.unlink()
    os.mkfifo(path)
    monkeypatch.setattr(os, "stat", lambda *_, **__: before)
    opened: list[BaseException] = []

    def read() -> None:
        try:
            read_plain_file(path, 5)
        except OSError as error:
            opened.append(error)

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    thread.join(30)
    assert [type(error) for error in opened] == [NotAPlainFile]


def test_a_file_that_grows_after_the_look_is_cut_off(tmp_path: Path) -> None:
    # A file of /proc has a size of 0 and bytes all the same.
    path = Path("/proc/self/status")
    if not path.exists():
        pytest.skip("needs /proc")
    with pytest.raises(FileTooLarge):
        read_plain_file(path, 10)


@every_kind
def test_memory_falls_back_to_none(make: Make, folders: Path) -> None:
    make(folders / "state" / "memory.json")
    assert load_app_state() == AppState()


@every_kind
def test_the_index_falls_back_to_none(make: Make, folders: Path) -> None:
    make(folders / "state" / "index.json")
    assert load_index(folders).sessions() == []


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (a_fifo, ["not a plain file: none of it is used"]),
        (a_socket, ["not a plain file: none of it is used"]),
        (a_link_to_a_device, ["not a plain file: none of it is used"]),
        (a_folder, ["a folder, where the settings should be: none are used"]),
        (a_circle, []),
        (a_sparse_file, ["too large for settings: none of it is used; shorten it"]),
    ],
)
def test_settings_fall_back_with_a_sentence(make: Make, says: list[str], folders: Path) -> None:
    path = folders / "config" / "config.toml"
    make(path)
    settings, problems = load_settings()
    assert settings == Settings()
    assert problems == [f"{path}: {each}" for each in says]


@every_kind
def test_own_abbreviations_are_refused_in_a_sentence(make: Make, folders: Path) -> None:
    path = folders / "config" / "config.toml"
    make(path)
    with pytest.raises(CannotWrite, match=r"config\.toml: [a-z ]+$"):
        keep_abbreviation("oc", "ONG")


@every_kind
def test_a_template_of_ones_own_is_refused_in_a_sentence(make: Make, folders: Path) -> None:
    (folders / "config" / "templates").mkdir()
    path = folders / "config" / "templates" / "own.toml"
    make(path)
    assert load_template("own") is None
    if make is not a_circle:  # as one that is not there
        assert template_problem("own").startswith(f"{path}: ")
    with pytest.raises(UnreadableFile, match=r"own\.toml: "):
        require_template(str(path))


@every_kind
def test_a_session_a_report_a_transcript_and_a_picture_are_refused_in_a_sentence(
    make: Make, tmp_path: Path
) -> None:
    path = tmp_path / "s.toml"
    make(path)
    for read in (open_document, read_file, read_transcript):
        with pytest.raises(UnreadableFile, match=r"s\.toml: "):
            read(path)
    with pytest.raises(UnreadableFile, match=r"s\.toml: "):
        attach(tmp_path / "other.toml", str(path))
    assert "cannot be read" in str(read_picture("s.toml", lambda _: path))


@every_kind
def test_a_lock_file_says_nothing(make: Make, tmp_path: Path) -> None:
    make(lock_path(tmp_path / "s.toml"))
    assert holder_of(tmp_path / "s.toml") is None


SESSION = b'format = 1\ntemplate = "gsef"\nlanguage = "en"\n'
AT = datetime(2026, 5, 12, 18, 41, 7, tzinfo=UTC)


@every_kind
def test_a_copy_and_a_version_are_errors(make: Make, tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    make(path)
    with pytest.raises(OSError):
        Copy(path, None, "", AT, False).read()
    with pytest.raises(OSError):
        Recovered(path, AT, None).session()
    if make is not a_sparse_file:
        assert (read_head(path, 4), id_at(path), digest_of(path)) == (b"", "", "")


@pytest.mark.parametrize("make", [kind for kind in ALL if kind is not a_sparse_file])
def test_a_save_does_not_wait_for_what_has_the_sessions_name(make: Make, tmp_path: Path) -> None:
    path, state = tmp_path / "s.toml", tmp_path / "state"
    make(path)
    with pytest.raises(OSError):
        SessionFile(path, state, now=lambda: AT).write(SESSION)
    assert versions(path, state) == []


def test_what_is_too_large_to_be_a_session_is_not_overwritten(tmp_path: Path) -> None:
    path, state = tmp_path / "s.toml", tmp_path / "state"
    a_sparse_file(path)
    file = SessionFile(path, state, now=lambda: AT)
    file.write(SESSION)
    assert file.overwrite(SESSION) == "theirs cannot be kept as a version: too large"
    assert file.conflict is not None
    assert file.conflict.read_bytes() == SESSION
    assert path.stat().st_size == 10 * GB


@pytest.mark.parametrize("make", [a_fifo, a_folder, a_socket, a_sparse_file])
def test_a_repair_replaces_only_what_can_be_kept(make: Make, tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    make(path)
    before_path(path).write_bytes(SESSION)
    with pytest.raises(OSError):
        repair(path, tmp_path / "state")
    assert before_path(path).read_bytes() == SESSION


@every_kind
def test_no_version_replaces_what_cannot_be_kept_as_one(make: Make, tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    make(path)
    kept = keep(path, SESSION, AT)
    with pytest.raises(CannotWrite, match=r"s\.toml: the version cannot be brought back: "):
        restore(path, kept.name)


@every_kind
def test_no_photo_is_found_where_there_is_none(make: Make, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    make(tmp_path / "photos" / "a.png")
    assert newest([tmp_path / "photos"], 0.0, 1e12) == []


def test_what_you_may_not_read_is_said(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_text("x")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("root reads everything")
    with pytest.raises(UnreadableFile, match="you may not read it: change its permissions"):
        read_file(path)
