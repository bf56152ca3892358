"""What is typed is what is kept: to the letter, in lists, and wherever the focus is."""

from __future__ import annotations

from pathlib import Path

import pytest

from .hand import at_work

NOTE = "presentations.KM"


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("- un\ndeux", "- un\n- deux"),
        ("- un\n\ndeux", "- un\ndeux"),
        ("9. un\ndeux\ntrois", "9. un\n10. deux\n11. trois"),
        ("> dit\nencore\n\nfin", "> dit\n> encore\nfin"),
        ("un\n- \ndeux", "un\ndeux"),
        ("99. un\ndeux", "99. un\n100. deux"),
        ("  99) un\ndeux", "  99) un\n  100) deux"),
        ("09. un\ndeux\ntrois", "09. un\n10. deux\n11. trois"),
        ("01. un\ndeux", "01. un\n02. deux"),
        (">50 %\ndeux", ">50 %\ndeux"),
        ("998. un\ndeux\ntrois", "998. un\n999. deux\ntrois"),
        ("2009. un\ndeux", "2009. un\ndeux"),
        ("* un\n deux", "* un\n*  deux"),
    ],
)
async def test_enter_in_a_list(folder: Path, cantines: Path, keys: str, text: str) -> None:
    async with at_work(folder, cantines, NOTE) as hand:
        await hand.type(keys)
        assert hand.text(NOTE) == hand.area.text == text


async def test_an_empty_item_inside_a_list_goes_one_level_out(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, NOTE) as hand:
        await hand.type("- un\n")
        await hand.press("tab")
        await hand.type("deux\n")
        assert hand.text(NOTE) == "- un\n  - deux\n  - "
        await hand.press("enter")
        assert hand.text(NOTE) == "- un\n  - deux\n- "
        await hand.press("enter")
        assert hand.text(NOTE) == "- un\n  - deux\n"


async def test_tab_and_shift_tab_on_lines(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, NOTE) as hand:
        await hand.type("un")
        await hand.press("tab")
        assert hand.text(NOTE) == "- un"
        await hand.press("tab")
        assert hand.text(NOTE) == "  - un"
        await hand.type("!")
        await hand.press("shift+tab", "shift+tab")
        assert hand.text(NOTE) == "un!"
        await hand.press("shift+tab")
        assert hand.app.focused is hand.notes.query_one("#outline")
        assert hand.text(NOTE) == "un!"


async def test_tab_in_a_text_that_cannot_be_changed_goes_to_the_next_part(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        area = hand.area
        area.read_only = True
        before = area.selection
        await hand.press("tab")
        assert area.selection == before
        assert hand.app.focused is hand.notes.query_one("#outline")
        await hand.press("f6")
        assert hand.area is area
        await hand.press("shift+tab")
        assert (area.selection, area.text) == (before, "- une cuisine")
        assert hand.app.focused is hand.notes.query_one("#outline")


@pytest.mark.parametrize("letter", ["\u00a0", "\u202f", "\u00ad", "\u200d", "é", "한", "👩", "["])
async def test_a_letter_is_kept_to_the_letter(folder: Path, cantines: Path, letter: str) -> None:
    async with at_work(folder, cantines, NOTE) as hand:
        await hand.burst(["a", letter, "b"])
        assert hand.text(NOTE) == f"a{letter}b"
        assert (await hand.on_disk()).notes("presentations")["KM"] == f"a{letter}b"


async def test_alt_and_a_letter_types_nothing(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, NOTE) as hand:
        await hand.press("x", "alt+a", "alt+shift+b", "y")
        assert hand.text(NOTE) == "xy"


async def test_a_paste_leaves_its_escapes_at_the_door(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, NOTE) as hand:
        await hand.paste("\x1b]0;title\x07un\r\ndeux\u2028trois\x1b[31m\x11q\x00")
        assert hand.text(NOTE) == hand.area.text == "un\ndeux\ntroisq"
        assert (await hand.on_disk()).notes("presentations")["KM"] == "un\ndeux\ntroisq"
        assert hand.app.is_running


@pytest.mark.parametrize("elsewhere", [["f6"], ["f2"], ["f8"]], ids=["outline", "preview", "check"])
async def test_a_letter_or_a_paste_goes_to_the_note_typed_in_last(
    folder: Path, cantines: Path, elsewhere: list[str]
) -> None:
    async with at_work(folder, cantines, NOTE) as hand:
        await hand.type("un")
        await hand.press(*elsewhere)
        assert hand.app.focused is not hand.notes.panes.current if elsewhere != ["f2"] else True
        await hand.press("x")
        assert hand.text(NOTE) == "unx"
        assert hand.area.text == "unx"
        await hand.press(*elsewhere)
        await hand.paste(" collé")
        assert hand.text(NOTE) == hand.area.text == "unx collé"
        assert hand.here == NOTE


@pytest.mark.slow
async def test_a_session_opens_at_its_last_place_the_cursor_at_the_end(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        await hand.press("home", "x")
        await hand.press("ctrl+o", "enter")
        assert hand.here == "presentations.LT"
        await hand.type("y")
        assert hand.text("presentations.LT") == "x- une cuisiney"


async def test_keys_that_select_and_cut_are_undone(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        await hand.command("select all")
        await hand.press("ctrl+x")
        assert hand.text("presentations.LT") == ""
        await hand.press("ctrl+v", "ctrl+v")
        assert hand.text("presentations.LT") == "- une cuisine- une cuisine"
        await hand.press("ctrl+z", "ctrl+z", "ctrl+z")
        assert hand.text("presentations.LT") == hand.area.text == "- une cuisine"


async def test_a_file_with_another_name_is_said(folder: Path, cantines: Path) -> None:
    (folder.parent / "elsewhere.toml").hardlink_to(cantines)
    async with at_work(folder, cantines, "unfiled") as hand:
        assert "The file has other names (hard links)" in hand.footer
        await hand.type(" à tous")
        assert (await hand.on_disk()).text("unfiled") == "Bonjour à tous"
