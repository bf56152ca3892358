"""The facts to verify, from the list of commands: each leads to its passage, all are copied."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import App

from gsef_tui.ui.panels.verify import Verify

from .hand import Hand, at_work

SAID = """
[closing]
moderator = "3 cantines sur 10"

[closing.remarks]
KM = "한국에서는 2021년부터 협동조합 법률에 따라 전국의 모든 학교에서 아주 많은 이들이 매일 120명"
"""


@pytest.fixture
def said(cantines: Path) -> Path:
    """A session in which figures are named."""
    cantines.write_text(cantines.read_text(encoding="utf-8") + SAID, encoding="utf-8")
    return cantines


def panel(hand: Hand) -> Verify:
    assert isinstance(hand.notes.panel, Verify)
    return hand.notes.panel


@pytest.mark.slow
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (140, 45)])
async def test_each_leads_to_its_passage_and_the_list_stays(
    folder: Path, said: Path, size: tuple[int, int]
) -> None:
    async with at_work(folder, said, "presentations.LT", size=size) as hand:
        await hand.command("Facts to verify")
        assert hand.app.focused is panel(hand).rows
        assert "To verify   4" in hand.seen
        assert "120명" in hand.seen, "whatever stands before it"
        await hand.press("down", "enter")
        assert hand.here == "closing.moderator"
        assert hand.area.selected_text == "10"
        await hand.press("home")
        await hand.type("Environ 1")
        assert hand.text("closing.moderator") == "Environ 13 cantines sur 10"
        hand.notes.set_focus(panel(hand).rows)
        await hand.press("enter")
        assert hand.area.selected_text == "10", "where it stands now"
        hand.notes.set_focus(panel(hand).rows)
        await hand.press("escape")
        assert hand.notes.panel is None


async def test_all_are_sent_to_the_clipboard(
    folder: Path, said: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []
    monkeypatch.setattr(App, "copy_to_clipboard", lambda self, text: copied.append(text))
    async with at_work(folder, said, "presentations.LT") as hand:
        await hand.command("Facts to verify")
        await hand.press("ctrl+c")
        (page,) = copied
        assert page.split("\n")[:3] == [
            "Anne Mercier",
            "- 3 cantines sur 10",
            "- 3 cantines sur 10",
        ]
        assert "clipboard" in hand.footer
        await hand.press("escape")
        assert hand.here == "presentations.LT"


async def test_where_there_is_nothing_no_list_opens(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        await hand.command("Facts to verify")
        assert hand.notes.panel is None
        assert "Nothing to verify" in hand.footer
