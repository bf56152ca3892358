"""One spelling for all: in people and texts, never in what only looks like a name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from gsef_tui.checks import Finding, check
from gsef_tui.checks.spelling_fixes import spellings, use_spelling
from gsef_tui.model.session import Exchange, FreeText, Person, Screenshot, Session
from gsef_tui.storage.templates import require_template

GSEF = require_template("gsef")
RULES = ("two-spellings", "near-names", "two-organisations")


def session_of(*people: Person, **sections: str) -> Session:
    return Session(
        template=GSEF,
        people={f"P{n}A": person for n, person in enumerate(people)},
        sections={"unfiled": FreeText(sections.get("unfiled", ""))},
    )


def spelling_hints(session: Session) -> list[Finding]:
    return [f for f in check(session) if f.rule in RULES]


def only(session: Session) -> Finding:
    (finding,) = spelling_hints(session)
    return finding


ALAIN = Person(role="speaker", name="Béatrice Alain", also=("Beatrice Allain", "베아트리스"))


@pytest.mark.parametrize(
    ("number", "name", "text"),
    [
        (0, "Béatrice Alain", "Béatrice Alain dit: Béatrice Alain, et Mme Alain."),
        (1, "Beatrice Allain", "Beatrice Allain dit: Beatrice Allain, et Mme Alain."),
    ],
)
def test_either_spelling_of_a_person_is_taken_everywhere(number: int, name: str, text: str) -> None:
    noted = "Beatrice Allain dit: Béatrice Alain, et Mme Alain."
    session = session_of(ALAIN, unfiled=noted)
    finding = only(session)
    both = spellings(session, finding)
    assert both == ("Béatrice Alain", "Beatrice Allain")
    after = use_spelling(session, finding, both[number])
    assert after.people["P0A"] == replace(ALAIN, name=name, also=("베아트리스",))
    assert after.text("unfiled") == text
    assert spelling_hints(after) == []


def test_an_organisation_is_written_in_one_way_by_everybody() -> None:
    session = session_of(
        Person(name="Ana Ruiz", organisation="Ville de Montréal"),
        Person(name="Bo Li", organisation="Ville de Montreal"),
        Person(name="Ville de Montreal"),
        unfiled="La Ville de Montreal, https://x.org/Ville de Montréal et la ville.",
    )
    after = use_spelling(session, only(session), "Ville de Montréal")
    assert [p.organisation for p in after.people.values()] == ["Ville de Montréal"] * 2 + [""]
    assert after.people["P2A"].name == "Ville de Montreal"
    assert after.text("unfiled") == (
        "La Ville de Montréal, https://x.org/Ville de Montréal et la ville."
    )
    assert spelling_hints(after) == []


def test_a_short_form_in_the_notes_is_no_slip() -> None:
    full = "Chantier de l'économie sociale"
    session = session_of(
        Person(name="Ana Ruiz", organisation=full),
        Person(name="Bo Li", organisation="CES"),
        unfiled="Le CES et le Chantier de l'économie sociale",
    )
    for chosen in spellings(session, only(session)):
        after = use_spelling(session, only(session), chosen)
        assert {p.organisation for p in after.people.values()} == {chosen}
        assert after.text("unfiled") == session.text("unfiled")
        assert spelling_hints(after) == []


def test_two_who_are_one_become_one_with_all_their_notes() -> None:
    session = replace(
        session_of(
            Person(role="speaker", name="Honoré Quantchi"),
            Person(role="speaker", name="Honoré Ouantchi", country="Mali", also=("오난치",)),
        ),
        sections={
            "presentations": {"P0A": "un", "P1A": "deux"},
            "exchanges": {"q1": Exchange("Et Honoré Quantchi ?", "P1A", {"P1A": "oui"})},
        },
    )
    finding = only(session)
    assert spellings(session, finding) == ("Honoré Ouantchi", "Honoré Quantchi")
    after = use_spelling(session, finding, "Honoré Ouantchi")
    one = Person(role="speaker", name="Honoré Ouantchi", country="Mali", also=("오난치",))
    assert after.people == {"P0A": one}
    assert after.notes("presentations") == {"P0A": "un\ndeux"}
    assert after.exchanges("exchanges")["q1"] == Exchange(
        "Et Honoré Ouantchi ?", "P0A", {"P0A": "oui"}
    )
    assert spelling_hints(after) == []


def test_codes_files_and_parts_of_words_stay() -> None:
    person = Person(role="speaker", name="Lucia Torres", also=("Lucía Torres",))
    session = Session(
        template=GSEF,
        people={"LT": person},
        sections={
            "exchanges": {
                "q1": Exchange("?", "Lucía Torres"),
                "q2": Exchange("Lucía Torres-Vega, XLucía Torres", "LT"),
            },
            "screenshots": {"s1": Screenshot("Lucía Torres.png", "Lucía Torres", "Lucía Torres")},
        },
    )
    after = use_spelling(session, only(session), "Lucia Torres")
    assert after.exchanges("exchanges") == {
        "q1": Exchange("?", "Lucia Torres"),
        "q2": Exchange("Lucía Torres-Vega, XLucía Torres", "LT"),
    }
    shot = after.screenshots("screenshots")["s1"]
    assert shot == Screenshot("Lucía Torres.png", "Lucia Torres", "Lucia Torres")


def test_of_other_findings_nothing_is_chosen() -> None:
    session = session_of(ALAIN)
    other = next(f for f in check(session) if f.rule not in RULES)
    assert spellings(session, other) == ()
    assert use_spelling(session, other, "X") is session
    gone = Finding("two-spellings", "participants.ZZ", "", "hint")
    assert spellings(session, gone) == ()


NAMES = st.sampled_from(
    ["Ana Díaz", "Ana Diaz", "Anna Díaz", "Ana Diaz ", "Díaz Ana", "CES", "Chantier de l'économie"]
)
PEOPLE = st.builds(
    Person,
    role=st.just("speaker"),
    name=NAMES,
    organisation=NAMES,
    also=st.lists(NAMES, max_size=3).map(tuple),
)


@pytest.mark.slow
@given(st.lists(PEOPLE, min_size=1, max_size=4), NAMES, st.data())
def test_a_choice_always_settles_its_finding_in_the_end(
    people: list[Person], noted: str, data: st.DataObject
) -> None:
    """Of three who are nearly alike it takes two keys, never one without an end."""
    session = session_of(*people, unfiled=noted)
    for _ in range(40):
        open_ones = spelling_hints(session)
        if not open_ones:
            return
        finding = data.draw(st.sampled_from(open_ones))
        chosen = data.draw(st.sampled_from(spellings(session, finding)))
        after = use_spelling(session, finding, chosen)
        assert after != session
        session = after
    raise AssertionError(f"still {open_ones}")
