"""Days, hours and zones as each language writes them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from gsef_tui.report.dates import day_text, days_text, hour_text, zone_text


@pytest.mark.parametrize(
    ("language", "text", "first"),
    [
        ("fr", "4 octobre 2021", "1er mai 2026"),
        ("en", "4 October 2021", "1 May 2026"),
        ("es", "4 de octubre de 2021", "1 de mayo de 2026"),
        ("ko", "2021년 10월 4일", "2026년 5월 1일"),
        ("de", "4. Oktober 2021", "1. Mai 2026"),
        ("no such language", "4 October 2021", "1 May 2026"),
    ],
)
def test_a_day_has_its_month_in_full(language: str, text: str, first: str) -> None:
    assert day_text(date(2021, 10, 4), language) == text
    assert day_text(date(2026, 5, 1), language) == first


@pytest.mark.parametrize(
    ("language", "in_a_month", "in_two", "in_two_years"),
    [
        ("fr", "1er-5 octobre 2020", "4 septembre - 4 octobre 2020",
         "30 décembre 2020 - 2 janvier 2021"),
        ("en", "1-5 October 2020", "4 September - 4 October 2020",
         "30 December 2020 - 2 January 2021"),
        ("es", "1-5 de octubre de 2020", "4 de septiembre - 4 de octubre de 2020",
         "30 de diciembre de 2020 - 2 de enero de 2021"),
        ("ko", "2020년 10월 1일-5일", "2020년 9월 4일 - 10월 4일",
         "2020년 12월 30일 - 2021년 1월 2일"),
    ],
)  # fmt: skip
def test_days_in_a_row_say_once_what_they_share(
    language: str, in_a_month: str, in_two: str, in_two_years: str
) -> None:
    assert days_text(date(2020, 10, 1), date(2020, 10, 5), language) == in_a_month
    assert days_text(date(2020, 9, 4), date(2020, 10, 4), language) == in_two
    assert days_text(date(2020, 12, 30), date(2021, 1, 2), language) == in_two_years
    one = date(2020, 10, 2)
    assert days_text(one, one, language) == day_text(one, language)


def test_an_hour_has_an_h_in_french() -> None:
    hours = {language: hour_text(time(8, 5), language) for language in ("fr", "en", "es", "ko")}
    assert hours == {"fr": "08h05", "en": "08:05", "es": "08:05", "ko": "08:05"}


@pytest.mark.parametrize(
    ("zone", "winter", "summer", "no_day"),
    [
        ("Asia/Seoul", "KST", "KST", "KST"),
        ("Europe/Paris", "CET", "CEST", "Europe/Paris"),
        ("America/Sao_Paulo", "UTC−3", "UTC−3", "UTC−3"),
        ("Asia/Kathmandu", "UTC+5:45", "UTC+5:45", "UTC+5:45"),
        ("UTC", "UTC", "UTC", "UTC"),
    ],
)
def test_a_zone_is_called_by_its_letters_or_its_distance(
    zone: str, winter: str, summer: str, no_day: str
) -> None:
    info = ZoneInfo(zone)
    assert zone_text(info, datetime(2021, 1, 4, 20, tzinfo=info)) == winter
    assert zone_text(info, date(2021, 7, 4)) == summer
    assert zone_text(info, None) == no_day


def test_a_distance_alone_is_a_zone() -> None:
    assert zone_text(timezone(timedelta(hours=9)), None) == "UTC+9"
    assert zone_text(timezone(-timedelta(hours=3, minutes=30)), None) == "UTC−3:30"
