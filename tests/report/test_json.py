"""JSON: the session as stored."""

from __future__ import annotations

import json
from datetime import date, datetime, timezone

import pytest
from msgspec.structs import replace

from gsef_tui.model.session import Session
from gsef_tui.report.json import to_json
from gsef_tui.storage.templates import require_template

from .golden_session import ANSWERS, EXCHANGES, LANGUAGES, golden_session

GSEF = require_template("gsef")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_are_those_of_the_file(language: str) -> None:
    data = json.loads(to_json(golden_session(language)))
    assert list(data) == [
        "format", "template", "language", "forum", "session", "people", "presentations", "answers",
        "exchanges", "closing", "screenshots", "unfiled",
    ]  # fmt: skip
    assert data["language"] == language
    assert data["session"]["date"] == "2026-10-01"
    assert data["session"]["starts"] == "20:00:00"
    assert list(data["answers"].items()) == list(ANSWERS.items())
    assert list(data["exchanges"]) == list(EXCHANGES)
    assert data["exchanges"]["q1"]["answers"]["TO"] == "The trust does."
    assert data["closing"]["moderator"].startswith("Trois idées")


def test_what_the_program_does_not_know_is_there_too() -> None:
    when = datetime(2021, 10, 4, 20, 0, tzinfo=timezone.utc)  # noqa: UP017
    session = replace(
        Session(template=GSEF),
        extra={"ideas": {"i1": {"at": when, "odd": [1, 2.5, True, float("inf")]}}},
    )
    data = json.loads(to_json(session), parse_constant=pytest.fail)
    assert data["ideas"]["i1"] == {"at": "2021-10-04T20:00:00+00:00", "odd": [1, 2.5, True, "inf"]}


def test_letters_stay_letters() -> None:
    session = Session(template=GSEF, facts={"title": "한국 & é", "date": date(2021, 10, 4)})
    assert '"title": "한국 & é"' in to_json(session)
