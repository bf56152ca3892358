"""A template's limits are counted where one types."""

from __future__ import annotations

from pathlib import Path

import pytest

from gsef_tui.ui.widgets.bars import Bar

from .hand import Hand, at_work

SESSION = """format = 1
template = "igf"
language = "en"

[people.KS]
role = "speaker"
name = "김서연"
organisation = "Village Net"

[discussions]
text = "First.\\n\\nSecond."
"""


@pytest.fixture
def workshop(folder: Path) -> Path:
    path = folder / "2031-10-04-links.toml"
    path.write_text(SESSION, encoding="utf-8")
    return path


def who(hand: Hand) -> str:
    return hand.notes.query_one("#who", Bar).plain


async def test_the_paragraphs_are_counted_while_one_types(folder: Path, workshop: Path) -> None:
    async with at_work(folder, workshop, "discussions") as hand:
        assert who(hand) == " 2/3 paragraphs"
        await hand.type("\n\nThird.")
        await hand.until(lambda: who(hand) == " 3/3 paragraphs", "the third")
        await hand.type("\n\nFourth.")
        await hand.until(lambda: who(hand) == " ! 4/3 paragraphs", "one too many")
        assert hand.text("discussions").endswith("Fourth.")


async def test_a_speakers_limit_stands_after_who_it_is(folder: Path, workshop: Path) -> None:
    async with at_work(folder, workshop, "presentations.KS") as hand:
        assert who(hand) == " Village Net · 0/1 paragraph"
        await hand.type("One.")
        await hand.until(lambda: who(hand) == " Village Net · 1/1 paragraph", "the first")


async def test_without_limits_nothing_is_counted(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        assert who(hand) == " Cocina Común, Chili"
    async with at_work(folder, cantines, "unfiled") as hand:
        assert who(hand).strip() == ""
