"""Terminals that cannot be opened again, or that the loop cannot listen to: a thread reads and
writes them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from .at_work import note, opened
from .terminal import Terminal

WITHOUT = {
    "no second opening": """
from gsef_tui.ui.terminal import output
from gsef_tui.ui.textual_private import driver
driver.open_again = output.open_again = lambda number, flags: None
""",
    "a loop that cannot listen": """
from asyncio import SelectorEventLoop
def refuse(self, number, *rest):
    raise OSError(22, "Invalid argument")
SelectorEventLoop.add_reader = refuse
""",
}


def opened_without(what: str, path: Path, environment: dict[str, str]) -> Terminal:
    program = [sys.executable, "-c", f"{WITHOUT[what]}\nfrom gsef_tui.cli import main\nmain()"]
    return opened(path, environment, "--at", "presentations.KM", program=program)


@pytest.mark.parametrize("what", WITHOUT)
def test_what_is_typed_and_pasted_arrives(
    path: Path, environment: dict[str, str], what: str
) -> None:
    with opened_without(what, path, environment) as terminal:
        terminal.type("née 밥")
        terminal.wait_for("née 밥")
        terminal.paste(" collé")
        terminal.wait_for("née 밥 collé")
        terminal.press("escape")  # alone it is one only after a while
        terminal.press("f3")
        terminal.wait_for("Go to")
        terminal.press("f3", "ctrl+q", "ctrl+q")
        assert terminal.wait() == 0
        assert terminal.as_it_was
    assert note(path, "KM") == "née 밥 collé"


@pytest.mark.parametrize("what", WITHOUT)
def test_a_terminal_that_goes_away_ends_the_program(
    path: Path, environment: dict[str, str], what: str
) -> None:
    with opened_without(what, path, environment) as terminal:
        terminal.type("dernier mot")
        terminal.wait_for("dernier mot")
        terminal.hang_up()
        assert terminal.reap() != 0
    assert note(path, "KM") == "dernier mot"
