"""Key ideas in the program: seen by speaker, mended, removed, copied; one undo takes each back."""

from __future__ import annotations

from pathlib import Path

import pytest

from gsef_tui.ui.panels.ideas import KeyIdeas

from .hand import Hand, at_work

IDEAS = """
[ideas.i1]
text = "des cantines partout"
by = "LT"
[ideas.i2]
text = "sans nom [/] ni code"
"""


async def opened(hand: Hand) -> None:
    await hand.command("key ideas")
    assert isinstance(hand.screen.panel, KeyIdeas)


@pytest.mark.slow
async def test_they_are_seen_mended_removed_and_taken_back(folder: Path, cantines: Path) -> None:
    cantines.write_text(cantines.read_text(encoding="utf-8") + IDEAS, encoding="utf-8")
    async with at_work(folder, cantines, "presentations.LT") as hand:
        await opened(hand)
        assert "Idées clés" in hand.seen
        assert "LT   des cantines partout" in hand.seen
        assert "–    sans nom [/] ni code" in hand.seen
        await hand.press("enter")
        assert hand.area.text == "LT: des cantines partout"
        await hand.type("km: des cuisines\n")
        assert hand.session.extra["ideas"]["i1"] == {"text": "des cuisines", "by": "KM"}
        assert hand.here == "presentations.LT"
        await opened(hand)
        await hand.press("down", "delete")
        assert list((await hand.on_disk()).extra["ideas"]) == ["i1"]
        await hand.press("delete")
        assert "ideas" not in hand.session.extra
        await hand.press("ctrl+z", "ctrl+z", "ctrl+z")
        assert hand.session.extra["ideas"] == {
            "i1": {"text": "des cantines partout", "by": "LT"},
            "i2": {"text": "sans nom [/] ni code"},
        }


async def test_all_are_copied(folder: Path, cantines: Path) -> None:
    cantines.write_text(cantines.read_text(encoding="utf-8") + IDEAS, encoding="utf-8")
    async with at_work(folder, cantines, "presentations.LT") as hand:
        await opened(hand)
        await hand.press("ctrl+c")
        assert hand.app.clipboard == (
            "Idées clés\nLucía Torres\u00a0: des cantines partout\nsans nom [/] ni code"
        )
        assert "Copied to the clipboard" in hand.footer


async def test_an_idea_that_would_be_empty_is_said(folder: Path, cantines: Path) -> None:
    cantines.write_text(cantines.read_text(encoding="utf-8") + IDEAS, encoding="utf-8")
    async with at_work(folder, cantines, "presentations.LT") as hand:
        await opened(hand)
        await hand.press("enter")
        await hand.type("LT:\n")
        assert "Type an idea" in hand.seen


@pytest.mark.slow
async def test_where_there_is_none_it_says_how(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        await hand.command("key ideas")
        assert hand.footer == "No key ideas yet. To add one, type ! and the idea in F4"


@pytest.mark.slow
async def test_a_window_that_may_only_read_removes_nothing(folder: Path, cantines: Path) -> None:
    cantines.write_text(cantines.read_text(encoding="utf-8") + IDEAS, encoding="utf-8")
    async with at_work(folder, cantines) as first, at_work(folder, cantines, "unfiled") as hand:
        assert first.opened.holder is None
        await opened(hand)
        await hand.press("delete")
        assert list(hand.session.extra["ideas"]) == ["i1", "i2"]
        assert "Read only" in hand.footer
