"""Which beginnings of a line are the marker of an item."""

from __future__ import annotations

import re

import pytest

from gsef_tui.model.item_markers import ITEM_MARKER, QUOTE_MARKER, read_item_number

MARKER = re.compile(rf"(?:{ITEM_MARKER})(?=[ \t]|$)")


@pytest.mark.parametrize(
    "line",
    [
        "- a", "* a", "1. a", "12) a", "999. a", "1.", "5. 12 personnes", "1. 2,5 %", "3) 4. a",
        "0. a", "01. a", "09) a",
    ],
)  # fmt: skip
def test_an_item(line: str) -> None:
    assert MARKER.match(line)


@pytest.mark.parametrize(
    "line",
    [
        "2009. Création", "+ 3 %", "5. 12. 개회식", "5. 12.(금) 개회식", "12. 31.", "5.12. 개회식",
        "26. 5. 12. 개회식", "5. 12.~13. 이틀",
    ],
)  # fmt: skip
def test_a_year_or_a_month_and_a_day_is_text(line: str) -> None:
    assert not MARKER.match(line)


@pytest.mark.parametrize("line", ["007. a", "00. a", "010) a", "0001. a"])
def test_a_number_that_no_list_prints_so_is_text(line: str) -> None:
    """Word and browsers put a zero before one digit only."""
    assert not MARKER.match(line)


def test_a_comparison_is_no_quote() -> None:
    quotes = {line: bool(re.match(QUOTE_MARKER, line)) for line in ("> 50 %", ">a", ">> a", ">")}
    assert all(quotes.values())
    assert not any(re.match(QUOTE_MARKER, line) for line in (">50 %", ">= 50 %", ">=50"))


@pytest.mark.parametrize(
    ("marker", "number"),
    [("7.", (7, "", ".")), ("07)", (7, "0", ")")), ("999.", (999, "", ".")), ("0.", (0, "", "."))],
)
def test_the_number_of_an_item_is_read_with_the_signs_around_it(
    marker: str, number: tuple[int, str, str]
) -> None:
    assert read_item_number(marker) == number


@pytest.mark.parametrize("marker", ["-", "*", "", "7", "7.)"])
def test_a_marker_that_is_no_number_has_none(marker: str) -> None:
    assert read_item_number(marker) is None
