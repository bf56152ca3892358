"""May one leave, and what is said about it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from gsef_tui.storage.leaving import (
    WORD,
    Unkept,
    loss_message,
    outcome_message,
    question,
    refusal,
    unkept,
)
from gsef_tui.storage.save_state import SaveState

SINCE = datetime(2026, 5, 12, 20, 41, 7)
PATH = Path("/sessions/s.toml")
COPY = Path("/dev/shm/gsef-tui-1000/s-01234567.toml")
FAILED = SaveState(oldest=1.0, failed_since=SINCE, reason="disk full", held=False)


def lost(words: int, copy: Path | None = None, reason: str = "disk full") -> Unkept:
    return Unkept(words, SINCE, reason, copy)


# -- may one leave --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "state",
    [
        SaveState(),
        SaveState(conflict=Path("/sessions/s.conflict-20260512-204107.toml"), changed=True),
        SaveState(oldest=1.0, failed_since=SINCE, reason="disk full", copy=COPY),
        SaveState(oldest=1.0, stalled_since=SINCE, reason="the disk does not answer", copy=COPY),
        # It is saved again; a copy in memory was not removed yet.
        SaveState(unkept_since=SINCE, copy=COPY, fleeting=True),
    ],
)
def test_what_is_in_a_file_lets_one_leave(state: SaveState) -> None:
    assert state.safe
    assert unkept(state, 3) is None


def test_what_is_nowhere_does_not() -> None:
    state = SaveState(
        oldest=1.0, failed_since=SINCE, reason="disk full", unkept_since=SINCE, held=False
    )
    assert unkept(state, 3) == lost(3)


def test_what_is_in_memory_does_not_and_says_where() -> None:
    state = SaveState(
        oldest=1.0,
        failed_since=SINCE,
        reason="disk full",
        copy=COPY,
        fleeting=True,
        unkept_since=SINCE,
    )
    assert unkept(state, 3) == lost(3, COPY)


def test_a_copy_in_memory_that_has_not_all_is_not_named() -> None:
    state = SaveState(
        oldest=1.0,
        failed_since=SINCE,
        reason="disk full",
        copy=COPY,
        fleeting=True,
        unkept_since=SINCE,
        held=False,
    )
    assert unkept(state, 3) == lost(3)


def test_a_copy_on_a_disk_that_has_not_all_is_not_named() -> None:
    state = SaveState(oldest=1.0, failed_since=SINCE, copy=COPY, unkept_since=SINCE, held=False)
    assert unkept(state, 3) == lost(3, None, "the disk does not answer")


# -- how much -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "amount", "described"),
    [
        (0, "your latest changes", "your latest changes made since 20:41"),
        (1, "1 word", "1 word typed since 20:41"),
        (12, "12 words", "12 words typed since 20:41"),
        (1234, "1,234 words", "1,234 words typed since 20:41"),
    ],
)
def test_how_much_it_is(words: int, amount: str, described: str) -> None:
    assert (lost(words).amount, lost(words).described) == (amount, described)


# -- the sentences --------------------------------------------------------------------------------


def test_the_refusal_says_what_why_and_what_helps() -> None:
    assert refusal(lost(12)) == [
        "Cannot leave: 12 words typed since 20:41, not saved anywhere (disk full).",
        "What helps: make room on the disk; the session is then saved by itself.",
        "More › Leave without saving discards what is not saved.",
    ]


def test_the_refusal_names_the_copy_in_memory() -> None:
    assert refusal(lost(1, COPY)) == [
        "Cannot leave: 1 word typed since 20:41, only in memory, lost at restart (disk full).",
        f"The copy in memory: {COPY}",
        "What helps: make room on the disk; the session is then saved by itself.",
        "More › Leave without saving discards what is not saved.",
    ]


def test_where_nobody_knows_what_helps_nothing_is_advised() -> None:
    assert refusal(lost(0, reason="unforeseen: KeyError: 'x'")) == [
        "Cannot leave: your latest changes made since 20:41, not saved anywhere "
        "(unforeseen: KeyError: 'x').",
        "More › Leave without saving discards what is not saved.",
    ]


@pytest.mark.parametrize("reason", ["disk full", "the disk does not answer", "permission denied"])
def test_what_helps_depends_on_the_reason(reason: str) -> None:
    helps = [line for line in refusal(lost(2, reason=reason)) if line.startswith("What helps")]
    assert len(helps) == 1


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        (0, "Type “leave” to lose your latest changes"),
        (1, "Type “leave” to lose 1 word"),
        (12, "Type “leave” to lose 12 words"),
    ],
)
def test_giving_up_is_asked_with_a_word(words: int, asks: str) -> None:
    above, below = question(lost(words))
    assert above == asks
    assert WORD in above
    assert below == "Not saved anywhere since 20:41: disk full. Esc goes back"


def test_giving_up_what_is_in_memory_says_where_it_is() -> None:
    assert question(lost(12, COPY)) == (
        "Type “leave” to leave 12 words unsaved",
        f"Not saved since 20:41: disk full. Only in memory, lost at restart: {COPY}. Esc goes back",
    )


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (0, "your latest changes made since 20:41"),
        (1, "1 word typed since 20:41"),
        (12, "12 words typed since 20:41"),
    ],
)
def test_the_last_sentence_says_what_was_lost(words: int, what: str) -> None:
    assert loss_message(lost(words), PATH) == (
        f"{PATH}: {what}, lost: saved nowhere (disk full). The file is as it was last saved"
    )


def test_the_last_sentence_names_the_copy_in_memory() -> None:
    assert loss_message(lost(12, COPY), PATH) == (
        f"{PATH}: 12 words typed since 20:41, only in memory, lost at restart (disk full): "
        f"{COPY}; open the session before a restart to bring it back"
    )


def test_a_copy_on_a_disk_is_told_and_a_session_in_its_place_is_not() -> None:
    state = SaveState(oldest=1.0, failed_since=SINCE, reason="disk full", copy=COPY)
    assert outcome_message(state, PATH) == (
        f"{PATH}: not saved (disk full); what you typed is in a copy, which comes back when you "
        f"open the session: {COPY}"
    )
    assert outcome_message(SaveState(), PATH) == ""
    assert outcome_message(FAILED, PATH) == ""  # nothing is left that could be told of


def test_a_name_that_acts_on_a_terminal_does_not() -> None:
    path = Path("/sessions/\x1b[2J\u202es.toml")
    for sentence in (
        loss_message(lost(1), path),
        loss_message(lost(1, path), PATH),
        *refusal(lost(1, path)),
    ):
        assert "\x1b" not in sentence
        assert "\u202e" not in sentence
