from __future__ import annotations

from datetime import UTC, datetime

import pytest

from gsef_tui.model.stamps import stamp, without_stamps

MOMENT = datetime(2031, 10, 4, 20, 47, 5, tzinfo=UTC)


@pytest.mark.parametrize(("lag", "text"), [(0, "[20:47]"), (6, "[20:46]"), (3.5, "[20:47]")])
def test_a_stamp_is_the_moment_less_the_lag(lag: float, text: str) -> None:
    assert stamp(MOMENT, lag) == text


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("[20:47] Deux fermes", "Deux fermes"),
        ("- [20:47] Deux fermes [20:48], une", "- Deux fermes, une"),
        ("Deux [20:47] fermes", "Deux fermes"),
        ("Deux fermes [20:47]\nune école [20:48].", "Deux fermes\nune école."),
        ("  - [20:47]Deux", "  - Deux"),
        ("[20:47]", ""),
        ("[20:47][20:48] a", "a"),
        ("[24:00] [20:7] [x] 20:47 [20:47:10]", "[24:00] [20:7] [x] 20:47 [20:47:10]"),
    ],
)
def test_a_stamp_goes_with_one_of_its_spaces(text: str, printed: str) -> None:
    assert without_stamps(text) == printed


def test_a_run_of_spaces_costs_its_length() -> None:
    text = " " * 300_000 + "["
    assert without_stamps(text) == text


def test_what_a_stamp_types_is_what_is_left_out() -> None:
    assert without_stamps(stamp(MOMENT)) == ""
