"""Names in notes that are a participant's, spelt otherwise, and all the words that are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from gsef_tui.checks import Finding, check
from gsef_tui.checks.dismissals import dismiss
from gsef_tui.checks.mentions import mentions, typo_kind
from gsef_tui.checks.quick_fixes import quick_fixes
from gsef_tui.checks.spelling_fixes import noted_spellings, use_noted_spelling
from gsef_tui.model.session import Exchange, FreeText, Person, SectionValue, Session
from gsef_tui.storage.templates import require_template

GSEF = require_template("gsef")
PEOPLE = {
    "HQ": Person("speaker", "Honoré Quantchi", "Coopérative Lavoye", "Côte d'Ivoire"),
    "KO": Person("speaker", "Kevin Ossah", also=("Kevyn Ossah",)),
    "LT": Person("speaker", "Lucía Torres Vega"),
    "JL": Person("speaker", "Johanne Lavoie"),
    "KC": Person("speaker", "김철수", also=("Kim Chul-su",)),
    "KM": Person("speaker", "Kim Minsu"),
    "X1": Person("speaker"),
}


def session_of(note: str, **sections: SectionValue) -> Session:
    return Session(
        template=GSEF, people=PEOPLE, sections={"presentations": {"HQ": note}, **sections}
    )


def hints(session: Session) -> list[Finding]:
    return [f for f in check(session) if f.rule == "name-in-notes"]


def noted(note: str) -> list[tuple[str, str, str]]:
    return [(m.code, m.noted, m.own) for m in mentions(session_of(note))]


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("selon Ouantchi, oui", ("HQ", "Ouantchi", "Quantchi")),
        ("Ouantchi : oui", ("HQ", "Ouantchi", "Quantchi")),
        ("- M. Ouantchi dit", ("HQ", "Ouantchi", "Quantchi")),
        ("Selon Honoré Ouantchi, oui", ("HQ", "Honoré Ouantchi", "Honoré Quantchi")),
        ("Honore Quantchi", ("HQ", "Honore Quantchi", "Honoré Quantchi")),
        ("Ossah Kevin demande", ("KO", "Ossah Kevin", "Kevin Ossah")),
        ("Kevin Osah", ("KO", "Kevin Osah", "Kevin Ossah")),
        ("de Lucia Torres", ("LT", "Lucia Torres", "Lucía Torres")),
        ("Lucía Torres Bega", ("LT", "Lucía Torres Bega", "Lucía Torres Vega")),
        ("par Mme Lavioe", ("JL", "Lavioe", "Lavoie")),
        ("JOHANNE LAVOI", ("JL", "JOHANNE LAVOI", "Johanne Lavoie")),
        ("Kim Cheolsu a dit", ("KC", "Kim Cheolsu", "김철수")),
        ("avec Cheol-su Kim", ("KC", "Cheol-su Kim", "김철수")),
        ("김민수는 말했다", ("KM", "김민수", "Kim Minsu")),
    ],
)
def test_a_name_spelt_otherwise(note: str, found: tuple[str, str, str]) -> None:
    assert noted(note) == [found]


@pytest.mark.parametrize(
    "note",
    [
        "Honoré Quantchi, Kevin Ossah, Lucía Torres, 김철수는, Kim Minsu",
        "Quantchi, Ossah, Mme Torres, M. LAVOIE",
        "Kevyn Ossah et Kim Chul-su sont gardés",
        "la Coopérative Lavoye",
        "en Savoie, à Tours, les Terres",
        "Terres agricoles",
        "la Voie, une lavoie et la Lavoix, lavoix",
        "Honoré de Balzac, Lucía Ortega, Kevin Durand",
        "Honor, Kevins, Lucia",
        "Ouantchi-Koffi, x@Ouantchi.fr, fichier.Ouantchi",
        "Kim Minji, Kim Cheolho, 김민지",
        "KEVIN OSSAH",
        "",
    ],
)
def test_what_is_no_participant_s_name_or_is_written_as_theirs(note: str) -> None:
    assert noted(note) == []


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("selon Osah, oui", True),
        ("Osah demande", False),
        ("selon Lavoi, oui", True),
        ("Lavoi demande", False),
        ("Oui. Lavoi demande", False),
        ("Fourne demande", True),
        ("Oui. Fourne demande", True),
    ],
)
def test_at_the_beginning_of_a_sentence_a_word_alone_is_a_name_from_seven_letters_on(
    note: str, found: bool
) -> None:
    people = {**PEOPLE, "CF": Person("speaker", "Camille Fournel")}
    session = replace(session_of(note), people=people)
    assert bool(mentions(session)) is found


def test_each_spelling_is_told_once_where_it_first_stands() -> None:
    session = session_of(
        "rien",
        answers={"KO": "Ouantchi l'a dit", "HQ": "Ouantchi encore"},
        exchanges={"q1": Exchange("Pour Ossah Kevin ?", "Johane Lavoie", {"JL": "x"})},
        unfiled=FreeText("Kevin Osah"),
    )
    assert [(f.place, f.message, f.severity) for f in hints(session)] == [
        ("answers.KO", "“Ouantchi”: another spelling of Honoré Quantchi?", "hint"),
        ("exchanges.q1", "“Ossah Kevin”: another spelling of Kevin Ossah?", "hint"),
        ("exchanges.q1.asked_by", "“Johane Lavoie”: another spelling of Johanne Lavoie?", "hint"),
    ]


@pytest.mark.parametrize(
    ("note", "number", "name", "also", "after"),
    [
        ("Ouantchi, Quantchi", 0, "Honoré Quantchi", (), "Quantchi, Quantchi"),
        ("Ouantchi, Quantchi", 1, "Honoré Ouantchi", (), "Ouantchi, Ouantchi"),
        ("Quantchi Honoré", 0, "Honoré Quantchi", (), "Honoré Quantchi"),
        ("Quantchi Honoré", 1, "Quantchi Honoré", (), "Quantchi Honoré"),
        ("Kim Cheolsu", 0, "김철수", ("Kim Chul-su",), "김철수"),
        ("Kim Cheolsu, 김철수는", 1, "Kim Cheolsu", ("Kim Chul-su", "김철수"),
         "Kim Cheolsu, Kim Cheolsu는"),
        ("김민수는", 0, "Kim Minsu", (), "Kim Minsu는"),
        ("Lucia Torres", 1, "Lucia Torres Vega", (), "Lucia Torres"),
    ],
)  # fmt: skip
def test_either_spelling_is_taken_everywhere(
    note: str, number: int, name: str, also: tuple[str, ...], after: str
) -> None:
    session = session_of(note)
    (finding,) = hints(session)
    chosen = noted_spellings(session, finding)[number]
    taken = use_noted_spelling(session, finding, chosen)
    assert taken.notes("presentations")["HQ"] == after
    code = mentions(session)[0].code
    assert (taken.people[code].name, taken.people[code].also) == (name, also)
    assert hints(taken) == []


def test_it_is_offered_by_digits_and_waved_off_wherever_it_stands() -> None:
    session = session_of("Ouantchi")
    (finding,) = hints(session)
    offered = quick_fixes(session, finding)
    assert [(c.label, c.said) for c in offered] == [
        ("Quantchi", "Changed to Quantchi everywhere"),
        ("Ouantchi", "Changed to Ouantchi everywhere"),
    ]
    waved = dismiss(session, finding)
    assert waved.extra["waved"] == {"presentations.HQ": ["name-in-notes Ouantchi"]}
    assert hints(replace(waved, sections={"answers": {"KO": "un Ouantchi"}})) == []
    gone = Finding("name-in-notes", "presentations.HQ", "", "hint", "Personne")
    assert quick_fixes(session, gone) == ()
    assert use_noted_spelling(session, gone, "x") is session


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("ossah", "ossah", ""),
        ("ossah", "osah", "double"),
        ("alain", "alaine", "more"),
        ("sahli", "salhi", "order"),
        ("quantchi", "ouantchi", "other"),
        ("ruiz", "ruis", "other"),
        ("al", "ala", None),
        ("sahli", "sahel", None),
        ("torres", "tores", "double"),
        ("abcd", "badc", None),
        ("", "", ""),
    ],
)
def test_how_two_words_differ(one: str, other: str, how: str | None) -> None:
    assert typo_kind(one, other) == typo_kind(other, one) == how


NAMES = st.sampled_from(
    ["Honoré Quantchi", "Ouantchi", "Kevin Osah", "Ossah Kevin", "Lucia Torres", "Kim Cheolsu",
     "김철수", "Lavoye", "Vega Torres Lucía", "Jean-Marie N'Diaye", "de la", "Quantchie"]
)  # fmt: skip
NOTES = st.lists(NAMES | st.sampled_from([" ", ", ", ". ", "\n- ", "는 ", "-"]), max_size=8)


@given(NOTES.map("".join), st.lists(NAMES, max_size=3), st.data())
def test_a_choice_always_changes_something_and_comes_to_an_end(
    note: str, names: list[str], data: st.DataObject
) -> None:
    people = {f"P{n}A": Person("speaker", name) for n, name in enumerate(names)}
    session = Session(template=GSEF, people=people, sections={"presentations": {"P0A": note}})
    for _ in range(30):
        left = hints(session)
        if not left:
            return
        finding = data.draw(st.sampled_from(left))
        own, _ = noted_spellings(session, finding)
        after = use_noted_spelling(session, finding, own)
        assert after != session
        assert finding.about not in [other.about for other in hints(after)]
        session = after
    raise AssertionError(f"still {left}")


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_text_and_any_name(note: str, name: str) -> None:
    people = {"AA": Person("speaker", name), "BB": Person("speaker", "김철수")}
    session = Session(template=GSEF, people=people, sections={"presentations": {"AA": note}})
    for mention in mentions(session):
        assert mention.noted in note


@pytest.mark.parametrize(
    "piece", ["Aa ", "A", "Aa-", "Aa'", "김철", "Kim Cheolsu ", "de la ", "M. "]
)
def test_the_work_grows_with_the_text_and_no_faster(piece: str) -> None:
    """Were it quadratic, this would take minutes."""
    note = piece * (60_000 // len(piece))
    assert len(mentions(session_of(note))) <= 1
