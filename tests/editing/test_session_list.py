"""The list of sessions: what one reading reads and counts, and what comes too late for it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from gsef_tui.editing import session_list
from gsef_tui.editing.session_list import Listing, Seen, SessionList
from gsef_tui.storage import index
from gsef_tui.storage.discovery import Summary

NOW = datetime(2031, 10, 4, 12, tzinfo=UTC)


def folder_of(folder: Path, count: int) -> Path:
    folder.mkdir()
    for n in range(count):
        (folder / f"2031-01-{n + 1:02}-s{n}.toml").write_text(
            f'format = 1\ntemplate = "gsef"\n[session]\ntitle = "{folder.name} {n}"\n'
            f"date = 2031-01-{n + 1:02}\n"
        )
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return folder_of(tmp_path / "a", 9)


def summaries(listing: Listing) -> list[Summary]:
    return list(listing.sessions.by(()))


def counted(sessions: SessionList, listing: Listing) -> list[bool]:
    return [sessions.readiness.of(summary, NOW) is not None for summary in summaries(listing)]


def test_a_reading_counts_what_the_screen_can_show(folder: Path) -> None:
    sessions = SessionList()
    listing = sessions.read(folder, Seen(rows=2), at_once=60)
    assert counted(sessions, listing) == [True] * 2 + [False] * 7
    chosen = summaries(listing)[5].file
    sessions.read(folder, Seen(file=chosen, rows=2), at_once=60)
    assert counted(sessions, listing) == [n in (0, 1, 4, 5, 6) for n in range(9)]
    sessions.count(summaries(listing)[7:])
    assert counted(sessions, listing) == [n in (0, 1, 4, 5, 6, 7, 8) for n in range(9)]


def test_a_session_is_counted_again_once_it_has_changed(folder: Path) -> None:
    sessions = SessionList()
    before = summaries(sessions.read(folder, Seen(rows=1), at_once=60))[0]
    was = sessions.readiness.of(before, NOW)
    before.path.write_text(before.path.read_text() + '[people.AM]\nname = "A"\n')
    after = summaries(sessions.read(folder, Seen(rows=1), at_once=60))[0]
    now = sessions.readiness.of(after, NOW)
    assert was is not None
    assert now is not None
    assert was != now


def test_the_newest_are_read_first_and_the_others_later(folder: Path) -> None:
    sessions = SessionList()
    listing = sessions.read(folder, Seen(), at_once=4)
    assert [s.title for s in summaries(listing)] == ["a 8", "a 7", "a 6", "a 5"]
    listing = sessions.read_more(listing, 4, Seen())
    assert (listing.count, len(listing.unread)) == (8, 1)
    listing = sessions.read_more(listing, 4, Seen())
    assert (listing.count, len(listing.unread)) == (9, 0)
    assert listing.newest is not None
    assert listing.newest.title == "a 8"


def test_the_rest_of_a_folder_is_not_taken_for_another_one(folder: Path, tmp_path: Path) -> None:
    """The names are the same in both folders, so a file of the first would pass for one of the
    second."""
    sessions = SessionList()
    before = sessions.read(folder, Seen(), at_once=4)
    other = folder_of(tmp_path / "b", 9)
    after = sessions.read(other, Seen(), at_once=4)
    assert sessions.read_more(before, 9, Seen()) is before
    titles = {s.title[0] for s in summaries(sessions.read_more(after, 9, Seen()))}
    assert titles == {"b"}


def test_what_cannot_be_read_is_reported_once_all_is_read(folder: Path) -> None:
    broken = folder / "2030-01-01-broken.toml"
    broken.write_text('format = 1\ntemplate = "gsef"\n[session\n')
    sessions = SessionList()
    listing = sessions.read(folder, Seen(), at_once=4)
    assert listing.unreadable == []
    listing = sessions.read_more(listing, 60, Seen())
    assert [str(error).startswith(str(broken)) for error in listing.unreadable] == [True]


def test_what_was_read_ahead_is_returned_once_and_for_its_folder_only(
    folder: Path, tmp_path: Path
) -> None:
    other = folder_of(tmp_path / "b", 3)
    sessions = SessionList()
    sessions.read_ahead(folder, Seen(rows=2), at_once=60)
    listing = sessions.read(folder, Seen(), at_once=1)
    assert listing.count == 9, "not read again: that would read one file"
    assert counted(sessions, listing) == [True] * 2 + [False] * 7
    summaries(listing)[0].path.unlink()
    assert sessions.read(folder, Seen(), at_once=60).count == 8
    sessions.read_ahead(folder, Seen(), at_once=60)
    assert sessions.read(other, Seen(), at_once=60).count == 3


@pytest.mark.parametrize("at_end", [False, True])
def test_an_index_that_is_not_complete_is_kept_while_it_grows_and_at_the_end(
    folder: Path, monkeypatch: pytest.MonkeyPatch, at_end: bool
) -> None:
    """The next program reads only what this one has not read, wherever it was ended."""
    monkeypatch.setattr(index, "FRESH", -1.0)
    monkeypatch.setattr(session_list, "KEEP_EVERY", 3600.0 if at_end else -1.0)
    sessions = SessionList()
    listing = sessions.read(folder, Seen(rows=2), at_once=2)
    listing = sessions.read_more(listing, 3, Seen(rows=2))
    if at_end:
        assert SessionList().read(folder, Seen(), at_once=0).count == 0
        sessions.keep_within(30.0)
    again = SessionList()
    listing = again.read(folder, Seen(), at_once=0)
    assert [s.title for s in summaries(listing)] == ["a 8", "a 7", "a 6", "a 5", "a 4"]
    assert counted(again, listing) == [True] * 2 + [False] * 3, "what was missing is kept, too"
    assert len(listing.unread) == 4
