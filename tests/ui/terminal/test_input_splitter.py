"""A sequence without a meaning types nothing and acts on nothing, however it is divided into reads;
what stands before and behind it stays whole."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events

from gsef_tui.ui.terminal.input_splitter import (
    ESCAPE_DELAY,
    FULL_READ,
    PASTE_GAP,
    UNFINISHED,
    is_unmarked_paste,
)
from gsef_tui.ui.textual_private.input_parser import InputParser

from .sequences import ANSWERS, SHAPES, STRANGE_KEYS, Input, named, reads, splits

_UNBOUND = re.compile(r"(?:^|\+)(?:alt|super)\+")
BEFORE, BEHIND = "un é", "한 deux"
SHORT = [shape for shape in SHAPES if len(shape) < 40]


def harmless(given: Input) -> bool:
    """Whether nothing but the text around a sequence came, and no key that a command may have but
    those with Alt or Super."""
    messages = [m for m in given.messages if not _UNBOUND.search(named(m))]
    typed = "".join(m.character or "" for m in messages if isinstance(m, events.Key))
    return len(messages) == len(typed) and typed == BEFORE + BEHIND


def test_the_generator_makes_every_kind() -> None:
    assert len(SHAPES) > 1000
    assert {shape[1] for shape in SHAPES} == set("[O]PX^_")


@pytest.mark.slow
@pytest.mark.parametrize("opener", "[O]PX^_")
def test_a_whole_sequence_does_nothing(opener: str) -> None:
    for shape in SHAPES:
        if shape[1] == opener:
            assert harmless(reads(BEFORE + shape + BEHIND)), shape
            assert harmless(reads(BEFORE, shape, BEHIND)), shape


@pytest.mark.slow
def test_a_sequence_in_two_reads_does_nothing() -> None:
    for shape in SHORT:
        for start, end in splits(shape):
            assert harmless(reads(BEFORE + start, end + BEHIND)), (start, end)


@pytest.mark.slow
def test_a_sequence_in_a_read_for_each_byte_does_nothing() -> None:
    for shape in SHORT:
        assert harmless(reads(BEFORE, *shape, BEHIND)), shape


@pytest.mark.slow
def test_a_sequence_whose_end_is_late_does_nothing() -> None:
    """As on a line that stalls within it: up to a second if its kind is known."""
    for shape in SHORT:
        for start, end in splits(shape, range(3, len(shape))):
            if start.endswith("$"):  # a key of rxvt by then
                continue
            late = Input().read(BEFORE + start).read(end, 0.9).read(BEHIND, 1)
            assert harmless(late.wait(5)), (start, end)


@pytest.mark.parametrize("shape", [s for s in (*ANSWERS, *STRANGE_KEYS) if len(s) > 5], ids=ascii)
def test_what_follows_escape_late_is_not_typed(shape: str) -> None:
    """Escape has acted by then, but the rest of what it began is no text."""
    late = Input().read("\x1b").read(shape[1:], ESCAPE_DELAY + 0.3).read(BEHIND, 1).wait(5)
    assert late.keys[0] == "escape"
    assert late.typed == BEHIND


def test_an_end_that_comes_after_it_was_given_up_is_not_typed() -> None:
    late = Input().read("un\x1b]11;rgb:1e1e").read("/1e1e/1e1e\x1b\\", UNFINISHED + 0.3)
    assert late.read(" deux").wait(5).typed == "un deux"


@settings(deadline=None)
@given(st.lists(st.sampled_from(SHORT) | st.text("abé한 ,", min_size=1), max_size=6), st.data())
def test_text_and_sequences_in_any_reads(parts: list[str], data: st.DataObject) -> None:
    stream = "".join(parts)
    cuts = data.draw(st.lists(st.integers(0, len(stream)), max_size=6).map(sorted))
    ends = [0, *cuts, len(stream)]
    given = reads(*(stream[a:b] for a, b in pairwise(ends)))
    assert given.typed == "".join(part for part in parts if not part.startswith("\x1b"))


def test_bytes_that_end_within_a_character() -> None:
    parser = InputParser()
    data = "é\x1b[15;3~한".encode()
    pieces = [piece for byte in data for piece in parser.split(bytes([byte]))]
    assert "".join(piece.text for piece in pieces if piece.kind == "text") == "é한"


# -- Escape, and keys with Alt --------------------------------------------------------------------


def test_escape_alone() -> None:
    assert reads("\x1b").keys == ["escape"]
    assert reads("\x1b\x1b").keys == ["escape", "escape"]
    assert reads("a\x1b").keys == ["a", "escape"]
    waits = Input().read("\x1b").wait(ESCAPE_DELAY / 2)
    assert waits.keys == []
    assert waits.splitter.waiting


def test_escape_typed_before_a_bracket() -> None:
    slow = Input().read("\x1b").read("[", 0.4).read("1", 0.2).read("]", 0.2).wait(5)
    assert slow.keys[0] == "escape"
    assert slow.typed == "[1]"
    for text in ("[1]", "[1] dit", "]1", "[A", "Oui", "Prénom"):
        assert Input().read("\x1b").read(text, 0.4).wait(5).typed == text


@pytest.mark.parametrize("opener", "[O]PX^_")
def test_alt_with_a_key_that_begins_sequences_is_that_key_alone(opener: str) -> None:
    slow = Input().read(f"\x1b{opener}").read("a", ESCAPE_DELAY + 0.1).wait(5)
    assert slow.typed == "a"
    assert slow.keys[0].startswith("alt+")


def test_keys_typed_quickly_after_alt_with_a_bracket_are_not_lost() -> None:
    """They come one by one; the answer of a terminal comes in one piece."""
    quick = Input().read("\x1b]")
    for letter in "bonjour":
        quick.read(letter, 0.08)
    assert quick.wait(5).typed == "bonjour"
    assert reads("\x1b]11;rgb").wait(5).typed == ""


@pytest.mark.parametrize("text", ["Président", "] dit", "X1 : oui", "^z", "_ou"])
def test_what_is_typed_behind_an_escape_that_tmux_holds_back_is_not_lost(text: str) -> None:
    """It joins Escape to the next key, whose letter is lost; on a busy machine more keys come in
    the same read."""
    assert reads(f"\x1b{text}").typed == text[1:]
    assert reads(f"\x1b{text[:4]}", text[4:]).typed == text[1:]
    assert reads(f"\x1b{text}\x1b[A").keys[-1] == "up"
    assert reads(f"\x1b{text}\x1b[A").typed == text[1:]


@pytest.mark.parametrize(
    ("text", "key"),
    [("\x1ba", "alt+a"), ("\x1bA", "alt+shift+a"), ("\x1b,", "comma"), ("\x1bé", "alt+é"),
     ("\x1bf", "ctrl+right"), ("\x1b\x7f", "ctrl+w"), ("\x1b\r", "enter"),
     ("\x1b\\", "alt+backslash")],
)  # fmt: skip
def test_a_character_with_alt(text: str, key: str) -> None:
    assert reads(text).keys == [key]
    assert reads("x" + text + "y").typed == ("x,y" if key == "comma" else "xy")


def test_a_broken_sequence_ends_where_it_breaks() -> None:
    assert reads("\x1b[12é").typed == "é"
    assert reads("\x1b[1;\rx").keys == ["enter", "x"]
    assert reads("\x1b[1;\x1b[A").keys == ["up"]
    assert reads("\x1b]11;rgb\x1b[A").keys == ["up"]
    assert reads("\x1bP1\x18x").keys[-1] == "x"


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("\x1b[[A", ["f1"]),  # the Linux console
        ("\x1b[7$", ["shift+home"]),  # rxvt
        ("\x1b[23$", ["f23"]),
        ("\x1b[7^", ["ctrl+end"]),
        ("\x1b[M !!", []),  # the mouse, as X10 reports it
        ("\x1b[<0;3;4M", ["MouseDown"]),
        ("\x1b[I", ["AppFocus"]),
        ("\x1b[?2026;2$y", ["TerminalSupportsSynchronizedOutput"]),
    ],
)
def test_the_forms_of_other_terminals_and_reports(text: str, keys: list[str]) -> None:
    assert reads(text).keys == keys
    assert reads(*text).keys == keys


# -- pastes ---------------------------------------------------------------------------------------


def test_a_bracketed_paste_in_any_reads() -> None:
    marked = "a\x1b[200~un\x1b[31m\r\x11deux\x1b[201~b"
    for start, end in splits(marked):
        assert reads(start, end).keys == ["a", "Paste('un\\x1b[31m\\r\\x11deux')", "b"]
    assert reads(*marked).keys == ["a", "Paste('un\\x1b[31m\\r\\x11deux')", "b"]


def test_a_paste_without_its_end_is_taken_after_a_while() -> None:
    assert reads("\x1b[200~un\x1b[20").keys == ["Paste('un\\x1b[20')"]


@pytest.mark.parametrize(
    "text",
    [
        "- un\r- deux\r- trois",
        "a\tb\rc",
        "un\ndeux",
        "un\r\ndeux\r\n",
        "un\r\r\tdeux",
        "가\r나다라",
    ],
)
def test_a_read_with_a_line_end_within_is_a_paste(text: str) -> None:
    assert reads(text).keys == [f"UnmarkedPaste({text!r})"]


@pytest.mark.parametrize(
    "text",
    ["한", "한\r", "bonjour\r", "bonjour tout le monde", "a\rb", "a\tb\tc d", "\r\r\r\r\r\r",
     "un\r\x1b[A", "un\r\x11deux", "un\x7f\rdeux", "", "가\r나"],
)  # fmt: skip
def test_what_is_typed_or_committed_by_an_input_method_is_keys(text: str) -> None:
    assert not is_unmarked_paste(text)
    assert not any("Paste" in key for key in reads(text).keys)


def test_keys_that_come_quickly_are_no_paste() -> None:
    assert reads(*"- un\r- deux\r").keys[4:6] == ["enter", "minus"]


def test_what_follows_a_full_read_belongs_to_the_paste() -> None:
    start, end = "x" * FULL_READ, "y\r"
    given = Input().read(start, full=True).read("é\r", PASTE_GAP / 2).read(end, PASTE_GAP / 2)
    assert given.pieces == []
    assert given.wait(1).keys == [f"UnmarkedPaste({start + 'é' + chr(13) + end!r})"]
    assert given.read("z").wait(1).keys[1:] == ["z"]
    apart = Input().read(start, full=True).read("z", PASTE_GAP * 4)
    assert apart.keys == [f"UnmarkedPaste({start!r})", "z"]


def test_a_key_ends_a_paste_of_full_reads() -> None:
    given = Input().read("x" * FULL_READ, full=True).read("un\x1b[A", PASTE_GAP / 2).wait(1)
    assert given.keys == [f"UnmarkedPaste({'x' * FULL_READ + 'un'!r})", "up"]


def test_bytes_that_fill_a_read_are_a_paste() -> None:
    parser = InputParser()
    assert parser.split(b"x" * FULL_READ) == []
    assert parser.waiting
    assert parser.split(b"x" * (FULL_READ - 1) + b"\x11")[0].text == "x" * (2 * FULL_READ - 1)
