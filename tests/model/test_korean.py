"""Korean names as people romanise them, and those of others."""

from __future__ import annotations

from itertools import product

import pytest
from anyascii import anyascii
from hypothesis import given
from hypothesis import strategies as st

from gsef_tui.model.korean import is_family, is_romanised

FAMILIES = (
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진엄원천"
)
GIVEN = "민서지현수영준하은예도주윤승재정성경미혜선유진상동우태시연호규종철광희인빈원훈석"


@pytest.mark.parametrize(
    ("hangul", "latin"),
    [
        ("김철수", "Kim Cheolsu"),
        ("김철수", "Chul-soo KIM"),
        ("김 철수", "Kim, Chul Soo"),
        ("김철수", "GimCheolSu"),
        ("이서연", "Lee Seo-yeon"),
        ("이서연", "Seoyeon Yi"),
        ("박지성", "Park Ji-Sung"),
        ("최영희", "Choi Younghee"),
        ("정윤희", "Jung Yoon-hee"),
        ("정태인", "Chŏng T’aein"),
        ("류현진", "Hyun-jin Ryu"),
        ("우상호", "Woo Sang-ho"),
        ("노무현", "Roh Moo-hyun"),
        ("안철수", "Ahn Cheol-soo"),
        ("엄형식", "Hyungsik Eum"),
        ("최영", "Choe Yeong"),
        ("\n김 철수 ", " Kim Cheolsu"),
    ],
)
def test_one_name_in_two_scripts(hangul: str, latin: str) -> None:
    assert is_romanised(hangul, latin)
    assert is_romanised(latin, hangul)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("김철수", "Kim Minsu"),
        ("김민수", "Kim Minji"),
        ("김민수", "Kim Minseo"),
        ("김민수", "Lee Minsu"),
        ("김철수", "Kim"),
        ("김철수", "Kim Cheolsu Park"),
        ("김철수", "김철수"),
        ("Kim Cheolsu", "Kim Chul-soo"),
        ("김철수", ""),
        ("", ""),
    ],
)
def test_two_names(one: str, other: str) -> None:
    assert not is_romanised(one, other)


SYLLABLES = st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)
NAMES = st.builds(lambda f, g: f + "".join(g), st.sampled_from(FAMILIES), st.lists(
    st.sampled_from(GIVEN), min_size=1, max_size=2))  # fmt: skip


@given(NAMES)
def test_the_program_s_own_romanisation_is_among_the_ways(name: str) -> None:
    assert is_romanised(name, f"{anyascii(name[0])} {anyascii(name[1:])}")
    assert is_romanised(name, f"{anyascii(name[1:])} {anyascii(name[0])}")


@given(st.text(SYLLABLES, min_size=2, max_size=4), st.text(max_size=20))
def test_any_two_texts_can_be_compared(hangul: str, text: str) -> None:
    assert is_romanised(hangul, text) in (True, False)
    assert is_family(hangul[0], text) in (True, False)


def test_few_names_are_taken_for_another() -> None:
    """Of one family, the hardest case: each given name's romanisation against all the others."""
    given_names = ["".join(pair) for pair in product(GIVEN[::2], GIVEN[1::2])]
    latin = {name: f"Kim {anyascii(name)}" for name in given_names}
    taken = [
        (name, latin[other])
        for name in given_names
        for other in given_names
        if name != other and is_romanised(f"김{name}", latin[other])
    ]
    assert len(taken) < len(given_names) ** 2 / 2000


def test_a_family_s_name_stands_at_either_end() -> None:
    assert is_family("김", "Kim Cheolsu")
    assert is_family("박", "Jisung Park")
    assert not is_family("김", "Lucía Torres")
