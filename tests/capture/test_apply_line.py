"""A captured line applied to a session: no text of it is lost or refused."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from string import ascii_uppercase

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from gsef_tui.capture.apply_line import apply_line, read
from gsef_tui.capture.line_grammar import Corrects
from gsef_tui.capture.targets import CaptureState
from gsef_tui.model.clean import clean_line
from gsef_tui.model.ideas import ideas as kept_ideas
from gsef_tui.model.places import Place, text_at
from gsef_tui.model.search import places
from gsef_tui.model.session import Exchange, Person, Session
from gsef_tui.storage.templates import require_template

TEMPLATE = require_template("gsef")

SESSION = Session(
    template=TEMPLATE,
    people={
        "KO": Person(role="speaker", name="Koffi Otoumi"),
        "BA": Person(role="speaker", name="Berthe Alanis"),
    },
    sections={
        "presentations": {"KO": "Bonjour"},
        "exchanges": {"q1": Exchange(question="Et après ?")},
    },
)
HERE = CaptureState(Place("presentations", "KO"))


def whole(session: Session) -> str:
    texts = [text_at(session, place) for place in places(session)]
    ideas = [idea.text for idea in kept_ideas(session)]
    return "\n".join([*texts, *ideas, *session.people])


@given(st.text(max_size=60).map(clean_line))
def test_no_character_of_a_line_is_lost(text: str) -> None:
    filed = apply_line("\\ " + text, SESSION, HERE)
    assert text_at(filed.session, Place("presentations", "KO")) == f"Bonjour\n{text}"
    assert filed.place == Place("presentations", "KO")


@given(st.sampled_from(["KO: ", "? ", "A: ", "... ", "", "q1 BA: ", "! "]), st.text(min_size=1))
def test_a_line_ends_up_in_exactly_one_place(mark: str, text: str) -> None:
    told = f"«{clean_line(text)}»"
    filed = apply_line(mark + told, SESSION, HERE)
    assert not filed.problem
    assert whole(filed.session).count(told) == 1 + whole(SESSION).count(told)


def test_a_bare_line_goes_on_where_the_last_one_went() -> None:
    filed = apply_line("BA: un", SESSION, HERE)
    filed = apply_line("deux", filed.session, filed.line)
    assert text_at(filed.session, Place("presentations", "BA")) == "un\ndeux"


def test_in_public_questions_a_code_answers_the_current_one() -> None:
    line = CaptureState(Place("exchanges"))
    filed = apply_line("? Combien ?", SESSION, line)
    filed = apply_line("KO: cinq", filed.session, filed.line)
    filed = apply_line("q1", filed.session, filed.line)
    filed = apply_line("BA: après, demain", filed.session, filed.line)
    exchanges = filed.session.exchanges("exchanges")
    assert exchanges["q2"].answers == {"KO": "cinq"}
    assert exchanges["q1"].answers == {"BA": "après, demain"}


def test_somebody_nobody_could_name_is_named_once_everywhere() -> None:
    filed = apply_line("X1: je réponds", SESSION, replace(HERE, here=Place("answers", "KO")))
    filed = apply_line("X1 = Ann Bee, C (France)", filed.session, filed.line)
    assert filed.session.people["AB"].name == "Ann Bee"
    assert filed.session.notes("answers") == {"AB": "je réponds"}
    again = apply_line("X1: aussi", filed.session, filed.line)
    joined = apply_line("X1 = KO", again.session, again.line)
    assert joined.session.notes("answers") == {"AB": "je réponds", "KO": "aussi"}


def test_a_correction_is_literal_and_says_why_it_fails() -> None:
    filed = apply_line("BA: 3.5 fois", SESSION, HERE)
    failed = apply_line("s/3x5/4/", filed.session, filed.line)
    assert failed.problem == "“3x5” is not in the last line"
    mended = apply_line("s/3.5/4/", filed.session, filed.line)
    assert text_at(mended.session, Place("presentations", "BA")) == "4 fois"
    everywhere = apply_line("s/Bonjour/Salut/g", mended.session, mended.line)
    assert everywhere.session.notes("presentations")["KO"] == "Salut"


@given(
    st.sampled_from(
        ["", "²", "q", "q9", "q0", "A", "R", "Q", "KO", "KP", "x1", "s", "0", "①", "+"]
    ),
    st.sampled_from([" ", ": ", ":", "：", "\u00a0: ", " = ", "/"]),
    st.text(max_size=20).map(clean_line),
    st.sampled_from([HERE, CaptureState(Place("exchanges")), CaptureState(Place("facts"))]),
    st.sampled_from([SESSION, replace(SESSION, sections={}), replace(SESSION, extra={"ideas": 5})]),
)
def test_enter_never_refuses_but_for_a_correction(
    first: str, mark: str, text: str, line: CaptureState, session: Session
) -> None:
    typed = f"{first}{mark}{text}"
    filed = apply_line(typed, session, line)
    assert not filed.problem or isinstance(read(typed, session), Corrects)


@pytest.mark.parametrize("typed", ["A: oui", "R : oui", "KO: oui"])
def test_an_answer_without_a_question_gets_an_empty_one(typed: str) -> None:
    empty = replace(SESSION, sections={})
    filed = apply_line(typed, empty, CaptureState(Place("exchanges")))
    code = "KO" if typed.startswith("KO") else "_"
    assert filed.session.exchanges("exchanges") == {"q1": Exchange(answers={code: "oui"})}
    assert filed.line.question == "q1"


@pytest.mark.parametrize("typed", ["q9", "q9 KO: oui", "q0"])
def test_what_is_about_a_question_that_is_not_there_is_text(typed: str) -> None:
    filed = apply_line(typed, SESSION, HERE)
    assert filed.session.notes("presentations")["KO"] == f"Bonjour\n{typed}"


def test_an_answer_that_is_only_begun_adds_no_empty_line() -> None:
    filed = apply_line("A: un", SESSION, HERE)
    again = apply_line("A:", filed.session, filed.line)
    assert again.session == filed.session
    more = apply_line("deux", again.session, again.line)
    assert more.session.exchanges("exchanges")["q1"].answers == {"_": "un\ndeux"}


def test_a_key_idea_has_its_speaker_and_its_time() -> None:
    now = datetime(2031, 10, 4, 20, 47, 3, 999, tzinfo=timezone(timedelta(hours=9)))
    filed = apply_line("! une idée", SESSION, replace(HERE, floor="BA", now=now))
    assert filed.session.extra["ideas"] == {
        "i1": {"text": "une idée", "by": "BA", "at": now.replace(microsecond=0)}
    }
    odd = replace(SESSION, extra={"ideas": 5})
    kept = apply_line("! une idée", odd, HERE)
    assert kept.session.extra == {"ideas": 5}
    assert kept.session.notes("presentations")["KO"] == "Bonjour\n! une idée"


def test_where_no_code_is_left_nobody_is_added_and_the_line_stays() -> None:
    codes = [f"{letter}{n:03}" for letter in ascii_uppercase for n in range(1000)]
    codes += ["BL", "BLI", "BOL", *(f"BL{n}" for n in range(2, 100))]
    session = replace(SESSION, people=dict.fromkeys(codes, Person(name="Bo Li")))
    filed = apply_line("+ Bo Li, Riz (Vietnam)", session, HERE)
    assert filed.session == session
    assert filed.problem == (
        "Nobody was added: no code is left for another “Bo Li”: take some people out first"
    )
