"""What arrives on the terminal, piece by piece, is what stock would have drawn: with the window's
size changing, toasts and dialogs coming and going over the editor, and edits that come by undo."""

from __future__ import annotations

import os
import random
from collections.abc import Awaitable, Callable
from typing import Any

import pyte
import pytest
from rich.color import ColorSystem
from textual._compositor import CompositorUpdate
from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.pilot import Pilot
from textual.screen import ModalScreen, Screen
from textual.widgets import Label, Static, TextArea

from gsef_tui.ui.textual_private.compositor import RowsCompositor
from gsef_tui.ui.textual_private.editor.incremental import CellsUpdate, draw_now
from gsef_tui.ui.textual_private.editor.text_area import FastTextArea

from .test_pastes_same_as_stock import pasted
from .test_same_as_stock import START, act

STEPS = int(os.environ.get("EDITOR_STEPS", "80"))
SIZES = ((60, 20), (46, 12), (80, 24), (33, 17))


class Dialog(ModalScreen[None]):
    """Something in the middle."""

    CSS = "Dialog { align: center middle; } Dialog Label { width: 20; height: 3; }"

    def compose(self) -> ComposeResult:
        yield Label("un instant")


class Rows(Screen[None]):
    """A screen with the compositor of ours."""

    def __init__(self) -> None:
        super().__init__()
        self._compositor = RowsCompositor()


class Layout(App[None]):
    """An editor among other things, and the terminal that all of it is drawn on."""

    CSS = """
    TextArea { border: none; padding: 0; width: 1fr; height: 1fr; }
    #left { width: 9; background: $panel; } #head, #foot { height: 1; background: $panel; }
    #inner { padding: 0 0 0 1; }
    """

    def __init__(self, kind: type[TextArea], screen: type[Screen[None]]) -> None:
        super().__init__()
        self._kind_of_screen = screen
        self.drawn = 0
        self.pieces: list[int] = []
        self.area = kind(START, highlight_cursor_line=False)
        self.area.cursor_blink = self.area.match_cursor_bracket = False
        self.seen = pyte.Screen(60, 20)
        self._stream = pyte.Stream(self.seen)

    def get_default_screen(self) -> Screen[None]:
        return self._kind_of_screen()

    def compose(self) -> ComposeResult:
        yield Static("head", id="head")
        with Horizontal():
            yield Static("left\n" * 5, id="left")
            with Vertical(), Vertical(id="inner"):
                yield self.area
        yield Static("foot", id="foot")

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        super()._display(screen, renderable)
        if isinstance(renderable, CellsUpdate):
            self.pieces += [strip.cell_length for _, _, strip in renderable.pieces]
        if isinstance(renderable, CompositorUpdate):
            self.drawn += 1
            self.console._color_system = ColorSystem.TRUECOLOR
            self._stream.feed(renderable.render_segments(self.console))

    def cells(self) -> list[list[pyte.screens.Char]]:
        buffer = self.seen.buffer
        return [[buffer[y][x] for x in range(self.seen.columns)] for y in range(self.seen.lines)]

    def sure_cells(self) -> list[list[pyte.screens.Char]]:
        """The cells without rows of joined characters: this terminal gives them other cells than
        Textual reckons with, so what stands behind one depends on what was drawn there before."""
        return [
            [] if any(len(cell.data) > 1 or cell.data > "\U0001f000" for cell in row) else row
            for row in self.cells()
        ]


Pair = tuple[Layout, Pilot[None]]


def shown(row: list[pyte.screens.Char]) -> str:
    """A row, to be read where it is not as it should be."""
    return "".join(cell.data for cell in row)


async def settled(pair: Pair, rounds: int = 1) -> None:
    """Until nothing more is drawn, for so many rounds: a toast and a dialog are laid out before
    they are, and what they lie over is drawn once more."""
    app, pilot = pair
    quiet = 0
    while quiet < rounds:
        before = app.drawn
        for _ in range(3):
            await pilot.pause()
            app.screen._on_timer_update()
        quiet = quiet + 1 if app.drawn == before else 0


async def resize(pair: Pair, chosen: random.Random) -> None:
    app, pilot = pair
    width, height = chosen.choice(SIZES)
    app.seen.resize(height, width)
    await pilot.resize_terminal(width, height)


async def toast(pair: Pair, chosen: random.Random) -> None:
    app, _ = pair
    if app._notifications:
        app.clear_notifications()
    else:
        app.notify("enregistré", timeout=1000)


async def dialog(pair: Pair, chosen: random.Random) -> None:
    app, _ = pair
    if isinstance(app.screen, Dialog):
        await app.pop_screen()
    else:
        await app.push_screen(Dialog())


async def scroll(pair: Pair, chosen: random.Random) -> None:
    pair[0].area.scroll_to(y=chosen.randrange(60), animate=False)


async def apply_external(pair: Pair, chosen: random.Random) -> None:
    """An edit somewhere else than at the cursor, as undo makes them."""
    area = pair[0].area
    row = chosen.randrange(area.document.line_count)
    end = min(row + chosen.randrange(3), area.document.line_count - 1)
    text = chosen.choice(("", "défait", "sur\ndeux lignes", "밥 " * 20))
    area.replace(text, (row, 0), (end, 0), maintain_selection_offset=True)


async def paste(pair: Pair, chosen: random.Random) -> None:
    pair[0].area._replace_via_keyboard(pasted(chosen), *pair[0].area.selection)


async def take_back(pair: Pair, chosen: random.Random) -> None:
    """Undo of the widget's own history, of which some is made again. Stock fails where the line of
    the cursor goes with the scroll bar, so the cursor is at the top."""
    area = pair[0].area
    area.move_cursor((0, 0))
    for _ in range(chosen.choice((1, 2))):
        area.undo()
    if chosen.random() < 0.3:
        area.redo()


async def edit(pair: Pair, chosen: random.Random) -> None:
    area = pair[0].area
    await act(area, chosen)
    if isinstance(area, FastTextArea):
        draw_now(area)  # as after each key


ACTS: tuple[tuple[Callable[[Pair, random.Random], Awaitable[None]], float], ...] = (
    (edit, 0.65), (apply_external, 0.08), (take_back, 0.06), (paste, 0.03), (scroll, 0.06),
    (resize, 0.04), (toast, 0.04), (dialog, 0.04),
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
async def test_the_terminal_shows_the_same(seed: int) -> None:
    acts = random.Random(seed)
    stock, fast = Layout(TextArea, Screen), Layout(FastTextArea, Rows)
    size = Size(60, 20)
    async with (
        stock.run_test(size=size, notifications=True) as one,
        fast.run_test(size=size, notifications=True) as two,
    ):
        for step in range(STEPS):
            (kind,) = acts.choices([a for a, _ in ACTS], [weight for _, weight in ACTS])
            choice = acts.random()
            for pair in ((stock, one), (fast, two)):
                with pair[0]._context():
                    await kind(pair, random.Random(choice))
                    await settled(pair, 3 if kind in (dialog, toast, resize) else 1)
            where = f"seed {seed}, step {step}, {kind.__name__}"
            assert stock.area.text == fast.area.text, where
            compared = enumerate(zip(stock.sure_cells(), fast.sure_cells(), strict=True))
            assert not [
                (y, shown(one), shown(other)) for y, (one, other) in compared if one != other
            ], where


@pytest.mark.slow
@pytest.mark.parametrize("seed", [3, 4])
async def test_after_a_burst_the_terminal_shows_what_is_there(seed: int) -> None:
    """Acts that come before what the last one led to is drawn: in the end the terminal shows what
    it shows once all of it is drawn again. (Stock's own scroll bar does not always.)"""
    acts = random.Random(seed)
    app = Layout(FastTextArea, Rows)
    async with app.run_test(size=(60, 20), notifications=True) as pilot:
        pair = app, pilot
        for step in range(STEPS):
            (kind,) = acts.choices([a for a, _ in ACTS], [weight for _, weight in ACTS])
            if kind is toast:  # beside one that comes, Textual leaves half of a wide letter
                continue
            with app._context():
                await kind(pair, acts)
                if acts.random() < 0.7 and kind not in (resize, dialog):
                    continue
                await settled(pair)
                seen = app.sure_cells()
                app.screen.refresh()
                await settled(pair)
            assert seen == app.sure_cells(), f"seed {seed}, step {step}, {kind.__name__}"


@pytest.mark.slow
async def test_what_is_taken_back_elsewhere_than_at_the_cursor_is_drawn() -> None:
    app = Layout(FastTextArea, Rows)
    async with app.run_test(size=(60, 20)) as pilot:
        with app._context():
            await settled((app, pilot))
            for change, row in (
                (lambda: app.area.insert("x", (5, 0)), "xLigne 5 "),
                (app.area.undo, "Ligne 5 "),
                (app.area.redo, "xLigne 5 "),
            ):
                change()
                await settled((app, pilot))
                assert app.area.selection.end == (0, 0)
                assert any(shown(cells)[10:].startswith(row) for cells in app.cells()), row


@pytest.mark.slow
async def test_a_letter_is_drawn_by_its_cells_unless_something_lies_over_it() -> None:
    app = Layout(FastTextArea, Rows)
    async with app.run_test(size=(60, 20), notifications=True) as pilot:
        pair = app, pilot
        with app._context():
            app.area.move_cursor((0, len(app.area.document[0])))
            await settled(pair)
            app.area.insert("a")
            assert app.pieces == [2], "at once: the letter and the cursor behind it"
            app.area.move_cursor(app.area.document.end)
            await settled(pair)
            app.notify("enregistré", timeout=1000)
            app.area.insert("b")
            assert len(app.pieces) == 2, "the toast is not there yet"
            await settled(pair)
            app.area.load_text("\n".join(["une ligne " * 4] * 40))
            app.area.move_cursor(app.area.document.end)
            await settled(pair)
            app.area.insert("c")
            assert len(app.pieces) == 2, "the toast lies over it"
            await settled(pair)
            app.clear_notifications()
            await settled(pair)
            app.area.insert("d")
            assert len(app.pieces) == 3
