"""The date in a document's properties says when the session began, whenever the report is made."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from msgspec.structs import replace

from gsef_tui.model.session import Fact
from gsef_tui.report.file_dates import NEVER, property_date
from gsef_tui.report.outline import make_outline

from .every_block import outline
from .golden_session import golden_session


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (None, NEVER),
        (datetime(2026, 10, 1, 20, 0), datetime(2026, 10, 1, 20, 0)),
        (datetime(2026, 10, 1, 20, 0, tzinfo=UTC), datetime(2026, 10, 1, 20, 0)),
        (
            datetime(2026, 1, 1, 2, 0, tzinfo=timezone(timedelta(hours=9))),
            datetime(2025, 12, 31, 17, 0),
        ),
        (datetime.min.replace(tzinfo=timezone(timedelta(hours=9))), NEVER),
        (datetime.max.replace(tzinfo=timezone(timedelta(hours=-9))), NEVER),
        (datetime(206, 1, 1), NEVER),
    ],
)
def test_it_is_in_utc(held: datetime | None, expected: datetime) -> None:
    assert property_date(replace(outline(), held=held)) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, None),
        ({"date": date(2026, 10, 1)}, datetime(2026, 10, 1)),
        ({"date": date(2026, 10, 1), "starts": time(9, 30)}, datetime(2026, 10, 1, 9, 30)),
        ({"date": "1er octobre 2026", "starts": "9h30"}, datetime(2026, 10, 1, 9, 30)),
        ({"date": "un jour"}, None),
    ],
)
def test_a_session_begins_as_its_facts_say(
    facts: dict[str, Fact], expected: datetime | None
) -> None:
    assert make_outline(replace(golden_session("fr"), facts=facts)).held == expected
