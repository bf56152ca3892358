from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gsef_tui.model.places import (
    Place,
    fact_text,
    fact_value,
    keys_at,
    text_at,
    with_text,
    with_texts,
)
from gsef_tui.model.search import places
from gsef_tui.model.session import Closing, Exchange, FreeText, Person, Screenshot, Session
from gsef_tui.model.template import FieldType
from gsef_tui.storage.templates import require_template
from tests.strategies import lines, sessions, texts

GSEF = require_template("gsef")

PLACES = [
    "forum.name",
    "facts.title",
    "facts.time_zone",
    "participants.BA",
    "participants.BA.organisation",
    "participants.X1.position",
    "presentations.BA",
    "answers._",
    "exchanges.q1",
    "exchanges.q1.asked_by",
    "exchanges.q1.KO",
    "closing.moderator",
    "closing.KO",
    "screenshots.s1",
    "screenshots.s1.caption",
    "screenshots.s1.alt",
    "unfiled",
]


@pytest.mark.parametrize("text", [*PLACES, "questions", "participants.BA.also"])
def test_a_place_is_written_as_it_is_read(text: str) -> None:
    assert str(Place.parse(text)) == text


@pytest.mark.slow
@given(sessions, st.sampled_from(PLACES), texts)
@settings(max_examples=150, deadline=None)
def test_a_text_put_at_a_place_stands_there_and_changes_nothing_else(
    session: Session, where: str, text: str
) -> None:
    place = Place.parse(where)
    after = with_text(session, place, text)
    assert text_at(after, place) == text
    same = {"closing": "closing.moderator", "participants.BA": "participants.BA.name"}
    for other in places(session):
        if str(other) not in (where, same.get(where)):
            assert text_at(after, other) == text_at(session, other)


@pytest.mark.slow
@given(sessions, st.dictionaries(st.sampled_from(PLACES).map(Place.parse), texts))
@settings(max_examples=150, deadline=None)
def test_many_texts_are_put_as_one_after_the_other(session: Session, put: dict[Place, str]) -> None:
    one_by_one = session
    for place, text in put.items():
        one_by_one = with_text(one_by_one, place, text)
    at_once = with_texts(session, put)
    assert at_once == one_by_one
    for place in put:
        assert keys_at(at_once, place) == keys_at(one_by_one, place)


@pytest.mark.slow
@given(sessions, st.lists(lines, max_size=4))
@settings(max_examples=40, deadline=None)
def test_lines_stand_where_lines_stand(session: Session, typed: list[str]) -> None:
    text = "\n".join(typed)
    for where in ("questions", "participants.BA.also"):
        after = with_text(session, Place.parse(where), text)
        assert text_at(after, Place.parse(where)) == text


def test_the_first_text_makes_what_it_stands_in() -> None:
    session = Session(template=GSEF)
    for where, text in {
        "forum.name": "Forum",
        "facts.date": "2021-10-04",
        "facts.starts": "20:00",
        "questions": "a\nb",
        "participants.BA.name": "Béa",
        "participants.BA.also": "Bea\nBéatrice",
        "answers.KO": "n",
        "exchanges.q1.KO": "r",
        "closing": "fin",
        "closing.KO": "merci",
        "screenshots.s1": "a.png",
        "unfiled": "x",
    }.items():
        session = with_text(session, Place.parse(where), text)
    assert session == Session(
        template=GSEF,
        forum={"name": "Forum"},
        facts={"date": date(2021, 10, 4), "starts": time(20), "questions": ("a", "b")},
        people={"BA": Person(name="Béa", also=("Bea", "Béatrice"))},
        sections={
            "answers": {"KO": "n"},
            "exchanges": {"q1": Exchange(answers={"KO": "r"})},
            "closing": Closing("fin", {"KO": "merci"}),
            "screenshots": {"s1": Screenshot("a.png")},
            "unfiled": FreeText("x"),
        },
    )


def test_the_order_is_that_of_the_first_letters() -> None:
    session = Session(template=GSEF)
    for where, text in [("KO", "k"), ("BA", "b"), ("KO", ""), ("KO", "k again")]:
        session = with_text(session, Place("answers", where), text)
    assert list(session.notes("answers")) == ["KO", "BA"]
    session = with_text(session, Place("answers", "BA"), "")
    assert list(session.notes("answers")) == ["KO"]


def test_a_fact_taken_away_is_absent() -> None:
    session = Session(template=GSEF, facts={"title": "x", "questions": ("a",)}, forum={"name": "y"})
    for where in ("facts.title", "questions", "forum.name"):
        session = with_text(session, Place.parse(where), "")
    assert (session.facts, session.forum) == ({}, {})


@pytest.mark.parametrize("where", ["participants.BA.shoes", "screenshots.s1.size", "gone.BA", ""])
def test_nothing_stands_where_there_is_no_place(where: str) -> None:
    session = Session(template=GSEF, people={"BA": Person(name="Béa")})
    assert text_at(session, Place.parse(where)) == ""


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("2021-10-04", FieldType.DATE, date(2021, 10, 4)),
        ("20211004", FieldType.DATE, "20211004"),
        ("2021-W40-1", FieldType.DATE, "2021-W40-1"),
        ("4 octobre", FieldType.DATE, "4 octobre"),
        ("20:00", FieldType.TIME, time(20)),
        ("20:00:30", FieldType.TIME, time(20, 0, 30)),
        ("20", FieldType.TIME, "20"),
        ("20:00+09:00", FieldType.TIME, "20:00+09:00"),
        ("a\nb", FieldType.LINES, ("a", "b")),
        ("20:00", FieldType.TEXT, "20:00"),
    ],
)
def test_a_fact_is_read_only_as_it_is_written(text: str, kind: FieldType, value: object) -> None:
    read = fact_value(text, kind)
    assert read == value
    assert fact_text(read) == text
