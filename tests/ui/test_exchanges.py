"""Questions from the floor: typed in one go, taken back where one was."""

from __future__ import annotations

from pathlib import Path

import pytest

from .hand import at_work


@pytest.mark.slow
async def test_an_answer_taken_back_is_typed_again_in_its_place(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, "exchanges") as hand:
        await hand.burst([*"Qui paie ?", "tab", *"Ana", "tab", *"KM: la ville"])
        await hand.burst(["tab", "tab", *"Et après ?", "tab", "tab", *"rien"])
        await hand.press("ctrl+z")
        assert hand.here == "exchanges", "the answer is gone"
        await hand.type("LT: on verra")
        assert hand.here == "exchanges.q2.LT"
        first, second = (await hand.on_disk()).exchanges("exchanges").values()
        assert (first.question, first.asked_by) == ("Qui paie ?", "Ana")
        assert first.answers == {"KM": "la ville"}
        assert (second.question, second.answers) == ("Et après ?", {"LT": "on verra"})
