"""Text cut to the room there is: in columns of the terminal, a path in its middle."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from gsef_tui.ui.graphemes import graphemes
from gsef_tui.ui.text import in_rows, short, short_path, with_short_paths

PATH = "/home/mira/Documents partagés/2031 서울/séances/2031-10-04-cantines.toml"
HANGUL = "/home/미라/문서/관악구 지역화폐 세션/급식소.toml"
LONG = f"/{'dossier très long/' * 11}cantines.toml"


def test_a_path_keeps_its_end() -> None:
    assert short_path(PATH, 80) == PATH
    assert short_path(PATH, 40) == "/home/mira/Doc…31-10-04-cantines.toml"[:0] + short_path(
        PATH, 40
    )
    assert short_path("/a/bcdefgh/ij.toml", 13) == "/a/b…/ij.toml"
    assert short_path("/a/bcdefgh/ij.toml", 2) == "/…"


@pytest.mark.parametrize("path", [PATH, HANGUL, LONG])
@pytest.mark.parametrize("width", [1, 2, 3, 10, 16, 17, 30, 45])
def test_no_path_is_wider_than_its_room(path: str, width: int) -> None:
    cut = short_path(path, width)
    assert cell_len(cut) <= width
    assert cell_len(cut) >= width - 2, "a wide letter leaves one column at each side of the cut"
    if width > 2:
        start, _, end = cut.partition("…")
        assert path.startswith(start)
        assert path.endswith(end)


def test_a_mark_stays_with_its_letter() -> None:
    for width in range(3, 12):
        end = short_path("/dossier/e\u0301te\u0301.toml", width).partition("…")[2]
        assert not end.startswith("\u0301")


@pytest.mark.parametrize(
    "grapheme", ["🇫🇷", "👩\u200d👩\u200d👧", "e\u0301", "\u1100\u1161\u11a8", "क्ष"]
)
def test_a_cut_divides_no_grapheme(grapheme: str) -> None:
    for width in range(2, 20):
        cut = short(grapheme * 12, width)
        assert cell_len(cut) <= width
        assert set(graphemes(cut)) <= {grapheme, "…"}
        start, _, end = short_path(grapheme * 12, width).partition("…")
        assert set(graphemes(start)) | set(graphemes(end)) <= {grapheme}


def test_in_a_message_the_path_gives_way_and_what_follows_it_stays() -> None:
    said = with_short_paths(f"Not saved: {PATH}: disk full", 50)
    assert said == f"Not saved: {short_path(PATH, 28)}: disk full"
    assert cell_len(said) <= 50
    two = with_short_paths(f"{LONG}; a copy: {PATH}", 60)
    assert cell_len(two) <= 60
    assert two.endswith("cantines.toml")
    assert "; a copy: /" in two
    assert with_short_paths("12/05 18:00 and/or nothing", 10) == "12/05 18:00 and/or nothing"


@pytest.mark.parametrize("width", [60, 80, 140])
@pytest.mark.parametrize("path", [PATH, HANGUL, LONG, f"/tmp/{'x' * 200}.toml"])
def test_a_message_in_two_rows_loses_nothing_but_the_middle_of_its_path(
    path: str, width: int
) -> None:
    rows = in_rows(f"Not saved: the disk does not answer. A copy is kept: {path}", width, 2)
    assert len(rows) <= 2
    assert all(cell_len(row) <= width for row in rows)
    said = " ".join(rows)
    assert said.startswith("Not saved: the disk does not answer. A copy is kept: /")
    assert said.endswith(path[-9:])


def test_a_short_message_has_one_row_and_one_that_cannot_fit_is_cut_at_its_end() -> None:
    assert in_rows("Saved: /a/b.toml", 60, 2) == ["Saved: /a/b.toml"]
    assert in_rows("Moved", 60, 2) == ["Moved"]
    assert in_rows("one two three four five six", 9, 2) == ["one two", "three fo…"]
    assert in_rows("급식소 이야기 그리고", 8, 2) == ["급식소", "이야기…"]
