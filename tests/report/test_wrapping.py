"""Text folded at a width."""

from __future__ import annotations

import re
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from gsef_tui.report.formats import Options, ReportInput, format_for
from gsef_tui.report.outline import make_outline
from gsef_tui.report.wrapping import wrapped

from .golden_session import LANGUAGES, golden_session


def test_a_line_goes_on_under_the_text_of_its_marker() -> None:
    lines = "- un deux trois quatre cinq", "  - six sept huit neuf dix onze douze", "10. un deux"
    assert wrapped("\n".join(lines), 24).split("\n") == [
        "- un deux trois quatre",
        "  cinq",
        "  - six sept huit neuf",
        "    dix onze douze",
        "10. un deux",
    ]


def test_a_line_goes_on_under_a_number_of_three_digits_and_not_under_a_year() -> None:
    assert wrapped("100. un deux trois quatre cinq", 25) == ("100. un deux trois quatre\n     cinq")
    assert wrapped("2009. un deux trois quatre", 22) == "2009. un deux trois\nquatre"
    assert wrapped(">50 % un deux trois quatre", 22) == ">50 % un deux trois\nquatre"


def test_a_quote_s_sign_stands_on_every_line() -> None:
    assert wrapped("> - un deux trois quatre cinq six", 24).split("\n") == [
        "> - un deux trois quatre",
        ">   cinq six",
    ]


def test_a_korean_letter_is_two_columns_wide() -> None:
    assert wrapped("서울사회주택 협동조합 현황", 22) == "서울사회주택 협동조합\n현황"


def test_letters_typed_in_parts_are_as_wide_as_they_are_shown() -> None:
    """macOS gives Hangul and accents in parts: three code points that take two columns."""
    apart = normalize("NFD", "한글 한글 한글 한글")
    assert wrapped(f"{apart} 끝", 20) == f"{apart}\n끝"
    accents = normalize("NFD", "ééééé ééééé éééé éé")
    assert wrapped(f"{accents} fin", 20) == f"{accents}\nfin"


def test_a_web_address_is_not_broken() -> None:
    address = "https://example.org/" + "a" * 90
    assert wrapped(f"voir {address} ici", 72).split("\n") == ["voir", address, "ici"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_at_72_columns_says_the_same_in_lines_that_fit(language: str) -> None:
    session = golden_session(language)
    known = format_for("text")
    assert known
    whole, folded = (
        known.render(
            ReportInput(session, make_outline(session), options=Options(columns=columns))
        ).data.decode()
        for columns in (0, 72)
    )
    assert max(map(cell_len, folded.split("\n"))) <= 72
    assert max(map(cell_len, whole.split("\n"))) > 72
    assert folded.split() == whole.split()


@given(st.text(st.sampled_from("ab é서->1. \n"), max_size=200), st.integers(20, 80))
def test_folding_loses_nothing_but_spaces_at_line_ends(text: str, columns: int) -> None:
    signs = re.compile(r"[>\s]")
    assert signs.sub("", wrapped(text, columns)) == signs.sub("", text)
