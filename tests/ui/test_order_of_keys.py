"""Keys that arrive in one burst do what they do one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from .hand import at_work


@pytest.mark.parametrize("at_once", [True, False], ids=["burst", "one by one"])
async def test_arrows_among_letters(folder: Path, cantines: Path, at_once: bool) -> None:
    keys = ["a", "b", "left", "c", "left", "d"]
    async with at_work(folder, cantines, "presentations.KM") as hand:
        await (hand.burst(keys) if at_once else hand.press(*keys))
        assert hand.text("presentations.KM") == "adcb"
        assert hand.area.text == "adcb"
        assert (await hand.on_disk()).notes("presentations")["KM"] == "adcb"


@pytest.mark.parametrize("at_once", [True, False], ids=["burst", "one by one"])
async def test_undo_among_letters(folder: Path, cantines: Path, at_once: bool) -> None:
    keys = ["a", "b", "c", "ctrl+z", "d"]
    async with at_work(folder, cantines, "presentations.KM") as hand:
        await (hand.burst(keys) if at_once else hand.press(*keys))
        assert hand.text("presentations.KM") == hand.area.text == "d"
        assert (await hand.on_disk()).notes("presentations")["KM"] == "d"


@pytest.mark.parametrize("at_once", [True, False], ids=["burst", "one by one"])
async def test_going_to_somebody_and_typing(folder: Path, cantines: Path, at_once: bool) -> None:
    keys = ["a", "f3", "2", *"deux"]
    async with at_work(folder, cantines, "presentations.LT") as hand:
        await (hand.burst(keys) if at_once else hand.press(*keys))
        assert hand.here == "presentations.KM"
        assert hand.text("presentations.LT") == "- une cuisinea"
        assert hand.text("presentations.KM") == hand.area.text == "deux"


@pytest.mark.slow
@pytest.mark.parametrize("at_once", [True, False], ids=["burst", "one by one"])
async def test_through_a_form_by_tab(folder: Path, cantines: Path, at_once: bool) -> None:
    keys = ["!", "tab", "tab", "!", "enter", "ctrl+u", *"4/10/2021", "tab", "ctrl+u", *"20h15"]
    async with at_work(folder, cantines, "facts.title") as hand:
        await (hand.burst(keys) if at_once else hand.press(*keys, "tab"))
        await hand.press("tab")
        saved = (await hand.on_disk()).facts
        assert saved["title"] == "Les cantines du quartier!"
        assert saved["spoken"] == "Français!"
        assert str(saved["date"]) == "2021-10-04"
        assert str(saved["starts"]) == "20:15:00"


@pytest.mark.slow
@pytest.mark.parametrize("at_once", [True, False], ids=["burst", "one by one"])
async def test_a_person_and_the_next_in_one_go(folder: Path, cantines: Path, at_once: bool) -> None:
    keys = [*"Ana Ruiz, Huerta (Perú)", "enter", *"Bo Li"]
    async with at_work(folder, cantines, "participants") as hand:
        await (hand.burst(keys) if at_once else hand.press(*keys))
        people = (await hand.on_disk()).people
        assert list(people) == ["AM", "LT", "KM", "AR", "BL"]
        assert people["AR"].name == "Ana Ruiz"
        assert people["AR"].country == "Perú"
        assert people["BL"].name == "Bo Li"


@pytest.mark.slow
@pytest.mark.parametrize("at_once", [True, False], ids=["burst", "one by one"])
async def test_a_question_and_its_answers_in_one_go(
    folder: Path, cantines: Path, at_once: bool
) -> None:
    keys = [*"Combien", "tab", *"une voisine", "tab", *"KM: dix", "tab", *"personne"]
    async with at_work(folder, cantines, "exchanges") as hand:
        await (hand.burst(keys) if at_once else hand.press(*keys))
        asked = (await hand.on_disk()).exchanges("exchanges")["q1"]
        assert asked.question == "Combien"
        assert asked.asked_by == "une voisine"
        assert dict(asked.answers) == {"KM": "dix", "_": "personne"}
