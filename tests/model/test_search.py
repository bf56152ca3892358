from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gsef_tui.model.folding import fold
from gsef_tui.model.search import places, search
from gsef_tui.model.session import Session
from gsef_tui.storage.templates import require_template
from tests.strategies import texts

GSEF = require_template("gsef")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("coeur", "cœur"),
        ("oeuvre", "œuvre"),
        ("coopérative", "coopé\u00adrative"),
        ("peut-être", "peut\u2011être"),
        ('"\u00a0l\'ENTRAIDE "', "« l’entraide »"),
        ("2024-2025", "2024\u20132025"),
        ("eté", "e\u0301te\u0301"),
        ("orsted", "Ørsted"),
    ],
)
def test_a_word_is_found_however_it_is_written(wanted: str, found: str) -> None:
    text = (
        "Un\nLe cœur de l’œuvre\u202f: coopé\u00adrative, peut\u2011être « l’entraide » "
        "2024\u20132025, e\u0301te\u0301 d’Ørsted\nfin"
    )
    session = Session(template=GSEF, sections={"answers": {"BA": text}})
    (match,) = search(session, wanted)
    assert text[match.offset : match.offset + match.length] == found
    assert match.line == text.split("\n")[1]


@given(texts, st.integers(0, 20), st.integers(1, 5))
def test_what_a_line_has_is_found_where_it_is(text: str, start: int, length: int) -> None:
    session = Session(template=GSEF, sections={"answers": {"BA": text}})
    wanted = text[start : start + length]
    found = list(search(session, wanted))
    if "\n" not in wanted and fold(wanted):
        assert found
    for match in found:
        assert str(match.place) == "answers.BA"
        assert "\n" not in text[match.offset : match.offset + match.length]
        assert match.line in text.split("\n")


def test_the_places_are_in_the_order_of_the_template() -> None:
    session = Session(
        template=GSEF,
        forum={"name": "x"},
        sections={"answers": {"BA": ""}, "presentations": {"KO": ""}},
    )
    found = [str(place) for place in places(session)]
    assert found.index("forum.name") < found.index("facts.title") < found.index("questions")
    assert found.index("presentations.KO") < found.index("answers.BA") < found.index("unfiled")
