"""The palette and the help list the commands that can be used here, with their keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from gsef_tui.editing.commands.command import key_name
from gsef_tui.editing.commands.declarations import COMMANDS
from gsef_tui.ui.panels.palette import Palette
from gsef_tui.ui.screens.help import help_lines

from .hand import at_work


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
        assert "Your notes are saved as you type" in hand.seen
        await hand.press("f1")
        assert hand.here == "presentations.LT"
