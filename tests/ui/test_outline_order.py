"""The outline beside the notes: nobody changes places while somebody types."""

from __future__ import annotations

from pathlib import Path

from gsef_tui.ui.widgets.outline import OutlineView

from .hand import Hand, at_work


def people(hand: Hand) -> list[str]:
    """The codes in the open section, from top to bottom."""
    rows = hand.notes.query_one(OutlineView).items
    return [row.place.key for row in rows if not row.section]


def is_noted(hand: Hand, code: str) -> bool:
    """Whether the outline marks that something is noted for a person."""
    rows = hand.notes.query_one(OutlineView).items
    return any(row.place.key == code and "●" in row.text for row in rows)


async def test_the_order_changes_on_arrival_and_never_while_one_types(
    folder: Path, cantines: Path
) -> None:
    """The first who answers is the first of the answers, but only for who comes back later."""
    async with at_work(folder, cantines, "answers.KM") as hand:
        assert people(hand) == ["LT", "KM"]
        await hand.type("oui")
        await hand.until(lambda: is_noted(hand, "KM"), "the outline counts the words")
        assert people(hand) == ["LT", "KM"]
        await hand.press("f3", "1")
        assert hand.here == "answers.LT"
        await hand.until(lambda: people(hand) == ["KM", "LT"], "the order of the answers")
