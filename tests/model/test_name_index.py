"""The index of names gives what comparing with each name gives, and compares far fewer."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gsef_tui.model import name_index
from gsef_tui.model.likeness import closest, likeness, name_words
from gsef_tui.model.name_index import NameIndex

FIRST = ["Alice", "Bruno", "Clara", "David", "Emma", "Farid", "Gaëlle", "Hugo", "Inès", "Jonas"]
BEGINNINGS = ["Ba", "Ce", "Di", "Fo", "Gu", "Ha", "Je", "Ki", "Lo", "Mu"]
FAMILY = [a + b for a, b in product(BEGINNINGS, ["ran", "rel", "ric", "sol"])]
NAMES = [f"{first} {family}" for first, family in product(FIRST, FAMILY)]

letters = st.text("abeé -", min_size=0, max_size=9)
slips = st.lists(
    st.tuples(st.sampled_from(["drop", "double", "swap"]), st.integers(0, 30)), max_size=3
)


def misspelled(name: str, slips: list[tuple[str, int]]) -> str:
    for slip, number in slips:
        at = number % max(1, len(name) - 1)
        if slip == "drop":
            name = name[:at] + name[at + 1 :]
        elif slip == "double":
            name = name[:at] + name[at : at + 1] + name[at:]
        else:
            name = name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :]
    return name


@pytest.mark.slow
@settings(deadline=None, max_examples=300)
@given(st.lists(letters, max_size=12), letters)
def test_it_gives_what_comparing_with_each_gives(names: list[str], wanted: str) -> None:
    assert NameIndex(names).closest(wanted) == closest(wanted, names)


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(st.sampled_from(NAMES), slips)
def test_it_finds_misspelled_names_among_many(name: str, slips: list[tuple[str, int]]) -> None:
    wanted = misspelled(name, slips)
    assert INDEX.closest(wanted) == closest(wanted, NAMES)


INDEX = NameIndex(NAMES)


@pytest.mark.slow
@settings(deadline=None, max_examples=300)
@given(st.lists(letters, max_size=12), letters)
def test_every_name_that_is_alike_is_compared(names: list[str], wanted: str) -> None:
    index = NameIndex(names)
    alike = {name for name in names if likeness(wanted, name) > name_index._RATIO + 1e-9}
    found = index._candidates(name_words(wanted)) if alike else set()
    assert alike <= found


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("Mohammed Sahli", "Salhi Mohammed"),
        ("KEVIN OSSAH", "Kevin Ossah"),
        ("Honoré Ouantchi", "Honoré Quantchi"),
        ("Kim", "Kim"),
        ("Li", None),
        ("", None),
        ("Nobody At All", None),
    ],
)
def test_names_as_they_are_written(wanted: str, found: str | None) -> None:
    names = ["Salhi Mohammed", "Kevin Ossah", "Honoré Quantchi", "Kim", "Kimi Li"]
    assert NameIndex(names).closest(wanted) == found == closest(wanted, names)


def test_those_that_have_all_words_of_a_name() -> None:
    index = NameIndex(["Béatrice Alain", "Alain Roux", "Kevin Ossah"])
    assert index.with_words("alain") == {"Béatrice Alain", "Alain Roux"}
    assert index.with_words("Alain Beatrice") == {"Béatrice Alain"}
    assert index.with_words("Alain Paul") == index.with_words("") == set()


def test_few_names_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0

    def counted(one: str, other: str) -> float:
        nonlocal compared
        compared += 1
        return likeness(one, other)

    monkeypatch.setattr(name_index, "likeness", counted)
    for name in NAMES:
        assert INDEX.closest(name) == name
    assert compared == len(NAMES)  # of 400 × 400
    compared = 0
    assert INDEX.closest("Une phrase qui commence un paragraphe") is None
    assert INDEX.closest("Zoé Zwycki") is None
    assert compared < 20
