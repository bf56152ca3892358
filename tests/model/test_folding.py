"""One fold for names and texts, and the way back from its letters to the text's."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gsef_tui.model.folding import FoldedText, fold, fold_letters


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Łucja Ørsted", "lucja orsted"),
        ("Đặng ĦAL", "dang hal"),
        ("Lætitia Œllig", "LAETITIA OELLIG"),
        ("Groß", "GROSS"),
        ("ﬁnance", "finance"),
        ("Iğdır", "IGDIR"),
        ("coopé\u00adrative", "cooperative"),
        ("peut\u2011être", "peut-etre"),
        ("2024\u20132025 \u2014 \u2212", "2024-2025 - -"),
        ("l\u2019entraide d\u02bcIci", "l'entraide d'ici"),
        ("«\u202foui\u202f»", '" oui "'),
        ("Kim\u00a0Ok\u2009ja\u3000", "kim ok ja"),
        ("\u202aYara\u202c\u200b Be\u200dna\ufeffli\ufe0f", "yara benali"),
        ("e\u0301cole", "école"),
        ("ＫＩＭ　Ｏｋ－ｊａ", "kim ok-ja"),
        ("\u1100\u1175\u11b7", "김"),
        ("  Côte d’IVOIRE ", "cote d'ivoire"),
    ],
)
def test_however_it_is_written_it_is_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("Ana", "Anna"), ("가", "각"), ("रामी", "राम")])
def test_what_is_another_word_stays_one(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_composed_and_decomposed_text_are_folded_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@given(st.text(), st.data())
def test_each_letter_knows_the_character_it_comes_from(text: str, data: st.DataObject) -> None:
    folded = FoldedText(text)
    starts = [at for at, character in enumerate(text) for _ in fold_letters(character)]
    assert len(starts) == len(folded.folded)
    if not starts:
        return
    start = data.draw(st.integers(0, len(starts) - 1))
    end = data.draw(st.integers(start + 1, len(starts)))
    first, last = folded.span(start, end)
    assert first == starts[start]
    assert last > starts[end - 1]
    assert all(unicodedata.combining(mark) for mark in text[starts[end - 1] + 1 : last])


def test_the_accent_behind_a_letter_belongs_to_it() -> None:
    folded = FoldedText("œu\u00advre e\u0301te\u0301")
    at = folded.folded.index("ete")
    first, last = folded.span(at, at + 3)
    assert folded.text[first:last] == "e\u0301te\u0301"
    assert folded.span(1, 2) == (0, 1)
