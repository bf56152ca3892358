"""The keys that settle a finding: which spelling is right, and that all is well as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from gsef_tui.ui.panels.check import Check

from .hand import Hand, at_work

PEOPLE = """
[people.BA]
role = "speaker"
name = "Béatrice Alain"
also = ["Beatrice Allain"]

[people.HQ]
role = "speaker"
name = "Honoré Quantchi"

[people.HO]
role = "speaker"
name = "Honoré Ouantchi"

[presentations]
BA = "Beatrice Allain présente Honoré Ouantchi"
HO = "les ateliers"
"""


@pytest.fixture
def twice(cantines: Path) -> Path:
    """A session with a name in two spellings, and two people who are one."""
    text = cantines.read_text(encoding="utf-8")
    text = text.replace("[presentations]\n", PEOPLE.lstrip())
    cantines.write_text(text, encoding="utf-8")
    return cantines


async def to_finding(hand: Hand, rule: str) -> Check:
    """Open the check, and go down to a finding."""
    if not isinstance(hand.notes.panel, Check):
        await hand.press("f8")
    panel = hand.notes.panel
    assert isinstance(panel, Check)
    rules = [finding.rule for finding in panel.rows.items]
    await hand.press("home", *["down"] * rules.index(rule))
    return panel


def rules(hand: Hand) -> list[str]:
    return [finding.rule for finding in hand.desk.findings()]


@pytest.mark.parametrize("size", [(80, 24), (120, 30)])
async def test_a_digit_takes_one_spelling_everywhere_and_undo_gives_both_back(
    folder: Path, twice: Path, size: tuple[int, int]
) -> None:
    async with at_work(folder, twice, "presentations.BA", size=size) as hand:
        before = hand.session
        panel = await to_finding(hand, "two-spellings")
        words = " ".join(hand.seen.split())
        assert "1 Béatrice Alain · 2 Beatrice Allain" in words
        await hand.press("2")
        assert hand.session.people["BA"].name == "Beatrice Allain"
        assert hand.session.people["BA"].also == ()
        await hand.press("ctrl+z")
        assert hand.session == before
        await hand.press("f8")
        await to_finding(hand, "two-spellings")
        await hand.press("1")
        assert "Written Béatrice Alain everywhere" in hand.footer
        assert hand.text("presentations.BA") == "Béatrice Alain présente Honoré Ouantchi"
        assert hand.texts()[0] == "Béatrice Alain présente Honoré Ouantchi"
        assert "two-spellings" not in rules(hand)
        assert hand.notes.panel is not panel
        saved = await hand.on_disk()
        assert saved.notes("presentations")["BA"] == "Béatrice Alain présente Honoré Ouantchi"


async def test_two_who_are_one_are_joined_while_one_looks_at_the_second(
    folder: Path, twice: Path
) -> None:
    async with at_work(folder, twice, "presentations.HO") as hand:
        await to_finding(hand, "near-names")
        assert "1 one person, Honoré Ouantchi" in hand.seen
        await hand.press("2")
        assert "HO" not in hand.session.people
        assert hand.text("presentations.HQ") == "les ateliers"
        assert hand.notes.here.section == "presentations"
        assert isinstance(hand.notes.panel, Check)
        assert hand.app.focused is hand.notes.panel.rows
        await hand.press("ctrl+z")
        assert hand.text("presentations.HO") == "les ateliers"
        assert hand.here == "presentations.HO"


async def test_what_is_waved_off_stays_off(folder: Path, twice: Path) -> None:
    async with at_work(folder, twice, "presentations.BA") as hand:
        panel = await to_finding(hand, "near-names")
        await hand.press("w")
        assert "near-names" not in rules(hand)
        assert "near-names" not in [finding.rule for finding in panel.rows.items]
        assert "Waved off" in hand.footer
        assert (await hand.on_disk()).extra == {"waved": {"participants.HO": ["near-names"]}}
        await hand.press("ctrl+z")
        assert "near-names" in rules(hand)
        await hand.press("ctrl+y")
        assert "near-names" not in rules(hand)


async def test_a_digit_where_nothing_is_to_be_chosen_is_a_letter(folder: Path, twice: Path) -> None:
    async with at_work(folder, twice, "presentations.BA") as hand:
        await to_finding(hand, "no-answer")
        await hand.press("1")
        assert hand.area.text.endswith("Ouantchi1")


async def test_what_was_typed_just_before_is_not_lost(folder: Path, twice: Path) -> None:
    """The list is told once a second; a key of it is carried out on the session as it is."""
    async with at_work(folder, twice, "presentations.BA") as hand:
        await to_finding(hand, "near-names")
        await hand.press("f6")
        await hand.press("!", "f6", "f6", "w")
        assert hand.text("presentations.BA").endswith("Ouantchi!")
        assert "near-names" not in rules(hand)
