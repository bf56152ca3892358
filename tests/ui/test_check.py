"""The keys that settle a finding: which spelling is right, and that all is well as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from gsef_tui.model.places import Place
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
    return [finding.rule for finding in hand.opened.findings()]


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (120, 30)])
async def test_a_digit_takes_one_spelling_everywhere_and_undo_gives_both_back(
    folder: Path, twice: Path, size: tuple[int, int]
) -> None:
    async with at_work(folder, twice, "presentations.BA", size=size) as hand:
        before = hand.session
        panel = await to_finding(hand, "two-spellings")
        words = hand.read
        assert "1 Béatrice Alain · 2 Beatrice Allain" in words
        await hand.press("2", "enter")
        assert hand.session.people["BA"].name == "Beatrice Allain"
        assert hand.session.people["BA"].also == ()
        await hand.press("ctrl+z")
        assert hand.session == before
        await hand.press("f8")
        await to_finding(hand, "two-spellings")
        await hand.press("1", "enter")
        assert "Changed to Béatrice Alain everywhere" in hand.footer
        assert hand.text("presentations.BA") == "Béatrice Alain présente Honoré Ouantchi"
        assert hand.texts()[0] == "Béatrice Alain présente Honoré Ouantchi"
        assert "two-spellings" not in rules(hand)
        assert hand.notes.panel is not panel
        saved = await hand.on_disk()
        assert saved.notes("presentations")["BA"] == "Béatrice Alain présente Honoré Ouantchi"


@pytest.mark.slow
async def test_two_who_are_one_are_joined_while_one_looks_at_the_second(
    folder: Path, twice: Path
) -> None:
    async with at_work(folder, twice, "presentations.HO") as hand:
        await to_finding(hand, "near-names")
        assert "1 one person, Honoré Ouantchi" in hand.seen
        await hand.press("2", "enter")
        assert "HO" not in hand.session.people
        assert hand.text("presentations.HQ") == "les ateliers"
        assert hand.notes.here.section == "presentations"
        assert isinstance(hand.notes.panel, Check)
        assert hand.app.focused is hand.notes.panel.rows
        await hand.press("ctrl+z")
        assert hand.text("presentations.HO") == "les ateliers"
        assert hand.here == "presentations.HO"


@pytest.mark.slow
@pytest.mark.parametrize("key", ["w", "W", "ㅈ", "ㅉ"])
async def test_what_is_waved_off_stays_off(folder: Path, twice: Path, key: str) -> None:
    """Under a Korean input method too, where the key W types ㅈ."""
    async with at_work(folder, twice, "presentations.BA") as hand:
        panel = await to_finding(hand, "near-names")
        await hand.press(key, "enter")
        assert "near-names" not in rules(hand)
        assert "near-names" not in [finding.rule for finding in panel.rows.items]
        assert "Ignored" in hand.footer
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


@pytest.mark.slow
@pytest.mark.parametrize("typed", ["wagons", "2 wagons", "w", "1"])
async def test_no_letter_and_no_digit_acts_by_itself(folder: Path, twice: Path, typed: str) -> None:
    """Somebody may type on without having seen that the check is open."""
    async with at_work(folder, twice, "presentations.BA") as hand:
        before = hand.session
        await to_finding(hand, "near-names")
        await hand.type(typed)
        if len(typed) > 1:
            assert hand.text("presentations.BA").endswith(f"Ouantchi{typed}")
            return
        assert hand.session == before
        assert "Enter: " in hand.seen
        await hand.press("backspace", "enter")
        assert hand.session == before, "Enter only leads to the finding now"


@pytest.mark.slow
async def test_what_was_typed_just_before_is_not_lost(folder: Path, twice: Path) -> None:
    """The list is told once a second; a key of it is carried out on the session as it is."""
    async with at_work(folder, twice, "presentations.BA") as hand:
        await to_finding(hand, "near-names")
        await hand.press("f6")
        await hand.press("!", "f6", "f6", "w", "enter")
        assert hand.text("presentations.BA").endswith("Ouantchi!")
        assert "near-names" not in rules(hand)


SPOKEN = """
[expansions]
scic = "société coopérative d'intérêt collectif"

[closing]
moderator = "la SCIC puis l'INDH\\nil dit : « jamais\\net voilà"

[closing.remarks]
KM = "avec Lucia Tores et rien"
"""


@pytest.fixture
def spoken(cantines: Path) -> Path:
    """A session with two acronyms and a quotation that is not closed in one text."""
    cantines.write_text(cantines.read_text(encoding="utf-8") + SPOKEN, encoding="utf-8")
    return cantines


SIZES = [(60, 20), (80, 24), (140, 45)]


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("rule", "before", "shown", "text", "said"),
    [
        (
            "acronym",
            "la SCIC",
            "1 explain it: SCIC (société coopérative",
            "la SCIC (société coopérative d'intérêt collectif) puis l'INDH\nil dit : « jamais\net",
            "Explained: SCIC (société",
        ),
        (
            "open-quotation",
            "« jamais",
            "1 close it at the end of the line",
            "la SCIC puis l'INDH\nil dit : « jamais »\net",
            "Closed at the end of the line",
        ),
    ],
)
async def test_a_finding_leads_behind_its_words_and_a_digit_settles_it(
    folder: Path,
    spoken: Path,
    size: tuple[int, int],
    rule: str,
    before: str,
    shown: str,
    text: str,
    said: str,
) -> None:
    async with at_work(folder, spoken, "presentations.LT", size=size) as hand:
        as_it_was = hand.session
        await to_finding(hand, rule)
        assert shown in hand.seen
        await hand.press("1", "enter")
        assert hand.text("closing.moderator") == f"{text} voilà"
        assert hand.footer.startswith(said)
        assert hand.footer.endswith("Ctrl+Z undoes this")
        assert hand.app.focused is hand.notes.panel.rows  # type: ignore[union-attr]
        await hand.press("ctrl+z")
        assert hand.session == as_it_was
        await hand.press("f8", "f8")
        await to_finding(hand, rule)
        await hand.press("enter")
        assert hand.here == "closing.moderator"
        assert hand.area.text[: hand.area.cursor_offset_in_text].endswith(before)


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("digit", "name", "note"),
    [
        ("1", "Lucía Torres", "avec Lucía Torres et rien"),
        ("2", "Lucia Tores", "avec Lucia Tores et rien"),
    ],
)
async def test_a_name_in_the_notes_is_written_in_one_way(
    folder: Path, spoken: Path, size: tuple[int, int], digit: str, name: str, note: str
) -> None:
    async with at_work(folder, spoken, "closing.KM", size=size) as hand:
        await to_finding(hand, "name-in-notes")
        assert "1 Lucía Torres · 2 Lucia Tores" in hand.seen
        await hand.press(digit, "enter")
        assert hand.footer == f"Changed to {name} everywhere. Ctrl+Z undoes this"
        assert hand.session.people["LT"].name == name
        assert hand.text("closing.KM") == note
        assert "name-in-notes" not in rules(hand)
        await hand.press("ctrl+z")
        assert "name-in-notes" in rules(hand)


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_of_two_at_one_place_one_is_waved_off_and_the_footer_says_how_to_take_it_back(
    folder: Path, spoken: Path, size: tuple[int, int]
) -> None:
    async with at_work(folder, spoken, "presentations.LT", size=size) as hand:
        await to_finding(hand, "acronym")
        await hand.press("w", "enter")
        left = [finding for finding in hand.opened.findings() if finding.rule == "acronym"]
        assert [finding.about for finding in left] == ["INDH"]
        assert hand.footer == "Ignored: acronym not explained: SCIC. Ctrl+Z undoes this"
        saved = await hand.on_disk()
        assert saved.extra["waved"] == {"closing.moderator": ["acronym SCIC"]}


@pytest.mark.parametrize("size", SIZES)
async def test_however_long_what_was_done_is_the_footer_names_undo(
    folder: Path, twice: Path, size: tuple[int, int]
) -> None:
    text = twice.read_text(encoding="utf-8")
    twice.write_text(text.replace("Quantchi", f"{'Maximiliano ' * 5}Quantchi"), encoding="utf-8")
    async with at_work(folder, twice, "presentations.BA", size=size) as hand:
        await to_finding(hand, "no-answer")
        await hand.press("w", "enter")
        assert hand.footer == "Ignored: no answer. Ctrl+Z undoes this"
        await to_finding(hand, "two-spellings")
        await hand.press("2", "enter")
        assert hand.footer == "Changed to Beatrice Allain everywhere. Ctrl+Z undoes this"


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES[:2])
async def test_every_finding_leads_to_its_place(
    folder: Path, spoken: Path, size: tuple[int, int]
) -> None:
    async with at_work(folder, spoken, "presentations.LT", size=size) as hand:
        findings = hand.opened.findings()
        for number, finding in enumerate(findings):
            await hand.press("f8", "home", *["down"] * number, "enter")
            assert Place.parse(hand.here).section == Place.parse(finding.place).section
            assert Place.parse(hand.here).key == Place.parse(finding.place).key or (
                not Place.parse(finding.place).key
            ), finding
            await hand.press("f8")


@pytest.mark.parametrize("size", SIZES)
async def test_what_a_line_has_no_room_for_stands_above_the_keys(
    folder: Path, spoken: Path, size: tuple[int, int]
) -> None:
    async with at_work(folder, spoken, "closing.KM", size=size) as hand:
        await to_finding(hand, "name-in-notes")
        said = "“Lucia Tores”: another spelling of Lucía Torres?"
        words = [row.split("│")[-1].strip() for row in hand.rows()]
        shown = " ".join(words)
        assert shown.count("another spelling of Lucía Torres?") == 1, shown
        assert said in shown
