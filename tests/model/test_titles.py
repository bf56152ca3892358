"""The titles of places and people, as the screen shows them."""

from __future__ import annotations

import pytest

from gsef_tui.model import titles
from gsef_tui.model.people import numbers
from gsef_tui.model.places import Place
from gsef_tui.model.session import Person, Session

from .programme import PEOPLE, TEMPLATE


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
    assert (
        titles.place_title(Session(template=TEMPLATE, people=PEOPLE), Place.parse(place)) == shown
    )


def test_from_ten_on_the_code_names_a_person() -> None:
    people = {f"A{n}": Person(role="speaker", name=f"Name {n}") for n in range(1, 12)}
    session = Session(template=TEMPLATE, people=people)
    assert titles.person_title(session, "A9") == "9 A9 Name 9"
    assert titles.person_title(session, "A10") == "A10 Name 10"


def test_somebody_not_named_yet_is_a_code() -> None:
    session = Session(template=TEMPLATE, people={"X1": Person(role="speaker")})
    assert titles.person_title(session, "X1") == "1 X1"


def test_a_conclusion_without_who_leads_is_somebodys() -> None:
    assert (
        titles.place_title(Session(template=TEMPLATE), Place("closing", "moderator"))
        == "Conclusion › ?"
    )
