"""Textual's own editor and ours, each in an application of its own, to which the same is done."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from itertools import groupby
from typing import NamedTuple

from rich.style import Style
from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Location

from ..hand import key_event, settled

Point = tuple[int, int]


class Alone(App[None]):
    """An application with one text, which keeps the messages of the text."""

    CSS = """
    TextArea {
        border: none; padding: 0; width: 1fr; height: 1fr; scrollbar-size-vertical: 1;
        background: $surface;
        &:focus { background: $surface; }
    }
    """

    def __init__(self, area: TextArea) -> None:
        super().__init__()
        self.area = area
        self.told: list[Message] = []
        area.highlight_cursor_line = area.cursor_blink = area.match_cursor_bracket = False

    def compose(self) -> ComposeResult:
        yield self.area

    def on_text_area_changed(self, message: TextArea.Changed) -> None:
        self.told.append(message)

    def on_text_area_selection_changed(self, message: TextArea.SelectionChanged) -> None:
        self.told.append(message)


class State(NamedTuple):
    """What one can know of a text and its cursor."""

    text: str
    anchor: Location
    cursor: Location
    seen_at: Point
    """Where the cursor is drawn on the screen."""
    column: int
    """The cell to which Up and Down return."""
    scroll: Point
    height: int
    clipboard: str


class Side:
    """One of the two, with its hands."""

    def __init__(self, app: Alone, pilot: Pilot[None]) -> None:
        self.app = app
        self.area = app.area
        self.pilot = pilot
        self._pause = pilot.pause
        pilot.pause = self.settle  # type: ignore[assignment,method-assign]  # the pilot's takes 20 ms at least

    async def settle(self, _delay: float | None = None) -> None:
        await settled(self.app, self._pause)

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.receive(key_event(key))

    async def receive(self, message: Message) -> None:
        self.app.post_message(message)
        await self.settle()

    async def resize(self, size: Point) -> None:
        await self.pilot.resize_terminal(*size)
        while self.area.outer_size != size:
            await self.settle()

    async def click(self, at: Point, times: int = 1) -> None:
        await self.pilot.click(self.area, offset=at, times=times)

    async def drag(self, start: Point, *path: Point) -> None:
        await self.pilot.mouse_down(self.area, offset=start)
        for at in path:
            await self.pilot.hover(self.area, offset=at)
        await self.pilot.mouse_up(self.area, offset=path[-1] if path else start)

    def state(self) -> State:
        area = self.area
        area._recompute_cursor_offset()  # type: ignore[no-untyped-call]
        return State(
            area.text,
            *area.selection,
            area.cursor_screen_offset,
            area.navigator.last_x_offset,
            area.scroll_offset,
            area.wrapped_document.height,
            self.app.clipboard,
        )


Run = tuple[str, Style]


def drawn(area: TextArea) -> list[list[Run]]:
    """The rows of a text as they are drawn: the pieces of each that look alike."""
    return [list(_runs(strip)) for strip in area.render_lines(area.size.region)]


def _runs(strip: Strip) -> Iterator[Run]:
    looks = ((segment.text, segment.style or Style()) for segment in strip)
    for (color, background), pieces in groupby(looks, lambda run: (run[1].color, run[1].bgcolor)):
        yield "".join(text for text, _ in pieces), Style(color=color, bgcolor=background)


@asynccontextmanager
async def side_by_side(
    stock: TextArea, ours: TextArea, size: Point = (46, 18)
) -> AsyncIterator[tuple[Side, Side]]:
    """Both, running: Textual's first."""
    one, two = Alone(stock), Alone(ours)
    async with one.run_test(size=size) as pilot, two.run_test(size=size) as other:
        await pilot.pause()
        await other.pause()
        yield Side(one, pilot), Side(two, other)
