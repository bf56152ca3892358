"""Abbreviations are learnt from a passage, listed, typed from the list and forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest

from gsef_tui.storage.settings import load_settings
from gsef_tui.ui.panels.abbreviations import AbbreviationList
from gsef_tui.ui.panels.prompt import Prompt

from .hand import Hand, at_work

NOTE = "presentations.LT"
"""It reads “- une cuisine”."""


async def select_last(hand: Hand, letters: int) -> None:
    await hand.press(*["shift+left"] * letters)


@pytest.mark.slow
async def test_a_passage_gets_a_short_form_and_one_undo_forgets_it(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, NOTE) as hand:
        await select_last(hand, 7)
        await hand.command("new abbreviation")
        assert "“cuisine”" in hand.seen
        assert hand.area.text == "cui"
        await hand.press("enter")
        assert hand.footer == ";cui and a space now type: cuisine"
        await hand.press("end")
        await hand.type(" ;cui ;cu ")
        assert hand.text(NOTE) == "- une cuisine cuisine ;cu "
        assert (await hand.on_disk()).extra["expansions"] == {"cui": "cuisine"}
        for _ in range(4):
            await hand.press("ctrl+z")
        assert "expansions" not in hand.session.extra
        assert hand.text(NOTE) == "- une cuisine"
        await hand.press("ctrl+y")
        assert hand.session.extra["expansions"] == {"cui": "cuisine"}


@pytest.mark.slow
async def test_the_session_s_list_keeps_its_order_and_what_is_unknown_in_it(
    folder: Path, cantines: Path
) -> None:
    text = cantines.read_text(encoding="utf-8")
    table = '\n[expansions]\nz = "zut"\n"a b" = "odd"\nn = 3\n'
    cantines.write_text(text + table, encoding="utf-8")
    async with at_work(folder, cantines, NOTE) as hand:
        await select_last(hand, 7)
        await hand.command("new abbreviation")
        await hand.type(";c\n")
        kept = (await hand.on_disk()).extra["expansions"]
        assert list(kept.items()) == [("z", "zut"), ("a b", "odd"), ("n", 3), ("c", "cuisine")]


@pytest.mark.slow
async def test_one_s_own_list_is_for_all_sessions(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, NOTE) as hand:
        await select_last(hand, 7)
        await hand.command("for all sessions")
        await hand.press("enter")
        assert load_settings()[0].expansions == {"cui": "cuisine"}
        assert "expansions" not in hand.session.extra
        await hand.press("end")
        await hand.type(" ;cui.")
        assert hand.text(NOTE) == "- une cuisine cuisine."
        await hand.press("ctrl+o", "enter")
        await hand.type(" ;cui.")
        assert hand.text(NOTE) == "- une cuisine cuisine. cuisine."


@pytest.mark.parametrize(
    ("form", "problem"),
    [
        ("c s", "Use letters and digits, at most 24"),
        (";", "Use letters and digits, at most 24"),
        ("lt", "LT is a person's code: ;lt types their name"),
    ],
)
async def test_a_form_that_cannot_be_is_said_and_may_be_mended(
    folder: Path, cantines: Path, form: str, problem: str
) -> None:
    async with at_work(folder, cantines, NOTE) as hand:
        await select_last(hand, 7)
        await hand.command("new abbreviation")
        await hand.type(f"{form}\n")
        assert problem in hand.seen
        assert isinstance(hand.screen.panel, Prompt)
        assert "expansions" not in hand.session.extra


@pytest.mark.slow
async def test_what_a_hand_wrote_in_the_list_s_place_is_kept(folder: Path, cantines: Path) -> None:
    text = cantines.read_text(encoding="utf-8")
    cantines.write_text(f"expansions = 5\n{text}", encoding="utf-8")
    async with at_work(folder, cantines, NOTE) as hand:
        await select_last(hand, 7)
        await hand.command("new abbreviation")
        await hand.press("enter")
        assert "expansions in the session's file is not a table" in hand.seen
        assert hand.session.extra["expansions"] == 5


async def test_nothing_selected_is_said(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, NOTE) as hand:
        await hand.command("new abbreviation")
        assert "Select the text that it stands for" in hand.footer
        assert hand.screen.panel is None


async def test_settings_that_cannot_be_edited_are_reported_and_stay(
    folder: Path, cantines: Path
) -> None:
    (folder.parent / "config").mkdir()
    path = folder.parent / "config" / "config.toml"
    path.write_text("expansions = 5\n")
    async with at_work(folder, cantines, NOTE) as hand:
        await select_last(hand, 7)
        await hand.command("for all sessions")
        await hand.press("enter")
        assert "cui under [expansions] is to be changed there by hand" in hand.read
        assert path.read_text() == "expansions = 5\n"


@pytest.mark.slow
async def test_the_list_types_and_forgets(folder: Path, cantines: Path) -> None:
    text = cantines.read_text(encoding="utf-8")
    cantines.write_text(text + '\n[expansions]\ness = "économie sociale"\n', encoding="utf-8")
    (folder.parent / "config").mkdir()
    config = folder.parent / "config" / "config.toml"
    config.write_text("# mine\n[expansions]\nrte = 'réseau'\n", encoding="utf-8")
    async with at_work(folder, cantines, NOTE) as hand:
        await hand.command("abbreviations")
        rows = [row.strip("▌› ") for row in hand.rows()]
        shown = [row.split()[0] for row in rows if row.startswith(";")]
        assert shown == [";ess", ";rte", ";am", ";;am", ";lt", ";;lt", ";km", ";;km"]
        await hand.type("cocina")
        await hand.press("enter")
        assert hand.text(NOTE) == "- une cuisineCocina Común"
        assert hand.screen.panel is None

        await hand.command("abbreviations")
        await hand.press("delete")
        assert "expansions" not in hand.session.extra
        assert "Abbreviation removed: ;ess" in hand.footer
        await hand.press("delete")
        assert config.read_text(encoding="utf-8") == "# mine\n[expansions]\n"
        assert "Abbreviation removed from all sessions: ;rte → réseau" in hand.footer
        await hand.press("delete")
        assert ";am comes from the code AM" in hand.footer
        await hand.type("nothing like it")
        assert "No abbreviation found" in hand.seen
        await hand.press("delete", "enter", "escape", "ctrl+z")
        assert hand.session.extra["expansions"] == {"ess": "économie sociale"}


@pytest.mark.slow
async def test_a_window_that_may_only_read_learns_nothing(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines) as first, at_work(folder, cantines, NOTE) as hand:
        assert first.opened.holder is None
        await select_last(hand, 7)
        await hand.command("new abbreviation")
        assert "Read only" in hand.footer
        await hand.command("abbreviations")
        assert isinstance(hand.screen.panel, AbbreviationList)
        await hand.press("enter")
        assert hand.text(NOTE) == "- une cuisine"
