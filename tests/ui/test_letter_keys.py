"""Which letter a key is for a command."""

from __future__ import annotations

import pytest
from textual import events

from gsef_tui.ui.letter_keys import command_letter


@pytest.mark.parametrize(
    ("characters", "letter"),
    [("wWㅈㅉᄌᄍｗ", "w"), ("fFㄹᄅ", "f"), ("kㅏᅡ", "k"), ("oOㅐㅒ", "o"), ("pㅔㅖ", "p"),
     ("1１", "1")],
)  # fmt: skip
def test_the_same_key_under_another_input_method(characters: str, letter: str) -> None:
    for character in characters:
        assert command_letter(events.Key(character, character)) == letter


def test_every_letter_has_its_key_in_the_two_set_layout() -> None:
    jamo = "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ"
    assert "".join(sorted(command_letter(events.Key(c, c)) for c in jamo)) == (
        "abcdefghijklmnopqrstuvwxyz"
    )


@pytest.mark.parametrize(
    ("name", "character"),
    [("재", "재"), ("é", "é"), ("alt+w", None), ("ctrl+w", "\x17"), ("f8", None), ("space", " "),
     ("한글", "한글"), ("comma", ","), ("٣", "٣")],
)  # fmt: skip
def test_what_is_no_letter_key(name: str, character: str | None) -> None:
    assert command_letter(events.Key(name, character)) == ""
