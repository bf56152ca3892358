from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gsef_tui.model.likeness import (
    ALIKE,
    are_alike,
    closest,
    is_part,
    is_short_for,
    likeness,
    same_organisation,
)
from tests.large import large_session

FULL = "Espace Marocain de l'économie Sociale Solidaire et Environnementale"


NAMES = st.lists(st.sampled_from(["Aïcha", "aicha", "Sahli", "Salhi", "M.", "de", "김", "x", "-"]))


@given(NAMES.map(" ".join), NAMES.map(" ".join), st.integers(0, 4))
def test_whether_two_are_alike_is_whether_their_likeness_is_high(
    one: str, other: str, cut: int
) -> None:
    for second in (other, one[cut:], other[cut:] + one):
        assert are_alike(one, second) == (likeness(one, second) >= ALIKE)


def test_names_that_have_other_letters_are_not_compared_further() -> None:
    likeness.cache_clear()
    names = [person.name for person in large_session(100, 0, 0).people.values()]
    pairs = list(combinations(names, 2))
    assert not any(are_alike(*pair) for pair in pairs)
    assert likeness.cache_info().misses < len(pairs) / 20


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohammed Sahli", "Mohammed Salhi"),
        ("Honoré Quantchi", "Honoré Ouantchi"),
        ("Sahli Mohammed", "M. Mohammed SAHLI"),
        ("Íñigo Quesada Muñoz", "Inigo Quesada Munoz"),
    ],
)
def test_one_name_with_its_slips(one: str, other: str) -> None:
    assert likeness(one, other) >= ALIKE
    assert likeness(one, other) == likeness(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana Ruiz", "Ana Díaz"),
        ("김민수", "김민지"),
        ("Kim Minsu", "Kim Minji"),
        ("", ""),
        ("a", ""),
    ],
)
def test_two_people(one: str, other: str) -> None:
    assert likeness(one, other) < ALIKE


def test_texts_too_long_for_names_are_alike_only_when_they_are_the_same() -> None:
    text = "mot " * 200
    assert likeness(text, text) == 1.0
    assert likeness(text, text + "x") == 0.0


def test_a_part_of_a_name() -> None:
    assert is_part("Mme Alain", "Béatrice Alain")
    assert is_part("Béatrice", "Béatrice Alain")
    assert not is_part("Béatrice Alain", "Béatrice Alain")
    assert not is_part("Al", "Béatrice Al")


@pytest.mark.parametrize("short", ["EMESSE", "emesse", "Espace Marocain"])
def test_an_organisation_in_short(short: str) -> None:
    assert is_short_for(short, FULL)
    assert same_organisation(FULL, short)


@pytest.mark.parametrize("other", ["EMS", "OJEDD", "", FULL, "Solidarité Marocaine"])
def test_another_organisation(other: str) -> None:
    assert not is_short_for(other, FULL)


def test_the_closest_name_unless_two_are_as_close() -> None:
    assert closest("Honoré Ouantchi", ["Kevin Ossah", "Honoré Quantchi"]) == "Honoré Quantchi"
    assert closest("Marie Dupond", ["Marie Dupont", "Marie Dupon"]) is None
    assert closest("Marie Dupont", ["Marie Dupont", "Marie Dupond"]) == "Marie Dupont"
    assert closest("Personne", ["Kevin Ossah"]) is None
    assert closest("Personne", []) is None
