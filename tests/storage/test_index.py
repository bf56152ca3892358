"""The index of home: what it says is what reading every file says, whatever happened to them."""

from __future__ import annotations

import os
import random
import stat
import time
from pathlib import Path

import pytest

from gsef_tui.storage import index as module
from gsef_tui.storage.discovery import find_sessions
from gsef_tui.storage.errors import UnreadableFile
from gsef_tui.storage.folders import state_folder
from gsef_tui.storage.index import FRESH, Index, load_index, read_files
from gsef_tui.storage.purge import purge

LATER = time.time() + 3600
"""The clock of a test that waits for no file to be old enough."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sessions").mkdir()
    return tmp_path / "sessions"


def put(folder: Path, name: str, title: str, day: str = "2031-10-04") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(
        f'format = 1\ntemplate = "gsef"\n[session]\ntitle = "{title}"\ndate = {day}\n'
        f'[people.AM]\nname = "Éléonore {title}"\norganisation = "Coopérative"\n'
    )
    return path


def shown(folder: Path, now: float = LATER) -> tuple[Index, list[str], list[str]]:
    """A start of home: the index, what it read, and the titles it shows."""
    index = load_index(folder)
    unread = index.look()
    index.take(read_files(unread), now)
    index.keep()
    return index, [path.stem for path in unread], [s.title for s in index.sessions()]


def test_a_second_start_reads_nothing(folder: Path) -> None:
    put(folder, "a", "Un")
    put(folder, "b", "Deux", "2031-10-05")
    assert shown(folder)[1:] == (["b", "a"], ["Deux", "Un"])
    index, read, titles = shown(folder)
    assert (read, titles) == ([], ["Deux", "Un"])
    assert index.sessions() == find_sessions(folder)[0]


def test_a_changed_an_added_and_a_removed_file_are_seen_at_once(folder: Path) -> None:
    changed, removed = put(folder, "a", "Un"), put(folder, "b", "Deux")
    shown(folder)
    put(folder, "a", "Six")
    removed.unlink()
    put(folder, "c", "Trois")
    assert shown(folder)[1:] == (["c", "a"], ["Trois", "Six"])
    assert changed.exists()


def test_a_change_of_the_same_size_with_the_old_time_is_seen(folder: Path) -> None:
    path = put(folder, "a", "Un")
    os.utime(path, (7, 7))
    shown(folder)
    put(folder, "a", "Zw")
    os.utime(path, (7, 7))
    assert shown(folder)[1:] == (["a"], ["Zw"])


def test_a_file_that_was_only_just_written_is_read_again(folder: Path) -> None:
    """Within one tick of the disk's clock a second change leaves no trace in ``stat``."""
    path = put(folder, "a", "Un")
    just = path.stat().st_ctime + FRESH / 2
    index = shown(folder, now=just)[0]
    assert index.look() == [path]
    assert shown(folder)[1] == ["a"]
    assert shown(folder)[1] == []


def test_what_is_no_session_is_read_once_and_what_is_broken_each_time(folder: Path) -> None:
    (folder / "settings.toml").write_text("a = 1\n")
    (folder / "broken.toml").write_text("= 1\n")
    (folder / "nowhere.toml").symlink_to(folder / "gone")
    (folder / ".hidden.toml").write_text("")
    (folder / "folder.toml").mkdir()
    assert shown(folder)[1:] == (["settings", "nowhere", "broken"], [])
    index = load_index(folder)
    unread = index.look()
    assert [path.stem for path in unread] == ["nowhere", "broken"]
    errors = index.take(read_files(unread), LATER)
    assert sorted(map(str, errors)) == sorted(map(str, find_sessions(folder)[1]))


def test_how_much_is_missing_is_kept_until_the_file_changes(folder: Path) -> None:
    path = put(folder, "a", "Un")
    index = shown(folder)[0]
    assert index.missing(path) is None
    index.counted(path, 4)
    index.keep()
    index = shown(folder)[0]
    assert index.missing(path) == 4
    assert index.missing(folder.parent / "a.toml") is None
    put(folder, "a", "Zw")
    assert shown(folder)[0].missing(path) is None


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff", b"[" * 5000, b'{"made_by": 1}', None])
def test_a_damaged_index_is_no_index(folder: Path, damage: bytes | None) -> None:
    put(folder, "a", "Un")
    shown(folder)
    kept = state_folder() / module.FILE
    kept.write_bytes(kept.read_bytes()[:-40] if damage is None else damage)
    assert shown(folder)[1:] == (["a"], ["Un"])
    assert shown(folder)[1] == []


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("sessions/a.toml", "sessions/../elsewhere/a.toml"),
        ('"Un"', "7"),
        ('"2031-10-04"', '"2031-02-30"'),
        (",null]", ',"four"]'),
        ('"a.toml":', '"../a.toml":'),
        ("[[", "[[9,"),
    ],
)
def test_an_index_that_somebody_wrote_is_no_index(folder: Path, written: str, instead: str) -> None:
    """Whatever it says, the list shows this folder's files, and Enter opens the one it names."""
    path = put(folder, "a", "Un")
    shown(folder)
    kept = state_folder() / module.FILE
    assert written in kept.read_text()
    kept.write_text(kept.read_text().replace(written, instead))
    index, read, titles = shown(folder)
    assert (read, titles) == (["a"], ["Un"])
    assert [session.path for session in index.sessions()] == [path]
    assert shown(folder)[1] == []


def test_a_name_in_another_encoding_is_read_each_time_and_keeps_nothing_else_out(
    folder: Path,
) -> None:
    put(folder, "a", "Un")
    put(folder, "\udcff", "Deux")
    for read in (["\udcff", "a"], ["\udcff"]):
        assert shown(folder)[1:] == (read, ["Deux", "Un"])


def test_a_file_that_was_read_twice_is_shown_once(folder: Path) -> None:
    """The list was looked at again while a thread read: both hand over what they found."""
    path = put(folder, "a", "Un")
    index = load_index(folder)
    found = read_files(index.look())
    index.take(found, path.stat().st_ctime)
    index.take(found, LATER)
    assert [session.title for session in index.sessions()] == ["Un"]


def test_the_index_of_another_folder_program_or_template_is_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    put(folder, "a", "Un")
    shown(folder)
    (other := tmp_path / "other").mkdir()
    assert shown(other)[1:] == ([], [])
    assert shown(folder)[1] == []
    put(other, "a", "Autre")
    shown(other)
    assert shown(folder)[1] == ["a"]
    monkeypatch.setattr(module, "__version__", "0.0.0")
    assert shown(folder)[1] == ["a"]
    (tmp_path / "config" / "templates").mkdir(parents=True)
    (tmp_path / "config" / "templates" / "gsef.toml").write_text("broken")
    assert shown(folder)[1] == ["a"]


def test_a_folder_that_is_not_there_is_empty_and_one_that_is_none_says_so(folder: Path) -> None:
    assert shown(folder / "gone")[1:] == ([], [])
    (folder / "file").write_text("")
    with pytest.raises(UnreadableFile, match="cannot be listed"):
        load_index(folder / "file").look()


def test_the_index_is_its_owner_s_alone_and_a_state_folder_that_is_none_costs_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, "a", "Un")
    shown(folder)
    assert stat.S_IMODE((state_folder() / module.FILE).stat().st_mode) == 0o600
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("GSEF_TUI_STATE", str(tmp_path / "file"))
    assert shown(folder)[2] == ["Un"]


def test_a_session_that_was_purged_is_not_in_the_index_either(folder: Path) -> None:
    path = put(folder, "a", "Secret")
    shown(folder)
    assert b"Secret" in (state_folder() / module.FILE).read_bytes()
    purge(path)
    assert not (state_folder() / module.FILE).exists()


def test_filters_look_in_title_name_and_people_without_accents(folder: Path) -> None:
    put(folder, "2031-cantines", "Été")
    (summary,) = shown(folder)[0].sessions()
    assert summary.folded == "ete 2031-cantines eleonore ete cooperative"


@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_the_index_says_what_the_files_say(folder: Path, seed: int) -> None:
    chosen = random.Random(seed)
    index = load_index(folder)
    for step in range(40):
        name = chosen.choice("abcdef")
        path = folder / f"{name}.toml"
        act = chosen.random()
        if act < 0.5:
            put(folder, name, chosen.choice(("Un", "Zw", "Trois")), f"2031-10-0{step % 9 + 1}")
        elif act < 0.6:
            path.write_text(chosen.choice(("a = 1", "=", "")))
        elif act < 0.8 and path.exists():
            path.unlink()
        elif path.exists():
            path.rename(folder / f"{chosen.choice('abcdef')}.toml")
        if chosen.random() < 0.3:
            index.keep()
            index = load_index(folder)
        errors = index.take(read_files(index.look()), time.time())
        expected, unreadable = find_sessions(folder)
        assert index.sessions() == expected, f"seed {seed}, step {step}"
        assert sorted(map(str, errors)) == sorted(map(str, unreadable))
