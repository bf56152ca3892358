"""Go to, Enter with nothing typed: the next place at which nothing is noted yet."""

from __future__ import annotations

from datetime import date, time

import pytest

from gsef_tui.editing.overview import next_empty
from gsef_tui.model.places import Place
from gsef_tui.model.session import Closing, Exchange, Person, Screenshot, Session
from gsef_tui.storage.templates import require_template

TEMPLATE = require_template("gsef")
HALF = Session(
    template=TEMPLATE,
    facts={"title": "Cantines", "date": date(2031, 10, 4), "starts": time(20), "questions": ("?",)},
    people={
        "AM": Person(role="moderator", name="Anne Mercier"),
        "LT": Person(role="speaker", name="Lucía Torres"),
        "KM": Person(role="speaker", name="김민수"),
    },
    sections={"presentations": {"KM": "deux cuisines"}, "answers": {"LT": "tous"}},
)
WHOLE = Session(
    template=TEMPLATE,
    facts=HALF.facts,
    people=HALF.people,
    sections={
        "presentations": {"KM": "deux", "LT": "une"},
        "answers": {"LT": "tous", "KM": "peu"},
        "exchanges": {"q1": Exchange("Qui ?")},
        "closing": Closing("Bien."),
        "screenshots": {"s1": Screenshot("a.png")},
    },
)


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("facts.title", "presentations.LT"),
        ("forum.name", "presentations.LT"),
        ("participants.KM.name", "presentations.LT"),
        ("presentations.KM", "presentations.LT"),
        ("presentations.LT", "answers.KM"),
        ("answers.KM", "exchanges"),
        ("exchanges", "closing.moderator"),
        ("closing.moderator", "closing.LT"),
        ("closing.KM", "screenshots"),
        ("screenshots", "presentations.LT"),
        ("unfiled", "presentations.LT"),
    ],
)
def test_the_next_empty_place_round_the_end(here: str, there: str) -> None:
    assert str(next_empty(HALF, Place.parse(here))) == there


def test_a_conclusion_is_enough_no_remark_is_asked_for() -> None:
    for place in ("closing.moderator", "answers.LT"):
        assert next_empty(WHOLE, Place.parse(place)) == Place.parse(place)


def test_a_new_session_begins_with_its_people() -> None:
    session = Session(template=TEMPLATE, facts={"title": "Cantines"})
    assert str(next_empty(session, Place("facts"))) == "participants"
