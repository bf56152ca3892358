"""What is laid out again after an edit is the report as laid out anew, and little of it is made."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from gsef_tui.model.places import Place, text_at, with_text
from gsef_tui.model.search import places
from gsef_tui.model.session import Session
from gsef_tui.report.memo_cache import MemoCache
from gsef_tui.report.preview import render_lines
from gsef_tui.report.typography import printed_outline
from tests.strategies import sessions, texts

from .golden_session import golden_session

PLACE = Place("presentations", "AB")
MARKED = st.sampled_from(["@@20:47", "[20:15] un", "- a\n\n> b", "«x»?", '"x" 3^e', "1. *a*\n2. b"])

# Which of a session's places, what part of its text goes, and what is put there.
edits = st.lists(
    st.tuples(st.integers(0, 99), st.integers(0, 99), st.integers(0, 9), texts | MARKED), max_size=5
)


def lines(session: Session, width: int, remembered: MemoCache | None = None) -> object:
    printed = printed_outline(session, remembered=remembered)
    return render_lines(printed, width, remembered)


def edited(session: Session, where: int, start: int, cut: int, put: str) -> Session:
    """A session with another text at one of its places."""
    there = list(places(session))
    place = there[where % len(there)]
    text = text_at(session, place)
    start = min(start, len(text))
    return with_text(session, place, text[:start] + put + text[start + cut :])


@pytest.mark.slow
@given(sessions, edits, st.integers(12, 100))
@settings(max_examples=150, deadline=None)
def test_edit_after_edit_it_is_the_report_laid_out_anew(
    session: Session, edits: list[tuple[int, int, int, str]], width: int
) -> None:
    remembered = MemoCache()
    for edit in [(0, 0, 0, ""), *edits]:
        session = edited(session, *edit)
        assert lines(session, width, remembered) == lines(session, width)
        remembered.turn()


@pytest.mark.slow
@given(sessions, sessions)
@settings(max_examples=60, deadline=None)
def test_another_session_language_or_width_is_not_mistaken_for_the_last(
    first: Session, second: Session
) -> None:
    remembered = MemoCache()
    mixed = replace(second, people=first.people, sections={**first.sections, **second.sections})
    spoken = replace(mixed, language="es" if mixed.language == "fr" else "fr")
    for session in (first, mixed, spoken, second, first):
        for width in (40, 80):
            assert lines(session, width, remembered) == lines(session, width)
        remembered.turn()


def typed(session: Session, text: str) -> Session:
    return with_text(session, PLACE, text_at(session, PLACE) + text)


def made(session: Session, remembered: MemoCache) -> int:
    """How much a layout has to make."""
    before = remembered.made
    lines(session, 60, remembered)
    remembered.turn()
    return remembered.made - before


def test_for_a_letter_only_the_blocks_of_its_section_are_made() -> None:
    session = golden_session()
    remembered = MemoCache()
    whole = made(session, remembered)
    assert made(session, remembered) == 0
    for letter in "lettre":
        session = typed(session, letter)
        assert made(session, remembered) == 3, "the section; its block, set and laid out"
    session = typed(session, "\n\nUn autre alinéa.")
    assert made(session, remembered) == 3
    assert whole > 60


def test_a_person_renamed_is_renamed_wherever_they_are_named() -> None:
    remembered = MemoCache()
    session = golden_session()
    lines(session, 60, remembered)
    renamed = with_text(session, Place("participants", "AB", "name"), "Amina B.")
    assert lines(renamed, 60, remembered) == lines(renamed, 60) != lines(session, 60)


def test_what_is_not_asked_for_is_forgotten() -> None:
    remembered = MemoCache()
    value = object()
    assert remembered.get("a", (value,), lambda: 1) == 1
    remembered.turn()
    assert remembered.get("a", (value,), lambda: 2) == 1
    remembered.turn()
    remembered.turn()
    assert remembered.get("a", (value,), lambda: 2) == 2


def test_equal_is_not_the_same() -> None:
    """Values that are equal may still differ in the order of their keys."""
    remembered = MemoCache()
    assert remembered.get("a", ({"x": 1, "y": 2},), lambda: "xy") == "xy"
    assert remembered.get("a", ({"y": 2, "x": 1},), lambda: "yx") == "yx"


def test_who_makes_something_may_rest_after_it() -> None:
    rests: list[str] = []
    remembered = MemoCache(lambda: rests.append("rest"))
    value = object()
    for _ in range(3):
        remembered.get("a", (value,), lambda: 1)
    assert rests == ["rest"]


def test_of_a_row_that_changed_in_the_middle_its_ends_are_the_same_objects() -> None:
    remembered = MemoCache()

    def row(*texts: str) -> tuple[list[str], ...]:
        return remembered.get_row("row", (object(),), lambda: tuple([text] for text in texts))

    first = row("a", "b", "c", "d")
    second = row("a", "x", "y", "c", "d")
    assert [text for (text,) in second] == ["a", "x", "y", "c", "d"]
    assert [any(a is b for b in first) for a in second] == [True, False, False, True, True]
    for those in (("a", "a"), ("a",), (), ("a", "a", "a"), ("d",), ("c", "d")):
        assert [text for (text,) in row(*those)] == list(those)
