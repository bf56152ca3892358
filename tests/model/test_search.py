from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gsef_tui.model.search import fold_with_offsets, places, search
from gsef_tui.model.session import Session
from gsef_tui.storage.templates import require_template
from tests.strategies import texts

GSEF = require_template("gsef")


@given(st.text())
def test_each_folded_letter_knows_where_it_stood(text: str) -> None:
    folded, offsets = fold_with_offsets(text)
    assert len(offsets) == len(folded) + 1
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(text)


@given(texts, st.integers(0, 20), st.integers(1, 5))
def test_what_a_line_has_is_found_where_it_is(text: str, start: int, length: int) -> None:
    session = Session(template=GSEF, sections={"answers": {"BA": text}})
    wanted = text[start : start + length]
    found = list(search(session, wanted))
    if "\n" not in wanted and fold_with_offsets(wanted.strip())[0]:
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
