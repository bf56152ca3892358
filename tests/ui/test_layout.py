"""The screen at every width, and names of every kind on every screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from gsef_tui.ui.widgets.report_view import ReportView

from .hand import Hand, at_work

LONG = "Wolfeschlegelsteinhausenbergerdorff von und zu Oberammergau x"
MARKUP = ("[/]", "[@click=app.quit]Ana[/]", "[bold red]Bo")


@pytest.fixture
def tricky(cantines: Path) -> Path:
    """Brackets wherever a person can type, a long name, one in Hangul."""
    text = cantines.read_text(encoding="utf-8")
    text = text.replace("Les cantines", f"{MARKUP[0]} {MARKUP[1]} cantines")
    text = text.replace("Anne Mercier", MARKUP[1]).replace("Lucía Torres", MARKUP[0])
    text = text.replace("Réseau des cantines", MARKUP[2]).replace("Cocina Común", LONG)
    text = text.replace("- une cuisine", f"- {MARKUP[0]} {MARKUP[1]} cuisine")
    cantines.write_text(text, encoding="utf-8")
    return cantines


def assert_whole(hand: Hand) -> None:
    """Every row is exactly as wide as the terminal."""
    width, height = hand.app.size
    rows = hand.rows()
    assert len(rows) == height
    assert {cell_len(row) for row in rows} == {width}


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (60, 20), (140, 45)], ids="{0[0]}x{0[1]}".format)
async def test_brackets_are_brackets_everywhere(
    folder: Path, tricky: Path, size: tuple[int, int]
) -> None:
    async with at_work(folder, tricky, "presentations.LT", size=size) as hand:
        assert MARKUP[0] in hand.where
        for key in ("f1", "f2", "f3", "f5", "f8"):
            await hand.press(key)
            if key == "f2":
                await hand.until(lambda: "cuisine" in hand.seen)
            assert_whole(hand)
            if key == "f3":
                assert MARKUP[0] in hand.seen
            await hand.press(key)
        await hand.press("ctrl+f")
        await hand.type("cuisine")
        assert MARKUP[0] in hand.seen
        await hand.press("ctrl+f")
        for command in ("change code", "same person", "fields"):
            await hand.command(command)
            assert_whole(hand)
            await hand.press("escape")
        await hand.press("ctrl+down", "f3")
        await hand.type("parti")
        await hand.press("enter", "up")
        assert_whole(hand)
        hand.notes.say(f"{MARKUP[0]} {MARKUP[1]}", error=True)
        assert MARKUP[1] in hand.footer
        await hand.press("ctrl+o")
        assert "[@click" in hand.seen
        await hand.press("ctrl+f")
        await hand.type("cuisine")
        assert MARKUP[0] in hand.seen
        assert_whole(hand)
        assert hand.app.is_running


@pytest.mark.slow
async def test_narrow_folds_and_wide_shows_the_report(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        outline = hand.notes.query_one("#outline")
        side = hand.notes.query_one("#side", ReportView)
        shapes = {80: (True, False), 79: (False, False), 139: (True, False), 140: (True, True)}
        for width, (shown, beside) in shapes.items():
            await hand.resize(width, 24)
            assert (bool(outline.size.width), bool(side.size.width)) == (shown, beside)
            assert_whole(hand)
        await hand.resize(60, 20)
        assert "1/2" in hand.where
        await hand.press("f6")
        assert outline.size.width
        await hand.press("down", "enter")
        assert hand.here == "presentations.KM"
        assert not outline.size.width
        await hand.resize(140, 30)
        await hand.type("deux mots")
        await hand.until(lambda: any("deux mots" in s.text for _, line in side.lines for s in line))


@pytest.mark.slow
async def test_a_tiny_terminal_and_back(folder: Path, tricky: Path) -> None:
    async with at_work(folder, tricky, "presentations.LT", size=(40, 12)) as hand:
        for key in ("f1", "f2", "f3", "f5", "f8", "ctrl+f", "ctrl+p"):
            await hand.press(key)
            assert_whole(hand)
            await hand.press(key)
        await hand.type("!")
        assert "saved" in hand.header or "…" in hand.header
        for size in ((10, 3), (200, 60), (80, 24), (1, 1), (80, 24)):
            await hand.resize(*size)
        assert_whole(hand)
        assert hand.text("presentations.LT").endswith("!")
        await hand.press("ctrl+o")
        await hand.resize(40, 12)
        assert_whole(hand)
        await hand.press("ctrl+n")
        assert_whole(hand)


@pytest.mark.slow
@pytest.mark.parametrize("name", [LONG, "김하늘별님이와함께하는이름"])
async def test_long_and_wide_names_keep_the_columns(
    folder: Path, cantines: Path, name: str
) -> None:
    text = cantines.read_text(encoding="utf-8").replace("Lucía Torres", name)
    cantines.write_text(text, encoding="utf-8")
    async with at_work(folder, cantines, "presentations.LT") as hand:
        for key in ("f3", "f8", "f5"):
            await hand.press(key)
            assert_whole(hand)
            await hand.press(key)
        assert name[:8] in hand.where


@pytest.mark.slow
async def test_the_theme_is_remembered(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines) as hand:
        before = hand.app.theme
        await hand.command("colour theme")
        await hand.press("down", "enter")
        chosen = hand.app.theme
        assert chosen != before
    async with at_work(folder, cantines) as hand:
        assert hand.app.theme == chosen
