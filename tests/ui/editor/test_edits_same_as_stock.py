"""The methods of the fast editor do what those of Textual's do: edits at any place, moves, undo and
redo, messages, what can be asked. Its history and its messages are on for that; a note has neither.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable

import pytest
from textual.message import Message
from textual.widgets import TextArea
from textual.widgets.text_area import EditHistory, Location, Selection

from gsef_tui.ui.textual_private.editor.text_area import FastTextArea
from gsef_tui.ui.widgets.note_area import NoteArea

from .side_by_side import Side, drawn, side_by_side
from .test_keys_same_as_stock import LINES, SIZES

STEPS = int(os.environ.get("EDITOR_STEPS", "200"))
INSERTS = ("", "x", "é", "한", "\t", "deux mots", "\n", "une ligne\nune autre\n", "y" * 50, "()[]")
LONG = 1e9
"""Seconds that no test takes."""
ENDS = ("\n", "\r\n", "\r")


def anywhere(area: TextArea, chosen: random.Random) -> Location:
    row = chosen.randrange(area.document.line_count)
    return row, chosen.randint(0, len(area.document[row]))


def place(area: TextArea, chosen: random.Random) -> Location:
    """A location, sometimes outside of the text."""
    row, column = anywhere(area, chosen)
    return chosen.choice(((row, column), (row, column), (row + 3, column), (row, column + 9)))


def edit(area: TextArea, chosen: random.Random) -> object:
    start, end, kept = anywhere(area, chosen), anywhere(area, chosen), chosen.random() < 0.5
    text = chosen.choice(INSERTS)
    kind = chosen.randrange(4)
    if kind == 0:
        return area.insert(text, maintain_selection_offset=kept)
    if kind == 1:
        return area.insert(text, start, maintain_selection_offset=kept)
    if kind == 2:
        end = start[0], chosen.randint(0, len(area.document[start[0]]))
        return area.delete(start, end, maintain_selection_offset=kept)
    return area.replace(text, start, end, maintain_selection_offset=kept)


def type_letters(area: TextArea, chosen: random.Random) -> object:
    for letter in chosen.choices("aé 한", k=chosen.randint(1, 12)):
        area._replace_via_keyboard(letter, *area.selection)
    return None


def delete_letters(area: TextArea, chosen: random.Random) -> object:
    for _ in range(chosen.randint(1, 5)):
        area.action_delete_left()
    return None


def rest(area: TextArea, chosen: random.Random) -> object:
    """From now on each edit comes late enough for a batch of its own, or none does."""
    area.history.checkpoint_timer = chosen.choice((-1.0, LONG))
    return None


def undo(area: TextArea, chosen: random.Random) -> object:
    """From the top: stock fails where the cursor's line goes with the scroll bar."""
    area.move_cursor((0, 0))
    for _ in range(chosen.randint(1, 4)):
        area.undo()
    return None


def redo(area: TextArea, chosen: random.Random) -> object:
    area.move_cursor((0, 0))
    for _ in range(chosen.randint(1, 4)):
        area.redo()
    return None


def move(area: TextArea, chosen: random.Random) -> object:
    kind, select = chosen.randrange(5), chosen.random() < 0.3
    if kind == 0:
        area.move_cursor(place(area, chosen), select, center=chosen.random() < 0.3)
    elif kind == 1:
        area.move_cursor_relative(chosen.randint(-9, 9), chosen.randint(-30, 30), select)
    elif kind == 2:
        area.selection = Selection(place(area, chosen), place(area, chosen))
    elif kind == 3:
        area.cursor_location = place(area, chosen)
    else:
        area.select_line(chosen.randrange(area.document.line_count + 2))
    return area.selected_text


def select_everything(area: TextArea, chosen: random.Random) -> object:
    area.select_all()
    return area.selected_text


def load(area: TextArea, chosen: random.Random) -> object:
    text = chosen.choice(ENDS).join(chosen.choices(LINES, k=chosen.randint(0, 30)))
    if chosen.random() < 0.5:
        area.text = text
    else:
        area.load_text(text)
    return area.document.newline


def clear(area: TextArea, chosen: random.Random) -> object:
    return area.clear()


def change_width_of_tabs(area: TextArea, chosen: random.Random) -> object:
    area.indent_width = chosen.choice((2, 4, 8))
    return None


def change_looks(area: TextArea, chosen: random.Random) -> object:
    """Options of which the program uses the last: rows with another are drawn by stock's code."""
    name = chosen.choice(LOOKS)
    setattr(area, name, not getattr(area, name))
    return name


def ask(area: TextArea, chosen: random.Random) -> object:
    row, column = anywhere(area, chosen)
    return (
        area.get_text_range((row, column), anywhere(area, chosen)),
        area.get_column_width(row, column),
        area.cell_width_to_column_index(column, row),
        area.clamp_visitable((row + 1, column + 5)),
        area.get_line(row).plain,
        [getattr(area, f"get_cursor_{where}_location")() for where in WHERE],
        [getattr(area, f"cursor_at_{where}") for where in AT],
    )


WHERE = ("left", "right", "up", "down", "line_end", "line_start", "word_left", "word_right")
AT = (
    "first_line", "last_line", "start_of_line", "end_of_line", "start_of_text", "end_of_text",
)  # fmt: skip
LOOKS = ("show_line_numbers", "soft_wrap", "read_only")
Act = Callable[[TextArea, random.Random], object]
ACTS: dict[Act, int] = {
    edit: 30, type_letters: 14, delete_letters: 6, rest: 4, undo: 14, redo: 8, move: 20,
    select_everything: 1, load: 1, clear: 1, change_width_of_tabs: 2, change_looks: 6,
    ask: 12,
}  # fmt: skip


def told(side: Side) -> list[tuple[type[Message], Selection | None]]:
    """The messages so far, which are forgotten."""
    messages = [(type(m), getattr(m, "selection", None)) for m in side.app.told]
    side.app.told.clear()
    return messages


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
async def test_random_calls_end_alike(seed: int) -> None:
    acts = random.Random(seed)
    text = "\n".join(acts.choices(LINES, k=20))
    stock, fast = TextArea(text), FastTextArea(text)
    fast.enable_messages(TextArea.Changed, TextArea.SelectionChanged)
    for area in (stock, fast):
        area.history = EditHistory(50, LONG, 100)
    async with side_by_side(stock, fast, SIZES[seed % 3]) as sides:
        done: list[str] = []
        for _ in range(STEPS):
            (act,) = acts.choices([*ACTS], [*ACTS.values()])
            choice, results = acts.random(), []
            for side in sides:
                with side.app._context():
                    results.append(act(side.area, random.Random(choice)))
                await side.settle()
            done.append(act.__name__)
            assert results[0] == results[1], done[-5:]
            one, two = (side.state() for side in sides)
            assert one == two, done[-5:]
            assert told(sides[0]) == told(sides[1]), done[-5:]
            assert len(stock.history.undo_stack) == len(fast.history.undo_stack), done[-5:]
            row, column = fast.selection.end
            before = sum(len(line) + 1 for line in stock.document.lines[:row]) + column
            assert fast.document.offset_of((row, column)) == before, done[-5:]
            assert drawn(stock) == drawn(fast), done[-5:]


@pytest.mark.slow
async def test_an_empty_note_shows_its_placeholder_until_a_letter_is_typed() -> None:
    placeholder = "Ce que dit le public, dans l’ordre, avec le nom de qui parle (한국어)"
    stock, note = TextArea(placeholder=placeholder), NoteArea(placeholder=placeholder)
    async with side_by_side(stock, note, (30, 6)) as sides:
        for keys in ((), ("é",), ("backspace",), ("enter",), ("backspace",)):
            for side in sides:
                await side.press(*keys)
            assert drawn(stock) == drawn(note), keys
            first = "".join(text for text, _ in drawn(note)[0])
            assert ("public" in first) is (note.text == "")


async def test_a_note_posts_no_messages_and_keeps_no_history() -> None:
    """What ``docs/editor.md`` says; each is on in the random calls above."""
    async with side_by_side(TextArea("un"), NoteArea("un")) as (stock, note):
        for side in (stock, note):
            side.area.insert("x", (0, 0))
            side.area.move_cursor((0, 0))
            await side.settle()
        kinds = [kind for kind, _ in told(stock)]
        assert kinds == [TextArea.SelectionChanged, TextArea.Changed, TextArea.SelectionChanged]
        assert told(note) == []
        for side in (stock, note):
            side.area.undo()
        assert (stock.area.text, note.area.text) == ("un", "xun")
