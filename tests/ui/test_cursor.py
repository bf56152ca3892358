"""The cursor of a text stays visible, and stays with the text."""

from __future__ import annotations

from pathlib import Path

from textual import events

from .hand import at_work


async def test_enter_on_the_last_visible_row_scrolls(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.KM", size=(80, 24)) as hand:
        rows = hand.area.size.height
        await hand.type("\n" * (rows + 3))
        assert hand.area.scroll_offset.y == 4, "the row of the cursor is the last one"
        await hand.press("enter")
        assert hand.area.scroll_offset.y == 5


async def test_a_text_that_is_shown_again_keeps_the_focus(folder: Path, cantines: Path) -> None:
    """The message that it was hidden may come after it has been shown again."""
    async with at_work(folder, cantines, "presentations.KM") as hand:
        area = hand.area
        await hand.press("ctrl+down", "ctrl+up")
        assert hand.area is area
        area.post_message(events.Hide())
        await hand.settle()
        assert hand.area is area


async def test_a_text_that_is_hidden_loses_the_focus(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.KM") as hand:
        area = hand.area
        assert hand.notes.panes.current is not None
        hand.notes.panes.current.display = False
        await hand.settle()
        assert hand.app.focused is not area
