"""Help, the preview and plain pages are read; what is typed there is not lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from gsef_tui.ui.screens.overlay import OverlayScreen

from .hand import Hand, at_work

NOTE = "presentations.KM"
OVERLAYS = ["f1", "f2"]


async def opened_with(hand: Hand, key: str) -> None:
    await hand.press(key)
    assert isinstance(hand.screen, OverlayScreen)


@pytest.mark.parametrize("key", OVERLAYS)
async def test_a_letter_closes_it_and_goes_to_the_note(
    folder: Path, cantines: Path, key: str
) -> None:
    async with at_work(folder, cantines, NOTE) as hand:
        await opened_with(hand, key)
        await hand.type("née 밥")
        assert hand.text(NOTE) == hand.area.text == "née 밥"


@pytest.mark.parametrize("key", OVERLAYS)
async def test_a_paste_closes_it_and_goes_to_the_note(
    folder: Path, cantines: Path, key: str
) -> None:
    async with at_work(folder, cantines, NOTE) as hand:
        await opened_with(hand, key)
        await hand.paste("un\ndeux")
        assert hand.text(NOTE) == hand.area.text == "un\ndeux"


@pytest.mark.parametrize("key", OVERLAYS)
async def test_a_key_of_a_command_closes_it_and_runs_the_command(
    folder: Path, cantines: Path, key: str
) -> None:
    async with at_work(folder, cantines, NOTE) as hand:
        await opened_with(hand, key)
        await hand.press("f4")
        assert hand.notes.panel_name == "line"
        await hand.press("f4")
        await opened_with(hand, key)
        await hand.press("ctrl+down")
        assert hand.here != NOTE


@pytest.mark.parametrize("key", OVERLAYS)
async def test_escape_and_its_own_key_close_it(folder: Path, cantines: Path, key: str) -> None:
    async with at_work(folder, cantines, NOTE) as hand:
        for closing in ("escape", key):
            await opened_with(hand, key)
            await hand.press(closing)
            assert hand.here == NOTE
            assert hand.area.text == ""


async def test_f2_in_the_help_shows_the_preview_and_f1_in_the_preview_the_help(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, NOTE) as hand:
        await hand.press("f1", "f2")
        assert "as it will be handed in" in hand.seen
        await hand.press("f1")
        assert "Your notes are saved as you type" in hand.seen
        await hand.type("x")
        assert hand.text(NOTE) == "x", "the letter closes both"


async def test_keys_without_a_meaning_leave_it_open(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, NOTE) as hand:
        await opened_with(hand, "f1")
        await hand.press("f19", "alt+x", "down", "pagedown")
        assert isinstance(hand.screen, OverlayScreen)


@pytest.mark.slow
async def test_its_palette_takes_the_letters_and_escape(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, NOTE) as hand:
        await opened_with(hand, "f2")
        await hand.press("ctrl+p")
        await hand.type("the")
        await hand.paste("me")
        assert hand.area.text == "theme"
        await hand.press("escape")
        assert isinstance(hand.screen, OverlayScreen)
        assert hand.text(NOTE) == ""


async def test_a_letter_in_the_help_of_the_list_of_sessions_filters(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder) as hand:
        await opened_with(hand, "f1")
        await hand.type("cant")
        assert hand.area.text == "cant"
        assert len(hand.home.rows.items) == 1
