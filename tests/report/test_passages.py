"""Which language a passage is in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gsef_tui.report.passages import passages, whole_language

LETTERS = st.sampled_from("aé 1.,(:)서울のカ社会、Яа\u0301\n")


@pytest.mark.parametrize(
    ("text", "language", "cut"),
    [
        ("", "fr", []),
        ("Ossane", "fr", [("Ossane", "")]),
        ("l’été à Séoul", "fr", [("l’été à Séoul", "")]),
        ("avec 김민수, Séoul", "fr", [("avec ", ""), ("김민수", "ko"), (", Séoul", "")]),
        ("서울 2,000호 (2026년).", "fr", [("서울 2,000호 (2026년).", "ko")]),
        ("서지윤:", "en", [("서지윤:", "ko")]),
        ("서울 and 부산", "en", [("서울", "ko"), (" and ", ""), ("부산", "ko")]),
        ("서울은 CITY 입니다", "ko", [("서울은 CITY 입니다", "")]),
        ("連帯のまち、東京", "fr", [("連帯のまち、東京", "ja")]),
        ("社會 연대", "en", [("社會 연대", "ko")]),
        ("社會", "ko", [("社會", "")]),
        ("Chez 社会", "fr", [("Chez ", ""), ("社会", "zh")]),
        ("東京の 서울", "fr", [("東京の", "ja"), (" ", ""), ("서울", "ko")]),
        ("Владимир et Éva", "fr", [("Владимир et Éva", "")]),
        ("dit שלום עולם ici", "fr", [("dit ", ""), ("שלום עולם", "he"), (" ici", "")]),
        ("مرحبا ici", "fr", [("مرحبا", "ar"), (" ici", "")]),
        ("سلام", "fa", [("سلام", "")]),
        ("「서울」 à Paris", "fr", [("「서울」", "ko"), (" à Paris", "")]),
    ],
)
def test_a_text_is_cut_where_its_language_changes(
    text: str, language: str, cut: list[tuple[str, str]]
) -> None:
    assert list(passages(text, language)) == cut


def test_a_text_in_another_language_is_marked_but_for_what_is_in_the_report_s() -> None:
    assert passages("avec 김민수", "ko", "fr") == (("avec ", "fr"), ("김민수", ""))
    assert passages("avec 김민수", "es", "fr") == (("avec ", "fr"), ("김민수", "ko"))
    assert passages("avec", "fr", "fr") == (("avec", ""),)
    assert whole_language("avec", "ko", "fr") == "fr"
    assert whole_language("avec 김민수", "ko", "fr") == "fr"
    assert whole_language("김민수", "ko", "fr") == ""


@given(st.text(LETTERS), st.sampled_from(["fr", "ko", "ja"]))
def test_nothing_is_lost_and_no_passage_is_empty_or_in_the_report_s_own_name(
    text: str, language: str
) -> None:
    found = passages(text, language)
    assert "".join(passage.text for passage in found) == text
    assert all(passage.text for passage in found)
    assert language not in {passage.language for passage in found}
