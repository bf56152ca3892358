"""One line from anywhere, as the person sees it: what it says it will do, and what it did."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from gsef_tui.ui.panels.capture_line import CaptureLine

from .hand import Hand, at_work

NOW = datetime(2031, 10, 4, 20, 47, 3, tzinfo=ZoneInfo("Asia/Seoul"))
ASKED = """
[exchanges.q1]
question = "Où ?"
[exchanges.q2]
question = "Quand ?"
"""


def says(hand: Hand) -> str:
    """The line below the one that is typed."""
    panel = hand.screen.panel
    assert isinstance(panel, CaptureLine)
    return str(panel._note.content)


@pytest.mark.parametrize(
    ("typed", "will"),
    [
        ("KM: oui", "→ Réponses › 2 KM 김민수"),
        ("km : oui", "→ Réponses › 2 KM 김민수"),
        ("km\u202f: oui", "→ Réponses › 2 KM 김민수"),
        ("KM：oui", "→ Réponses › 2 KM 김민수"),
        ("2: oui", "→ Réponses › 2 KM 김민수"),
        ("KM:", "→ 2 KM 김민수 speaks"),
        ("... oui", "→ Réponses › 1 LT Lucía Torres"),
        ("oui", "→ Réponses › 1 LT Lucía Torres"),
        ("? Combien", "→ Public › Q3"),
        ("Q: Combien", "→ Public › Q3"),
        ("Q Nadia, Lyon: Combien", "→ Public › Q3 · asked by Nadia, Lyon"),
        ("A: cinq", "→ Public › Q2 · answer"),
        ("q1", "→ question 1: Où ?"),
        ("q1 KM: cinq", "→ Public › Q1 › KM"),
        ("! une idée", "→ a key idea › 1 LT Lucía Torres"),
        ("+ Bo Li, ONG (Chine)", "→ joins: Bo Li · ONG · Chine"),
        ("X1: oui", "→ Réponses › 3 X1"),
        ("X1 = Bo Li, ONG (Chine)", "→ X1 is Bo Li, ONG (Chine), everywhere"),
        ("X1 = km", "→ X1 is 2 KM 김민수, everywhere"),
        ("s/a/b/", "→ 0 found in the last line"),
        ("s/cuisine/table/g", "→ 2 found in the session"),
        ("s|ui|oi|g", "→ 3 found in the session"),
        ("PIB: 8 %", "→ Réponses › 1 LT Lucía Torres"),
        ("8:30 pause", "→ Réponses › 1 LT Lucía Torres"),
        ("KL: oui", "→ Réponses › 1 LT Lucía Torres, as text · Tab: 2 KM 김민수"),
        ("Lucía: oui", "→ Réponses › 1 LT Lucía Torres, as text · Tab: 1 LT Lucía Torres"),
        ("\\ KM: oui", "→ Réponses › 1 LT Lucía Torres"),
        ("\u00b2: oui", "→ Réponses › 1 LT Lucía Torres"),
        ("q9 KM: oui", "→ Réponses › 1 LT Lucía Torres"),
    ],
)
async def test_what_will_happen_is_shown(
    folder: Path, cantines: Path, typed: str, will: str
) -> None:
    cantines.write_text(cantines.read_text(encoding="utf-8") + ASKED, encoding="utf-8")
    async with at_work(folder, cantines, "answers.LT") as hand:
        await hand.press("f4")
        await hand.type(typed)
        assert says(hand) == will
        await hand.press("enter")
        refused = will.startswith("→ 0 found")
        assert hand.area.text == (typed if refused else "")
        did = will.replace("→", "✓").replace("found", "corrected").partition(", as text")[0]
        assert says(hand) == ("“a” is not in the last line" if refused else did)


@pytest.mark.slow
async def test_tab_takes_the_nearest_code(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "answers.LT") as hand:
        await hand.press("f4")
        await hand.type("kl : oui")
        await hand.press("tab")
        assert hand.area.text == "KM : oui"
        assert says(hand) == "→ Réponses › 2 KM 김민수"
        await hand.type(", non\n")
        assert hand.text("answers.KM") == "oui, non"
        await hand.type("luc")
        await hand.press("tab")
        assert hand.area.text == "LT: "
        await hand.press("ctrl+u")
        await hand.type("a")
        await hand.press("tab")
        assert hand.area.text == "AM: "


async def test_what_is_said_moves_nothing_however_long_it_is(folder: Path, cantines: Path) -> None:
    long = "Maria Guadalupe Fernandez de la Torre y Montenegro Villanueva"
    text = cantines.read_text(encoding="utf-8").replace("Lucía Torres", long)
    cantines.write_text(text, encoding="utf-8")
    async with at_work(folder, cantines, "answers.LT", size=(60, 20)) as hand:
        await hand.press("f4")
        line = hand.area.region
        await hand.type("mari: oui")
        assert says(hand).endswith(long)
        assert hand.area.region == line
        await hand.press("tab")
        assert hand.area.text == "LT: oui"
        assert hand.area.region == line


@pytest.mark.slow
async def test_earlier_lines_and_the_one_that_is_half_typed(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "answers.LT") as hand:
        await hand.press("f4")
        await hand.type("KM: un\nKM: deux\nLT: tr")
        await hand.press("up")
        assert hand.area.text == "KM: deux"
        await hand.press("up", "up")
        assert hand.area.text == "KM: un"
        await hand.press("down", "down")
        assert hand.area.text == "LT: tr"
        await hand.type("ois\n")
        assert hand.text("answers.LT") == "trois"
        await hand.press("f4", "f4", "up")
        assert hand.area.text == "LT: trois", "those of an opening before are there too"


@pytest.mark.slow
async def test_a_line_that_is_only_looked_at_is_not_filed_again(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, "answers.LT") as hand:
        await hand.press("f4")
        await hand.type("KM: un\nLT: de")
        await hand.press("up")
        assert (await hand.on_disk()).text("unfiled") == "Bonjour\n\nLT: de"
        await hand.press("f4")
        assert hand.text("answers.KM") == "un"
        assert hand.text("answers.LT") == "de", "half typed, where it said it would go"
        assert hand.area.text == "de", "and it is seen there"
        assert (await hand.on_disk()).text("unfiled") == "Bonjour"


@pytest.mark.slow
async def test_an_earlier_line_is_filed_and_what_was_half_typed_comes_back(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, "answers.LT") as hand:
        await hand.press("f4")
        await hand.type("KM: un\nLT: de")
        await hand.press("up")
        await hand.type("!\n")
        assert hand.text("answers.KM") == "un\nun!"
        assert hand.area.text == "LT: de"
        assert (await hand.on_disk()).text("unfiled") == "Bonjour\n\nLT: de", "as safe as before"
        await hand.type("ux\n")
        assert hand.text("answers.LT") == "deux"
        assert hand.area.text == ""


@pytest.mark.slow
async def test_the_question_one_is_at_is_the_current_one(folder: Path, cantines: Path) -> None:
    cantines.write_text(cantines.read_text(encoding="utf-8") + ASKED, encoding="utf-8")
    async with at_work(folder, cantines, "exchanges.q1") as hand:
        await hand.press("f4")
        await hand.type("KM: ici\nLT: là\nq2\nKM: demain\n")
        exchanges = hand.session.exchanges("exchanges")
        assert exchanges["q1"].answers == {"KM": "ici", "LT": "là"}
        assert exchanges["q2"].answers == {"KM": "demain"}


async def test_a_key_idea_is_whose_floor_it_is(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.KM") as hand:
        hand.opened.now = lambda: NOW
        await hand.type("il dit")
        await hand.press("f4")
        await hand.type("! une idée\nLT: non\n! une autre\n")
        kept = (await hand.on_disk()).extra["ideas"]
        assert kept == {
            "i1": {"text": "une idée", "by": "KM", "at": NOW},
            "i2": {"text": "une autre", "by": "LT", "at": NOW},
        }
        await hand.press("ctrl+z")
        assert list(hand.session.extra["ideas"]) == ["i1"]


@pytest.mark.slow
async def test_a_window_that_may_only_read_keeps_the_line(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines) as first, at_work(folder, cantines, "unfiled") as hand:
        assert first.opened.holder is None
        await hand.press("f4")
        await hand.type("KM: oui\n")
        assert hand.area.text == "KM: oui"
        assert "Read only" in says(hand)


@pytest.mark.slow
async def test_a_question_never_gets_the_id_of_one_that_is_gone(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        await hand.press("f4")
        await hand.type("? Qui paie ?\n")
        first = list(hand.session.exchanges("exchanges"))
        await hand.press("f4", "ctrl+z", "f4")
        assert list(hand.session.exchanges("exchanges")) == first[:-1]
        await hand.type("? Qui mange ?\n")
        second = list(hand.session.exchanges("exchanges"))
        assert len(second) == len(first)
        assert second[-1] != first[-1]


@pytest.mark.slow
async def test_who_is_noted_after_a_question_answers_it(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        await hand.press("f4")
        await hand.type("KM: avant\n? Qui paie ?\nKM: la ville\nLT: et nous\n")
        assert hand.text("presentations.KM") == "avant"
        (question,) = (q for q in hand.session.exchanges("exchanges").values() if q.answers)
        assert (question.question, dict(question.answers)) == (
            "Qui paie ?",
            {"KM": "la ville", "LT": "et nous"},
        )
        await hand.press("f4", "f4")
        await hand.type("A: la région\nKM: après\n")
        assert "la région" in str(hand.session.exchanges("exchanges"))
        await hand.press("f4", "f4")
        await hand.type("KM: la suite\n")
        assert hand.text("presentations.KM") == "avant\nla suite", "a new opening is a new turn"


async def test_a_correction_that_failed_is_no_text_but_can_be_brought_back(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        before = hand.session
        await hand.press("f4")
        await hand.type("s/rien/x/\n")
        await hand.press("escape")
        assert hand.session == before
        await hand.press("f4", "up")
        assert hand.area.text == "s/rien/x/"


async def test_who_joins_has_not_spoken_yet(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        await hand.press("f4")
        await hand.type("KM: oui\n+ Bo Li\n! une idée\n")
        (idea,) = hand.session.extra["ideas"].values()
        assert idea["by"] == "KM"


async def test_a_correction_mends_the_last_line_wherever_it_is_wrong(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        await hand.press("f4")
        await hand.type("KM: la vile et sa vile\ns/vile/ville/\n")
        assert hand.text("presentations.KM") == "la ville et sa ville"
