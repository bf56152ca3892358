"""One line from anywhere, as the person sees it: what it says it will do, and what it did."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from rich.cells import cell_len

from gsef_tui.capture.targets import CaptureState
from gsef_tui.editing.line_outlook import Outlook, outlook
from gsef_tui.model.session import Session
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
    return panel._note.plain


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
        ("?Anna: Combien", "→ Public › Q3 · asked by Anna"),
        ("? Nadia, de Lyon: Combien", "→ Public › Q3 · asked by Nadia, de Lyon"),
        ("? km: Combien", "→ Public › Q3 · asked by 2 KM 김민수"),
        ("? 김민수: Combien", "→ Public › Q3 · asked by 2 KM 김민수"),
        ("? Le prix: combien", "→ Public › Q3"),
        ("A KM: cinq", "→ Public › Q2 › KM"),
        ("= tout va", "→ Conclusion › 0 AM Anne Mercier"),
        ("= KM: tout va", "→ Conclusion › 2 KM 김민수"),
        ("AM: oui", "→ À classer, under Anne Mercier: not a speaker"),
        ("A AM: oui", "→ À classer, under Anne Mercier: not a speaker"),
        ("! une idée", "→ a key idea › 1 LT Lucía Torres"),
        ("km! une idée", "→ a key idea › 2 KM 김민수"),
        ("+Paul, ONG", "→ new: Paul · ONG"),
        ("> km, oui", "→ Réponses › 1 LT Lucía Torres"),
        ("+ Bo Li, ONG (Chine)", "→ new: Bo Li · ONG · Chine"),
        ("X1: oui", "→ Réponses › 3 X1"),
        ("X1 = Bo Li, ONG (Chine)", "→ X1 is Bo Li, ONG (Chine), everywhere"),
        ("X1 = km", "→ X1 is 2 KM 김민수, everywhere"),
        ("s/a/b/", "→ 0 found in the last line"),
        ("s/cuisine/table/g", "→ 2 found in the session"),
        ("s|ui|oi|g", "→ 3 found in the session"),
        ("PIB: 8 %", "Unknown code PIB: text to Réponses › LT · Tab: PIB speaks"),
        ("8:30 pause", "→ Réponses › 1 LT Lucía Torres"),
        (
            "KL: oui",
            "Unknown code KL: text to Réponses › LT · Tab: KL speaks · Shift+Tab: KM",
        ),
        ("Lucía: oui", "→ Réponses › 1 LT Lucía Torres · Tab: 1 LT Lucía Torres"),
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
        did = will.replace("→", "✓").replace("found", "corrected").partition(" · Tab")[0]
        if will.startswith("Unknown"):
            did = "✓ Réponses › 1 LT Lucía Torres"
        assert says(hand) == ("“a” is not in the last line" if refused else did)


@pytest.mark.slow
async def test_tab_completes_a_code_and_shift_tab_takes_the_nearest(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, "answers.LT") as hand:
        await hand.press("f4")
        await hand.type("kl : oui")
        await hand.press("shift+tab")
        assert hand.area.text == "KM : oui"
        assert says(hand) == "→ Réponses › 2 KM 김민수"
        await hand.type(", non\n")
        assert hand.text("answers.KM") == "oui, non"
        await hand.type("lucía: si")
        await hand.press("tab")
        assert hand.area.text == "LT: si"
        await hand.press("ctrl+u")
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
        await hand.type("maria: oui")
        assert says(hand).startswith("→ Réponses › 1 LT")
        assert "· Tab: 1 LT Maria Guadalupe" in says(hand)
        assert cell_len(says(hand)) == 60
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
        assert hand.text("answers.LT") == "", "half typed is not filed"
        assert (await hand.on_disk()).text("unfiled") == "Bonjour\n\nLT: de"
        await hand.press("f4")
        assert hand.area.text == "LT: de", "but the draft, and not the line looked at"


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


@pytest.mark.slow
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
async def test_the_next_line_of_a_person_answers_a_question(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        await hand.press("f4")
        await hand.type("KM: avant\n? Qui paie ?\nKM: la ville\nLT: et nous\n")
        assert hand.text("presentations.KM") == "avant"
        assert hand.text("presentations.LT") == "- une cuisine\net nous"
        (question,) = (q for q in hand.session.exchanges("exchanges").values() if q.answers)
        assert (question.question, dict(question.answers)) == (
            "Qui paie ?",
            {"KM": "la ville"},
        )
        await hand.press("f4", "f4")
        await hand.type("A: la région\nKM: après\n")
        assert "la région" in str(hand.session.exchanges("exchanges"))
        assert hand.text("presentations.KM") == "avant\naprès"
        await hand.type("? Et après ?\n")
        await hand.press("escape")
        await hand.type(".")
        await hand.press("f4")
        await hand.type("KM: la suite\n")
        (question,) = list(hand.session.exchanges("exchanges").values())[1:]
        assert question.answers == {"KM": "la suite"}, "however long the answer takes to come"


async def test_a_correction_that_failed_is_no_text_but_is_kept(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        before = hand.session
        await hand.press("f4")
        await hand.type("s/rien/x/\n")
        await hand.press("escape")
        assert hand.session == before
        await hand.press("f4")
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


def shown_target(hand: Hand) -> tuple[str, str, bool]:
    """The place that stands before the text, as a title and short, and whether it is in warning."""
    panel = hand.screen.panel
    assert isinstance(panel, CaptureLine)
    title, mark = panel._title.plain, panel._mark.plain
    assert ("not where you are" in title) is panel.has_class("elsewhere")
    head = title.removesuffix("not where you are").strip().removeprefix("Line").strip()
    return head.removeprefix("to").strip(), mark.strip(" ›"), panel.has_class("elsewhere")


async def test_the_target_stands_before_the_text_and_is_always_true(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, "answers.LT") as hand:
        await hand.press("f4")
        assert shown_target(hand) == ("Réponses › 1 LT Lucía Torres", "LT", False)
        await hand.type("km: oui")
        assert shown_target(hand) == ("Réponses › 2 KM 김민수", "KM", True)
        await hand.press("enter")
        assert shown_target(hand) == ("Réponses › 2 KM 김민수", "KM", True), "where a line goes on"
        await hand.type("? Combien")
        assert shown_target(hand) == ("Public › Q1", "Q1", True)
        await hand.press("enter")
        await hand.type("km: cinq")
        assert shown_target(hand) == ("Public › Q1 › KM", "KM", True)
        await hand.press("ctrl+u")
        await hand.type("= fini")
        assert shown_target(hand) == ("Conclusion › 0 AM Anne Mercier", "AM", True)
        await hand.press("ctrl+u")
        await hand.type("am: bonjour")
        assert shown_target(hand) == ("À classer", "", True)
        await hand.press("ctrl+u", "ctrl+z")
        assert list(hand.session.exchanges("exchanges")) == []
        assert shown_target(hand)[0] == "Réponses › 2 KM 김민수", "the question is gone"
        await hand.type("km: non\n")
        assert hand.text("answers.KM") == "oui\nnon"


async def test_tab_moves_the_target_between_the_section_and_the_question(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, "answers.LT") as hand:
        await hand.press("f4")
        await hand.press("tab")
        assert shown_target(hand)[1] == "LT", "there is no question"
        await hand.type("? Combien\nKM: cinq")
        assert says(hand) == "→ Public › Q1 › KM · Tab: Réponses"
        await hand.press("tab")
        assert says(hand) == "→ Réponses › 2 KM 김민수 · Tab: Public › Q1"
        assert shown_target(hand) == ("Réponses › 2 KM 김민수", "KM", True)
        await hand.press("tab", "enter")
        assert hand.text("exchanges.q1.KM") == "cinq"
        await hand.press("tab")
        assert shown_target(hand) == ("Public › Q1 › –", "Q1", True)
        await hand.type("et plus\nLT: non\n")
        assert hand.text("exchanges.q1._") == "et plus"
        assert hand.text("answers.LT") == "non", "nothing goes to a question for ever"


async def test_tab_makes_a_code_that_nobody_has_a_speakers(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "answers.LT") as hand:
        await hand.press("f4")
        await hand.type("zz: oui")
        panel = hand.screen.panel
        assert isinstance(panel, CaptureLine)
        assert panel._note.has_class("warns")
        await hand.press("tab")
        assert says(hand) == "→ Réponses › 3 ZZ · ZZ becomes a speaker, to be named later"
        assert "ZZ" not in hand.session.people, "not before Enter"
        await hand.type(" monsieur\n")
        assert hand.text("answers.ZZ") == "oui monsieur"
        assert hand.session.people["ZZ"].role == "speaker"
        await hand.press("ctrl+z")
        assert "ZZ" not in hand.session.people
        assert hand.text("answers.ZZ") == ""
        await hand.type("zz: non\n")
        assert hand.text("answers.LT") == "zz: non", "one Tab makes one speaker"


@pytest.mark.slow
async def test_somebody_of_the_audience_becomes_a_speaker_by_their_first_line(
    folder: Path, cantines: Path
) -> None:
    audience = '[people.PB]\nrole = "audience"\nname = "Paul Bo"\n\n[presentations]'
    text = cantines.read_text(encoding="utf-8").replace("[presentations]", audience)
    cantines.write_text(text, encoding="utf-8")
    async with at_work(folder, cantines, "answers.LT") as hand:
        await hand.press("f4")
        await hand.type("? Combien\npb: cinq\n")
        assert hand.session.people["PB"].role == "audience"
        await hand.type("pb: merci")
        assert says(hand) == "→ Réponses › 3 PB Paul Bo · becomes a speaker · Tab: Public › Q1"
        await hand.press("enter")
        assert hand.session.people["PB"].role == "speaker"
        assert hand.text("answers.PB") == "merci"
        await hand.press("ctrl+z")
        assert hand.session.people["PB"].role == "audience"
        assert hand.text("answers.PB") == ""


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (60, 20), (140, 45), (40, 12)])
async def test_a_long_line_is_seen_as_it_is_typed(
    folder: Path, cantines: Path, size: tuple[int, int]
) -> None:
    async with at_work(folder, cantines, "answers.LT", size=size) as hand:
        await hand.press("f4")
        before = hand.area.region.height
        for n in range(90):
            await hand.type(f"mot{n:03} ")
            assert f"mot{n:03}" in hand.seen, n
        assert (before, hand.area.region.height) == (1, 3)
        await hand.press("ctrl+u")
        assert hand.area.region.height == 1
        await hand.press("up")
        await hand.press("home")
        await hand.press(*["up"] * 40)
        assert hand.area.text.startswith("mot000")
        assert "mot000" in hand.seen


@pytest.mark.slow
async def test_ctrl_u_empties_the_line_and_up_brings_it_back(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "answers.LT") as hand:
        await hand.press("f4")
        await hand.paste("KM: un\ndeux")
        await hand.press("left", "ctrl+u")
        assert hand.area.text == ""
        assert (await hand.on_disk()).text("unfiled") == "Bonjour"
        await hand.press("up")
        assert hand.area.text == "KM: un\ndeux"


@pytest.mark.slow
@pytest.mark.parametrize("key", ["escape", "f4"])
async def test_what_is_not_filed_is_a_draft(folder: Path, cantines: Path, key: str) -> None:
    async with at_work(folder, cantines, "answers.LT") as hand:
        before = hand.session
        await hand.press("f4")
        await hand.type("KM: à moit")
        await hand.press(key)
        assert hand.notes.panel is None
        assert hand.session == before
        assert (await hand.on_disk()).text("unfiled") == "Bonjour\n\nKM: à moit"
        await hand.type("!")
        await hand.press("f4")
        assert hand.area.text == "KM: à moit"
        await hand.type("ié\n\n")
        assert hand.notes.panel is None, "the empty line closes"
        assert hand.text("answers.KM") == "à moitié"
        assert (await hand.on_disk()).text("unfiled") == "Bonjour"


async def test_several_lines_stay_several_lines(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "answers.LT") as hand:
        await hand.press("f4")
        await hand.paste("KM: un  deux\n\n  - trois\t4 ")
        await hand.press("enter")
        assert hand.text("answers.KM") == "un  deux\n\n  - trois\t4 "
        await hand.paste("cinq\r\nsix\r\n")
        await hand.press("enter")
        assert hand.text("answers.KM") == "un  deux\n\n  - trois\t4 \ncinq\nsix\n"
        await hand.press("f3", "1", "f4")
        await hand.paste("? Qui\npaie ?")
        await hand.press("enter")
        assert hand.text("exchanges.q1") == "Qui\npaie ?"


CHAT = """20:14:03 From Anna Lee to Everyone: Combien ?
20:14:40 From 김민수 To Everyone:
\tEt après ?
\tEt avant ?
20:15:01 From Anna Lee to Bo Li (Direct Message): psst
20:15:09 From Bo Li to Everyone: Reacted to "Combien ?" with 👍
"""


async def test_a_pasted_chat_is_offered_as_questions(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.LT", size=(110, 24)) as hand:
        await hand.press("f4")
        await hand.paste(CHAT)
        assert says(hand) == (
            "→ Public: 2 questions (left out: 1 private, 1 reaction), asked by Anna Lee, 김민수 "
            "· Tab: as text"
        )
        await hand.press("enter")
        asked = hand.session.exchanges("exchanges")
        assert [(e.question, e.asked_by) for e in asked.values()] == [
            ("Combien ?", "Anna Lee"),
            ("Et après ?\nEt avant ?", "KM"),
        ]
        assert hand.opened.turns.turn is None
        await hand.press("ctrl+z")
        assert hand.session.exchanges("exchanges") == {}
        await hand.paste(CHAT)
        await hand.press("tab")
        assert says(hand) == "→ Présentations › 1 LT Lucía Torres · Tab: as questions"
        await hand.press("enter")
        assert hand.text("presentations.LT") == f"- une cuisine\n{CHAT}"
        assert hand.opened.turns.turn is None, "and gives nobody the floor"


async def test_the_last_line_is_sent_to_who_said_it(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "answers.LT") as hand:
        await hand.press("f4")
        await hand.type("> km\n")
        assert says(hand) == "No line filed since you opened this one"
        assert hand.area.text == "> km"
        await hand.press("ctrl+u")
        await hand.type("Une cantine pour chaque école du quartier\n> km")
        assert says(hand) == "→ “Une cantine pour chaque éco…” to Réponses › 2 KM 김민수"
        await hand.press("enter")
        assert hand.text("answers.LT") == ""
        assert hand.text("answers.KM") == "Une cantine pour chaque école du quartier"
        await hand.press("ctrl+z")
        assert hand.text("answers.LT") == "Une cantine pour chaque école du quartier"
        assert hand.text("answers.KM") == ""


async def test_undo_in_the_line_names_what_it_took_back_and_where(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, "answers.LT") as hand:
        await hand.press("f4")
        await hand.type("KM: un mot de trop\n")
        await hand.press("ctrl+z")
        assert hand.footer.strip() == "Undone: “un mot de trop”, Réponses › 2 KM 김민수"
        assert not says(hand).startswith("✓"), "it is no longer so"
        assert hand.here == "answers.LT"
        assert hand.screen.panel is not None
        assert hand.area is hand.screen.panel.entry, "the hand stays in the line"
        await hand.press("ctrl+y")
        assert hand.footer.strip() == "Redone: “un mot de trop”, Réponses › 2 KM 김민수"
        assert hand.text("answers.KM") == "un mot de trop"
        assert hand.here == "answers.LT"


async def test_after_an_undo_the_next_line_goes_where_it_would_have_gone(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, "answers.LT") as hand:
        await hand.press("f4")
        await hand.type("? Combien\nKM: cinq\n")
        await hand.press("ctrl+z")
        await hand.type("LT: cinq")
        assert shown_target(hand)[0] == "Public › Q1 › LT", "the question is open again"
        await hand.press("ctrl+u", "ctrl+y")
        assert hand.text("exchanges.q1.KM") == "cinq"
        await hand.type("LT: six\net plus\n")
        assert hand.text("answers.LT") == "six\net plus"
        await hand.press("ctrl+z", "ctrl+z")
        assert shown_target(hand)[0] == "Public › Q1 › KM", "where the line before it went"
        await hand.type("et vingt\n> lt\n")
        assert hand.text("exchanges.q1.KM") == "cinq"
        assert hand.text("exchanges.q1.LT") == "et vingt"


async def test_the_grammar_is_seen_until_the_first_letter(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "answers.LT", size=(60, 20)) as hand:
        await hand.press("f4")
        grammar = says(hand)
        assert grammar == "KO: text · ? question · A: answer · = closing · + Name"
        assert grammar in hand.seen
        await hand.type("o")
        assert says(hand) == "→ Réponses › 1 LT Lucía Torres"
        await hand.press("backspace")
        assert says(hand) == grammar


async def test_what_a_key_will_do_is_found_once(
    folder: Path, cantines: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(folder, cantines, "answers.LT") as hand:
        await hand.press("f4")
        found: list[str] = []

        def count(text: str, session: Session, line: CaptureState) -> Outlook:
            found.append(text)
            return outlook(text, session, line)

        monkeypatch.setattr("gsef_tui.ui.panels.capture_line.outlook", count)
        await hand.type("KM")
        assert found == ["K", "KM"]
