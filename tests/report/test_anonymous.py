"""Nobody is named, nothing else is changed, and what is left is listed."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from gsef_tui.model.session import Exchange, Person, Session
from gsef_tui.report.anonymous import anonymous
from gsef_tui.report.outline import make_outline
from gsef_tui.report.slip import make_slip
from gsef_tui.report.text import to_text
from gsef_tui.storage.templates import require_template
from tests.report.golden_session import golden_session

TEMPLATE = require_template("gsef")

SESSION = Session(
    people={
        "KO": Person(
            role="speaker", name="Koffi Otoumi", organisation="OJV", country="Togo",
            also=("Kofi Otumi",),
        ),
        "BA": Person(role="speaker", name="Berthe Alanis", organisation="Atelier des possibles"),
    },
    sections={
        "presentations": {
            "KO": "Kofi Otumi présente l'OJV.\nAvec BA : « ba, oui ». Otoumi insiste.",
            "BA": "Koffi Otoumi a raison ; l'Atelier des possibles aussi",
        },
        "exchanges": {
            "q1": Exchange(question="Et M. Otoumi ?", asked_by="Hélène", answers={"KO": "Non."})
        },
    },
)  # fmt: skip


def printed(session: Session) -> str:
    return to_text(make_outline(session, TEMPLATE))


def test_names_spellings_codes_and_organisations_go_and_the_rest_stays() -> None:
    text = printed(anonymous(SESSION, TEMPLATE).session)
    for name in ("Koffi", "Kofi", "Berthe", "Alanis", "OJV", "Atelier", "Togo", "Hélène"):
        assert name not in text
    assert "Intervenant(e) 1 présente l'[…]." in text
    assert "Avec Intervenant(e) 2 : « ba, oui »." in text


def test_a_capitalised_word_of_theirs_that_is_left_is_listed_with_its_place() -> None:
    assert anonymous(SESSION, TEMPLATE).left_over == (
        ("Otoumi", "presentations.KO"),
        ("Otoumi", "exchanges.q1"),
    )


def test_pictures_and_askers_go() -> None:
    session = anonymous(golden_session(), TEMPLATE).session
    assert not session.screenshots("screenshots")
    assert all(not exchange.asked_by for exchange in session.exchanges("exchanges").values())


@pytest.mark.parametrize("language", TEMPLATE.languages)
def test_no_name_of_the_golden_session_is_printed(language: str) -> None:
    session = replace(golden_session(), language=language)
    text = printed(anonymous(session, TEMPLATE).session)
    for person in session.people.values():
        if person.name:
            assert person.name not in text
        assert not person.organisation or person.organisation not in text


def test_a_slip_has_one_speakers_part_and_nobody_elses() -> None:
    text = to_text(make_slip(SESSION, TEMPLATE, "KO"))
    assert "Koffi Otoumi" in text
    assert "Voici ce que j'ai noté" in text
    assert "Kofi Otumi présente" in text
    assert "Non." in text
    assert "a raison" not in text


def test_a_slip_of_nobody_is_refused() -> None:
    with pytest.raises(KeyError):
        make_slip(SESSION, TEMPLATE, "ZZ")
