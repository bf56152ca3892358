"""The header: the time, and whether all is saved, seen at a glance at every width."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from gsef_tui.editing.save_badge import badge
from gsef_tui.storage.save_state import SaveState
from gsef_tui.ui.widgets.bars import HeaderBar

from .hand import Hand, at_work

SEOUL = ZoneInfo("Asia/Seoul")
START = datetime(2031, 10, 4, 20, 0, tzinfo=SEOUL)
LAST = '"- une @@ cuisine @@20:14"\nKM = "oui"\n\n[answers]\nKM = "non"'


def at(hand: Hand, now: datetime) -> None:
    """The clock goes on to a moment, and the header is told, as it is each second."""
    hand.opened.now = lambda: now
    hand.notes.status._looked_at = float("-inf")
    hand.notes.status.tick()


def after(**time: float) -> datetime:
    return START + timedelta(**time)


MOVED = "/home/mira/Documents partagés du Forum/2031 서울/séances/2031-10-04-cantines.toml"
FAILED = SaveState(
    oldest=99.9, failed_since=datetime(2031, 10, 4, 20, 41), unkept_since=START, reason="disk full"
)
ON_DISK = replace(FAILED, copy=Path("/home/mira/.state/copies/cantines.toml"), unkept_since=None)
IN_MEMORY = replace(FAILED, copy=Path("/dev/shm/gsef-tui-1000/cantines.toml"), fleeting=True)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("state", "shown"),
    [
        (
            ON_DISK,
            {
                120: "✗ NOT SAVED since 20:41: disk full · copy kept in /home/mira/.state/copies",
                80: "✗ NOT SAVED since 20:41: disk full · copy kept",
                60: "✗ NOT SAVED since 20:41 · copy kept",
                40: "✗ NOT SAVED",
            },
        ),
        (
            IN_MEMORY,
            {
                140: "✗ NOT SAVED since 20:41: disk full · in memory only, lost at restart"
                ": /dev/shm/gsef-tui-1000",
                120: "✗ NOT SAVED since 20:41: disk full · in memory only, lost at restart",
                80: "✗ NOT SAVED: in memory only, lost at restart",
                60: "✗ in memory only, lost at restart",
                40: "✗ NOT SAVED",
            },
        ),
        (
            FAILED,
            {
                80: "✗ NOT SAVED ANYWHERE since 20:41: disk full",
                60: "✗ NOT SAVED ANYWHERE since 20:41",
                40: "✗ NOT SAVED",
            },
        ),
        (
            SaveState(moved_to=Path(MOVED)),
            {
                140: f"✓ saved in {MOVED}",
                80: "✓ saved in /home/mira/…1-10-04-cantines.toml",
                60: "✓ saved",
            },
        ),
        (
            SaveState(changed=True, conflict=Path("/s/c.conflict-20311004-204100.toml")),
            {
                140: "✗ CHANGED ELSEWHERE · F12 resolves"
                " · your version in c.conflict-20311004-204100.toml",
                80: "✗ CHANGED ELSEWHERE · F12 resolves",
                60: "✗ CHANGED ELSEWHERE · F12 resolves",
            },
        ),
    ],
)
async def test_where_there_is_little_room_the_badge_says_what_matters_most(
    folder: Path, cantines: Path, state: SaveState, shown: dict[int, str]
) -> None:
    async with at_work(folder, cantines) as hand:
        bar = hand.notes.query_one(HeaderBar)
        found = {}
        for width in shown:
            await hand.resize(width, 24)
            parts = [(0, "20:47 KST"), (0, "43 min left"), (1, ("BA 07:12",))]
            bar.show(parts, badge(state, 100.0))
            found[width] = bar.plain.rpartition("  ")[2]
            assert bar.plain.startswith("20:47 KST · 43 min left")
            assert cell_len(bar.plain) == width
        assert found == shown


@pytest.mark.slow
@pytest.mark.parametrize(
    ("size", "quiet", "speaking"),
    [
        ((140, 45), "no conclusion · group photo", "no conclusion · group photo · KM 김민수 07:00"),
        ((80, 24), "LT no answer · 2 gaps · no conclusion · +1", "LT no answer · 2 gaps · +2 · KM"),
        ((60, 20), "LT no answer · +3", "1 min left · 3 missing · KM 07:00"),
        ((40, 12), "10 min left", "1 min left"),
    ],
    ids=["140x45", "80x24", "60x20", "40x12"],
)
async def test_in_the_last_ten_minutes_the_header_says_what_is_missing(
    folder: Path, cantines: Path, size: tuple[int, int], quiet: str, speaking: str
) -> None:
    cantines.write_text(cantines.read_text().replace('"- une cuisine"', LAST))
    async with at_work(folder, cantines, "answers.KM", size=size) as hand:
        at(hand, after(minutes=79.9))
        assert "no answer" not in hand.header
        assert "missing" not in hand.header
        at(hand, after(minutes=80))
        assert quiet in hand.header
        hand.opened.now = lambda: after(minutes=82)
        await hand.press("f4")
        await hand.type("KM:\n")
        await hand.press("f4")
        at(hand, after(minutes=89))
        await hand.until(lambda: hand.header.endswith("✓ saved"), "the badge")
        assert speaking in hand.header
        assert cell_len(hand.header) == size[0]
        await hand.press("f3", "1")
        await hand.type("oui")
        at(hand, after(minutes=95))
        assert "LT no answer" not in hand.header


async def test_while_the_check_is_open_the_header_says_it_at_any_hour(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, "answers.KM", size=(100, 30)) as hand:
        at(hand, after(minutes=10))
        await hand.press("f8")
        assert "KM no presentation · LT, KM no answer · no conclusion · +1" in hand.header
        await hand.press("f6")
        await hand.type("oui")
        at(hand, after(minutes=11))
        assert "KM no presentation · LT no answer · no conclusion" in hand.header
        await hand.press("f8")
        assert "no answer" not in hand.header


@pytest.mark.slow
async def test_a_save_that_fails_is_said_with_its_reason_and_so_is_that_it_works_again(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, "unfiled", size=(200, 24)) as hand:
        assert hand.header.endswith("✓ saved")
        away = folder.with_name(".Trash-1000")  # one that was only renamed is followed
        folder.rename(away)
        folder.write_text("a file where the folder was", encoding="utf-8")
        await hand.type("!")
        await hand.until(lambda: "✗ NOT SAVED since" in hand.header)
        assert "copy kept in" in hand.header
        await hand.until(lambda: "A copy is kept: " in hand.footer)
        copy = hand.opened.saver.state.copy
        assert copy is not None
        assert "Bonjour!" in copy.read_text(encoding="utf-8")
        await hand.type("?")
        assert hand.text("unfiled") == "Bonjour!?"
        folder.unlink()
        away.rename(folder)
        await hand.until(lambda: hand.header.endswith("✓ saved"))
        assert (await hand.on_disk()).text("unfiled") == "Bonjour!?"
        assert not copy.exists()
        await hand.until(lambda: hand.footer.startswith("Saved again. "))


async def test_save_now_and_quitting_save(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "unfiled") as hand:
        await hand.press("x", "ctrl+s")
        assert hand.footer.startswith("Saved: ")
        assert 'text = "Bonjourx"' in cantines.read_text(encoding="utf-8")
        await hand.press("y", "ctrl+q")
        assert "again to quit" in hand.footer
        assert hand.app.is_running
        await hand.press("ctrl+q")
        assert hand.app.return_value == 0
        assert 'text = "Bonjourxy"' in cantines.read_text(encoding="utf-8")
