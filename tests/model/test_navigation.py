"""The items of navigation: which places there are, and in which order."""

from __future__ import annotations

import pytest
from hypothesis import given

from gsef_tui.model import navigation
from gsef_tui.model.places import Place
from gsef_tui.model.session import Closing, Session
from tests.strategies import sessions

from .programme import PEOPLE, TEMPLATE, section


def codes(session: Session, section_id: str) -> list[str]:
    return navigation.section_codes(session, section(section_id))


def test_the_places_stand_in_the_order_of_the_template() -> None:
    session = Session(template=TEMPLATE, people=PEOPLE, sections={"answers": {"KM": "oui, tous"}})
    assert [str(item.place) for item in navigation.nav_items(session)] == [
        "facts",
        "participants",
        "questions",
        "presentations.LT",
        "presentations.KM",
        "answers.KM",
        "answers.LT",
        "exchanges",
        "closing.moderator",
        "closing.LT",
        "closing.KM",
        "screenshots",
        "unfiled",
    ]


def test_who_was_noted_comes_first_in_that_order_then_who_is_expected() -> None:
    session = Session(
        template=TEMPLATE, people=PEOPLE, sections={"presentations": {"ZA": "là", "KM": "deux"}}
    )
    assert codes(session, "presentations") == ["ZA", "KM", "LT"]


def test_a_note_that_is_empty_again_is_not_noted() -> None:
    session = Session(
        template=TEMPLATE, people=PEOPLE, sections={"answers": {"LT": "", "PO": "oui"}}
    )
    assert codes(session, "answers") == ["PO", "LT", "KM"]


def test_who_is_absent_or_not_expected_has_a_place_once_noted_only() -> None:
    session = Session(template=TEMPLATE, people=PEOPLE)
    assert codes(session, "answers") == ["LT", "KM"]
    noted = Session(
        template=TEMPLATE,
        people=PEOPLE,
        sections={"answers": {"AM": "moi", "_": "?", "BA": "qui ?"}},
    )
    assert codes(noted, "answers") == ["AM", "_", "BA", "LT", "KM"]


def test_a_closing_begins_with_the_summary() -> None:
    session = Session(
        template=TEMPLATE, people=PEOPLE, sections={"closing": Closing("Bien.", {"KM": "merci"})}
    )
    assert codes(session, "closing") == ["moderator", "KM", "LT"]


def test_a_section_by_person_without_people_is_one_place() -> None:
    places = [
        item.place
        for item in navigation.section_items(Session(template=TEMPLATE), section("answers"))
    ]
    assert places == [Place("answers")]


@pytest.mark.slow
@given(sessions)
def test_each_place_is_there_once_and_each_note_has_one(session: Session) -> None:
    places = [item.place for item in navigation.nav_items(session)]
    assert len(set(places)) == len(places)
    for name in ("presentations", "answers", "closing"):
        noted = {Place(name, code) for code in session.notes(name)}
        assert noted <= set(places)


def test_a_place_counts_its_words() -> None:
    session = Session(
        template=TEMPLATE, people=PEOPLE, sections={"answers": {"KM": "l'eau, le pain"}}
    )
    counted = {s.code: s.words for s in navigation.section_items(session, section("answers"))}
    assert counted == {"KM": 3, "LT": 0}


@pytest.mark.parametrize(
    ("here", "by", "there"),
    [
        ("presentations.LT", 1, "presentations.KM"),
        ("presentations.KM", 1, "answers.LT"),
        ("answers.LT", -1, "presentations.KM"),
        ("participants.KM.position", 1, "questions"),
        ("presentations.XX", 1, "presentations.KM"),
        ("facts", -1, None),
        ("unfiled", 1, None),
    ],
)
def test_the_place_beside_another_one(here: str, by: int, there: str | None) -> None:
    session = Session(template=TEMPLATE, people=PEOPLE)
    found = navigation.neighbour(session, Place.parse(here), by)
    assert (str(found) if found else None) == there


@pytest.mark.parametrize(
    ("text", "found"),
    [("pres", ["presentations"]), ("PARTI", ["participants"]), ("zz", []), ("", [])],
)
def test_sections_are_named_by_the_beginning_of_their_id_or_label(
    text: str, found: list[str]
) -> None:
    session = Session(template=TEMPLATE, language="fr")
    assert [named.id for named in navigation.sections_named(session, text)] == found
