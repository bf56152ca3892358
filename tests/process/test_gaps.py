"""The page of gaps in a real terminal: its text is selected with the terminal's own mouse."""

from __future__ import annotations

from .terminal import Terminal


def test_the_terminal_has_the_mouse_while_the_page_of_gaps_is_shown(terminal: Terminal) -> None:
    terminal.type("deux @@20:47")
    terminal.wait_for("@@20:47")
    assert 1000 in terminal.modes
    terminal.press("ctrl+p")
    terminal.type("Gaps to ask")
    terminal.press("enter")
    terminal.wait_for("Il me manque un passage")
    assert terminal.lines[1] == "김민수\u00a0: 20:47 «\u00a0deux\u00a0»"
    terminal.wait_for(lambda: 1000 not in terminal.modes, "the mouse is the terminal's")
    terminal.press("escape")
    terminal.wait_for(lambda: 1000 in terminal.modes, "the mouse is the program's")
    terminal.wait_for("@@20:47")
