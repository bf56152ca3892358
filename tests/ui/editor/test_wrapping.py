"""The fast wrapped document cuts lines where Textual's does, and answers as it answers."""

from __future__ import annotations

import os
import random
from itertools import accumulate

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size
from textual._wrap import compute_wrap_offsets
from textual.expand_tabs import get_tab_widths
from textual.geometry import Offset
from textual.widgets.text_area import Document, WrappedDocument

from gsef_tui.ui.graphemes import graphemes
from gsef_tui.ui.textual_private.editor import wrapping
from gsef_tui.ui.textual_private.editor.wrapping import FastWrappedDocument, cuts

STEPS = int(os.environ.get("EDITOR_STEPS", "400"))
WORDS = (
    "a", "été ", "la coopérative ", "  ", "   ", "\u00a0", "\u202f", "«\u00a0", "… ", "x" * 25,
    "한국어 ", "家", "밥" * 9, "（", "カ ", "\u3000", "\u2003", "l’eau ",
)  # fmt: skip
ODD = ("\t", "e\u0301", "👩\u200d👧 ", "✔\ufe0f", "🎉", "\u00ad", "\u200b", "\x07", "\u2028")


FAMILY = "👩\u200d👩\u200d👧"
PLAIN_ODD = ("\t", "🎉", "\u00ad")
JOINED = (
    FAMILY,
    "🇫🇷🇰🇷",
    "1\ufe0f\u20e3",
    "👍🏽",
    "e\u0301te\u0301 ",
    "\u1100\u1161\u11a8",
    "क्ष ",
)

ANYTHING = st.text(st.characters(exclude_characters="\n"), max_size=60)


def lines(*pieces: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(pieces), max_size=30).map("".join)


@given(
    st.one_of(lines(*WORDS[:10]), lines(*WORDS), lines(*WORDS, *ODD), ANYTHING).filter(
        lambda line: len(graphemes(line)) == len(line)
    ),
    st.integers(1, 40),
    st.sampled_from((2, 4, 8)),
)
@example("밥밥", 1, 4)
@example("a\tb", 2, 8)
def test_a_line_is_cut_where_textual_cuts_it(line: str, width: int, tab: int) -> None:
    tabs = get_tab_widths(line, tab)
    stock = compute_wrap_offsets(line, width, tab, precomputed_tab_sections=tabs)
    assert cuts(line, width, tab) == stock


@pytest.mark.slow
@given(lines(*WORDS, *ODD, *JOINED), st.integers(2, 40), st.sampled_from((2, 4, 8)))
@example("\u3000e\u0301", 2, 2)
@example("mot \u3000 e\u0301te\u0301", 3, 4)
def test_a_line_is_cut_between_graphemes(line: str, width: int, tab: int) -> None:
    found = cuts(line, width, tab)
    edges = {*accumulate(map(len, graphemes(line)), initial=0)}
    assert edges >= set(found)
    assert found == sorted({*found} - {0, len(line)})
    rows = [line[a:b] for a, b in zip([0, *found], [*found, len(line)], strict=True)]
    if "\t" not in line:
        assert all(wide(row) <= width for row in rows)


@given(
    st.lists(st.sampled_from(("\t", " ", "mot ", FAMILY, "e\u0301", "é")), max_size=30),
    st.integers(2, 30),
    st.integers(0, 40),
)
@example(["\t", *[FAMILY] * 12], 20, 6)
def test_a_line_with_tabs_is_cut_and_hit_as_one_of_characters_as_wide(
    pieces: list[str], width: int, x: int
) -> None:
    line = "".join(pieces)
    alike = line.replace(FAMILY, "家").replace("e\u0301", "x")
    stock = WrappedDocument(Document(alike), width)
    fast = FastWrappedDocument(Document(line), width)
    starts = [*accumulate(map(len, graphemes(line)), initial=0)]
    assert fast.get_offsets(0) == [starts[at] for at in stock.get_offsets(0)]
    for row in range(fast.height):
        at = stock.offset_to_location(Offset(x, row))[1]
        assert fast.offset_to_location(Offset(x, row)) == (0, starts[at])
        assert fast.location_to_offset((0, starts[at])) == stock.location_to_offset((0, at))


def wide(text: str) -> int:
    return sum(cell_len(grapheme) for grapheme in graphemes(text.rstrip()))


def test_the_characters_of_one_cell_and_of_two_are_that_for_textual() -> None:
    for number in range(0x11000):
        character = chr(number)
        if wrapping._ALL_OF_ONE.fullmatch(character):
            assert cell_len(character) == get_character_cell_size(character) == 1, hex(number)
        elif wrapping._one_or_two().fullmatch(character):
            assert cell_len(character) == get_character_cell_size(character) == 2, hex(number)
            assert not character.isspace(), hex(number)


@pytest.mark.parametrize(
    "line", ["l'été, l’œuvre : 20 € → «\u00a0x\u202f»", "한국어 회의 (가)", "漢字カナ！"]
)
def test_what_people_write_needs_no_other_way(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(wrapping, "compute_wrap_offsets")
    assert cuts(line * 9, 20, 4)


@pytest.mark.parametrize("seed", [1, 2])
def test_after_any_edits_everything_is_answered_as_by_textual(seed: int) -> None:
    chosen = random.Random(seed)

    def text(most: int) -> str:
        return "\n".join(
            "".join(chosen.choices(WORDS + PLAIN_ODD, k=chosen.randint(0, 12)))
            for _ in range(chosen.randint(0, most))
        )

    documents = [Document(text(40))]
    documents.append(Document(documents[0].text))
    stock, fast = WrappedDocument(documents[0], 20), FastWrappedDocument(documents[1], 20)
    for step in range(STEPS):
        kind = chosen.random()
        if kind < 0.1:
            width, tab = chosen.choice((0, 1, 7, 20, 33)), chosen.choice((None, 2, 4))
            for wrapped in (stock, fast):
                wrapped.wrap(width, tab)
        else:
            start, end = (_anywhere(documents[0], chosen) for _ in "12")
            if kind < 0.5:
                end = start
            put = chosen.choice(("", "a", "\n", text(3), text(30)))
            for document, wrapped in zip(documents, (stock, fast), strict=True):
                result = document.replace_range(start, end, put)
                top, bottom = sorted((start, end))
                wrapped.wrap_range(top, bottom, result.end_location)
        where = f"seed {seed}, step {step}"
        assert _answers(stock, random.Random(step)) == _answers(fast, random.Random(step)), where


def _anywhere(document: Document, chosen: random.Random) -> tuple[int, int]:
    row = chosen.randrange(document.line_count)
    return row, chosen.randint(0, len(document[row]))


def _answers(wrapped: WrappedDocument, chosen: random.Random) -> list[object]:
    """What it says when it is asked here and there, in any order."""
    count = wrapped.document.line_count
    answers: list[object] = [wrapped.height, wrapped.wrapped, wrapped._wrap_offsets]
    for _ in range(6):
        row = chosen.randrange(-3, wrapped.height + 3)
        answers.append(wrapped.offset_to_location(Offset(chosen.randrange(25), row)))
        if 0 <= row < wrapped.height:
            answers.append(wrapped._offset_to_line_info[row])
        line = chosen.randrange(count)
        column = chosen.randint(0, len(wrapped.document[line]))
        answers += [
            wrapped.location_to_offset((line, column)),
            list(wrapped._line_index_to_offsets[line]),
            list(wrapped._line_index_to_offsets[line - count]),
            wrapped.get_sections(line),
            wrapped.get_offsets(line),
            wrapped.get_tab_widths(line),
        ]
    return answers


def test_what_is_no_row_and_no_line_is_refused_as_by_textual() -> None:
    for wrapped in (
        WrappedDocument(Document("a b\nc"), 2),
        FastWrappedDocument(Document("a b\nc"), 2),
    ):
        assert wrapped._offset_to_line_info[-1] == (1, 0)
        with pytest.raises(IndexError):
            wrapped._offset_to_line_info[3]
        with pytest.raises(IndexError):
            wrapped._line_index_to_offsets[2]
        with pytest.raises(ValueError, match="out of bounds"):
            wrapped.get_offsets(2)


def test_ends_that_are_no_place_are_taken_as_the_last_line() -> None:
    both = []
    for kind in (WrappedDocument, FastWrappedDocument):
        document = Document("un\ndeux trois\nquatre")
        wrapped = kind(document, 6)
        result = document.replace_range((1, 4), (3, 0), "cinq six\nsept")
        wrapped.wrap_range((1, 4), (3, 0), result.end_location)
        both.append((document.lines, wrapped.height, [*wrapped._offset_to_line_info]))
    assert both[0] == both[1]
