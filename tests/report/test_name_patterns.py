"""Names are found in one pass, as if each were looked for at each place."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gsef_tui.report import name_patterns
from gsef_tui.report.name_patterns import Named, NameIndex, replacing
from tests.large import large_session

PIECES = (
    *("a", "b", "é", "É", "e\u0301", "ß", "ss", "i", "I", "İ", "ſ", "K", "k", "N", "½", "ﬁ", "ǅ"),
    *("'", "’", "ʼ", "-", "\u2011", "_", "*", ".", "(", "«", " ", "  ", "\u00a0"),
    *("김", "민", "수", "ᄀ", "ᅵ", "ᆷ", "カ", "राम", "ी"),
)


def one_by_one(named: list[Named], text: str) -> str:
    """The names replaced by one pattern of all of them, tried in their order at each place."""
    by_name = {each.name.strip().casefold(): each for each in reversed(named)}
    by_name.pop("", None)
    longest = sorted(by_name.values(), key=lambda each: len(each.name), reverse=True)
    if not longest:
        return text
    pattern = "|".join(f"({name_patterns._pattern(each)})" for each in longest)

    def put(found: re.Match[str]) -> str:
        return name_patterns._marked(longest[(found.lastindex or 1) - 1].put, found[0])

    return re.sub(pattern, put, text, flags=re.IGNORECASE)


@st.composite
def names_and_text(draw: st.DrawFn) -> tuple[list[Named], str]:
    written = draw(st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=4), max_size=6))
    found = [
        Named("".join(pieces), f"<{n}>", is_code=draw(st.booleans()) and n % 3 == 0)
        for n, pieces in enumerate(written)
    ]
    parts = (*PIECES, *(" " for _ in range(8)), *(each.name for each in found for _ in range(3)))
    return found, "".join(draw(st.lists(st.sampled_from(parts), max_size=14)))


@pytest.mark.parametrize("text", ["a*a", "a**a et b", "(a*a)", "b a*a"])
def test_a_name_with_an_asterisk_is_found(text: str) -> None:
    named = [Named("a*a", "<0>", is_code=False)]
    assert "<0>" in replacing(named)(text)
    assert replacing(named)(text) == one_by_one(named, text)


@given(names_and_text())
def test_the_same_names_are_found_as_one_by_one(case: tuple[list[Named], str]) -> None:
    named, text = case
    assert replacing(named)(text) == one_by_one(named, text)


def test_of_two_names_at_one_place_the_longer_one_counts() -> None:
    change = replacing([Named("Ana", "1"), Named("Ana Mir", "2"), Named("아나", "3")])
    assert change("Ana Mir, Ana Mira, ANA, 아나는") == "2, 1 Mira, 1, 3는"


def compared(people: int, text: str) -> int:
    session = large_session(people, 0, 0)
    index = NameIndex((p.name, name_patterns._bounded(p.name)) for p in session.people.values())
    found = sum(1 for _ in index.find(text))
    assert found == text.count("Awa")
    return index.tried


def test_more_names_are_no_more_work_where_the_text_does_not_begin_as_they_do() -> None:
    """The text has one name of the first ten in a hundred words."""
    name = next(iter(large_session(10, 0, 0).people.values())).name
    assert name.startswith("Awa")
    text = ("les voisins achètent ensemble " * 25 + name + ". ") * 20
    assert compared(10, text) == compared(600, text) == 20
