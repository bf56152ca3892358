"""The row of formats in the export panel, which is wider than a narrow terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gsef_tui.report.formats import FORMATS
from gsef_tui.ui.panels.choice_window import window

WIDTHS = [len(known.label) + 2 for known in FORMATS]


@pytest.mark.parametrize("room", [43, 63, 120])
@pytest.mark.parametrize("chosen", range(len(FORMATS)))
def test_the_chosen_format_is_seen_at_every_width(room: int, chosen: int) -> None:
    start, stop = window(WIDTHS, chosen, room)
    assert start <= chosen < stop
    more = (start > 0) + (stop < len(FORMATS))
    assert sum(WIDTHS[start:stop]) + more <= room


def test_all_are_shown_where_they_have_room() -> None:
    assert window(WIDTHS, 3, sum(WIDTHS)) == (0, len(WIDTHS))


@given(st.lists(st.integers(3, 20), min_size=1, max_size=9), st.data(), st.integers(25, 90))
def test_as_many_as_fit_are_shown(widths: list[int], data: st.DataObject, room: int) -> None:
    chosen = data.draw(st.integers(0, len(widths) - 1))
    start, stop = window(widths, chosen, room)
    assert start <= chosen < stop
    assert sum(widths[start:stop]) <= room
    assert stop == len(widths) or sum(widths[start : stop + 1]) > room - 2
