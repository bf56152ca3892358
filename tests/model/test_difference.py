"""How many words are new."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from gsef_tui.model.difference import words_added
from gsef_tui.model.session import FreeText, Session
from gsef_tui.model.turns import FLOOR
from gsef_tui.storage.templates import require_template

GSEF = require_template("gsef")

BEFORE = Session(
    template=GSEF,
    facts={"title": "Cantines"},
    sections={"unfiled": FreeText("one two three"), "answers": {"BA": "four", "KM": "five six"}},
)


def with_sections(**sections: Any) -> Session:
    return replace(BEFORE, sections={**BEFORE.sections, **sections})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("one two three", 0),
        ("one two three four five", 2),
        ("zero one two three", 1),
        ("one new two three", 1),
        ("one two", 0),
        ("", 0),
        ("one 2 three", 1),
        ("one  two\n three", 0),  # the words are the same
        ("one two threes", 1),
        ("a b c d", 4),
        ("one one two three", 1),
        ("one two three one two three", 3),
        ("한국어 회의 one two three", 2),
    ],
)
def test_in_one_text(text: str, words: int) -> None:
    assert words_added(BEFORE, with_sections(unfiled=FreeText(text))) == words


def test_the_same_session_has_nothing_new() -> None:
    assert words_added(BEFORE, BEFORE) == 0


def test_without_an_earlier_session_every_word_counts() -> None:
    assert words_added(None, BEFORE) == words_added(Session(template=GSEF), BEFORE) == 7
    assert words_added(None, Session(template=GSEF)) == 0


def test_all_texts_count_together() -> None:
    after = with_sections(answers={"BA": "four more", "KM": "five six", "new": "one two three"})
    after = replace(after, facts={"title": "Cantines ouvertes"})
    assert words_added(BEFORE, after) == 1 + 3 + 1


def test_what_was_removed_is_not_new() -> None:
    assert words_added(BEFORE, with_sections(answers={"BA": "four"})) == 0
    assert words_added(BEFORE, Session(template=GSEF)) == 0


def test_what_the_program_writes_by_itself_is_not_new() -> None:
    floor = {FLOOR: {"turns": ["a b c", "d"]}}
    assert words_added(BEFORE, replace(BEFORE, id="0123456789abcdef", extra=floor)) == 0
    assert words_added(BEFORE, replace(BEFORE, language="ko")) == 0


def test_what_a_newer_version_of_the_program_wrote_counts() -> None:
    assert words_added(BEFORE, replace(BEFORE, extra={"later": {"note": "two words"}})) == 2


def test_long_texts_are_compared_as_well() -> None:
    long = " ".join(str(n) for n in range(200_000))
    before = with_sections(unfiled=FreeText(long))
    after = with_sections(unfiled=FreeText(f"{long} and two"))
    assert words_added(before, after) == 2
