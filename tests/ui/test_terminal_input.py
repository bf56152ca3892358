"""What the terminal sends, from its bytes on, in the running application."""

from __future__ import annotations

from pathlib import Path

import pytest

from gsef_tui.ui.terminal.unmarked_paste import MOST_TYPED
from gsef_tui.ui.textual_private.input_parser import InputParser

from .hand import Hand, at_work


async def read(hand: Hand, text: str) -> None:
    """One read of the terminal."""
    parser = InputParser()
    for piece in parser.split(text.encode()):
        await hand.receive(parser.messages(piece, mouse=False, sized=False))


@pytest.mark.parametrize("text", ["- un\r- deux\r  - trois", "1. un\n2. deux", "> a\tb\r\n> c"])
async def test_a_paste_without_markers_in_a_note(folder: Path, cantines: Path, text: str) -> None:
    """No list is continued, no tab indents, and undo takes it as one act."""
    async with at_work(folder, cantines, "presentations.KM") as hand:
        await read(hand, "avant ")
        await read(hand, text)
        lines = "avant " + text.replace("\r\n", "\n").replace("\r", "\n")
        assert hand.text("presentations.KM") == hand.area.text == lines
        await hand.press("ctrl+z")
        assert hand.area.text == "avant "


async def test_keys_that_are_read_apart_continue_a_list(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.KM") as hand:
        for text in ("- 한", "글\r", "deux", "\r"):
            await read(hand, text)
        assert hand.area.text == "- 한글\n- deux\n- "


@pytest.mark.parametrize("one_line", [True, False])
async def test_in_the_line_enter_stays_enter(folder: Path, cantines: Path, one_line: bool) -> None:
    """In the text of any panel, whether or not it could hold several lines."""
    async with at_work(folder, cantines, "presentations.LT") as hand:
        await hand.press("f4")
        hand.area.one_line = one_line
        await read(hand, "KM: un\rKM: deux\r")
        assert hand.text("presentations.KM") == "un\ndeux"
        assert hand.area.text == ""


@pytest.mark.parametrize(
    "text",
    ["KM: " + "mot " * (MOST_TYPED // 4) + "\rKM: deux", "20:01:10 Ana : un\r20:01:15 Bo : deux\r"],
    ids=["long", "chat"],
)
async def test_what_nobody_types_into_the_line_files_nothing(
    folder: Path, cantines: Path, text: str
) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        before = hand.session
        await hand.press("f4")
        await read(hand, text)
        assert hand.session.sections == before.sections
        assert hand.area.text.split() == text.split()


async def test_joined_keys_go_where_the_first_leads(folder: Path, cantines: Path) -> None:
    """From the list of sessions into the session that Enter opens."""
    async with at_work(folder) as hand:
        await read(hand, "\rmot de plus")
        assert hand.area.text.endswith("mot de plus")
        assert "mot de plus" in hand.text(hand.here)


@pytest.mark.parametrize(
    "sequence",
    ["\x1b[122;5u", "\x1b[27;5;122~", "\x1a"],
)
async def test_undo_in_every_mode_of_the_keyboard(
    folder: Path, cantines: Path, sequence: str
) -> None:
    async with at_work(folder, cantines, "presentations.KM") as hand:
        await read(hand, "un")
        await read(hand, "\x1b[200~ deux\x1b[201~")
        await read(hand, sequence)
        assert hand.area.text == "un"


@pytest.mark.parametrize(("sequence", "column"), [("\x1b[1;3D", 3), ("\x1bb", 3), ("\x1b[1;5D", 3)])
async def test_by_words(folder: Path, cantines: Path, sequence: str, column: int) -> None:
    async with at_work(folder, cantines, "presentations.KM") as hand:
        await read(hand, "un deux")
        await read(hand, sequence)
        assert hand.area.cursor_location == (0, column)


async def test_a_key_with_alt_leaves_the_panel_open(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.KM") as hand:
        await hand.press("f4")
        for sequence in ("\x1b[1;3A", "\x1b[15;3~", "\x1b[1;7D", "\x1b[5;3~", "\x1ba"):
            await read(hand, sequence)
        assert hand.notes.panel is not None
        assert hand.area.text == ""
