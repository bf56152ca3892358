"""What the header says in the last minutes, and who spoke long with little noted."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from gsef_tui.checks import Finding, check
from gsef_tui.checks.last_minutes import in_fewer_words, still_missing
from gsef_tui.model.session import Exchange, Person, SectionValue, Session
from gsef_tui.storage.templates import require_template

TEMPLATE = require_template("gsef")
START = datetime(2031, 10, 4, 20, 0, tzinfo=ZoneInfo("Asia/Seoul"))
PEOPLE = {
    "CS": Person(role="moderator", name="Chloé Sécher"),
    "BA": Person(role="speaker", name="Béatrice Alain"),
    "KO": Person(role="speaker", name="Kevin Ossah"),
    "MS": Person(role="speaker", name="Mohammed Sahli"),
}


def missing(rule: str, place: str) -> Finding:
    return Finding(rule, place, "", "missing")


@pytest.mark.parametrize(
    ("findings", "says"),
    [
        ([], []),
        ([missing("no-title", "facts.title")], []),
        ([missing("no-answer", "answers.BA")], ["BA no answer"]),
        (
            [missing("no-answer", "answers.BA"), missing("no-answer", "answers.KO")],
            ["BA, KO no answer"],
        ),
        ([missing("no-answer", f"answers.{c}") for c in ("BA", "KO", "MS")], ["3 × no answer"]),
        (
            [
                missing("no-screenshot", "screenshots"),
                missing("no-conclusion", "closing"),
                missing("gap", "answers.KO"),
                missing("gap", "answers.MS"),
                missing("no-answer", "answers.BA"),
            ],
            ["BA no answer", "2 gaps", "no conclusion", "group photo"],
        ),
        ([missing("open-question", "exchanges.q1")], ["1 open question"]),
    ],
)
def test_what_can_still_be_asked_for(findings: list[Finding], says: list[str]) -> None:
    assert still_missing(findings) == says


def test_it_is_said_in_fewer_words_where_there_is_less_room() -> None:
    assert in_fewer_words(["BA no answer", "2 gaps", "group photo"]) == [
        "BA no answer · 2 gaps · group photo",
        "BA no answer · 2 gaps · +1",
        "BA no answer · +2",
    ]
    assert in_fewer_words(["BA no answer", "2 gaps"], 5) == [
        "BA no answer · 2 gaps",
        "BA no answer · +1",
        "5 missing",
    ]
    assert in_fewer_words(["1 open question", "2 gaps"], 0)[-1] == "1 open question · +1"
    assert in_fewer_words(["2 gaps"]) == ["2 gaps"]
    assert in_fewer_words(["no conclusion"], 1) == ["no conclusion"]
    assert in_fewer_words([]) == []


def test_the_rules_named_here_are_those_of_a_check() -> None:
    notes = {"KO": "un @@ deux", "BA": "oui", "MS": "non"}
    sections: dict[str, SectionValue] = {
        "presentations": notes,
        "exchanges": {"q1": Exchange("Qui ?")},
    }
    session = Session(template=TEMPLATE, people={**PEOPLE, "X1": Person()}, sections=sections)
    assert still_missing(check(session)) == [
        "X1 no presentation",
        "4 × no answer",
        "X1 no name",
        "1 open question",
        "1 gap",
        "no conclusion",
        "group photo",
    ]


def spoken(words: dict[str, int], minutes: dict[str, float]) -> Session:
    table, begins = {}, START
    for number, (code, length) in enumerate(minutes.items(), 1):
        ends = begins + timedelta(minutes=length)
        table[f"f{number}"] = {"who": code, "from": begins, "to": ends}
        begins = ends
    notes = {code: "mot " * count for code, count in words.items()}
    return Session(
        template=TEMPLATE, people=PEOPLE, sections={"presentations": notes}, extra={"floor": table}
    )


def little(session: Session, now: datetime | None = None) -> list[tuple[str, str]]:
    found = check(session, now=now)
    assert all(f.severity == "hint" for f in found if f.rule == "much-floor-few-words")
    return [(f.place, f.message) for f in found if f.rule == "much-floor-few-words"]


@pytest.mark.parametrize(
    ("words", "minutes", "places"),
    [
        ({"BA": 100}, {"BA": 10}, []),
        ({"BA": 49}, {"BA": 10}, ["presentations.BA"]),
        ({"BA": 50}, {"BA": 10}, []),
        ({"BA": 0}, {"BA": 2.9}, []),
        ({"BA": 0}, {"BA": 3}, ["presentations.BA"]),
        ({"BA": 80, "KO": 300, "MS": 330}, {"BA": 10, "KO": 10, "MS": 10}, ["presentations.BA"]),
        ({"BA": 120, "KO": 300, "MS": 330}, {"BA": 10, "KO": 10, "MS": 10}, []),
        ({"CS": 0}, {"CS": 10}, []),
        ({}, {"ZZ": 10}, []),
    ],
)
def test_who_spoke_long_and_has_little_noted(
    words: dict[str, int], minutes: dict[str, float], places: list[str]
) -> None:
    assert [place for place, _ in little(spoken(words, minutes))] == places


def test_it_says_how_much_and_counts_a_turn_that_goes_on() -> None:
    session = spoken({"BA": 12}, {"BA": 7})
    assert little(session) == [("presentations.BA", "12 words noted for 7 min of speaking")]
    going = replace(session, extra={"floor": {"f1": {"who": "BA", "from": START}}})
    assert little(going) == []
    assert little(going, START + timedelta(minutes=8)) == [
        ("presentations.BA", "12 words noted for 8 min of speaking")
    ]
