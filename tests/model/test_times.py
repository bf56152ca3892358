"""Days, hours and zones as people type them, and when a session takes place."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from importlib.resources import files
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from gsef_tui.model.kinds import FACTS
from gsef_tui.model.session import Fact, Session
from gsef_tui.model.template import Field, FieldType, Section, Template
from gsef_tui.model.times import fact_times, read_day, read_hour, read_zone, zone_of
from gsef_tui.storage.templates import require_template

GSEF = require_template("gsef")

THE_DAY = date(2021, 10, 4)


@pytest.mark.parametrize(
    "text",
    [
        "2021-10-04",
        "2021/10/4",
        "2021. 10. 4.",
        "20211004",
        "4/10/2021",
        "04.10.2021",
        "4-10-21",
        "4 octobre 2021",
        "lundi 4 oct. 2021",
        "4 de octubre de 2021",
        "el lunes, 4 de oct 2021",
        "Oct 4 2021",
        "October 4th, 2021",
        "2021 October 4",
        "2021년 10월 4일",
        "2021년10월4일 (월)",
    ],
)
def test_a_day_is_read(text: str) -> None:
    assert read_day(text) == THE_DAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1er août 2021", date(2021, 8, 1)),
        ("10/25/2021", date(2021, 10, 25)),
        ("3 mar 2021", date(2021, 3, 3)),
        ("mar 2 mars 2021", date(2021, 3, 2)),
        ("29 févr. 2024", date(2024, 2, 29)),
    ],
)
def test_a_day_is_read_where_only_one_is_meant(text: str, day: date) -> None:
    assert read_day(text) == day


@pytest.mark.parametrize(
    "text",
    ["", "demain", "4 octobre", "31/2/2021", "ju 3 2021", "4 octobre novembre 2021", "4 foo 2021",
     "1 2 3 4", "٤/١٠/٢٠٢١", "0/0/0", "4/10/02021", "월 3 2021", "9" * 50],
)  # fmt: skip
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_day(text) is None


@given(st.text() | st.text(alphabet="0123456789/.- octmarjuinde년월일", max_size=25))
def test_any_text_may_be_asked_for_a_day_an_hour_a_zone(text: str) -> None:
    assert isinstance(read_day(text, "es"), date | None)
    assert isinstance(read_hour(text), time | None)
    zone = read_zone(text)
    assert zone is None or read_zone(zone) == zone
    assert (zone_of(text) is None) == (zone is None)


def test_a_value_that_is_a_day_or_an_hour_already_is_itself() -> None:
    assert read_day(THE_DAY) == THE_DAY
    assert read_hour(time(20, 30)) == time(20, 30)
    assert read_day(("4/10/2021",)) is None
    assert read_hour(("20h",)) is None


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("20h", time(20)),
        ("20 h 30", time(20, 30)),
        ("20H30", time(20, 30)),
        ("20:30", time(20, 30)),
        ("20.30", time(20, 30)),
        ("2030", time(20, 30)),
        ("9", time(9)),
        ("9:05", time(9, 5)),
        ("20:30:15", time(20, 30, 15)),
        ("8:30 pm", time(20, 30)),
        ("8 p.m.", time(20)),
        ("8:30 p. m.", time(20, 30)),
        ("12am", time(0)),
        ("12 pm", time(12)),
        ("20 heures", time(20)),
        ("20시 30분", time(20, 30)),
        ("오후 8시 30분", time(20, 30)),
        ("오전 9시", time(9)),
        ("24h", time(0)),
        ("20\u202fh\u202f30", time(20, 30)),
    ],
)
def test_an_hour_is_read(text: str, hour: time) -> None:
    assert read_hour(text) == hour


@pytest.mark.parametrize(
    "text", ["", "midi", "25h", "24:30", "20h60", "13 pm", "0 am", "20h00-21h30 KST", "²0h", "20:3"]
)
def test_what_is_no_hour_is_none(text: str) -> None:
    assert read_hour(text) is None


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Asia/Seoul", "Asia/Seoul"),
        ("asia/seoul", "Asia/Seoul"),
        (" Séoul ", "Asia/Seoul"),
        ("서울", "Asia/Seoul"),
        ("KST", "Asia/Seoul"),
        ("kst", "Asia/Seoul"),
        ("Ciudad de México", "America/Mexico_City"),
        ("são paulo", "America/Sao_Paulo"),
        ("New York", "America/New_York"),
        ("Port-au-Prince", "America/Port-au-Prince"),
        ("CEST", "Europe/Paris"),
        ("EST", "America/New_York"),
        ("BRT", "America/Sao_Paulo"),
        ("ART", "America/Argentina/Buenos_Aires"),
        ("WAT", "Africa/Lagos"),
        ("UTC", "UTC"),
        ("GMT", "GMT"),
        ("utc+9", "UTC+9"),
        ("GMT - 3", "UTC-3"),
        ("UTC−05:45", "UTC-5:45"),
        ("+5:30", "UTC+5:30"),
        ("UTC+0", "UTC"),
    ],
)
def test_a_zone_is_read(text: str, zone: str) -> None:
    assert read_zone(text) == zone


@pytest.mark.parametrize("text", ["", "CST", "UTC+15", "Atlantis", "../etc/passwd", "America"])
def test_what_is_no_zone_is_none(text: str) -> None:
    assert read_zone(text) is None


def test_a_zone_can_be_counted_with() -> None:
    assert zone_of("seoul") == ZoneInfo("Asia/Seoul")
    assert zone_of("UTC-3:30") == timezone(-timedelta(hours=3, minutes=30))
    assert zone_of(date(2021, 1, 1)) is None


TEMPLATE = Template(
    id="t",
    names={},
    languages=("en",),
    sections=(
        Section(
            id="about",
            kind=FACTS,
            fields=(
                Field("when", FieldType.DATE, means="day"),
                Field("from", FieldType.TIME, means="starts"),
                Field("to", FieldType.TIME, means="ends"),
                Field("where", FieldType.ZONE, means="zone"),
            ),
        ),
    ),
)


def session(template: Template = TEMPLATE, **facts: Fact) -> Session:
    return Session(
        template=template, facts={key.rstrip("_"): value for key, value in facts.items()}
    )


def test_a_session_takes_place_by_its_facts_whatever_they_are_called() -> None:
    times = fact_times(session(when="4 oct 2021", from_="20h", to=time(21, 30), where="KST"))
    seoul = ZoneInfo("Asia/Seoul")
    assert (times.day, times.starts, times.ends) == (THE_DAY, time(20), time(21, 30))
    assert times.start == datetime(2021, 10, 4, 20, tzinfo=seoul)
    assert times.end == datetime(2021, 10, 4, 21, 30, tzinfo=seoul)


@pytest.mark.parametrize(
    ("starts", "ends", "end"),
    [
        (time(23), time(0, 30), datetime(2021, 10, 5, 0, 30)),
        (time(23), time(6), datetime(2021, 10, 5, 6)),
        (time(23), time(6, 1), datetime(2021, 10, 4, 6, 1)),
        (time(20), time(19), datetime(2021, 10, 4, 19)),
        (time(2), time(4), datetime(2021, 10, 4, 4)),
        (time(0), time(0), datetime(2021, 10, 4, 0)),
    ],
)
def test_an_end_up_to_six_past_midnight_is_the_next_day(
    starts: time, ends: time, end: datetime
) -> None:
    times = fact_times(session(when=THE_DAY, from_=starts, to=ends))
    assert times.end == end


def test_what_is_missing_or_cannot_be_read_is_none() -> None:
    assert fact_times(Session(template=TEMPLATE)).start is None
    times = fact_times(session(when="bientôt", from_="20h", to="tard", where="ici"))
    assert (times.day, times.starts, times.ends, times.zone) == (None, time(20), None, None)
    assert (times.start, times.end) == (None, None)
    without = replace(TEMPLATE, sections=())
    assert fact_times(session(without, when=THE_DAY)).day is None


def test_a_zone_as_files_have_it_is_read_as_any_other_way_to_write_it() -> None:
    """Only the way there is shorter."""
    names = (files("tzdata") / "zones").read_text(encoding="utf-8").split()
    assert len(names) > 400
    assert [name for name in names if read_zone(name) != read_zone(name.lower())] == []
    assert {name for name in names if "/" in name and read_zone(name) != name} == set()
    assert read_zone("") is read_zone(" ") is None
