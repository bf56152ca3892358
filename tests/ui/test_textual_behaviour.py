"""What the program leans on inside Textual: each fails when an upgrade changes it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.geometry import Region
from textual.widgets import TextArea
from textual.widgets.text_area import EditHistory

from gsef_tui.ui.themes import names
from gsef_tui.ui.widgets.note_area import NoteArea
from gsef_tui.ui.widgets.rows import Rows

from .hand import at_work


def test_textual_still_takes_the_keys_that_ours_leaves_to_commands() -> None:
    """Were one no longer taken, it could go from ``_TAKEN``."""
    stock = TextArea._merge_bindings().key_to_bindings
    for key in ("f6", "f7", "ctrl+z", "ctrl+y"):
        assert key in stock
        assert key in NoteArea._TAKEN
    assert NoteArea._OWN["ctrl+a"] == "cursor_line_start"
    assert NoteArea._OWN["ctrl+e"] == "cursor_line_end"


def test_textual_still_has_bindings_of_its_own_that_would_take_ours() -> None:
    stock = App[None]()
    assert "ctrl+q" in stock._bindings.key_to_bindings
    assert "ctrl+c" in stock._bindings.key_to_bindings


async def test_the_applications_own_bindings_are_gone(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "unfiled") as hand:
        assert hand.app._bindings.key_to_bindings == {}
        await hand.press("ctrl+c")
        assert "Press" not in hand.footer
        assert not hand.app._notifications


async def test_the_widgets_own_history_keeps_nothing(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "unfiled") as hand:
        await hand.type("un\ndeux")
        assert isinstance(hand.area.history, EditHistory)
        assert not hand.area.history.undo_stack
        hand.area.undo()
        assert hand.area.text == "Bonjourun\ndeux"


@pytest.mark.slow
async def test_every_edit_of_a_text_comes_through_one_door(folder: Path, cantines: Path) -> None:
    """``edit`` is what every way of changing a TextArea ends in."""
    async with at_work(folder, cantines, "unfiled") as hand:
        for act in (
            hand.area.action_delete_left,
            hand.area.action_delete_word_left,
            hand.area.action_delete_to_start_of_line,
            hand.area.action_paste,
            lambda: hand.area.insert("a"),
            lambda: hand.area.replace("b", (0, 0), (0, 1)),
            lambda: hand.area.delete((0, 0), (0, 1)),
        ):
            act()
            assert hand.text("unfiled") == hand.area.text


async def test_keys_and_pastes_reach_the_application_first(folder: Path, cantines: Path) -> None:
    """``App.on_event`` is where a burst is put in order."""
    async with at_work(folder, cantines, "unfiled") as hand:
        taken: list[str] = []
        plain = hand.notes.process_key

        async def process_key(event: events.Key) -> bool:
            taken.append(event.key)
            return await plain(event)

        hand.notes.process_key = process_key  # type: ignore[method-assign]
        await hand.pilot.press("a", "left", "f3", "escape")
        await hand.settle()
        assert taken == ["a", "left", "f3", "escape"]
        assert hand.text("unfiled") == "Bonjoura"


async def test_what_has_gone_is_drawn_blank(folder: Path, cantines: Path) -> None:
    """The screen may draw a widget once more after it went, when its styles are gone."""
    async with at_work(folder, cantines, "unfiled") as hand:
        await hand.press("ctrl+f")
        area, rows = hand.area, hand.notes.query_one("Find Rows", Rows)
        await hand.press("ctrl+f")
        assert area.parent is None
        assert not area._component_styles
        assert [strip.text for strip in area.render_lines(Region(0, 0, 5, 1))] == [" " * 5]
        assert not rows.render_line(0).text.strip()


async def test_a_key_that_is_posted_to_the_widget_takes_the_same_way(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, "unfiled") as hand:
        hand.area.post_message(events.Key("x", "x"))
        hand.area.post_message(events.Paste("y\x1b[31m"))
        await hand.settle()
        assert hand.text("unfiled") == hand.area.text == "Bonjourxy"


def test_the_parser_of_keys_types_a_sequence_that_it_does_not_know() -> None:
    """Why sequences are split off before. It takes what it knows, a character or a report, at once:
    nothing is left for the next key."""
    typed = XTermParser().feed("un\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\ deux")
    keys = [event.character or "" for event in typed if isinstance(event, events.Key)]
    assert "]11;rgb" in "".join(keys)
    parser = XTermParser()
    for known in ("a", "é", "\r", "\x1a", "\x1b[I", "\x1b[<0;3;4M", "\x1b[?2026;2$y"):
        assert len(list(parser.feed(known))) == 1


@pytest.mark.slow
async def test_textual_has_every_theme_that_the_command_goes_through(
    folder: Path, cantines: Path
) -> None:
    """A theme that Textual does not know ends the program."""
    async with at_work(folder, cantines, "unfiled") as hand:
        seen = []
        for _ in names():
            seen.append(hand.app.theme)
            await hand.command("Theme")
            await hand.press("down", "enter")
            assert f"Theme: {hand.app.theme}" in hand.footer
        assert sorted(seen) == sorted(names())
