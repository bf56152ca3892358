"""Go to as the overview: words and minutes of each person, public questions open or answered."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from gsef_tui.model.places import Place
from gsef_tui.model.session import Exchange, Person, Session
from gsef_tui.storage.templates import require_template
from gsef_tui.ui.panels.goto import columns, lines

from .hand import at_work

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
        people={"BA": Person(role="speaker", name="B A"), "KO": Person(role="speaker", name="K O")},
        sections={"presentations": {"BA": "un deux"}, "exchanges": exchanges},
    )
    found = lines(session, TEMPLATE, columns(TEMPLATE), {"BA": 7.4, "KO": 0.2})
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


async def test_the_matrix_shows_minutes_where_there_is_room(folder: Path, cantines: Path) -> None:
    cantines.write_text(cantines.read_text(encoding="utf-8") + FLOOR, encoding="utf-8")
    async with at_work(folder, cantines, "presentations.LT") as hand:
        hand.desk.floor.now = lambda: START + timedelta(minutes=30)
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
