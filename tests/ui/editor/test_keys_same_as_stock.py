"""Keys and the mouse do to a note what they do to Textual's own editor.

``docs/editor.md`` lists what is intended to differ. Of that, nothing is done here: no line begins
like an item or a quotation, no key of ``DIFFERENT`` is pressed, and no text has graphemes of
several code points. After an act, a note has scrolled to its cursor; stock is told to.
"""

from __future__ import annotations

import os
import random

import pytest
from textual import events
from textual.widgets import TextArea

from gsef_tui.ui.textual_private.application import builtin_actions
from gsef_tui.ui.widgets.note_area import NoteArea

from .side_by_side import Side, drawn, side_by_side

STEPS = int(os.environ.get("EDITOR_STEPS", "150"))
DIFFERENT = NoteArea._TAKEN | {"enter", "tab", "shift+tab", "escape"}
COPY = {key for key, action in builtin_actions(TextArea).items() if action == "copy"}
"""With nothing selected, stock leaves these to its screen, which may empty the clipboard."""
LETTERS = "aé ,(한家ßl’ 🎉"
PASTES = (
    "collé", "un mot, puis un autre ", "une ligne\nune autre, plus longue que la rangée étroite\n",
    "한국어로 적은 긴 문장이 여기에 있습니다", "\tindenté\tdeux fois", "x" * 60, "\n\n",
)  # fmt: skip
LINES = (
    "", "mot", "    quatre espaces", "\tune tabulation, des mots",
    "Des mots qui se suivent, assez nombreux pour remplir plus d’une rangée de l’écran étroit.",
    "한국어 문장도 여러 줄에 걸쳐 이어질 수 있습니다, 그렇지 않습니까", "x" * 70,
)  # fmt: skip
SIZES = ((46, 18), (24, 9), (80, 24))


def keys_to_press(area: TextArea, *others: str) -> list[str]:
    """The keys that do the same in both editors, without some others."""
    keys = builtin_actions(TextArea).keys() - DIFFERENT - {*others}
    return sorted(keys - COPY if area.selection.is_empty else keys)


async def act(side: Side, chosen: random.Random) -> str:
    """One act of somebody; its name."""
    width, height = side.area.scrollable_content_region.size
    kind = chosen.random()

    def cell() -> tuple[int, int]:
        return chosen.randrange(width), chosen.randrange(height)

    if kind < 0.55:
        keys = [chosen.choice(keys_to_press(side.area))] * chosen.choice((1, 1, 1, 3))
        await side.press(*keys)
        return " ".join(keys)
    if kind < 0.70:
        keys = chosen.choices(LETTERS, k=chosen.randint(1, 5))
        await side.press(*("space" if key == " " else key for key in keys))
        return "".join(keys)
    if kind < 0.76:
        await side.press("enter")
        return "enter"
    if kind < 0.82:
        text = chosen.choice(PASTES)
        await side.receive(events.Paste(text))
        return f"paste {text!r}"
    if kind < 0.90:
        at, times = cell(), chosen.choice((1, 2, 3))
        await side.click(at, times)
        return f"click {at} {times} times"
    if kind < 0.96:
        path = [cell() for _ in range(chosen.randint(2, 4))]
        await side.drag(*path)
        return f"drag {path}"
    if kind < 0.98:
        size = chosen.choice(SIZES)
        await side.resize(size)
        return f"resize {size}"
    side.area.scroll_relative(y=chosen.choice((-5, 5)), animate=False)
    return "scroll"


@pytest.mark.slow
@pytest.mark.parametrize("read_only", [False, True], ids=["writable", "read-only"])
@pytest.mark.parametrize("seed", [1, 2])
async def test_random_acts_end_alike(seed: int, read_only: bool) -> None:
    acts = random.Random(seed)
    text = "\n".join(acts.choices(LINES, k=30))
    stock, note = TextArea(text, read_only=read_only), NoteArea(text, read_only=read_only)
    async with side_by_side(stock, note, SIZES[seed % 3]) as sides:
        done: list[str] = []
        for _ in range(STEPS):
            choice = acts.random()
            done += {await act(side, random.Random(choice)): None for side in sides}
            one, two = (side.state() for side in sides)
            assert one._replace(scroll=two.scroll, seen_at=two.seen_at) == two, done[-5:]
            for side in sides:
                side.area.scroll_cursor_visible()
            one, two = (side.state() for side in sides)
            assert one == two, done[-5:]
            assert drawn(stock) == drawn(note), done[-5:]
