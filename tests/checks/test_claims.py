"""The list to verify: by speaker, in the order of the report, with place and words around it."""

from __future__ import annotations

import pytest
from hypothesis import given

from gsef_tui.checks.claims import claims_page, find_claims
from gsef_tui.model.places import text_at
from gsef_tui.model.session import Closing, Exchange, FreeText, Person, SectionValue, Session
from gsef_tui.storage.templates import require_template
from tests.strategies import sessions

GSEF = require_template("gsef")
SECTIONS: dict[str, SectionValue] = {
    "presentations": {
        "KO": "- 12 coopératives de femmes, trois ans après\n1. [20:47] un prêt à 2 %",
        "BA": "un deux trois quatre cinq six 7 huit neuf dix onze douze treize",
    },
    "answers": {"BA": "depuis 2009", "KO": "sans chiffre"},
    "exchanges": {"q1": Exchange("Pourquoi 5 ?", "BA", {"KO": "65 € l'an", "_": "loi 12"})},
    "closing": Closing("3 idées"),
    "unfiled": FreeText("99 choses"),
}
SESSION = Session(
    template=GSEF,
    people={
        "AM": Person(role="moderator", name="Anne Mercier"),
        "BA": Person(role="speaker", name="Béatrice Alain"),
        "KO": Person(role="speaker", name="Kevin Ossah"),
    },
    sections=SECTIONS,
)


def test_each_speaker_s_together_then_what_is_nobody_s() -> None:
    found = find_claims(SESSION)
    assert [(f.code, f.kind, f.text, str(f.place)) for f in found] == [
        ("KO", "figure", "12", "presentations.KO"),
        ("KO", "percentage", "2 %", "presentations.KO"),
        ("KO", "sum", "65 €", "exchanges.q1.KO"),
        ("BA", "figure", "7", "presentations.BA"),
        ("BA", "date", "2009", "answers.BA"),
        ("AM", "figure", "3", "closing.moderator"),
        ("", "figure", "5", "exchanges.q1"),
        ("", "law", "loi 12", "exchanges.q1._"),
    ]


def test_the_words_around_are_some_and_without_the_list_s_marker() -> None:
    found = {f.text: f for f in find_claims(SESSION)}
    assert found["12"].passage == "12 coopératives de femmes, trois ans …"
    assert found["2 %"].passage == "[20:47] un prêt à 2 %"
    assert found["7"].passage == "… deux trois quatre cinq six 7 huit neuf dix onze douze …"


def test_the_page_to_copy() -> None:
    assert claims_page(SESSION)[:5] == [
        "Kevin Ossah",
        "- 12 coopératives de femmes, trois ans …",
        "- [20:47] un prêt à 2 %",
        "- 65 € l'an",
        "",
    ]
    assert claims_page(Session(template=GSEF)) == []


@pytest.mark.slow
@given(sessions)
def test_each_stands_where_it_says(session: Session) -> None:
    for fact in find_claims(session):
        text = text_at(session, fact.place)
        assert text[fact.offset : fact.offset + len(fact.text)] == fact.text
        assert "\n" not in fact.passage
    assert all(isinstance(line, str) for line in claims_page(session))
