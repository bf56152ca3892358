"""Who has the floor: it follows the notes, a hand corrects it, the header shows it."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from gsef_tui.capture.turns import speaker
from gsef_tui.editing.clock import floor
from gsef_tui.editing.save_badge import Badge
from gsef_tui.model.places import Place
from gsef_tui.model.session import Session
from gsef_tui.model.turns import Turn, minutes, turns
from gsef_tui.ui.widgets.bars import HeaderBar

from .hand import Hand, at_work

SEOUL = ZoneInfo("Asia/Seoul")
START = datetime(2031, 10, 4, 20, 0, tzinfo=SEOUL)


class Clock:
    """A clock that somebody sets."""

    def __init__(self, hand: Hand, minute: float = 0) -> None:
        self.minute = minute
        hand.opened.now = lambda: START + timedelta(minutes=self.minute)

    def set(self, hand: Hand, minute: float) -> None:
        self.minute = minute
        hand.notes.status.tick()


def said(hand: Hand) -> list[tuple[str, int]]:
    """Who spoke, and from which minute."""
    found = turns(hand.session)
    return [(turn.who, (turn.begins - START) // timedelta(minutes=1)) for turn in found]


@pytest.mark.parametrize(
    ("seconds", "name", "says"),
    [
        (0, "", ("BA 00:00",)),
        (432.9, "", ("BA 07:12",)),
        (3600 + 432, "", ("BA 1:07:12",)),
        (432, "Béatrice Alain", ("BA Béatrice Alain 07:12", "BA 07:12")),
    ],
)
def test_who_speaks_and_since_when(seconds: float, name: str, says: tuple[str, ...]) -> None:
    now = START + timedelta(seconds=seconds)
    assert floor(Turn("f1", "BA", START), now, name) == says
    assert floor(None, now) == ()


@pytest.mark.slow
async def test_the_floor_follows_what_is_added_at_the_end(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        clock = Clock(hand)
        await hand.type("\n ")
        assert said(hand) == [], "white space says nothing"
        await hand.type("oui")
        assert said(hand) == [("LT", 0)]
        clock.minute = 5
        await hand.press("f3")
        await hand.type("2")
        assert hand.here == "presentations.KM"
        assert said(hand) == [("LT", 0)], "to look at notes gives nobody the floor"
        await hand.paste("20:14:03 From Ana Lee to Everyone: bonjour\nà tous")
        assert said(hand) == [("LT", 0)], "what is pasted gives nobody the floor"
        await hand.press("f9")
        assert said(hand) == [("LT", 0), ("KM", 5)], "a time stamp is a key"
        clock.set(hand, 7.2)
        assert " · KM 02:12 " in hand.header
        assert minutes(await hand.on_disk()) == {"LT": 5, "KM": 0}


async def test_mending_and_undo_give_nobody_the_floor(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.KM") as hand:
        clock = Clock(hand)
        await hand.type("a")
        clock.minute = 3
        await hand.press("f3")
        await hand.type("1")
        assert hand.here == "presentations.LT"
        await hand.press("home")
        await hand.type("x")
        assert hand.text("presentations.LT") == "x- une cuisine"
        assert said(hand) == [("KM", 0)]
        await hand.press("ctrl+z", "ctrl+z", "ctrl+y", "ctrl+y")
        assert hand.text("presentations.KM") == "a"
        assert hand.text("presentations.LT") == "x- une cuisine"
        assert said(hand) == [("KM", 0)]


@pytest.mark.slow
@pytest.mark.parametrize("keys", [["ctrl+z"], ["backspace"] * 2, ["ctrl+w"]])
async def test_a_typo_that_is_undone_gives_nobody_the_floor(
    folder: Path, cantines: Path, keys: list[str]
) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        clock = Clock(hand)
        await hand.type("oui")
        clock.minute = 3
        await hand.press("f3")
        await hand.type("2no")
        assert said(hand) == [("LT", 0), ("KM", 3)]
        clock.minute = 4
        await hand.press(*keys)
        assert hand.text("presentations.KM") == ""
        assert said(hand) == [("LT", 0)]
        turn = hand.opened.turns.turn
        assert turn is not None
        assert turn.who == "LT", "whose turn goes on"
        clock.minute = 5
        await hand.type("si")
        assert said(hand) == [("LT", 0), ("KM", 5)]
        await hand.press("backspace")
        assert said(hand) == [("LT", 0), ("KM", 5)], "some of it is still there"


async def test_a_line_that_is_undone_gives_nobody_the_floor(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        clock = Clock(hand)
        await hand.type("oui")
        clock.minute = 3
        await hand.press("f4")
        await hand.type("KM: un mot\n")
        assert said(hand) == [("LT", 0), ("KM", 3)]
        await hand.press("ctrl+z")
        assert said(hand) == [("LT", 0)]


@pytest.mark.slow
async def test_what_is_completed_after_the_end_gives_nobody_the_floor(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        clock = Clock(hand, 80)
        await hand.type("oui")
        clock.set(hand, 90)
        assert " · LT 10:00 " in hand.header
        clock.set(hand, 91)
        assert "LT 1" not in hand.header, "the floor's clock stops at the end"
        await hand.press("f3")
        await hand.type("2si")
        await hand.press("f4")
        await hand.type("KM: encore\n")
        assert said(hand) == [("LT", 80)]
        assert minutes(hand.session, hand.opened.now()) == {"LT": 10}
        await hand.type("KM:\n\n")
        assert said(hand) == [("LT", 80), ("KM", 91)], "the session runs over, as a hand says"
        clock.minute = 93
        await hand.press("f3")
        await hand.type("1.")
        assert said(hand) == [("LT", 80), ("KM", 91), ("LT", 93)]


async def test_a_key_in_the_same_note_asks_for_nothing(
    folder: Path, cantines: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        Clock(hand)
        asked: list[Place] = []

        def count(session: Session, place: Place) -> str:
            asked.append(place)
            return speaker(session, place)

        monkeypatch.setattr("gsef_tui.editing.turns.speaker", count)
        await hand.type("une deux trois")
        assert len(asked) == 1


@pytest.mark.slow
async def test_on_another_day_notes_are_only_completed(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        clock = Clock(hand, 3000)
        await hand.type("oui")
        assert said(hand) == []
        await hand.press("f4")
        await hand.type("KM:\n\n")
        assert said(hand) == [("KM", 3000)], "who is given it by hand has it"
        clock.minute = 3001
        await hand.type("!")
        assert said(hand) == [("KM", 3000), ("LT", 3001)], "and then the notes are followed"


async def test_a_line_for_somebody_gives_them_the_floor(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        clock = Clock(hand)
        await hand.press("f4")
        await hand.type("KM: un mot\n")
        clock.minute = 1
        await hand.type("? une question\n")
        assert said(hand) == [("KM", 0)], "a question is nobody's turn"
        await hand.type("q1 LT: une réponse\n")
        clock.minute = 2
        await hand.type("AM:\n")
        clock.minute = 3
        await hand.press("f4")
        assert hand.here == "presentations.LT"
        await hand.type(".")
        assert said(hand) == [("KM", 0), ("LT", 1), ("AM", 2), ("LT", 3)]


@pytest.mark.slow
async def test_a_hand_corrects_turns(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        clock = Clock(hand)
        await hand.type("oui")
        clock.minute = 2
        await hand.command("Who is speaking")
        await hand.type("ZZ\n")
        assert "No person has the code ZZ. Codes: AM, LT, KM" in hand.seen
        await hand.press("ctrl+a", "ctrl+k")
        await hand.type("2\n")
        assert said(hand) == [("KM", 0)]
        await hand.type(" encore")
        assert said(hand) == [("KM", 0)], "what was corrected stays"
        await hand.command("End turn")
        assert minutes(hand.session) == {"KM": 2}
        assert hand.footer == "Turn ended: KM"
        clock.set(hand, 3)
        assert "KM 0" not in hand.header


@pytest.mark.slow
async def test_when_narrow_the_clock_here_goes_first_and_the_floor_last(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines) as hand:
        bar = hand.notes.query_one(HeaderBar)
        ways = ("BA a, b and c", "BA a +2")
        parts = [(0, "20:47"), (3, "12:47 here"), (0, "9 min left"), (2, ways), (1, ("BA 07:12",))]
        shown = {}
        for width in (70, 60, 52, 40, 30, 20):
            await hand.resize(width, 24)
            bar.show(parts, Badge(("✓ saved",)))
            shown[width] = bar.plain
        assert shown == {
            70: "20:47 · 12:47 here · 9 min left · BA a, b and c · BA 07:12     ✓ saved",
            60: "20:47 · 9 min left · BA a, b and c · BA 07:12        ✓ saved",
            52: "20:47 · 9 min left · BA a +2 · BA 07:12      ✓ saved",
            40: "20:47 · 9 min left · BA 07:12    ✓ saved",
            30: "20:47 · 9 min left     ✓ saved",
            20: "20:47 · 9 min left ✓ saved",
        }


async def test_in_the_last_minutes_the_header_says_what_is_missing(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, "presentations.LT", size=(110, 24)) as hand:
        clock = Clock(hand)
        clock.set(hand, 79)
        assert "no conclusion" not in hand.header
        clock.set(hand, 80)
        says = "10 min left · KM no presentation · LT, KM no answer · no conclusion · group photo"
        assert says in hand.header
        assert hand.notes.panel is None, "nothing opens by itself"
        await hand.resize(80, 24)
        clock.set(hand, 85)
        assert "5 min left · KM no presentation · LT, KM no answer · +2 " in hand.header
        clock.set(hand, 3000)
        assert "presentation" not in hand.header


async def test_what_was_missing_is_looked_for_again(
    folder: Path, cantines: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gsef_tui.ui.screens.session.status.SELDOM", 0.0)
    async with at_work(folder, cantines, "presentations.KM", size=(110, 24)) as hand:
        clock = Clock(hand)
        clock.set(hand, 81)
        assert "KM no presentation" in hand.header
        await hand.type("oui")
        clock.set(hand, 82)
        assert "KM no presentation" not in hand.header
        assert "LT, KM no answer" in hand.header


@pytest.mark.slow
async def test_turns_are_found_in_the_recording_once_its_start_is_known(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        clock = Clock(hand)
        await hand.command("Speaking times")
        assert "No speaking times yet" in hand.footer
        clock.minute = 5
        await hand.type(" oui")
        clock.minute = 10
        await hand.command("Recording start")
        assert "20:10:00" in hand.seen
        await hand.type("soon\n")
        assert "Enter a time, for example" in hand.seen
        await hand.press("ctrl+a", "ctrl+k")
        await hand.type("20:03:10\n")
        await hand.command("Speaking times")
        assert "20:05–         5 min  +0:01:50  LT Lucía Torres" in hand.seen
        await hand.press("escape")
        assert hand.here == "presentations.LT"
        assert (await hand.on_disk()).facts["recording_starts"] == time(20, 3, 10)
