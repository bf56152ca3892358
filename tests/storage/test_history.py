from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gsef_tui.storage.documents import open_document
from gsef_tui.storage.errors import CannotWrite, UnreadableFile
from gsef_tui.storage.folders import history_folder, state_folder
from gsef_tui.storage.history import (
    AGAIN,
    DAYS,
    EVERY,
    LARGEST,
    MOST,
    Keeper,
    Version,
    keep,
    superfluous,
    versions,
)
from gsef_tui.storage.library import delete, rename
from gsef_tui.storage.lock import LockedBy, hold
from gsef_tui.storage.restoring import restore

AT = datetime(2026, 5, 12, 18, 41, 7, tzinfo=UTC)


def session(note: str) -> bytes:
    return f'format = 1\ntemplate = "gsef"\n\n[answers]\nBA = "{note}"\n'.encode()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "sessions" / "s.toml"
    made.parent.mkdir()
    made.write_bytes(session("now"))
    return made


def contents(path: Path) -> list[bytes]:
    return [version.path.read_bytes() for version in versions(path)]


# -- keeping --------------------------------------------------------------------------------------


def test_a_version_is_named_by_its_time_in_utc(path: Path) -> None:
    seoul = timezone(timedelta(hours=9))
    kept = keep(path, b"one", AT.astimezone(seoul))
    assert (kept.name, kept.at, kept.size) == ("20260512T184107Z", AT, 3)
    assert kept.path == history_folder(path) / "20260512T184107Z.toml"
    assert versions(path) == [kept]
    assert stat.S_IMODE(kept.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.path.parent.stat().st_mode) == 0o700


def test_versions_of_one_second_are_all_kept_the_newest_first(path: Path) -> None:
    for n in range(12):
        keep(path, b"%d" % n, AT)
    keep(path, b"earlier", AT - timedelta(hours=1))
    assert contents(path) == [b"%d" % n for n in reversed(range(12))] + [b"earlier"]


def test_the_same_is_not_kept_twice(path: Path) -> None:
    first = keep(path, b"one", AT)
    assert keep(path, b"one", AT + timedelta(hours=1)) == first
    assert len(versions(path)) == 1


def test_what_is_no_version_is_passed_over(path: Path) -> None:
    kept = keep(path, b"one", AT)
    for name in ("notes.txt", "20269999T999999Z.toml", ".20260512T184107Z.toml.ab.tmp"):
        (kept.path.parent / name).touch()
    (kept.path.parent / "20260512T184108Z.toml").mkdir()
    assert versions(path) == [kept]


def test_two_sessions_of_one_name_have_each_their_own(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "others" / "s.toml"
    keep(path, b"one", AT)
    keep(other, b"two", AT)
    assert (contents(path), contents(other)) == ([b"one"], [b"two"])


def test_a_session_that_is_renamed_keeps_its_versions(path: Path) -> None:
    keep(path, b"one", AT)
    new = rename(path, "new name")
    assert (contents(path), contents(new)) == ([], [b"one"])


# -- the policy -----------------------------------------------------------------------------------


def made(ages: list[timedelta], size: int = 1) -> list[Version]:
    ats = sorted((AT - age for age in ages), reverse=True)
    return [Version(f"v{n}", at, size, Path(f"v{n}")) for n, at in enumerate(ats)]


def test_all_of_the_last_day_stays_then_one_a_day() -> None:
    hours = made([timedelta(hours=hour) for hour in range(0, 24 * 5, 2)])
    stays = [v for v in hours if v not in superfluous(hours, AT)]
    young = [v for v in hours if AT - v.at <= timedelta(days=1)]
    assert stays[: len(young)] == young
    old = stays[len(young) :]
    assert len({f"{v.at:%d}" for v in old}) == len(old) == 4
    assert all(v.at.hour >= 22 for v in old), "the last one of each day"


def test_thirty_days_stay_however_far_apart_they_are() -> None:
    weekly = made([timedelta(days=7 * n) for n in range(60)])
    stays = [v for v in weekly if v not in superfluous(weekly, AT)]
    assert stays == weekly[:DAYS]


def test_a_clock_that_jumps_ahead_does_not_empty_the_history() -> None:
    there = made([timedelta(days=n) for n in range(5)])
    ahead = Version("ahead", AT + timedelta(days=3650), 1, Path("ahead"))
    assert superfluous([ahead, *there], ahead.at) == []


def test_there_is_a_hard_limit_of_number_and_size() -> None:
    many = made([timedelta(minutes=n) for n in range(MOST + 50)])
    assert superfluous(many, AT) == many[MOST:]
    large = made([timedelta(minutes=n) for n in range(5)], LARGEST // 2)
    assert superfluous(large, AT) == large[2:]


ages = st.lists(st.timedeltas(timedelta(0), timedelta(days=400)), min_size=1, max_size=300)


@given(ages)
def test_the_newest_stays_and_a_second_time_nothing_goes(given_ages: list[timedelta]) -> None:
    there = made(given_ages)
    goes = superfluous(there, AT)
    assert there[0] not in goes
    stays = [v for v in there if v not in goes]
    assert superfluous(stays, AT) == []
    assert len(stays) <= MOST


# -- while it is written --------------------------------------------------------------------------


class Clock:
    def __init__(self) -> None:
        self.time = 0.0

    def __call__(self) -> float:
        return self.time

    def now(self) -> datetime:
        return AT + timedelta(seconds=self.time)


def keeper(path: Path, clock: Clock) -> Keeper:
    return Keeper(path, state_folder(), monotonic=clock, now=clock.now)


def test_one_is_kept_before_the_first_change_and_every_ten_minutes(path: Path) -> None:
    clock = Clock()
    kept = keeper(path, clock)
    for second in range(0, 1300, 100):
        clock.time = second
        kept.before_write()
        path.write_bytes(session(f"after {second}"))
    assert contents(path) == [session("after 1100"), session("after 500"), session("now")]
    assert EVERY == 600


def test_a_new_sitting_begins_with_a_version(path: Path) -> None:
    for _ in range(2):
        keeper(path, Clock()).before_write()
        path.write_bytes(session("later"))
    assert contents(path) == [session("later"), session("now")]


def test_that_none_can_be_kept_is_no_failure_and_is_tried_again(path: Path) -> None:
    clock = Clock()
    state_folder().mkdir(parents=True)
    (state_folder() / "history").touch()
    kept = keeper(path, clock)
    kept.before_write()
    (state_folder() / "history").unlink()
    kept.before_write()
    assert contents(path) == []
    clock.time = AGAIN
    kept.before_write()
    assert contents(path) == [session("now")]


def test_a_file_that_is_not_there_has_no_version(path: Path) -> None:
    path.unlink()
    kept = keeper(path, Clock())
    kept.before_write()
    assert contents(path) == []
    path.write_bytes(session("first"))
    kept.before_write()
    assert contents(path) == [session("first")]


# -- bringing one back ----------------------------------------------------------------------------


def test_restoring_is_a_new_change_and_keeps_what_was_there(path: Path) -> None:
    old = keep(path, session("old"), AT)
    before = restore(path, old.name, lambda: AT + timedelta(hours=1))
    assert path.read_bytes() == session("old")
    assert before is not None
    assert (before.name, before.path.read_bytes()) == ("20260512T194107Z", session("now"))
    restore(path, before.name)
    assert path.read_bytes() == session("now")
    assert not path.with_name(".s.toml.lock").exists()


def test_a_deleted_session_comes_back(path: Path) -> None:
    old = keep(path, session("old"), AT)
    delete(path)
    assert restore(path, f"{old.name}.toml") is None
    assert path.read_bytes() == session("old")


def test_a_session_that_is_open_is_not_restored(path: Path) -> None:
    old = keep(path, session("old"), AT)
    lock = hold(path)
    with pytest.raises(LockedBy, match="open in process"):
        restore(path, old.name)
    assert path.read_bytes() == session("now")
    lock.release()


def test_a_version_that_is_not_there_names_those_that_are(path: Path) -> None:
    for n in range(4):
        keep(path, b"%d" % n, AT + timedelta(hours=n))
    with pytest.raises(UnreadableFile) as caught:
        restore(path, "yester\x07day")
    assert "no version “yesterday”; there are 20260512T214107Z, 20260512T204107Z" in str(
        caught.value
    )
    assert not path.with_name(".s.toml.lock").exists()


def test_a_version_that_is_no_session_is_not_brought_back(path: Path) -> None:
    old = keep(path, b"format = 1\ntemplate = ", AT)
    with pytest.raises(UnreadableFile, match="version 20260512T184107Z, line 2: not TOML"):
        restore(path, old.name)
    assert path.read_bytes() == session("now")


def test_what_cannot_be_kept_is_not_written_over(path: Path) -> None:
    old = keep(path, session("old"), AT)
    old.path.with_name("x").mkdir()
    path.unlink()
    path.mkdir()
    with pytest.raises(CannotWrite, match="the version cannot be brought back: a folder has its"):
        restore(path, old.name)


# -- where a file is broken -----------------------------------------------------------------------


@pytest.mark.parametrize("broken", [b"", b"format = 1\ntempl", b"\xff\xfe", b"[[[[", b"format = 1"])
def test_a_broken_session_names_the_way_to_its_versions(path: Path, broken: bytes) -> None:
    keep(path, session("old"), AT)
    path.write_bytes(broken)
    with pytest.raises(UnreadableFile) as caught:
        open_document(path)
    assert str(caught.value).endswith(f"earlier versions are kept: gsef-tui history {path}")
    assert path.read_bytes() == broken
