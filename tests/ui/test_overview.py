"""Go to as the overview: words and minutes of each person, public questions open or answered."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from gsef_tui.editing.overview import columns, overview_rows
from gsef_tui.model.places import Place
from gsef_tui.model.session import Exchange, Person, Session
from gsef_tui.storage.app_state import load_app_state
from gsef_tui.storage.templates import require_template
from gsef_tui.ui.panels.goto import GoTo
from gsef_tui.ui.widgets import overview
from gsef_tui.ui.widgets.overview import Overview, Widths, widths
from gsef_tui.ui.widgets.report_view import ReportView

from .editor.test_key_cost import Counted
from .hand import Hand, at_work

TEMPLATE = require_template("gsef")
START = datetime(2031, 10, 4, 20, 0, tzinfo=ZoneInfo("Asia/Seoul"))
FLOOR = """
[exchanges.q1]
question = "Qui paie\\nla cuisine ?"
asked_by = "KM"
[exchanges.q1.answers]
LT = "la ville"
_ = "nous"

[exchanges.q2]
question = "Et demain ?"

[floor.f1]
who = "LT"
from = 2031-10-04T20:05:00+09:00
to = 2031-10-04T20:12:00+09:00

[floor.f2]
who = "KM"
from = 2031-10-04T20:12:00+09:00
"""


def test_a_line_a_person_with_words_and_minutes_and_one_a_question() -> None:
    exchanges = {
        "q1": Exchange("Qui\npaie ?", "Hélène", {"KO": "nous", "_": "eux", "BA": " "}),
        "q2": Exchange("Quand ?"),
        "q4": Exchange("Où ?", answers={"_": "ici"}),
    }
    session = Session(
        template=TEMPLATE,
        people={"BA": Person(role="speaker", name="B A"), "KO": Person(role="speaker", name="K O")},
        sections={"presentations": {"BA": "un deux"}, "exchanges": exchanges},
    )
    found = overview_rows(session, columns(TEMPLATE), {"BA": 7.4, "KO": 0.2})
    people = [(line.text, line.cells, line.minutes) for line in found if line.code]
    assert people == [("1 BA B A", ("2", "○", "○"), "7"), ("2 KO K O", ("○", "○", "○"), "0")]
    asked = [(str(line.place), line.text, line.plain) for line in found if " Q" in line.text]
    assert asked == [
        ("exchanges.q1", "  Q1 answered by KO · Hélène: Qui paie ?", False),
        ("exchanges.q2", "  Q2 open · Quand ?", True),
        ("exchanges.q4", "  Q3 answered · Où ?", False),
    ]
    at = [line.place for line in found].index(Place("exchanges"))
    assert found[at + 1].place == Place("exchanges", "q1")


@pytest.mark.slow
async def test_the_matrix_shows_minutes_where_there_is_room(folder: Path, cantines: Path) -> None:
    cantines.write_text(cantines.read_text(encoding="utf-8") + FLOOR, encoding="utf-8")
    async with at_work(folder, cantines, "presentations.LT") as hand:
        hand.opened.now = lambda: START + timedelta(minutes=30)
        await hand.press("f3")
        rows = hand.rows()
        head = next(row for row in rows if "▸" in row)
        lucia = next(row for row in rows if "Lucía Torres" in row and "▐" in row)
        end = head.index("min") + 3
        assert lucia[:end].endswith(" 7")
        assert next(row for row in rows if "김민수" in row).split()[-1] == "18"
        assert "Q1 answered by LT · KM: Qui paie la cuisine ?" in hand.seen
        assert "Q2 open · Et demain ?" in hand.seen
        await hand.type("demain")
        await hand.press("enter")
        assert hand.here == "exchanges.q2"
        await hand.resize(60, 24)
        await hand.press("f3")
        assert "min" not in next(row for row in hand.rows() if "▸" in row)


@pytest.mark.parametrize(
    ("room", "count", "spoken", "wide"),
    [
        (138, 3, True, Widths(26, 13, 7)),
        (78, 3, True, Widths(26, 13, 7)),
        (64, 3, True, Widths(18, 13, 7)),
        (61, 3, True, Widths(22, 13, 0)),
        (58, 3, False, Widths(19, 13, 0)),
        (37, 3, True, Widths(7, 8, 4, coded=True)),
        (37, 3, False, Widths(7, 10, 0, coded=True)),
        (37, 9, True, Widths(7, 5, 4, coded=True)),
        (37, 0, False, Widths(26, 13, 0)),
    ],
)
def test_minutes_give_way_to_names_and_names_to_codes(
    room: int, count: int, spoken: bool, wide: Widths
) -> None:
    assert widths(room, count, spoken) == wide


# -- beside the notes -----------------------------------------------------------------------------


@pytest.fixture
def spoken(cantines: Path) -> Path:
    """The session with two public questions and two turns."""
    cantines.write_text(cantines.read_text(encoding="utf-8") + FLOOR, encoding="utf-8")
    return cantines


def beside(hand: Hand) -> Overview:
    return hand.notes.query_one("#beside", Overview)


def tick(hand: Hand, minute: float = 30) -> None:
    """A second goes by, so many minutes after the start."""
    hand.opened.now = lambda: START + timedelta(minutes=minute)
    hand.notes.status.tick()


def right(hand: Hand) -> list[str]:
    """What stands at the right of the notes, row by row."""
    size, left = hand.app.size, hand.notes.query_one("#notes").region.right
    strips = hand.app.screen._compositor.render_strips(size)[1:-1]
    return [strip.crop(left + 1).text.rstrip() for strip in strips]


@pytest.mark.slow
@pytest.mark.parametrize("size", [(110, 24), (140, 45)], ids="{0[0]}x{0[1]}".format)
async def test_kept_open_it_stands_at_the_right_and_follows_the_notes(
    folder: Path, spoken: Path, size: tuple[int, int]
) -> None:
    async with at_work(folder, spoken, "presentations.KM", size=size) as hand:
        hand.opened.now = lambda: START + timedelta(minutes=30)
        assert not beside(hand).display
        await hand.command("overview")
        assert beside(hand).display
        assert not hand.notes.query_one("#side", ReportView).display
        assert hand.here == "presentations.KM"
        await hand.type("deux mots")
        tick(hand)
        await hand.settle()
        rows = right(hand)
        kim = next(row for row in rows if row.startswith("›2 KM"))
        assert "▐2▌" in kim
        assert kim.endswith(" 18")
        assert next(row for row in rows if row.startswith(" 1 LT")).count("○") == 2
        assert any(row.startswith("     Q1 answered by LT") for row in rows)
        assert any(row.startswith("     Q2 open") for row in rows)
        tick(hand, 40)
        await hand.settle()
        assert any(row.startswith("›2 KM") and row.endswith(" 28") for row in right(hand))
        await hand.press("ctrl+down")
        assert hand.here == "answers.LT"
        assert any(row.startswith("›1 LT") and "▐○▌" in row for row in right(hand))


@pytest.mark.slow
async def test_what_is_kept_open_is_remembered_and_closed_by_the_same_command(
    folder: Path, spoken: Path
) -> None:
    async with at_work(folder, spoken, "presentations.LT", size=(140, 45)) as hand:
        await hand.command("overview")
        await hand.until(lambda: load_app_state().overview, "it is remembered")
    async with at_work(folder, spoken, "presentations.LT", size=(140, 45)) as hand:
        assert beside(hand).display
        assert "›1 LT" in hand.seen
        await hand.resize(109, 30)
        assert not beside(hand).display
        await hand.resize(110, 30)
        assert beside(hand).display
        await hand.press("f8")
        assert not beside(hand).display, "a check takes its room"
        await hand.press("f8")
        await hand.resize(140, 45)
        await hand.command("overview")
        assert not beside(hand).display
        assert hand.notes.query_one("#side", ReportView).display
        await hand.until(lambda: not load_app_state().overview, "it is remembered")


async def test_where_there_is_no_room_it_is_said(folder: Path, spoken: Path) -> None:
    async with at_work(folder, spoken, "presentations.LT") as hand:
        await hand.command("overview")
        assert not beside(hand).display
        assert "110 columns" in hand.footer


@pytest.mark.slow
async def test_go_to_is_in_it_and_leads_back_or_on(folder: Path, spoken: Path) -> None:
    async with at_work(folder, spoken, "presentations.LT", size=(110, 24)) as hand:
        await hand.command("overview")
        await hand.press("left", "left")
        cursor = hand.area.cursor_offset_in_text
        for key in ("f3", "escape"):
            before = hand.rows()[3:-1]
            await hand.press("f3")
            assert isinstance(hand.notes.panel, GoTo)
            assert hand.rows()[3:-1] == before, "the overview stays where it is"
            assert right(hand)[0].startswith("Go to")
            await hand.press(key)
            assert hand.notes.panel is None
            assert (hand.here, hand.area.cursor_offset_in_text) == ("presentations.LT", cursor)
            assert right(hand)[0].strip() == "Overview"
        await hand.press("f3")
        await hand.type("demain\n")
        assert hand.here == "exchanges.q2"
        tick(hand)
        await hand.settle()
        assert "›" in next(row for row in right(hand) if "Q2" in row)
        await hand.press("f3")
        await hand.resize(80, 24)
        assert right(hand)[0].startswith("Go to"), "what one is in does not go"
        await hand.press("2")
        assert hand.here == "presentations.KM"
        assert not beside(hand).display


@pytest.mark.slow
@pytest.mark.usefixtures("no_seconds")
async def test_a_letter_asks_nothing_of_it_and_a_second_draws_what_changed(
    folder: Path, spoken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(folder, spoken, "presentations.LT", size=(110, 24)) as hand:
        hand.opened.now = lambda: START + timedelta(minutes=30)
        await hand.command("overview")
        await hand.type("x")
        tick(hand)
        await hand.settle()
        asked: list[object] = []

        def counted(*given: object) -> object:
            asked.append(given)
            return overview_rows(*given)  # type: ignore[arg-type]

        monkeypatch.setattr(overview, "overview_rows", counted)
        drawn = Counted(monkeypatch, type(beside(hand).matrix.rows), "render_line")
        heads = Counted(monkeypatch, overview._Heads, "render")
        await hand.type(" deux trois quatre")
        assert (len(asked), drawn.calls, heads.calls) == (0, 0, 0)
        tick(hand)
        await hand.settle()
        outline = 1
        assert (len(asked), drawn.calls - outline, heads.calls) == (1, 1, 0), "one person's words"
        tick(hand)
        await hand.settle()
        assert len(asked) == 1, "nothing was changed"


# -- the outline over the notes -------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("key", ["f3", "f4", "f5", "f8", "ctrl+f", "ctrl+p"])
async def test_an_outline_over_the_notes_folds_when_a_panel_opens(
    folder: Path, cantines: Path, key: str
) -> None:
    async with at_work(folder, cantines, "presentations.LT", size=(60, 20)) as hand:
        await hand.press("f6")
        assert "À classer" in hand.seen
        await hand.press(key)
        assert hand.notes.panel is not None
        assert not hand.notes.query_one("#outline").display
        await hand.press(key)
        await hand.type("!")
        assert hand.text("presentations.LT") == "- une cuisine!"
