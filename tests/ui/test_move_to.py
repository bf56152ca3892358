"""What was typed where one was is filed where it belongs, as one act."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.hand import at_work


@pytest.mark.slow
async def test_a_selection_goes_to_a_person_and_comes_back(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "unfiled") as hand:
        before = hand.session
        await hand.press("enter")
        await hand.type("à KM")
        await hand.press("shift+home")
        await hand.command("move to")
        await hand.type("km")
        await hand.press("enter")
        assert "à KM" not in hand.session.text("unfiled")
        assert hand.session.notes("presentations")["KM"].endswith("à KM")
        assert hand.here == "presentations.KM"
        await hand.press("ctrl+z")
        assert hand.session.text("unfiled").endswith("Bonjour\nà KM")
        assert hand.session.notes("presentations") == before.notes("presentations")


@pytest.mark.slow
async def test_what_is_not_filed_goes_whole_to_a_section(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "unfiled") as hand:
        await hand.type("Et pour finir ?")
        await hand.command("move to")
        await hand.type("zz")
        await hand.press("enter")
        assert "Not a code or a section" in hand.seen
        await hand.press("ctrl+u")
        await hand.type("quest")
        await hand.press("enter")
        questions = hand.session.facts["questions"]
        assert isinstance(questions, tuple)
        assert questions[-1].endswith("Et pour finir ?")
        assert not hand.session.text("unfiled").endswith("finir ?")
