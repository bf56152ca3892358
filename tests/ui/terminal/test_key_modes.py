"""Which terminals are told about keyboard modes."""

from __future__ import annotations

import pytest

from gsef_tui.ui.terminal.key_modes import has_key_modes


@pytest.mark.parametrize("term", ["xterm-256color", "xterm-kitty", "tmux-256color", "foot"])
def test_a_terminal_emulator_has_them(term: str) -> None:
    assert has_key_modes({"TERM": term, "TERM_PROGRAM": "iTerm.app"})


@pytest.mark.parametrize(
    "environ",
    [{}, {"TERM": "linux"}, {"TERM": "dumb"},
     {"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}],
)  # fmt: skip
def test_what_might_print_them_is_told_nothing(environ: dict[str, str]) -> None:
    assert not has_key_modes(environ)
