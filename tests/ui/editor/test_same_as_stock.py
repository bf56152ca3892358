"""The fast editor draws what the stock one draws, after the same random acts, cell by cell."""

from __future__ import annotations

import os
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from rich.style import Style
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.widgets import TextArea

from gsef_tui.ui.textual_private.editor.text_area import FastTextArea

STEPS = int(os.environ.get("EDITOR_STEPS", "400"))
# Graphemes of several code points are intended to differ: stock goes into them (test_graphemes).
PIECES = (
    "a", "e", " ", "é", "ss ", "- ", "한국어 ", "家", "🎉 ", "è",
    "\u00a0", "mot plus long ", "x" * 30, "\t", "«", "!", "1. ",
)  # fmt: skip
MOVES = (
    "cursor_left", "cursor_right", "cursor_up", "cursor_down", "cursor_line_start",
    "cursor_line_end", "cursor_word_left", "cursor_word_right", "cursor_page_up",
    "cursor_page_down",
)  # fmt: skip
SELECTS = tuple(f"{m}(True)" for m in ("cursor_left", "cursor_right", "cursor_up", "cursor_down"))
DELETES = (
    "delete_left", "delete_right", "delete_word_left", "delete_to_end_of_line_or_delete_line",
    "delete_to_start_of_line", "delete_line",
)  # fmt: skip
START = "\n".join(f"Ligne {n} : " + "des mots qui se suivent " * (n % 7) for n in range(60))


class One(App[None]):
    """An application with one editor."""

    CSS = "TextArea { border: none; padding: 0; width: 1fr; height: 1fr; }"

    def __init__(self, kind: type[TextArea], text: str) -> None:
        super().__init__()
        self.area = kind(text, highlight_cursor_line=False)
        self.area.cursor_blink = False
        self.area.match_cursor_bracket = False

    def compose(self) -> ComposeResult:
        yield self.area


@asynccontextmanager
async def both(text: str, size: tuple[int, int]) -> AsyncIterator[tuple[TextArea, TextArea]]:
    stock, fast = One(TextArea, text), One(FastTextArea, text)
    async with stock.run_test(size=size) as one, fast.run_test(size=size) as two:
        await one.pause()
        await two.pause()
        yield stock.area, fast.area


def cells(area: TextArea) -> list[list[tuple[str, Style]]]:
    """What the widget has drawn: rows that were not refreshed come as they were drawn before."""
    region = Region(0, 0, area.size.width, area.size.height)
    rows = []
    for strip in area.render_lines(region):
        row: list[tuple[str, Style]] = []
        for segment in strip:
            style = segment.style or Style()
            look = Style(color=style.color, bgcolor=style.bgcolor, bold=style.bold)
            row += [(character, look) for character in segment.text]
        rows.append(row)
    return rows


async def act(area: TextArea, chosen: random.Random) -> None:
    kind = chosen.random()
    if kind < 0.45:
        area._replace_via_keyboard(chosen.choice(PIECES), *area.selection)
    elif kind < 0.53:
        area._replace_via_keyboard("\n", *area.selection)
    elif kind < 0.56:
        area._replace_via_keyboard("collé\nsur trois\nlignes " * 3, *area.selection)
    elif kind < 0.80:
        await area.run_action(chosen.choice(MOVES))
    elif kind < 0.86:
        await area.run_action(chosen.choice(SELECTS))
    elif kind < 0.97:
        await area.run_action(chosen.choice(DELETES))
    else:
        row = chosen.randrange(area.document.line_count)
        area.replace("remplacé", (row, 0), (row, min(4, len(area.document[row]))))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_random_acts_look_the_same(seed: int) -> None:
    acts = random.Random(seed)
    async with both(START if seed % 2 else "", (46, 18)) as (stock, fast):
        for step in range(STEPS):
            choice = acts.random()
            for area in (stock, fast):
                await act(area, random.Random(choice))
            assert stock.text == fast.text, f"seed {seed}, step {step}"
            assert stock.selection == fast.selection, f"seed {seed}, step {step}"
            assert stock.scroll_offset == fast.scroll_offset, f"seed {seed}, step {step}"
            assert cells(stock) == cells(fast), f"seed {seed}, step {step}"
