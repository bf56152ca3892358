from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gsef_tui.model.clean import clean, clean_line, clean_name

anything = st.text(
    st.characters() | st.sampled_from("\x1b[]\\\x07\x9b\x9c\x9d\r\n\x85\u2028\ud800\x00"),
    max_size=40,
)


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("a\r\nb\rc\n\rd", "a\nb\nc\nd"),
        ("a\r\n\r\nb", "a\n\nb"),
        ("a\vb\fc\x1cd\x1de\x1ef\x85g\u2028h\u2029i", "a\nb\nc\nd\ne\nf\ng\nh\ni"),
        ("a\x1b[31;1mb\x1b[0mc", "abc"),
        ("a\x9b2Jb", "ab"),
        ("a\x1b]0;title\x07b\x1b]8;;http://x\x1b\\c\x9d2;t\x9cd", "abcd"),
        ("a\x1bP1$r0m\x1b\\b\x90q\x9cc\x1b_x\x1b\\d", "abcd"),
        ("a\x1b(Bb\x1b7c\x1b", "abc"),
        ("a\x00\x08\x7f\x80b", "ab"),
        ("a\tb", "a\tb"),
        ("a\ud800b\udfffc", "a\ufffdb\ufffdc"),
    ],
)
def test_what_acts_on_a_terminal_goes(text: str, safe: str) -> None:
    assert clean(text) == safe


@pytest.mark.parametrize(
    "text",
    [
        "\u00a0\u202f\u00ad\u200b\u200c\u200d\u2060\ufeff",
        "e\u0301 한글 👩\u200d🌾",
        "\u200e\u202a\u2067x\u2069",
        "« a\u00a0: b » — “c” → `<b>` \\ ",
        "\ufffd\U0010ffff",
    ],
)
def test_all_else_stays_to_the_letter(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize("start", ["\x1b]0;", "\x9d", "\x1bP", "\x90", "\x1b_", "\x98", "\x9e"])
def test_a_sequence_without_an_end_does_not_take_the_note_along(start: str) -> None:
    assert clean(f"un {start}deux\ntrois").endswith("deux\ntrois")
    assert clean(f"{start}un\ndeux\x07 trois \x9c").endswith("un\ndeux trois ")


def test_many_beginnings_take_no_longer_than_their_length() -> None:
    assert clean("\x9d" * 200_000) == ""
    assert clean("\x1b]" * 200_000) == ""
    assert clean("\x1bP" * 200_000 + "x") == "x"


@given(anything)
def test_clean_text_has_nothing_to_act_with_and_can_be_encoded(text: str) -> None:
    safe = clean(text)
    assert not [c for c in safe if unicodedata.category(c) == "Cc" and c not in "\n\t"]
    assert not re.search("[\u2028\u2029]", safe)
    assert safe.encode().decode() == safe
    assert clean(safe) == safe


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"])))
def test_text_without_such_things_is_never_changed(text: str) -> None:
    assert clean(text) == text


@given(anything)
def test_a_line_is_one_line(text: str) -> None:
    assert not {"\n", "\t"} & set(clean_line(text))


def test_line_ends_and_tabs_of_a_line_become_spaces() -> None:
    assert clean_line("a\r\n\tb\nc") == "a b c"


DIRECTION = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize("control", DIRECTION, ids=ascii)
def test_a_name_shows_what_would_turn_the_direction(control: str) -> None:
    assert clean_name(f"a{control}b.toml") == f"a<U+{ord(control):04X}>b.toml"
    assert clean(f"a{control}b") == clean_line(f"a{control}b") == f"a{control}b"


def test_a_name_is_one_line_that_acts_on_nothing() -> None:
    assert clean_name("a\x1b[31m\nb\u202e\udcff.toml") == "a b<U+202E>\ufffd.toml"


@given(anything)
def test_a_name_that_is_shown_is_shown_again_alike(name: str) -> None:
    shown = clean_name(name)
    assert clean_name(shown) == shown
    assert not set(shown) & {*DIRECTION, "\n", "\t", "\x1b"}


def test_letters_from_right_to_left_and_joiners_stay_in_a_name() -> None:
    name = "محمد \u200d שלום 한국 é.toml"
    assert clean_name(name) == name
