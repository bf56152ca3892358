"""What a line says: a table of cases, and that no text is ever lost or refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from gsef_tui.capture.filing import Line, file_line
from gsef_tui.capture.lines import (
    Act,
    Answered,
    Asked,
    Corrects,
    GoesOn,
    Joins,
    KeyIdea,
    Named,
    PointsAt,
    Said,
    read_line,
)
from gsef_tui.model.clean import clean_line
from gsef_tui.model.places import Place, text_at
from gsef_tui.model.search import places
from gsef_tui.model.session import Exchange, Person, Session
from gsef_tui.storage.templates import require_template

TEMPLATE = require_template("gsef")
CODES = ("KO", "BA", "A2")
DIGITS = {0: "CS", 1: "BA", 2: "KO"}

CASES: list[tuple[str, Act]] = [
    ("KO: oui", Said("KO", "oui")),
    ("KO：oui", Said("KO", "oui")),
    ("ko : oui", Said("KO", "oui")),
    ("ko\u00a0: oui", Said("KO", "oui")),
    ("ko\u202f: oui", Said("KO", "oui")),
    ("2: oui", Said("KO", "oui")),
    ("2:oui", GoesOn("2:oui")),
    ("8:30 pause", GoesOn("8:30 pause")),
    ("PIB: 8 %", GoesOn("PIB: 8 %")),
    ("KO:", Said("KO", "")),
    ("X1: qui est-ce", Said("X1", "qui est-ce")),
    ("... et puis", GoesOn("et puis")),
    ("… et puis", GoesOn("et puis")),
    ("une ligne", GoesOn("une ligne")),
    ("? combien", Asked("combien")),
    ("?? quoi", GoesOn("?? quoi")),
    ("Q: combien", Asked("combien")),
    ("q : combien", Asked("combien")),
    ("Q Hélène, Lyon : combien", Asked("combien", "Hélène, Lyon")),
    ("Quant à cela: non", GoesOn("Quant à cela: non")),
    ("A: cinq", Answered("cinq")),
    ("R : cinq", Answered("cinq")),
    ("q2", PointsAt(2)),
    ("q2 KO: cinq", Answered("cinq", "KO", 2)),
    ("q2 R: cinq", Answered("cinq", "", 2)),
    ("q2 sans personne", GoesOn("q2 sans personne")),
    ("! une idée", KeyIdea("une idée")),
    ("+ Ann Bee, C (France)", Joins("Ann Bee, C (France)")),
    ("+ 3 %", GoesOn("+ 3 %")),
    ("+3 %", GoesOn("+3 %")),
    ("X1 = Ann Bee, C (France)", Named("X1", "Ann Bee, C (France)")),
    ("X1 = KO", Named("X1", "KO")),
    ("pib = 3", GoesOn("pib = 3")),
    ("s/un/deux/", Corrects("un", "deux")),
    ("s/un/deux/g", Corrects("un", "deux", True)),
    ("s|a/b|c|", Corrects("a/b", "c")),
    ("s/un/deux", Corrects("un", "deux")),
    ("s'est tenu", GoesOn("s'est tenu")),
    ("sans / avec / tout", GoesOn("sans / avec / tout")),
    ("\\ KO: comme tel", GoesOn("KO: comme tel")),
    ("\\KO: comme tel", GoesOn("KO: comme tel")),
]


@pytest.mark.parametrize(("line", "act"), CASES, ids=[case[0] for case in CASES])
def test_a_line_says(line: str, act: Act) -> None:
    assert read_line(line, CODES, DIGITS) == act


SESSION = Session(
    people={
        "KO": Person(role="speaker", name="Koffi Otoumi"),
        "BA": Person(role="speaker", name="Berthe Alanis"),
    },
    sections={
        "presentations": {"KO": "Bonjour"},
        "exchanges": {"q1": Exchange(question="Et après ?")},
    },
)
HERE = Line(Place("presentations", "KO"))


def whole(session: Session) -> str:
    texts = [text_at(session, TEMPLATE, place) for place in places(session, TEMPLATE)]
    ideas = [idea["text"] for idea in session.extra.get("ideas", {}).values()]
    return "\n".join([*texts, *ideas, *session.people])


@given(st.text(max_size=60).map(clean_line))
def test_no_character_of_a_line_is_lost(text: str) -> None:
    filed = file_line("\\ " + text, SESSION, TEMPLATE, HERE)
    assert text_at(filed.session, TEMPLATE, Place("presentations", "KO")) == f"Bonjour\n{text}"
    assert filed.place == Place("presentations", "KO")


@given(st.sampled_from(["KO: ", "? ", "A: ", "... ", "", "q1 BA: ", "! "]), st.text(min_size=1))
def test_a_line_ends_up_in_exactly_one_place(mark: str, text: str) -> None:
    told = f"«{clean_line(text)}»"
    filed = file_line(mark + told, SESSION, TEMPLATE, HERE)
    assert not filed.problem
    assert whole(filed.session).count(told) == 1 + whole(SESSION).count(told)


def test_a_bare_line_goes_on_where_the_last_one_went() -> None:
    filed = file_line("BA: un", SESSION, TEMPLATE, HERE)
    filed = file_line("deux", filed.session, TEMPLATE, filed.line)
    assert text_at(filed.session, TEMPLATE, Place("presentations", "BA")) == "un\ndeux"


def test_in_public_questions_a_code_answers_the_current_one() -> None:
    line = Line(Place("exchanges"))
    filed = file_line("? Combien ?", SESSION, TEMPLATE, line)
    filed = file_line("KO: cinq", filed.session, TEMPLATE, filed.line)
    filed = file_line("q1", filed.session, TEMPLATE, filed.line)
    filed = file_line("BA: après, demain", filed.session, TEMPLATE, filed.line)
    exchanges = filed.session.exchanges("exchanges")
    assert exchanges["q2"].answers == {"KO": "cinq"}
    assert exchanges["q1"].answers == {"BA": "après, demain"}


def test_somebody_nobody_could_name_is_named_once_everywhere() -> None:
    filed = file_line(
        "X1: je réponds", SESSION, TEMPLATE, replace(HERE, here=Place("answers", "KO"))
    )
    filed = file_line("X1 = Ann Bee, C (France)", filed.session, TEMPLATE, filed.line)
    assert filed.session.people["AB"].name == "Ann Bee"
    assert filed.session.notes("answers") == {"AB": "je réponds"}
    again = file_line("X1: aussi", filed.session, TEMPLATE, filed.line)
    joined = file_line("X1 = KO", again.session, TEMPLATE, again.line)
    assert joined.session.notes("answers") == {"AB": "je réponds", "KO": "aussi"}


def test_a_correction_is_literal_and_says_why_it_fails() -> None:
    filed = file_line("BA: 3.5 fois", SESSION, TEMPLATE, HERE)
    failed = file_line("s/3x5/4/", filed.session, TEMPLATE, filed.line)
    assert failed.problem == "“3x5” is not in the last line"
    mended = file_line("s/3.5/4/", filed.session, TEMPLATE, filed.line)
    assert text_at(mended.session, TEMPLATE, Place("presentations", "BA")) == "4 fois"
    everywhere = file_line("s/Bonjour/Salut/g", mended.session, TEMPLATE, mended.line)
    assert everywhere.session.notes("presentations")["KO"] == "Salut"


def test_an_answer_without_a_question_says_so() -> None:
    empty = replace(SESSION, sections={})
    assert "no public question" in file_line("A: oui", empty, TEMPLATE, HERE).problem
