"""Large pastes, in the middle too, taken back, resized at once: cell by cell as stock has them."""

from __future__ import annotations

import os
import random
from collections.abc import Awaitable, Callable

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from gsef_tui.ui.textual_private.editor.text_area import FastTextArea

from .test_same_as_stock import PIECES, START, One, act, cells

STEPS = int(os.environ.get("EDITOR_STEPS", "160"))
SIZES = ((46, 18), (46, 11), (80, 24), (23, 18), (9, 30))
LINES = (
    "une ligne de notes, comme on en colle, plus longue qu'une rangée de l'écran étroit ",
    "courte ", "", "x" * 90, "한국어로 적은 긴 문장이 여기에 있습니다 ", "\tindenté\t",
    "- «\u00a0point\u00a0» ",
)  # fmt: skip

Way = Callable[[One, Pilot[None], random.Random], Awaitable[None]]


def pasted(chosen: random.Random) -> str:
    """Some hundred lines, most of them plain, each line with a number."""
    weights = [8, 4, 2, 1, 3, 1, 2]
    kinds = chosen.choices(LINES, weights, k=chosen.choice((40, 300, 900)))
    return "\n".join(f"{line}{n}" if line else "" for n, line in enumerate(kinds))


async def paste(app: One, pilot: Pilot[None], chosen: random.Random) -> None:
    app.area._replace_via_keyboard(pasted(chosen), *app.area.selection)


async def put_elsewhere(app: One, pilot: Pilot[None], chosen: random.Random) -> None:
    """An edit that is made somewhere else than at the cursor, as taking back is."""
    area = app.area
    row = chosen.randrange(area.document.line_count)
    column = chosen.randint(0, len(area.document[row]))
    end = min(row + chosen.choice((0, 1, 200)), area.document.line_count - 1)
    text = chosen.choice(("", "un mot", pasted(chosen)))
    area.replace(text, (row, column), (end, len(area.document[end])))


async def take_back(app: One, pilot: Pilot[None], chosen: random.Random) -> None:
    app.area.move_cursor((0, 0))  # stock fails where the cursor's line goes with the scroll bar
    app.area.undo()


async def do_again(app: One, pilot: Pilot[None], chosen: random.Random) -> None:
    app.area.move_cursor((0, 0))
    app.area.redo()


async def resize(app: One, pilot: Pilot[None], chosen: random.Random) -> None:
    await pilot.resize_terminal(*chosen.choice(SIZES))


async def paste_and_resize(app: One, pilot: Pilot[None], chosen: random.Random) -> None:
    await paste(app, pilot, chosen)
    await resize(app, pilot, chosen)


async def go(app: One, pilot: Pilot[None], chosen: random.Random) -> None:
    area = app.area
    row = chosen.randrange(area.document.line_count)
    column = chosen.randint(0, len(area.document[row]))
    area.move_cursor((row, column), select=chosen.random() < 0.3)


async def scroll(app: One, pilot: Pilot[None], chosen: random.Random) -> None:
    app.area.scroll_to(y=chosen.randrange(app.area.wrapped_document.height), animate=False)


async def click(app: One, pilot: Pilot[None], chosen: random.Random) -> None:
    width, height = app.area.size
    await pilot.click(TextArea, offset=(chosen.randrange(width), chosen.randrange(height)))


async def cut_all(app: One, pilot: Pilot[None], chosen: random.Random) -> None:
    app.area.select_all()
    app.area.action_delete_left()
    app.area._replace_via_keyboard(chosen.choice(PIECES), *app.area.selection)


async def load(app: One, pilot: Pilot[None], chosen: random.Random) -> None:
    app.area.load_text(pasted(chosen))


async def edit(app: One, pilot: Pilot[None], chosen: random.Random) -> None:
    await act(app.area, chosen)


WAYS: tuple[tuple[Way, float], ...] = (
    (edit, 40), (paste, 6), (put_elsewhere, 8), (take_back, 6), (do_again, 3), (resize, 6),
    (paste_and_resize, 3), (go, 12), (scroll, 8), (click, 6), (cut_all, 1), (load, 1),
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
async def test_large_pastes_look_the_same(seed: int) -> None:
    acts = random.Random(seed)
    stock, fast = One(TextArea, START), One(FastTextArea, START)
    async with stock.run_test(size=SIZES[0]) as one, fast.run_test(size=SIZES[0]) as two:
        for step in range(STEPS):
            (way,) = acts.choices([w for w, _ in WAYS], [weight for _, weight in WAYS])
            choice = acts.random()
            for app, pilot in ((stock, one), (fast, two)):
                with app._context():
                    await way(app, pilot, random.Random(choice))
                    await pilot.pause()
            where = f"seed {seed}, step {step}, {way.__name__}"
            assert stock.area.document.lines == fast.area.document.lines, where
            assert stock.area.selection == fast.area.selection, where
            assert stock.area.scroll_offset == fast.area.scroll_offset, where
            assert stock.area.virtual_size == fast.area.virtual_size, where
            assert cells(stock.area) == cells(fast.area), where
