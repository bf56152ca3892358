"""Who has the floor, and for how long: by table, with given times."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from gsef_tui.capture.turns import (
    current,
    follows,
    give,
    offset,
    pass_to,
    speaker,
    take_back,
    turn_lines,
)
from gsef_tui.editing.store import SessionStore
from gsef_tui.editing.transactions import Redo, Replace, ReplaceSilently, TextEdit, Undo
from gsef_tui.model import edits
from gsef_tui.model.places import Place
from gsef_tui.model.session import Person, Session
from gsef_tui.model.times import SessionTimes, fact_times
from gsef_tui.model.turns import LONGEST, minutes, turns
from gsef_tui.storage.decode import decode
from gsef_tui.storage.encode import encode
from gsef_tui.storage.templates import require_template

TEMPLATE = require_template("gsef")
SEOUL = ZoneInfo("Asia/Seoul")
START = datetime(2031, 10, 4, 20, 0, tzinfo=SEOUL)
TIMES = SessionTimes(START.date(), zone=SEOUL, start=START, end=START + timedelta(minutes=90))
SESSION = Session(
    template=TEMPLATE,
    people={
        "CS": Person(role="moderator", name="Chloé Sécher"),
        "BA": Person(role="speaker", name="Béatrice Alain"),
        "KO": Person(role="speaker", name="Kevin Ossah"),
    },
)


def at(minute: float) -> datetime:
    return START + timedelta(minutes=minute)


def spoken(*given: tuple[float, str]) -> Session:
    session = SESSION
    for minute, code in given:
        session = give(session, code, at(minute))
    return session


def written(session: Session) -> list[tuple[str, datetime, datetime | None]]:
    return [(turn.who, turn.begins, turn.ends) for turn in turns(session)]


def test_a_turn_ends_where_the_next_begins() -> None:
    session = spoken((0, "BA"), (7, "KO"), (9, ""))
    assert session.extra["floor"] == {
        "f1": {"who": "BA", "from": at(0), "to": at(7)},
        "f2": {"who": "KO", "from": at(7), "to": at(9)},
    }
    assert minutes(session) == {"BA": 7, "KO": 2}
    assert current(session, at(10)) is None


def test_who_has_the_floor_keeps_it_and_nothing_is_made() -> None:
    session = spoken((0, "BA"))
    assert give(session, "BA", at(5)) is session
    assert give(SESSION, "", at(5)) is SESSION
    assert give(SESSION, "_", at(5)) is SESSION
    turn = current(session, at(5))
    assert turn is not None
    assert (turn.who, turn.begins) == ("BA", at(0))


@pytest.mark.parametrize(
    ("given", "now", "expected"),
    [
        ([], 10, {}),
        ([(0, "BA")], None, {"BA": 0}),
        ([(0, "BA")], 7.5, {"BA": 7.5}),
        ([(0, "BA"), (4, "KO"), (6, "BA")], 9, {"BA": 7, "KO": 2}),
        ([(0, "BA"), (4, ""), (6, "BA"), (7, "")], 30, {"BA": 5}),
        ([(0, "BA")], 500, {"BA": 0}),
        ([(0, "BA"), (500, "KO"), (503, "")], 510, {"BA": 0, "KO": 3}),
    ],
)
def test_minutes(
    given: list[tuple[float, str]], now: float | None, expected: Mapping[str, float]
) -> None:
    assert minutes(spoken(*given), at(now) if now is not None else None) == expected


def test_a_turn_that_was_forgotten_is_nobodys() -> None:
    session = spoken((0, "BA"))
    assert current(session, START + LONGEST) is not None
    assert current(session, START + LONGEST + timedelta(seconds=1)) is None
    assert current(session, at(-1)) is None, "the clock was set back"


def test_a_turn_is_given_to_somebody_else_from_its_beginning() -> None:
    session = pass_to(spoken((0, "KO"), (3, "BA")), "CS", at(5))
    assert written(session) == [("KO", at(0), at(3)), ("CS", at(3), None)]
    assert written(pass_to(SESSION, "CS", at(5))) == [("CS", at(5), None)]


def test_turns_are_in_the_file_with_their_zone_and_read_back() -> None:
    session = spoken((0, "BA"), (7, "KO"))
    text = encode(session).decode()
    assert '[floor.f1]\nwho = "BA"\nfrom = 2031-10-04 20:00:00+09:00\n' in text
    found = decode(text.encode(), "s.toml")
    assert found.extra["floor"] == session.extra["floor"]
    assert minutes(found) == {"BA": 7, "KO": 0}


def test_what_a_hand_wrote_is_kept_and_counts_only_where_it_is_a_turn() -> None:
    table: dict[str, Any] = {
        "f1": {"who": "BA", "from": "20:00"},
        "f2": {"who": "KO", "from": datetime(2031, 10, 4, 20)},
        "f3": "BA",
        "f7": {"who": "CS", "from": at(1), "to": at(0), "note": "late"},
    }
    session = Session(template=TEMPLATE, people=SESSION.people, extra={"floor": table})
    assert written(session) == [("CS", at(1), None)]
    after = give(session, "BA", at(2))
    assert after.extra["floor"]["f8"] == {"who": "BA", "from": at(2)}
    assert {key: after.extra["floor"][key] for key in ("f1", "f2", "f3")} == {
        key: table[key] for key in ("f1", "f2", "f3")
    }
    assert after.extra["floor"]["f7"]["note"] == "late"
    odd = Session(template=TEMPLATE, extra={"floor": 3})
    assert give(odd, "BA", at(0)) is odd
    assert turns(odd) == []


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("presentations.BA", "BA"),
        ("answers.KO", "KO"),
        ("closing.moderator", "CS"),
        ("closing.KO", "KO"),
        ("exchanges.q1.KO", "KO"),
        ("exchanges.q1", ""),
        ("exchanges.q1.asked_by", ""),
        ("exchanges.q1._", ""),
        ("presentations.ZZ", ""),
        ("people.BA", ""),
        ("unfiled", ""),
        ("nowhere.BA", ""),
    ],
)
def test_whose_floor_a_place_is(place: str, code: str) -> None:
    assert speaker(SESSION, Place.parse(place)) == code


@pytest.mark.parametrize(
    ("minute", "follows_then"),
    [(-61, False), (-60, True), (0, True), (90, True), (91, False), (3000, False)],
)
def test_notes_give_the_floor_until_the_session_ends(minute: float, follows_then: bool) -> None:
    assert follows(SESSION, TIMES, at(minute)) is follows_then
    assert follows(SESSION, TIMES, at(minute).astimezone(UTC)) is follows_then


@pytest.mark.parametrize("year", [1, 9999])
def test_the_ends_of_the_calendar_are_no_trouble(year: int) -> None:
    first, last = datetime(year, 1, 1, tzinfo=SEOUL), datetime(year, 12, 31, 23, 59, tzinfo=SEOUL)
    times = SessionTimes(last.date(), zone=SEOUL, start=first, end=last)
    assert not follows(SESSION, times, at(0))
    turn = {"who": "BA", "from": first, "to": last}
    facts: dict[str, Any] = {
        "date": last.date(),
        "starts": time(23, 59),
        "time_zone": "Seoul",
        "recording_starts": time(0, 5),
    }
    session = Session(template=TEMPLATE, facts=facts, extra={"floor": {"f1": turn}})
    assert turn_lines(session, at(0)) == []
    offset(session, fact_times(session), at(0))


def test_an_unknown_hour_sets_no_limit() -> None:
    only_end = replace(TIMES, start=None)
    assert [follows(SESSION, only_end, at(m)) for m in (-500, 90, 91)] == [True, True, False]
    only_start = replace(TIMES, end=None)
    assert [follows(SESSION, only_start, at(m)) for m in (-61, -60, 91)] == [False, True, True]


def test_without_hours_and_after_a_hand_gave_the_floor_they_do_too() -> None:
    assert follows(SESSION, SessionTimes(), at(9000))
    assert follows(spoken((9000, "BA")), TIMES, at(9001))


@pytest.mark.parametrize(
    ("starts", "said"),
    [
        (time(19, 58), timedelta(minutes=9)),
        ("19h58", timedelta(minutes=9)),
        (at(-2), timedelta(minutes=9)),
        (datetime(2031, 10, 4, 19, 58), timedelta(minutes=9)),
        (time(20, 8), None),
        ("soon", None),
        (None, None),
    ],
)
def test_a_moment_is_an_offset_into_the_recording_once_its_start_is_known(
    starts: object, said: timedelta | None
) -> None:
    facts: dict[str, Any] = {"date": date(2031, 10, 4), "starts": time(20), "time_zone": "Seoul"}
    extra: dict[str, Any] = {}
    if isinstance(starts, datetime):
        extra = {"session": {"recording_starts": starts}}
    elif starts is not None:
        facts["recording_starts"] = starts
    session = Session(template=TEMPLATE, facts=facts, extra=extra)
    assert offset(session, fact_times(session), at(7)) == said


FACTS: dict[str, Any] = {
    "date": date(2031, 10, 4),
    "starts": time(20),
    "ends": time(21, 30),
    "time_zone": "Seoul",
}


def test_the_end_of_the_session_ends_the_turn_that_goes_on() -> None:
    session = replace(SESSION, facts=FACTS)
    session = give(give(session, "BA", at(60)), "KO", at(80))
    turn = current(session, at(90))
    assert turn is not None
    assert turn.who == "KO"
    assert current(session, at(91)) is None
    assert not follows(session, fact_times(session), at(91)), "what is completed gives no floor"
    for later in (91, 5000):
        assert minutes(session, at(later)) == {"BA": 20, "KO": 10}
    assert turn_lines(session, at(95))[-1] == "21:20–21:30   10 min  KO Kevin Ossah"


def test_a_session_that_runs_over_goes_on_once_a_hand_gives_the_floor() -> None:
    session = replace(SESSION, facts=FACTS)
    session = give(give(session, "KO", at(80)), "BA", at(95))
    assert written(session) == [("KO", at(80), at(90)), ("BA", at(95), None)]
    assert current(session, at(97)) is not None
    assert follows(session, fact_times(session), at(97))
    assert minutes(give(session, "KO", at(99)), at(100)) == {"KO": 11, "BA": 4}


def test_an_end_without_a_zone_is_this_machines(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = {key: value for key, value in FACTS.items() if key != "time_zone"}
    here = datetime(2031, 10, 4, 21, 20).astimezone()
    session = give(replace(SESSION, facts=facts), "BA", here)
    assert current(session, here + timedelta(minutes=10)) is not None
    assert current(session, here + timedelta(minutes=11)) is None


def test_a_floor_taken_back_was_never_given() -> None:
    before = give(SESSION, "BA", at(0))
    session = give(before, "KO", at(5))
    assert take_back(session, before, at(6)) == before
    assert take_back(give(SESSION, "BA", at(0)), SESSION, at(6)) == SESSION
    later = give(session, "CS", at(7))
    assert take_back(later, before, at(8)) is later, "somebody else has spoken since"
    ended = give(session, "", at(7))
    assert take_back(ended, before, at(8)) is ended
    was = give(before, "", at(2))
    assert take_back(give(was, "KO", at(5)), was, at(6)) == was


def test_a_session_over_midnight_is_recorded_from_its_second_day() -> None:
    session = Session(
        template=TEMPLATE,
        facts={
            "date": date(2031, 10, 4),
            "starts": time(23, 59),
            "time_zone": "Seoul",
            "recording_starts": time(0, 5),
        },
    )
    moment = datetime(2031, 10, 5, 0, 15, tzinfo=SEOUL)
    times = fact_times(session)
    assert offset(session, times, moment) == timedelta(minutes=10)


def test_who_spoke_when_is_a_line_a_turn() -> None:
    facts: dict[str, Any] = {"date": date(2031, 10, 4), "starts": time(20), "time_zone": "Seoul"}
    session = replace(spoken((5, "BA"), (12, "KO"), (12.5, "ZZ")), facts=facts)
    assert turn_lines(session, at(30).astimezone(UTC)) == [
        "20:05–20:12    7 min  BA Béatrice Alain",
        "20:12–20:12    0 min  KO Kevin Ossah",
        "20:12–        18 min  ZZ ?",
    ]
    session = replace(session, facts={**facts, "recording_starts": time(20, 10, 30)})
    assert turn_lines(session, at(5000)) == [
        "20:05–20:12    7 min  BA Béatrice Alain",
        "20:12–20:12    0 min  +0:01:30  KO Kevin Ossah",
        "20:12–                +0:02:00  ZZ ?",
    ]


def test_another_code_is_another_code_in_the_turns() -> None:
    session = spoken((0, "BA"), (7, "KO"))
    assert list(minutes(edits.change_code(session, "BA", "BEA"))) == ["BEA", "KO"]
    assert list(minutes(edits.merge_people(session, "BA", "KO"))) == ["KO"]


def test_undo_takes_back_notes_and_never_turns() -> None:
    store = SessionStore(SESSION)
    place = Place("presentations", "BA")
    store.dispatch(TextEdit(place, 0, "", "oui"))
    store.dispatch(ReplaceSilently(give(store.session, "BA", at(0))))
    store.dispatch(Replace(edits.change_code(store.session, "BA", "BEA"), place))
    store.dispatch(ReplaceSilently(give(store.session, "KO", at(7))))
    assert [turn.who for turn in turns(store.session)] == ["BEA", "KO"]
    store.dispatch(Undo())
    assert written(store.session) == [("BA", at(0), at(7)), ("KO", at(7), None)]
    store.dispatch(Undo())
    assert store.text(place) == ""
    assert store.dispatch(Undo()) is None
    assert minutes(store.session) == {"BA": 7, "KO": 0}
    store.dispatch(Redo())
    store.dispatch(Redo())
    assert [turn.who for turn in turns(store.session)] == ["BEA", "KO"]


def test_an_idea_taken_back_leaves_the_turns_made_since() -> None:
    store = SessionStore(SESSION)
    idea = Session(
        template=TEMPLATE, people=SESSION.people, extra={"ideas": {"i1": {"text": "une idée"}}}
    )
    store.dispatch(Replace(idea, Place("unfiled")))
    store.dispatch(ReplaceSilently(give(store.session, "BA", at(0))))
    store.dispatch(Undo())
    assert list(store.session.extra) == ["floor"]


@given(st.lists(st.tuples(st.integers(1, 30), st.sampled_from(["BA", "KO", ""])), max_size=4))
def test_the_minutes_of_all_are_the_time_somebody_had_the_floor(
    steps: list[tuple[int, str]],
) -> None:
    session, minute, held = SESSION, 0, 0
    who = ""
    for length, code in steps:
        session = give(session, code, at(minute))
        who = code
        minute += length
        held += length if who else 0
    assert sum(minutes(session, at(minute)).values()) == held
