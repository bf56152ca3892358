"""Find: a text in the session, and the line that has it."""

from __future__ import annotations

from pathlib import Path

from .hand import at_work


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
        assert "no line has it" in hand.seen
