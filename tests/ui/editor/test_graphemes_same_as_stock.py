"""Our editor does to graphemes what Textual's does to characters.

Each grapheme of several code points has a stand-in: one character as wide, and of a word or not as
its first code point is. Stock gets the stand-ins. What both have is compared grapheme by grapheme.
"""

from __future__ import annotations

import os
import random
from collections.abc import Sequence

import pytest
from rich.cells import cell_len
from textual import events
from textual.widgets import TextArea
from textual.widgets.text_area import Location

from gsef_tui.ui.graphemes import graphemes
from gsef_tui.ui.widgets.note_area import NoteArea

from .side_by_side import Side, drawn, side_by_side
from .test_keys_same_as_stock import keys_to_press

STEPS = int(os.environ.get("EDITOR_STEPS", "150"))
STANDS_FOR = {
    "ê": "e\u0323\u0302",
    "é": "e\u0301",
    "１": "1\ufe0f\u20e3",
    "가": "\u1100\u1161\u11a8",
    "각": "क्ष",
    "🎉": "👩\u200d👩\u200d👧",
    "🎈": "🇫🇷",
    "🎊": "👍🏽",
}
"""Characters of stock, and for each the grapheme of ours."""
REAL = str.maketrans(STANDS_FOR)
COLUMN_KEPT = {"ctrl+shift+k", "ctrl+x", "super+x"}
"""Keys that delete a line and leave the cursor in the same column of the next: stock counts code
points, and ours steps to the end of a grapheme."""
LETTERS = "".join(STANDS_FOR) + "a ,한 "
WORDS = (*STANDS_FOR, "\t", "mot ", "ét", "한국어 ", ", ", " ", "🎉🎈 ", "éé１ê", "가각가 ")


def lines_of(chosen: random.Random, lines: int) -> str:
    return "\n".join(
        "".join(chosen.choices(WORDS, k=chosen.choice((0, 3, 8, 25)))) for _ in range(lines)
    )


async def act(side: Side, chosen: random.Random) -> str:
    width, height = side.area.scrollable_content_region.size
    cell = chosen.randrange(width), chosen.randrange(height)
    kind = chosen.random()

    def own(typed: str) -> str:
        return typed.translate(REAL) if isinstance(side.area, NoteArea) else typed

    if kind < 0.60:
        keys = [chosen.choice(keys_to_press(side.area, *COLUMN_KEPT))] * chosen.choice((1, 1, 1, 3))
        await side.press(*keys)
        return " ".join(keys)
    if kind < 0.75:
        typed = "".join(chosen.choices(LETTERS, k=chosen.randint(1, 4)))
        await side.press(*("space" if key == " " else key for key in own(typed)))
        return typed
    if kind < 0.80:
        await side.press("enter")
        return "enter"
    if kind < 0.85:
        await side.receive(events.Paste(own(lines_of(chosen, 3))))
        return "paste"
    if kind < 0.93:
        await side.click(cell)
        return f"click {cell}"
    await side.drag(cell, (chosen.randrange(width), chosen.randrange(height)))
    return f"drag from {cell}"


def counted(lines: Sequence[str], location: Location) -> Location:
    """A location by graphemes. It stands between two."""
    row, column = location
    before = graphemes(lines[row][:column])
    assert graphemes(lines[row])[: len(before)] == before, "within a grapheme"
    return row, len(before)


def test_a_stand_in_is_as_its_grapheme() -> None:
    for one, real in STANDS_FOR.items():
        assert graphemes(real) == [real]
        assert cell_len(one) == cell_len(real)
        assert one.isalnum() == real[0].isalnum()
        assert all(graphemes(real + other) == [real, other] for other in STANDS_FOR.values())


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
async def test_random_acts_end_alike(seed: int) -> None:
    acts = random.Random(seed)
    start = lines_of(acts, 20)
    stock, note = TextArea(start), NoteArea(start.translate(REAL))
    async with side_by_side(stock, note, (30, 12)) as sides:
        done: list[str] = []
        for _ in range(STEPS):
            choice = acts.random()
            done += {await act(side, random.Random(choice)): None for side in sides}
            for side in sides:
                side.area.scroll_cursor_visible()
            one, two = (side.state() for side in sides)
            lines = note.document.lines
            one = one._replace(
                text=one.text.translate(REAL), clipboard=one.clipboard.translate(REAL)
            )
            two = two._replace(anchor=counted(lines, two.anchor), cursor=counted(lines, two.cursor))
            assert one == two, done[-5:]
            real = [[(text.translate(REAL), look) for text, look in row] for row in drawn(stock)]
            assert real == drawn(note), done[-5:]
