"""Find: a text in the session, and the line that has it."""

from __future__ import annotations

from pathlib import Path

import pytest

from .hand import at_work


@pytest.mark.slow
async def test_find_selects_what_was_found(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "unfiled") as hand:
        await hand.press("ctrl+f")
        await hand.type("CUISINE")
        assert "2 lines" in hand.seen
        await hand.press("down", "enter")
        assert hand.here == "presentations.LT"
        assert hand.area.selected_text == "cuisine"
        await hand.press("ctrl+f")
        await hand.type("rien de tel")
        assert "not found" in hand.seen


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        (["s"], "- une cuisines"),
        (["enter"], "- une cuisine\n- "),
        (["backspace"], "- une "),
        (["right", "s"], "- une cuisines"),
        (["ctrl+c", "s"], "- une cuisines"),
        (["shift+left", "s"], "- une se"),
    ],
)
async def test_typing_after_a_find_replaces_nothing(
    folder: Path, cantines: Path, keys: list[str], text: str
) -> None:
    async with at_work(folder, cantines, "unfiled") as hand:
        await hand.press("ctrl+f")
        await hand.type("CUISINE")
        await hand.press("down", "enter")
        assert hand.area.selected_text == "cuisine"
        await hand.press(*keys)
        assert hand.text("presentations.LT") == hand.area.text == text


async def test_a_paste_after_a_find_replaces_nothing(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "unfiled") as hand:
        await hand.press("ctrl+f")
        await hand.type("CUISINE")
        await hand.press("down", "enter")
        await hand.paste(" et demie")
        assert hand.text("presentations.LT") == "- une cuisine et demie"


async def test_what_you_select_yourself_is_replaced(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        await hand.press(*["ctrl+shift+left"], "x")
        assert hand.text("presentations.LT") == "- une x"
