"""Going somewhere: the panel of people, find, the palette, and what help says."""

from __future__ import annotations

from pathlib import Path

import pytest

from gsef_tui.editing.commands.command import key_name
from gsef_tui.editing.commands.declarations import COMMANDS
from gsef_tui.ui.panels.palette import Palette
from gsef_tui.ui.screens.help import help_lines

from .hand import at_work


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        ("2", "presentations.KM"),
        ("é", "presentations.KM"),
        ("&", "presentations.LT"),
        ("0", "closing.moderator"),
        ("à", "closing.moderator"),
        ("lt\n", "presentations.LT"),
        ("tor\n", "presentations.LT"),
        ("민수\n", "presentations.LT"),  # nobody's name begins so: one stays where one is
        ("김\n", "presentations.KM"),
        ("seance\n", "forum.theme"),
        ("classer\n", "unfiled"),
        ("rép\n", "answers.LT"),
        ("concl\n", "closing.moderator"),
        ("\n", "presentations.KM"),
    ],
)
async def test_who_or_what_is_meant(folder: Path, cantines: Path, keys: str, place: str) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        await hand.press("f3")
        await hand.type(keys)
        assert hand.here == place


@pytest.mark.slow
async def test_the_column_is_the_one_one_is_in_and_is_changed(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "answers.LT") as hand:
        await hand.press("f3", "2")
        assert hand.here == "answers.KM"
        await hand.press("f3", "right", "1")
        assert hand.here == "closing.LT"
        await hand.press("f3", "right", "right", "down", "enter")
        assert hand.here == "answers.KM"


@pytest.mark.slow
async def test_the_key_that_opens_closes_and_leads_back(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        await hand.press("left", "left")
        cursor = hand.area.cursor_offset_in_text
        for key in ("f3", "ctrl+g", "f5", "f8", "ctrl+f", "ctrl+p", "f2", "f1"):
            await hand.press(key)
            assert hand.notes.panel if key not in ("f1", "f2") else hand.app.screen
            await hand.press(key)
            assert hand.notes.panel is None
            assert (hand.here, hand.area.cursor_offset_in_text) == ("presentations.LT", cursor)


async def test_find_selects_what_was_found(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "unfiled") as hand:
        await hand.press("ctrl+f")
        await hand.type("CUISINE")
        assert "2 lines" in hand.seen
        await hand.press("down", "enter")
        assert hand.here == "presentations.LT"
        assert hand.area.selected_text == "cuisine"
        await hand.press("ctrl+f")
        await hand.type("rien de tel")
        assert "no line has it" in hand.seen


@pytest.mark.slow
async def test_the_palette_lists_what_can_be_done_here(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        await hand.press("ctrl+p")
        panel = hand.notes.panel
        assert isinstance(panel, Palette)
        listed = {command.id for command in panel.query_one("Rows").items}  # type: ignore[attr-defined]
        session_only = {c.id for c in COMMANDS if c.scope in ("session", "everywhere")}
        assert listed == session_only - {"palette", "answer_by"}
        await hand.press("escape")
        await hand.press("ctrl+o", "ctrl+p")
        panel = hand.home.panel
        listed = {command.id for command in panel.query_one("Rows").items}  # type: ignore[union-attr]
        assert listed == {c.id for c in COMMANDS if c.scope in ("home", "everywhere")} - {
            "palette", "redo", "save",
        }  # fmt: skip


async def test_help_lists_every_command_with_its_keys(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        available = hand.notes.available()
        text = "\n".join(f"{line.keys} {line.name}" for line in help_lines(available, 77))
        for command in available:
            assert command.label in text
            for key in command.keys:
                assert key_name(key) in text
        await hand.press("f1")
        assert "Notes are saved as you type" in hand.seen
        await hand.press("f1")
        assert hand.here == "presentations.LT"


async def test_places_above_and_below(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "questions") as hand:
        seen = []
        for _ in range(4):
            await hand.press("ctrl+down")
            seen.append(hand.here)
        assert seen == ["presentations.LT", "presentations.KM", "answers.LT", "answers.KM"]
        await hand.press("ctrl+up")
        assert hand.here == "answers.LT"
