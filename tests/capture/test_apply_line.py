"""A captured line applied to a session: no text of it is lost or refused."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from string import ascii_uppercase

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from gsef_tui.capture.apply_line import apply_line, read
from gsef_tui.capture.line_grammar import Corrects, Sends
from gsef_tui.capture.targets import (
    CaptureState,
    other_target,
    target_of_person,
    target_of_text,
)
from gsef_tui.model.clean import clean, clean_line
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
        "CS": Person(role="moderator", name="Chloé Sécher"),
        "PB": Person(role="audience", name="Paul Bo"),
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


MARKS = ["KO: ", "? ", "A: ", "... ", "", "q1 BA: ", "! ", "= ", "= KO: ", "A BA: ", "CS: ", "PB: "]


@given(st.sampled_from(MARKS), st.text(min_size=1))
def test_a_line_ends_up_in_exactly_one_place(mark: str, text: str) -> None:
    told = f"«{clean(text)}»"
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


def lines(*typed: str, session: Session = SESSION, here: str = "presentations.KO") -> Session:
    """The session after lines typed one after the other from a place."""
    line = CaptureState(Place.parse(here))
    for text in typed:
        filed = apply_line(text, session, line)
        assert not filed.problem, filed.problem
        session, line = filed.session, filed.line
    return session


def at(session: Session, place: str) -> str:
    return text_at(session, Place.parse(place))


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("presentations.KO", "presentations.BA"),
        ("answers.KO", "answers.BA"),
        ("closing.moderator", "closing.BA"),
        ("closing.KO", "closing.BA"),
        ("exchanges.q1", "exchanges.q1.BA"),
        ("facts.title", "presentations.BA"),
        ("unfiled", "presentations.BA"),
    ],
)
def test_a_persons_line_goes_to_the_section_of_the_cursor(here: str, there: str) -> None:
    assert at(lines("BA: oui", here=here), there) == "oui"


@pytest.mark.parametrize("question", ["? Combien", "? Anna, Lyon: Combien", "q1"])
def test_the_next_line_of_a_person_answers_a_question_and_no_other(question: str) -> None:
    key = "q1" if question == "q1" else "q2"
    session = lines(question, "BA: cinq", "KO: six")
    assert session.exchanges("exchanges")[key].answers == {"BA": "cinq"}
    assert at(session, "presentations.KO") == "Bonjour\nsix"


@pytest.mark.parametrize(
    "between",
    [
        "un mot",
        "... un mot",
        "! une idée",
        "= fini",
        "A: quatre",
        "CS: merci",
        "+ Ann Bee",
        "X1: ah",
    ],
)
def test_any_other_line_ends_that_a_question_is_open(between: str) -> None:
    session = lines("? Combien", between, "BA: cinq")
    assert "BA" not in session.exchanges("exchanges")["q2"].answers
    assert at(session, "presentations.BA") == "cinq"


@pytest.mark.parametrize("between", ["s/Combien/Combien ?/", "BA:"])
def test_a_correction_or_the_floor_leaves_a_question_open(between: str) -> None:
    session = lines("? Combien", between, "BA: cinq")
    assert session.exchanges("exchanges")["q2"].answers == {"BA": "cinq"}


def test_a_question_is_answered_at_any_time_by_its_mark() -> None:
    session = lines("? Combien", "un mot", "KO: deux", "A: cinq", "A BA: six")
    assert session.exchanges("exchanges")["q2"].answers == {"_": "cinq", "BA": "six"}


def test_tab_moves_the_target_to_the_question_and_back() -> None:
    line = other_target(SESSION, HERE)
    assert target_of_text(SESSION, line) == Place("exchanges", "q1", "_")
    assert target_of_person(SESSION, line, "BA").place == Place("exchanges", "q1", "BA")
    assert other_target(SESSION, line) == replace(HERE, question="q1")
    none = replace(SESSION, sections={})
    assert other_target(none, HERE) is HERE


def test_a_question_that_was_undone_gets_no_answer() -> None:
    asked = apply_line("? Combien", SESSION, HERE)
    for text, place in (("oui", "presentations.KO"), ("BA: oui", "presentations.BA")):
        filed = apply_line(text, SESSION, asked.line)
        assert list(filed.session.exchanges("exchanges")) == ["q1"]
        assert filed.place == Place.parse(place)


def test_who_asked_is_a_code_where_the_name_is_somebodys() -> None:
    asked = lines("? Hélène, Lyon: un", "? ba: deux", "? BÉRTHE ALANIS: trois", "?: Anna: quatre")
    found = [(e.question, e.asked_by) for e in asked.exchanges("exchanges").values()]
    assert found[1:] == [
        ("un", "Hélène, Lyon"),
        ("deux", "BA"),
        ("trois", "BA"),
        ("Anna: quatre", ""),
    ]


def test_the_conclusion_and_a_closing_remark_from_anywhere() -> None:
    session = lines("= fini", "= BA: merci", "= CS: vraiment")
    closing = session.closing("closing")
    assert closing.summary == "fini\nvraiment"
    assert closing.remarks == {"BA": "merci"}
    without = tuple(s for s in TEMPLATE.sections if s.id != "closing")
    other = replace(SESSION, template=replace(TEMPLATE, sections=without))
    assert at(lines("= fini", session=other), "presentations.KO") == "Bonjour\n= fini"


@pytest.mark.parametrize(
    ("typed", "here"),
    [
        (("CS: bonjour",), "presentations.KO"),
        (("CS: bonjour",), "answers.KO"),
        (("CS: bonjour",), "facts.title"),
        (("CS: bonjour",), "exchanges.q1"),
        (("? Combien", "CS: bonjour"), "presentations.KO"),
        (("A CS: bonjour",), "presentations.KO"),
        (("q1 CS: bonjour",), "presentations.KO"),
        (("bonjour", "> CS"), "answers.KO"),
    ],
)
def test_a_moderator_never_gets_a_presentation_or_an_answer(
    typed: tuple[str, ...], here: str
) -> None:
    session = lines(*typed, here=here)
    assert at(session, "unfiled") == "Chloé Sécher: bonjour"
    assert "CS" not in {*session.notes("presentations"), *session.notes("answers")}
    assert not any("CS" in e.answers for e in session.exchanges("exchanges").values())


def test_in_the_closing_a_moderators_line_is_the_conclusion() -> None:
    second = {**SESSION.people, "DD": Person(role="moderator", name="Dora Dunn")}
    session = lines(
        "CS: un", "DD: deux", here="closing.KO", session=replace(SESSION, people=second)
    )
    assert session.closing("closing").summary == "un\ndeux"
    assert session.closing("closing").remarks == {}


@pytest.mark.parametrize(
    ("typed", "here", "role"),
    [
        (("PB: oui",), "presentations.KO", "speaker"),
        (("PB: oui",), "answers.KO", "speaker"),
        (("PB: oui",), "exchanges.q1", "audience"),
        (("? Combien", "PB: oui"), "presentations.KO", "audience"),
        (("A PB: oui",), "presentations.KO", "audience"),
        (("= PB: oui",), "presentations.KO", "audience"),
        (("PB:",), "presentations.KO", "audience"),
    ],
)
def test_the_audience_becomes_a_speaker_by_a_presentation_or_an_answer(
    typed: tuple[str, ...], here: str, role: str
) -> None:
    assert lines(*typed, here=here).people["PB"].role == role


def test_a_code_that_nobody_has_is_text_until_it_joins() -> None:
    assert at(lines("ZZ: oui"), "presentations.KO") == "Bonjour\nZZ: oui"
    line = replace(HERE, joining=frozenset(["ZZ"]))
    filed = apply_line("zz: oui", SESSION, line)
    assert filed.session.people["ZZ"] == Person(role="speaker")
    assert filed.place == Place("presentations", "ZZ")
    assert filed.line.joining == frozenset()


@pytest.mark.parametrize(
    ("typed", "left", "there", "text"),
    [
        ("BA: un mot", "presentations.BA", "presentations.KO", "Bonjour\nun mot"),
        ("un mot", "presentations.KO", "presentations.BA", "un mot"),
        ("q1 BA: un mot", "exchanges.q1.BA", "exchanges.q1.KO", "un mot"),
        ("= un mot", "closing.moderator", "closing.KO", "un mot"),
        ("CS: un mot", "unfiled", "presentations.KO", "Bonjour\nun mot"),
        ("? un mot", "exchanges.q2", "presentations.KO", "Bonjour\nun mot"),
    ],
)
def test_the_line_filed_last_is_sent_to_a_person(
    typed: str, left: str, there: str, text: str
) -> None:
    code = Place.parse(there)[-1] or Place.parse(there).key
    session = lines(typed, f"> {code}")
    assert at(session, left) == at(SESSION, left)
    assert at(session, there) == text
    assert list(session.exchanges("exchanges")) == ["q1"], "no empty question is left behind"


def test_only_a_line_of_this_opening_that_is_still_there_is_sent() -> None:
    failed = apply_line("> KO", SESSION, HERE)
    assert isinstance(read("> KO", SESSION), Sends)
    assert failed.problem == "No line filed since you opened this one"
    filed = apply_line("BA: un", SESSION, HERE)
    undone = apply_line("> KO", SESSION, filed.line)
    assert undone.problem == "The last line has changed since"
    assert apply_line("> BA", filed.session, filed.line).problem == "The line is already there"
    assert undone.session == SESSION


def test_each_line_of_several_is_a_person_who_joins() -> None:
    session = lines("+ Ann Bee, C (France)\n+Bo Li\nCy Dee, F")
    assert [p.name for p in session.people.values()][-3:] == ["Ann Bee", "Bo Li", "Cy Dee"]


@pytest.mark.parametrize(
    ("by", "asked_by"),
    [
        ("Alanis Berthe", "BA"),
        ("Mme Bérthe Alanis", "BA"),
        ("B. Alanis", "BA"),
        ("Alanis", "Alanis"),
        ("Berthe Alanis-Dupont", "Berthe Alanis-Dupont"),
    ],
)
def test_who_asked_is_found_as_people_are_anywhere_else(by: str, asked_by: str) -> None:
    known = replace(SESSION.people["BA"], also=("B. Alanis",))
    session = replace(SESSION, people={**SESSION.people, "BA": known})
    for text in (f"? {by}: Un ?", f"20:14:03 From {by} to Everyone: Un ?"):
        asked = apply_line(text, session, HERE).session.exchanges("exchanges").values()
        assert [e.asked_by for e in asked][-1] == asked_by


def test_a_key_idea_may_name_whose_it_is() -> None:
    session = lines("KO: oui", "BA! une idée", "! une autre")
    assert [(idea.text, idea.by) for idea in kept_ideas(session)] == [
        ("une idée", "BA"),
        ("une autre", "KO"),
    ]


CHAT = "20:14:03 From Berthe Alanis to Everyone: Un ?\n20:15:03 From Ann Bee to Everyone: Deux ?"


def test_a_chat_is_questions_with_who_asked_or_a_text() -> None:
    filed = apply_line(CHAT, SESSION, HERE)
    asked = list(filed.session.exchanges("exchanges").values())[1:]
    assert [(e.question, e.asked_by) for e in asked] == [("Un ?", "BA"), ("Deux ?", "Ann Bee")]
    assert (filed.heard, filed.line.answering) == ("", False)
    one = apply_line(CHAT.split("\n")[0], SESSION, HERE)
    assert one.line.answering, "the next line of a person answers the one question"
    text = apply_line(CHAT, SESSION, replace(HERE, as_text=True))
    assert at(text.session, "presentations.KO") == f"Bonjour\n{CHAT}"
    assert (text.heard, text.line.as_text) == ("", False)
    without = tuple(s for s in TEMPLATE.sections if s.id != "exchanges")
    other = replace(SESSION, template=replace(TEMPLATE, sections=without), sections={})
    assert at(lines(CHAT, session=other), "presentations.KO") == CHAT
