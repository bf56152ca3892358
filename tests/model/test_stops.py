from __future__ import annotations

import pytest
from hypothesis import given

from gsef_tui.model import navigation
from gsef_tui.model.people import numbers
from gsef_tui.model.places import Place
from gsef_tui.model.session import (
    Closing,
    Exchange,
    Fact,
    FreeText,
    Person,
    Screenshot,
    SectionValue,
    Session,
)
from gsef_tui.model.template import Section
from gsef_tui.storage.templates import require_template
from tests.strategies import sessions

TEMPLATE = require_template("gsef")
PEOPLE = {
    "LT": Person(role="speaker", name="Lucía Torres"),
    "AM": Person(role="moderator", name="Anne Mercier"),
    "KM": Person(role="speaker", name="김민수"),
    "PO": Person(role="audience", name="Pia Olsen"),
    "ZA": Person(role="speaker", name="Zoé Arnal", absent=True),
}


def section(section_id: str) -> Section:
    found = TEMPLATE.section(section_id)
    assert found
    return found


def codes(session: Session, section_id: str) -> list[str]:
    return navigation.section_codes(session, section(section_id))


def status(section_id: str, value: SectionValue | None = None, **facts: Fact) -> str:
    sections = {section_id: value} if value is not None else {}
    session = Session(template=TEMPLATE, people=PEOPLE, facts=facts, sections=sections)
    return navigation.status(session, section(section_id))


# -- order ----------------------------------------------------------------------------------------


def test_the_places_stand_in_the_order_of_the_template() -> None:
    session = Session(template=TEMPLATE, people=PEOPLE, sections={"answers": {"KM": "oui, tous"}})
    assert [str(stop.place) for stop in navigation.nav_items(session)] == [
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
        stop.place
        for stop in navigation.section_items(Session(template=TEMPLATE), section("answers"))
    ]
    assert places == [Place("answers")]


@pytest.mark.slow
@given(sessions)
def test_each_place_is_there_once_and_each_note_has_one(session: Session) -> None:
    places = [stop.place for stop in navigation.nav_items(session)]
    assert len(set(places)) == len(places)
    for name in ("presentations", "answers", "closing"):
        noted = {Place(name, code) for code in session.notes(name)}
        assert noted <= set(places)


# -- how far --------------------------------------------------------------------------------------


def test_a_place_counts_its_words() -> None:
    session = Session(
        template=TEMPLATE, people=PEOPLE, sections={"answers": {"KM": "l'eau, le pain"}}
    )
    counted = {s.code: s.words for s in navigation.section_items(session, section("answers"))}
    assert counted == {"KM": 3, "LT": 0}


@pytest.mark.parametrize(
    ("section_id", "value", "shown"),
    [
        ("participants", None, "5"),
        ("presentations", None, "0/2"),
        ("presentations", {"KM": "deux", "ZA": "là", "LT": ""}, "2/3"),
        ("exchanges", None, "0"),
        ("exchanges", {"q1": Exchange("Qui ?", "", {"KM": "moi"})}, "1"),
        ("exchanges", {"q1": Exchange("Qui ?", "", {"KM": ""}), "q2": Exchange()}, "2, 2?"),
        ("closing", None, "○"),
        ("closing", Closing("", {"KM": ""}), "○"),
        ("closing", Closing("Bien."), "✓"),
        ("closing", Closing("", {"KM": "merci"}), "✓"),
        ("screenshots", {"s1": Screenshot("a.png")}, "1"),
        ("unfiled", None, ""),
        ("unfiled", FreeText("un\ndeux\n\n\n\ntrois"), "2"),
    ],
)
def test_how_far_a_section_has_come(
    section_id: str, value: SectionValue | None, shown: str
) -> None:
    assert status(section_id, value) == shown


def test_how_many_facts_are_missing() -> None:
    required = [field.id for field in section("facts").fields if field.required]
    assert status("facts") == f"-{len(required)}"
    assert status("facts", title="Cantines") == f"-{len(required) - 1}"
    assert status("facts", None, **dict.fromkeys(required, "x")) == "✓"


@pytest.mark.parametrize(
    ("questions", "shown"), [((), "0"), (("Qui ?", " ", "Où ?"), "2"), ("Qui ?", "0")]
)
def test_how_many_questions_are_asked(questions: Fact, shown: str) -> None:
    assert status("questions", questions=questions) == shown


@pytest.mark.slow
@given(sessions)
def test_a_status_fits_the_outline(session: Session) -> None:
    assert all(len(navigation.status(session, s)) <= 5 for s in TEMPLATE.all_sections)


# -- names and digits -----------------------------------------------------------------------------


def test_who_leads_has_nought_and_the_others_the_programme_s_order() -> None:
    session = Session(template=TEMPLATE, people=PEOPLE)
    assert numbers(session) == {"AM": 0, "LT": 1, "KM": 2, "PO": 3, "ZA": 4}


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ("facts.title", "Séance"),
        ("forum.name", "Séance"),
        ("presentations.LT", "Présentations › 1 LT Lucía Torres"),
        ("presentations.BA", "Présentations › BA ?"),
        ("answers._", "Réponses › –"),
        ("closing.moderator", "Conclusion › 0 AM Anne Mercier"),
        ("closing.KM", "Conclusion › 2 KM 김민수"),
        ("exchanges.q2.KM", "Public › Q2"),
        ("exchanges", "Public"),
        ("participants.LT", "Participants"),
        ("participants.LT.also", "Participants › 1 LT Lucía Torres"),
        ("nowhere.BA", "nowhere.BA"),
    ],
)
def test_where_one_is_in_words(place: str, shown: str) -> None:
    assert navigation.title(Session(template=TEMPLATE, people=PEOPLE), Place.parse(place)) == shown


def test_from_ten_on_the_code_names_a_person() -> None:
    people = {f"A{n}": Person(role="speaker", name=f"Name {n}") for n in range(1, 12)}
    session = Session(template=TEMPLATE, people=people)
    assert navigation.person_title(session, "A9") == "9 A9 Name 9"
    assert navigation.person_title(session, "A10") == "A10 Name 10"


def test_somebody_not_named_yet_is_a_code() -> None:
    session = Session(template=TEMPLATE, people={"X1": Person(role="speaker")})
    assert navigation.person_title(session, "X1") == "1 X1"


def test_a_conclusion_without_who_leads_is_somebodys() -> None:
    assert (
        navigation.title(Session(template=TEMPLATE), Place("closing", "moderator"))
        == "Conclusion › ?"
    )
