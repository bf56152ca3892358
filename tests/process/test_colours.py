"""Terminals with few colours or none: which sequences the program sends, and that all is seen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .at_work import opened
from .terminal import Terminal

_STYLES = re.compile(rb"\x1b\[([0-9;]*)m")


def codes(terminal: Terminal) -> set[str]:
    """Every code of style and colour that was sent; a colour by number or by its parts is one."""
    found = set()
    for sequence in _STYLES.findall(terminal.sent):
        text = re.sub(r"(?<!\d)([34]8;(?:5;\d+|2;\d+;\d+;\d+))", "", sequence.decode())
        found |= set(text.split(";")) | {
            kind for kind in ("38;5", "38;2", "48;5", "48;2") if f"{kind};" in sequence.decode()
        }
    return found - {"", "0"}


COLOURS = {str(n) for n in (*range(30, 38), *range(40, 48), *range(90, 98), *range(100, 108))}
GROUNDS = {str(n) for n in (*range(40, 48), *range(100, 108))}
NUMBERED = {"38;5", "48;5"}
MIXED = {"38;2", "48;2"}


def shown(path: Path, environment: dict[str, str], **changes: str) -> Terminal:
    kept = {key: value for key, value in environment.items() if key != "COLORTERM"}
    return opened(path, {**kept, **changes}, "--at", "presentations.KM")


def test_256_colours_have_the_same_theme(path: Path, environment: dict[str, str]) -> None:
    with shown(path, environment, TERM="xterm-256color") as terminal:
        assert codes(terminal) & (NUMBERED | MIXED) == NUMBERED
        assert b"38;5;111" in terminal.sent  # the accent
        assert b"48;5;233" in terminal.sent  # the background
        assert "7" not in codes(terminal)


@pytest.mark.parametrize("term", ["xterm", "linux", "screen"])
def test_16_colours_have_a_theme_of_their_own(
    path: Path, environment: dict[str, str], term: str
) -> None:
    with shown(path, environment, TERM=term) as terminal:
        found = codes(terminal)
        assert not found & (NUMBERED | MIXED)
        assert {"36", "32", "33", "7"} <= found, "accent, done, to do, reverse"
        assert not found & GROUNDS, "no ground but the terminal's own"


@pytest.mark.parametrize(
    "changes",
    [{"NO_COLOR": "1", "TERM": "xterm-256color", "COLORTERM": "truecolor"},
     {"NO_COLOR": "", "TERM": "xterm"}, {"TERM": "vt220"}, {"TERM": "dumb"}],
    ids=["no colour", "no colour of 16", "vt220", "dumb"],
)  # fmt: skip
def test_without_colours_there_are_none_and_all_is_seen(
    path: Path, environment: dict[str, str], changes: dict[str, str]
) -> None:
    with shown(path, environment, **changes) as terminal:
        terminal.type("une table")
        terminal.wait_for("une table")
        found = codes(terminal)
        assert not found & (COLOURS | NUMBERED | MIXED), found
        assert "│" in terminal.text, "a rule stands for the grounds"
        terminal.press("f3")
        terminal.wait_for("Go to")
        assert not codes(terminal) & (COLOURS | NUMBERED | MIXED)


def test_a_theme_that_was_chosen_in_colours_does_not_hide_the_text_without(
    path: Path, environment: dict[str, str]
) -> None:
    state = Path(environment["GSEF_TUI_STATE"])
    state.mkdir(exist_ok=True)
    for theme in ("ansi-dark", "gsef-light"):
        (state / "memory.json").write_text(f'{{"theme": "{theme}"}}', encoding="utf-8")
        with shown(path, environment, NO_COLOR="1") as terminal:
            assert not codes(terminal) & (COLOURS | NUMBERED | MIXED)
            assert "김민수" in terminal.text
