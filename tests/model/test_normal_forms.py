from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gsef_tui.model.normal_forms import MOST_MARKS, SHORT, Form, normalize

FORMS: tuple[Form, ...] = ("NFC", "NFD", "NFKC", "NFKD")


@given(st.text(max_size=60), st.sampled_from(FORMS))
def test_a_text_is_normalised_as_python_does(text: str, form: Form) -> None:
    long = text + " é ﬁ 각 " + "x" * SHORT
    assert normalize(form, text) == unicodedata.normalize(form, text)
    assert normalize(form, long) == unicodedata.normalize(form, long)


@pytest.mark.parametrize("form", FORMS)
def test_a_run_of_marks_that_no_language_needs_stays_as_it_is(
    form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, seen = unicodedata.normalize, []

    def watched(form: Form, text: str) -> str:
        seen.append(sum(1 for letter in text if unicodedata.combining(letter)))
        return plain(form, text)

    monkeypatch.setattr(unicodedata, "normalize", watched)
    marks = "\u0316\u0300" * 40_000
    assert normalize(form, f"Zoe\u0308 a{marks} e\u0301") == (
        f"{plain(form, 'Zoë a')}{marks}{plain(form, ' é')}"
    )
    assert max(seen) <= MOST_MARKS, "none of it was sorted"


@pytest.mark.slow
def test_every_mark_is_known() -> None:
    marks = [chr(c) for c in range(0x110000) if unicodedata.combining(chr(c))]
    for mark in marks:
        text = "x" * SHORT + mark * (MOST_MARKS + 1)
        assert normalize("NFC", text) == text
