"""A grapheme is what the user sees as one character, however many code points it has."""

from __future__ import annotations

from itertools import accumulate, pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from wcwidth import iter_graphemes

from gsef_tui.ui.graphemes import grapheme_end, grapheme_start, graphemes, is_plain
from gsef_tui.ui.textual_private.editor.incremental import difference

from .hand import at_work

NOTE = "presentations.KM"


class Seen(NamedTuple):
    """What is seen as one character, and its width in cells."""

    what: str
    text: str
    cells: int


ONE_EACH = (
    Seen("an emoji of a family", "👩\u200d👩\u200d👧", 2),
    Seen("a job with a skin tone", "👩🏽\u200d🚀", 2),
    Seen("a skin tone", "👍🏽", 2),
    Seen("a flag", "🇫🇷", 2),
    Seen("a flag of tags", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", 2),
    Seen("the rainbow flag", "🏳\ufe0f\u200d🌈", 2),
    Seen("a keycap", "1\ufe0f\u20e3", 2),
    Seen("a heart shown as an emoji", "❤\ufe0f", 2),
    Seen("an accent", "e\u0301", 1),
    Seen("two marks", "e\u0323\u0302", 1),
    Seen("two jamo", "\u1100\u1161", 2),
    Seen("three jamo", "\u1100\u1161\u11a8", 2),
    Seen("a syllable and a final jamo", "가\u11a8", 2),
    Seen("a Devanagari conjunct", "क्ष", 2),
    Seen("a conjunct with a vowel", "क्षि", 2),
    Seen("a Tamil vowel sign", "நி", 1),
    Seen("Arabic vowel marks", "ب\u064e\u0651", 1),
    Seen("a plain letter", "é", 1),
    Seen("a syllable of Hangul", "한", 2),
    Seen("an emoji", "🎉", 2),
)
each = pytest.mark.parametrize("seen", ONE_EACH, ids=lambda seen: seen.what)
PIECES = st.lists(
    st.sampled_from([*(seen.text for seen in ONE_EACH), "a", " ", "été ", "\u200d", "\u0301"])
).map("".join)


@each
def test_it_is_one_grapheme(seen: Seen) -> None:
    assert graphemes(f"a{seen.text}b") == ["a", seen.text, "b"]
    assert cell_len(seen.text) == seen.cells


@given(PIECES | st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=30))
def test_every_question_is_answered_as_by_the_library(text: str) -> None:
    found = list(iter_graphemes(text))
    assert graphemes(text) == found
    edges = [*accumulate(map(len, found), initial=0)]
    for start, end in pairwise(edges):
        for index in range(start, end):
            assert (grapheme_start(text, index), grapheme_end(text, index)) == (start, end)
    assert grapheme_start(text, len(text)) == len(text)


def test_plain_characters_join_no_other() -> None:
    """Of any two plain characters the second begins a grapheme, so none needs the library."""
    plain = [chr(n) for n in range(0x20, 0x11000) if is_plain(chr(n)) and n != 0x7F]
    assert len(plain) > 30_000
    for step in (1, 7, 1009):
        text = "".join(plain[n * step % len(plain)] for n in range(len(plain)))
        assert len(list(iter_graphemes(text))) == len(text)


@pytest.mark.slow
@each
async def test_keys_take_it_whole(folder: Path, cantines: Path, seen: Seen) -> None:
    async with at_work(folder, cantines, NOTE) as hand:
        text = seen.text
        await hand.paste(f"a{text}b")
        await hand.press("left", "left")
        assert hand.area.selection.end == (0, 1)
        await hand.press("right")
        assert hand.area.selection.end == (0, 1 + len(text))
        await hand.press("shift+left")
        assert hand.area.selected_text == text
        await hand.press("left", "shift+right")
        assert hand.area.selected_text == text
        await hand.press("left", "delete")
        assert hand.text(NOTE) == hand.area.text == "ab"
        await hand.type(text)
        assert hand.text(NOTE) == f"a{text}b", "typed one code point at a time"
        await hand.press("backspace")
        assert hand.text(NOTE) == hand.area.text == "ab"
        await hand.press("ctrl+z")
        assert hand.text(NOTE) == f"a{text}b"


@pytest.mark.slow
@each
async def test_moves_by_words_stop_between_graphemes(
    folder: Path, cantines: Path, seen: Seen
) -> None:
    async with at_work(folder, cantines, NOTE) as hand:
        line = f"un m{seen.text}t{seen.text} {seen.text}, fin{seen.text}"
        edges = {*accumulate(map(len, graphemes(line)), initial=0)}
        await hand.paste(line)
        for key, end in (("ctrl+left", 0), ("ctrl+right", len(line))):
            columns = []
            while hand.area.selection.end[1] != end:
                await hand.press(key)
                columns.append(hand.area.selection.end[1])
                assert len(columns) < len(line)
            assert edges >= set(columns)


async def test_a_word_with_combining_accents_is_one_word(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, NOTE) as hand:
        await hand.paste("l'e\u0301te\u0301 passe\u0301")
        await hand.press("ctrl+w")
        assert hand.text(NOTE) == "l'e\u0301te\u0301 "
        await hand.press("ctrl+left")
        assert hand.area.selection.end == (0, 2)
        hand.area.action_delete_word_right()
        assert hand.text(NOTE) == "l' "


@pytest.mark.slow
@each
async def test_a_click_goes_to_its_start_and_the_cursor_covers_it(
    folder: Path, cantines: Path, seen: Seen
) -> None:
    async with at_work(folder, cantines, NOTE) as hand:
        await hand.paste(f"a{seen.text}b")
        area = hand.area
        columns = []
        for cell in range(seen.cells + 3):
            await hand.pilot.click(area, offset=(cell, 0))
            columns.append(area.selection.end[1])
        end = 1 + len(seen.text)
        assert columns == [0, *[1] * seen.cells, end, end + 1]
        await hand.pilot.click(area, offset=(1, 0))
        assert area.cursor_screen_offset.x == area.content_region.x + 1
        cursor = area.render_line(0)
        assert [segment.text for segment in cursor][:3] == ["a", seen.text, "b "]
        assert cursor.cell_length == area.region.width


@each
def test_a_row_is_never_drawn_from_within_a_grapheme(seen: Seen) -> None:
    end = len(seen.text) - 1
    before, after = (Strip([Segment(f"a{seen.text[:n]} b")]) for n in (end, end + 1))
    drawn = difference(before, after.adjust_cell_length(before.cell_length))
    edges = [*accumulate(map(cell_len, graphemes(f"a{seen.text} b")), initial=0)]
    assert drawn[0] in edges


@pytest.mark.parametrize("key", ["ctrl+x", "ctrl+shift+k"])
async def test_deleting_a_line_leaves_the_cursor_outside(
    folder: Path, cantines: Path, key: str
) -> None:
    async with at_work(folder, cantines, NOTE) as hand:
        await hand.paste("abcd\nx👩\u200d👩\u200d👧y")
        await hand.press("up", "home", "right", "right", "right", key)
        assert hand.area.selection.end == (0, 6)
        await hand.type("z")
        assert hand.text(NOTE) == "x👩\u200d👩\u200d👧zy"


@pytest.mark.parametrize(
    ("text", "keys", "left"),
    [
        ("e\n\u0301", ("left", "backspace"), "e\u0301"),
        ("e\n\u0301", ("up", "end", "delete"), "e\u0301"),
        ("🇫\n🇷", ("home", "backspace"), "🇫🇷"),
        ("\u1100\n\u1161", ("home", "ctrl+u"), "\u1100\u1161"),
        ("👩\u200d\n👧", ("home", "ctrl+w"), "👩\u200d👧"),
    ],
)
async def test_a_deletion_that_joins_leaves_the_cursor_outside(
    folder: Path, cantines: Path, text: str, keys: tuple[str, ...], left: str
) -> None:
    async with at_work(folder, cantines, NOTE) as hand:
        await hand.paste(text)
        await hand.press(*keys)
        assert hand.text(NOTE) == left
        assert hand.area.selection.end == (0, len(left))
        await hand.type("z")
        assert hand.text(NOTE) == f"{left}z"


async def test_up_and_down_keep_the_cell(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, NOTE) as hand:
        await hand.paste("🇫🇷👩\u200d👧x\n12345\n👍🏽e\u0301y")
        await hand.press("left", "up", "up")
        assert hand.area.selection.end == (0, 2), "cell 3 is within the family"
        await hand.press("down", "down")
        assert hand.area.selection.end == (2, 4)


async def test_a_long_word_is_wrapped_between_graphemes(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, NOTE) as hand:
        await hand.paste("👩\u200d👩\u200d👧" * 60)
        area = hand.area
        assert area.wrapped_document.height == 1 + 120 // area.wrap_width
        rows = area.wrapped_document.get_sections(0)
        assert all(cell_len(row) <= area.wrap_width and len(row) % 5 == 0 for row in rows)
        await hand.press("home", "end", "backspace")
        assert len(hand.text(NOTE)) == 59 * 5
