"""A file is followed to its new name, and not into a bin."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gsef_tui.storage.file_tracker import FileTracker, in_bin

pytestmark = pytest.mark.skipif(
    sys.platform not in ("linux", "darwin"), reason="the system does not tell"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "sessions" / "s.toml"
    made.parent.mkdir()
    made.write_bytes(b"x")
    return made


@pytest.fixture
def tracker(path: Path) -> Iterator[FileTracker]:
    made = FileTracker()
    made.track(path)
    yield made
    made.close()


def test_it_is_where_it_was(path: Path, tracker: FileTracker) -> None:
    assert tracker.path_now() == path


@pytest.mark.parametrize("name", ["renamed.toml", "two words (deleted).txt", "é\n.toml"])
def test_a_renamed_file_is_followed(path: Path, tracker: FileTracker, name: str) -> None:
    new = path.rename(path.with_name(name))
    assert tracker.path_now() == new


def test_a_moved_file_and_a_moved_folder_are_followed(
    path: Path, tracker: FileTracker, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    path.rename(tmp_path / "other" / "s.toml")
    (tmp_path / "other").rename(tmp_path / "third")
    assert tracker.path_now() == tmp_path / "third" / "s.toml"


def test_a_name_that_is_not_utf_8_is_followed(path: Path, tracker: FileTracker) -> None:
    new = Path(os.fsdecode(os.fsencode(path.parent) + b"/\xff.toml"))
    path.rename(new)
    assert tracker.path_now() == new


def test_a_removed_file_is_nowhere(path: Path, tracker: FileTracker) -> None:
    path.unlink()
    assert tracker.path_now() is None


def test_a_removed_file_is_nowhere_though_another_has_its_name(
    path: Path, tracker: FileTracker
) -> None:
    path.unlink()
    path.with_name(f"{path.name} (deleted)").write_bytes(b"another's")
    path.write_bytes(b"another's")
    assert tracker.path_now() is None


def test_of_two_names_the_one_that_is_left_counts_or_none(path: Path, tracker: FileTracker) -> None:
    second = path.with_name("second.toml")
    os.link(path, second)
    path.unlink()
    assert tracker.path_now() in (second, None)


def test_the_last_file_that_was_named_is_followed(path: Path, tracker: FileTracker) -> None:
    other = path.with_name("other.toml")
    other.write_bytes(b"y")
    tracker.track(other)
    assert tracker.path_now() == other
    new = other.rename(path.with_name("new.toml"))
    assert tracker.path_now() == new


def test_nothing_to_follow_is_nowhere(path: Path, tracker: FileTracker) -> None:
    tracker.track(path.with_name("gone.toml"))
    assert tracker.path_now() is None
    tracker.track(path)
    tracker.close()
    tracker.close()
    assert tracker.path_now() is None


def test_it_holds_one_descriptor(path: Path, tracker: FileTracker) -> None:
    before = len(os.listdir("/dev/fd"))
    for _ in range(20):
        tracker.track(path)
    assert len(os.listdir("/dev/fd")) == before
    tracker.close()
    assert len(os.listdir("/dev/fd")) == before - 1


@pytest.mark.parametrize(
    "bin_", [".local/share/Trash/files", ".Trash-1000/files", ".Trash/1000/files", ".Trash"]
)
def test_a_file_in_a_bin_is_not_followed(
    path: Path, tracker: FileTracker, tmp_path: Path, bin_: str
) -> None:
    (tmp_path / bin_).mkdir(parents=True)
    thrown = path.rename(tmp_path / bin_ / "s.toml")
    assert in_bin(thrown)
    assert tracker.path_now() is None
    back = thrown.rename(path)
    assert tracker.path_now() == back


def test_a_folder_in_a_bin_is_not_followed(
    path: Path, tracker: FileTracker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / "data" / "Trash" / "files").mkdir(parents=True)
    path.parent.rename(tmp_path / "data" / "Trash" / "files" / "sessions")
    assert tracker.path_now() is None


@pytest.mark.parametrize(
    "path",
    ["/home/m/Trash/s.toml", "/home/m/.local/share/s.toml", "/home/m/.Trash.toml", "/s.toml"],
)
def test_what_is_no_bin(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert not in_bin(Path(path))
