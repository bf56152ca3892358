"""The newest pictures of a session's hours, in real folders."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from gsef_tui.model.times import SessionTimes
from gsef_tui.storage import picture_candidates
from gsef_tui.storage.picture_candidates import (
    MOST,
    PictureCandidate,
    hours,
    newest,
    picture_folders,
)

PNG = b"\x89PNG\r\n\x1a\nfirst"
SEOUL = ZoneInfo("Asia/Seoul")
START = datetime(2031, 10, 4, 20, 0, tzinfo=SEOUL)
NOW = START + timedelta(hours=1)
TIMES = SessionTimes(START.date(), zone=SEOUL, start=START, end=START + timedelta(minutes=90))
SPAN = (START.timestamp() - 900, START.timestamp() + 90 * 60 + 4 * 3600)


def written(path: Path, minute: float, data: bytes = PNG) -> Path:
    """A file that was written so many minutes after the start; its folder was then changed too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    at = START.timestamp() + 60 * minute
    os.utime(path, (at, at))
    os.utime(path.parent, (at, at))
    return path


def names(found: list[PictureCandidate]) -> list[str]:
    return [photo.path.name for photo in found]


@pytest.mark.parametrize(
    ("times", "span"),
    [
        (SessionTimes(starts=time(20, 0)), (NOW - timedelta(hours=4), NOW)),
        (TIMES, (START - timedelta(minutes=15), START + timedelta(minutes=90, hours=4))),
        (
            SessionTimes(START.date(), zone=SEOUL, start=START),
            (START - timedelta(minutes=15), START + timedelta(hours=4)),
        ),
        (
            SessionTimes(START.date(), zone=SEOUL, start=START, end=START - timedelta(hours=9)),
            (START - timedelta(minutes=15), START + timedelta(hours=4)),
        ),
        (
            SessionTimes(date(2031, 10, 4), zone=UTC),
            (datetime(2031, 10, 3, 23, 45, tzinfo=UTC), datetime(2031, 10, 5, 4, 0, tzinfo=UTC)),
        ),
    ],
    ids=["no day", "hours", "no end", "ends before it starts", "day"],
)
def test_the_hours_of_a_session(times: SessionTimes, span: tuple[datetime, datetime]) -> None:
    assert hours(times, NOW) == (span[0].timestamp(), span[1].timestamp())


def test_at_the_ends_of_the_calendar_there_are_no_hours() -> None:
    assert hours(SessionTimes(date.min, start=datetime.min), NOW) is None
    assert hours(SessionTimes(date.max, start=datetime.max, end=datetime.max), NOW) is None


def test_the_newest_of_the_hours_come_first_and_no_more_than_a_handful(tmp_path: Path) -> None:
    for minute in (-16, -14, 10, 84, 85, 86, 90 + 241):
        written(tmp_path / f"{minute}.png", minute)
    found = newest([tmp_path], *SPAN)
    assert names(found) == ["86.png", "85.png", "84.png", "10.png"]
    assert len(found) == MOST
    (tmp_path / "86.png").unlink()
    assert names(newest([tmp_path], *SPAN))[-1] == "-14.png"


def test_only_what_a_report_takes_as_a_picture(tmp_path: Path) -> None:
    written(tmp_path / "zoom.JPEG", 1, b"\xff\xd8\xff\xe0jpeg")
    written(tmp_path / "notes.txt", 2)
    written(tmp_path / "text.png", 3, b"no picture")
    written(tmp_path / "empty.png", 4, b"")
    written(tmp_path / ".hidden.png", 5)
    written(tmp_path / "folder.png" / "deeper" / "far.png", 6)
    os.mkfifo(tmp_path / "pipe.png")
    (tmp_path / "link.png").symlink_to(tmp_path / "zoom.JPEG")
    (tmp_path / "gone.png").symlink_to(tmp_path / "nowhere")
    assert names(newest([tmp_path], *SPAN)) == ["zoom.JPEG"]


def test_a_folder_a_call_is_looked_through_and_an_old_one_is_not(tmp_path: Path) -> None:
    written(tmp_path / "2031-10-04 20.00.00 Les cantines" / "zoom_0.png", 84)
    old = written(tmp_path / "2031-10-03" / "older.png", 84)
    before = START.timestamp() - 86_400
    os.utime(old.parent, (before, before))
    elsewhere = written(tmp_path / "elsewhere" / "other.png", 80)
    (tmp_path / "calls").mkdir()
    (tmp_path / "calls" / "link").symlink_to(elsewhere.parent)
    assert names(newest([tmp_path], *SPAN)) == ["zoom_0.png", "other.png"]
    assert names(newest([tmp_path / "calls"], *SPAN)) == []


def test_a_folder_that_is_named_twice_is_one(tmp_path: Path) -> None:
    written(tmp_path / "Pictures" / "Screenshots" / "a.png", 3)
    (tmp_path / "Images").symlink_to(tmp_path / "Pictures")
    pictures = tmp_path / "Pictures"
    folders = [pictures / "Screenshots", pictures, tmp_path / "Images"]
    assert names(newest(folders, *SPAN)) == ["a.png"]


def test_what_cannot_be_read_counts_for_nothing(tmp_path: Path) -> None:
    written(tmp_path / "there" / "a.png", 3)
    (tmp_path / "file").write_bytes(PNG)
    wrong = [tmp_path / "missing", tmp_path / "file", Path("bad\0name")]
    assert names(newest([*wrong, tmp_path / "there"], *SPAN)) == ["a.png"]


def test_what_the_session_has_already_is_left_out(tmp_path: Path) -> None:
    written(tmp_path / "a.png", 3)
    written(tmp_path / "b.png", 4, PNG + b"!")
    known = written(tmp_path / "sessions" / "s" / "renamed.png", 5)
    assert names(newest([tmp_path], *SPAN, [known])) == ["b.png"]
    assert names(newest([tmp_path], *SPAN, [tmp_path / "gone.png"])) == []


def test_no_more_names_are_read_than_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        written(tmp_path / f"{number}.png", number)
    read: list[str] = []
    plain = picture_candidates._Search._take

    def counted(search: picture_candidates._Search, entry: os.DirEntry[str]) -> bool:
        read.append(entry.name)
        return plain(search, entry)

    monkeypatch.setattr(picture_candidates._Search, "_take", counted)
    monkeypatch.setattr(picture_candidates, "ENTRIES", 7)
    assert len(newest([tmp_path], *SPAN)) == MOST
    assert len(read) == 7


def test_a_slow_folder_is_left_after_some_seconds(tmp_path: Path) -> None:
    for number in range(12):
        written(tmp_path / f"{number}.png", number)
    seconds: Iterator[int] = count()  # each name takes one
    found = newest([tmp_path, tmp_path / "next"], *SPAN, monotonic=lambda: float(next(seconds)))
    assert 0 < len(found) <= MOST
    assert next(seconds) == picture_candidates.SECONDS + 2


def test_how_a_picture_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    taken = (START + timedelta(minutes=84)).timestamp()
    photo = PictureCandidate(tmp_path / "Documents" / "Zoom" / "zoom_0.png", taken, 1_349_000)
    assert (photo.clock(SEOUL), photo.clock(UTC)) == ("21:24", "12:24")
    assert (photo.weight, photo.folder) == ("1.3 MB", "~/Documents/Zoom")
    assert PictureCandidate(tmp_path / "a.png", taken, 412_900).weight == "412 KB"
    assert PictureCandidate(tmp_path / "a.png", taken, 3).weight == "1 KB"
    assert PictureCandidate(tmp_path / "a.png", taken, 3).folder == "~"
    beside = Path(f"{tmp_path}-2") / "in\x07to" / "a.png"
    assert PictureCandidate(beside, taken, 3).folder == f"{tmp_path}-2/into"


def test_the_folders_are_the_settings_or_the_usual_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_CONFIG_HOME", "XDG_PICTURES_DIR", "XDG_DOCUMENTS_DIR", "XDG_DESKTOP_DIR"):
        monkeypatch.delenv(name, raising=False)
    assert picture_folders(["~/Zoom", "/mnt/c/Zoom"]) == [tmp_path / "Zoom", Path("/mnt/c/Zoom")]
    usual = {"Documents/Zoom", "Pictures/Screenshots", "Pictures", "Desktop"}
    assert {str(folder.relative_to(tmp_path)) for folder in picture_folders()} == usual
