from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gsef_tui.model.gaps import find_gaps, mark, next_gap, time_of, without_marks
from gsef_tui.model.places import Place, text_at
from gsef_tui.model.session import Closing, Exchange, FreeText, Person, Screenshot, Session
from gsef_tui.storage.templates import require_template

TEMPLATE = require_template("gsef")
SESSION = Session(
    template=TEMPLATE,
    facts={"title": "Cantines @@nom", "questions": ("Qui ?", "@@")},
    people={
        "AM": Person(role="moderator", name="Anne Mercier"),
        "LT": Person(role="speaker", name="Lucía Torres", organisation="Cocina @@"),
    },
    sections={
        "presentations": {"LT": "une cuisine\n- de la loi @@20:47 et @@", "_": "@@20:49"},
        "exchanges": {"q1": Exchange("Qui @@ ?", "@@", {"LT": "@@9h05"})},
        "closing": Closing("Ensemble @@21:20", {"LT": "rien"}),
        "screenshots": {"s1": Screenshot("a@@b.png", "Photo @@")},
        "unfiled": FreeText("@@"),
    },
)


def test_every_text_of_a_session_may_have_gaps() -> None:
    found = [(str(g.place), g.text, g.time, g.code) for g in find_gaps(SESSION)]
    assert found == [
        ("facts.title", "@@nom", "", ""),
        ("participants.LT.organisation", "@@", "", "LT"),
        ("questions", "@@", "", ""),
        ("presentations.LT", "@@20:47", "20:47", "LT"),
        ("presentations.LT", "@@", "", "LT"),
        ("presentations._", "@@20:49", "20:49", ""),
        ("exchanges.q1", "@@", "", ""),
        ("exchanges.q1.asked_by", "@@", "", ""),
        ("exchanges.q1.LT", "@@9h05", "09:05", "LT"),
        ("closing.moderator", "@@21:20", "21:20", "AM"),
        ("screenshots.s1.caption", "@@", "", ""),
        ("unfiled", "@@", "", ""),
    ]


def test_a_gap_says_where_its_mark_stands_and_what_is_before_it() -> None:
    for gap in find_gaps(SESSION):
        text = text_at(SESSION, gap.place)
        assert text[gap.offset : gap.offset + gap.length] == gap.text
    assert find_gaps(SESSION)[3].before == "- de la loi "


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("@@", "[…]"),
        ("la loi @@20:47 de", "la loi […] de"),
        ("la loi @@20:47.", "la loi […]."),
        ("(@@ministre), **@@20:47** et « @@ »", "([…]), **[…]** et « […] »"),
        ("un@@deux trois", "un[…] trois"),
        ("@@\u00a0francs", "[…]\u00a0francs"),
        ("@@a.b@@c\n@@@", "[…]\n[…]"),
        ("a@b.fr @ @", "a@b.fr @ @"),
    ],
)
def test_a_whole_mark_is_one_printed_gap(text: str, printed: str) -> None:
    assert without_marks(text, "[…]") == printed


@given(st.text(alphabet="@a1:. )*\n\u00a0"))
def test_no_sign_of_a_gap_is_left_and_nothing_else_is_lost(text: str) -> None:
    printed = without_marks(text, "")
    assert "@@" not in printed.replace("@ @", "")
    assert text.split("@@")[0] == printed[: len(text.split("@@")[0])]
    assert text.count("\n") == printed.count("\n")


@pytest.mark.parametrize("text", ["@@" + "." * 200_000 + "a", "x @@ " * 50_000, "@" * 200_000])
def test_what_nobody_types_takes_no_longer_than_its_length(text: str) -> None:
    session = Session(template=TEMPLATE, sections={"unfiled": FreeText(text)})
    began = time.perf_counter()
    gaps = find_gaps(session)
    last = gaps[-1].offset + gaps[-1].length
    following = next_gap(session, gaps, Place("unfiled"), last)
    assert following == (gaps[0] if len(gaps) > 1 else None)
    assert "@@" not in without_marks(text, "")
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    ("mark_text", "hour"),
    [("@@20:47", "20:47"), ("@@9:05x", "09:05"), ("@@25:00", ""), ("@@20:477", ""), ("@@loi", "")],
)
def test_the_time_of_a_mark(mark_text: str, hour: str) -> None:
    assert time_of(mark_text) == hour


def test_a_mark_of_a_moment_is_found_with_its_time() -> None:
    assert time_of(mark(datetime(2031, 10, 4, 20, 47, 59, tzinfo=UTC))) == "20:47"


def test_a_mark_without_a_time_has_that_of_the_floor_where_it_was_taken_once() -> None:
    def turn(who: str, hour: int) -> dict[str, object]:
        begins = datetime(2031, 10, 4, hour, 30, tzinfo=UTC)
        return {"who": who, "from": begins, "to": begins}

    session = Session(
        template=TEMPLATE,
        people={"KM": Person(name="김민수"), "LT": Person(name="Lucía Torres")},
        sections={"answers": {"KM": "@@ et @@20:47", "LT": "@@", "_": "@@"}},
        extra={"floor": {"f1": turn("LT", 19), "f2": turn("KM", 20), "f3": turn("LT", 21)}},
    )
    found = [(gap.code, gap.time) for gap in find_gaps(session)]
    assert found == [("KM", "20:30"), ("KM", "20:47"), ("LT", ""), ("", "")]


@pytest.mark.parametrize(
    ("here", "cursor", "there", "number"),
    [
        ("facts.title", 0, "facts.title", 0),
        ("facts.title", 14, "participants.LT.organisation", 0),
        ("presentations.LT", 0, "presentations.LT", 0),
        ("presentations.LT", 31, "presentations.LT", 1),
        ("presentations.AM", 0, "presentations.LT", 0),
        ("answers.LT", 0, "exchanges.q1", 0),
        ("unfiled", 2, "facts.title", 0),
        ("forum.name", 0, "facts.title", 0),
    ],
)
def test_the_next_gap_round_the_end(here: str, cursor: int, there: str, number: int) -> None:
    gaps = find_gaps(SESSION)
    found = next_gap(SESSION, gaps, Place.parse(here), cursor)
    assert found == [g for g in gaps if g.place == Place.parse(there)][number]


def test_the_gap_one_is_in_is_no_next_one() -> None:
    session = Session(template=TEMPLATE, sections={"unfiled": FreeText("a @@x")})
    gaps = find_gaps(session)
    assert next_gap(session, gaps, Place("unfiled"), 5) is None
    assert next_gap(session, gaps, Place("unfiled"), 2) == gaps[0]
    assert next_gap(session, [], Place("unfiled"), 0) is None
