"""Going somewhere: the panel of people and sections, and the keys to the next place."""

from __future__ import annotations

from pathlib import Path

import pytest

from .hand import at_work


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        ("2", "presentations.KM"),
        ("é", "presentations.KM"),
        ("&", "presentations.LT"),
        ("0", "closing.moderator"),
        ("à", "closing.moderator"),
        ("lt\n", "presentations.LT"),
        ("tor\n", "presentations.LT"),
        ("민수\n", "presentations.LT"),  # nobody's name begins so: one stays where one is
        ("김\n", "presentations.KM"),
        ("seance\n", "forum.theme"),
        ("classer\n", "unfiled"),
        ("rép\n", "answers.LT"),
        ("concl\n", "closing.moderator"),
        ("\n", "presentations.KM"),
    ],
)
async def test_who_or_what_is_meant(folder: Path, cantines: Path, keys: str, place: str) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        await hand.press("f3")
        await hand.type(keys)
        assert hand.here == place


@pytest.mark.slow
async def test_the_column_is_the_one_one_is_in_and_is_changed(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "answers.LT") as hand:
        await hand.press("f3", "2")
        assert hand.here == "answers.KM"
        await hand.press("f3", "right", "1")
        assert hand.here == "closing.LT"
        await hand.press("f3", "right", "right", "down", "enter")
        assert hand.here == "answers.KM"


@pytest.mark.slow
async def test_the_key_that_opens_closes_and_leads_back(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        await hand.press("left", "left")
        cursor = hand.area.cursor_offset_in_text
        for key in ("f3", "ctrl+g", "f5", "f8", "ctrl+f", "ctrl+p", "f2", "f1"):
            await hand.press(key)
            assert hand.notes.panel if key not in ("f1", "f2") else hand.app.screen
            await hand.press(key)
            assert hand.notes.panel is None
            assert (hand.here, hand.area.cursor_offset_in_text) == ("presentations.LT", cursor)


async def test_places_above_and_below(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "questions") as hand:
        seen = []
        for _ in range(4):
            await hand.press("ctrl+down")
            seen.append(hand.here)
        assert seen == ["presentations.LT", "presentations.KM", "answers.LT", "answers.KM"]
        await hand.press("ctrl+up")
        assert hand.here == "answers.LT"
