from __future__ import annotations

import pytest

from gsef_tui.model.words import count_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("- → * > 1. …", 1),
        ("l'économie sociale", 2),
        ("l’e\u0301te\u0301 e\u0301crit", 2),
        ("porte-parole, etc.", 2),
        ("사회적 금융", 2),
        ("**gras** et _italique_", 3),
        ("une ligne\n- une autre", 4),
        ("4,5 %", 2),
    ],
)
def test_words_are_counted_as_a_person_would(text: str, words: int) -> None:
    assert count_words(text) == words


def test_a_long_text_takes_no_longer_than_its_length() -> None:
    assert count_words("a" * 500_000) == 1
    assert count_words("a-" * 250_000) == 1
