from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gsef_tui.model.codes import UNKNOWN, NoCodeLeft, is_code, make_code


@pytest.mark.parametrize(
    ("name", "taken", "code"),
    [
        ("Béatrice Alain", [], "BA"),
        ("Kevin Ossah", ["KO"], "KOS"),
        ("Kevin Ossah", ["KO", "KOS"], "KOSS"),
        ("Jean-Luc de la Tour", ["JT"], "JTO"),
        ("Mohammed", [], "MO"),
        ("Mohammed", ["MO", "MOH"], "MOHA"),
        ("B", [], "BX"),
        ("B", ["BX"], "BX2"),
        ("김민수", [], "GS"),
        ("夏璇", [], "XX"),
        ("Ольга Иванова", [], "OI"),
        ("Queen 2", [], "QU2"),
        ("R2D2", [], "R2D"),
        ("2021", [], "A000"),
        ("", [], "X1"),
        ("…", ["X1", "X2"], "X3"),
    ],
)
def test_a_name_gets_its_initials(name: str, taken: list[str], code: str) -> None:
    assert make_code(name, taken) == code


@pytest.mark.parametrize("code", ["BA", "KOSS", "A1", "1A", "XA", "Q2A"])
def test_what_may_be_a_code(code: str) -> None:
    assert is_code(code)


@pytest.mark.parametrize(
    "code", ["B", "KOSSA", "ba", "É1", "X1", "Q22", "R3", "12", "B A", "", "_"]
)
def test_what_may_not(code: str) -> None:
    assert not is_code(code)


@given(st.lists(st.text(max_size=12), max_size=30))
def test_codes_are_codes_and_unique(names: list[str]) -> None:
    taken: list[str] = []
    for name in names:
        taken.append(make_code(name, taken))
    assert len(set(taken)) == len(taken)
    assert all(is_code(code) or UNKNOWN.fullmatch(code) for code in taken)


def test_there_are_codes_enough_for_any_forum() -> None:
    taken: set[str] = set()
    for _ in range(300):
        taken.add(make_code("Kim Min", taken))
    assert len(taken) == 300


def test_where_no_code_is_left_a_sentence_says_of_what() -> None:
    unnamed = [f"X{n}" for n in range(1, 1000)]
    with pytest.raises(NoCodeLeft, match="left for another person without a name: take some"):
        make_code("", unnamed)
    assert make_code("Bo Li", unnamed) == "BL"
    all_others = {f"{letter}{n:03}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" for n in range(1000)}
    own = {"BL", "BLI", "BOL", *(f"BL{n}" for n in range(2, 100))}
    with pytest.raises(NoCodeLeft, match="left for another “Bo Li”: take some people out first"):
        make_code("Bo Li", own | all_others)
