"""The plain command line opens the screen without click; what is wrong with it is said as ever."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from .terminal import PROGRAM, Terminal

CHOSEN = """
import json, os, sys
from gsef_tui import ui
from gsef_tui.cli.plain import open_plainly

def run(document, *, place, folder):
    return (document.path.name if document else "home", place, "click" in sys.modules)

ui.run = run
print(open_plainly(sys.argv[1:]))
"""


def chosen(path: Path, environment: dict[str, str], *arguments: str) -> str:
    """What the plain way makes of a command line, at a terminal."""
    with Terminal(
        [sys.executable, "-c", CHOSEN, *arguments],
        environment=environment,
        folder=path.parent,
        columns=120,
    ) as terminal:
        assert terminal.wait() == 0, terminal.text
        return terminal.text.strip()


def test_a_file_a_place_or_nothing_is_plain(path: Path, environment: dict[str, str]) -> None:
    def plain(*arguments: str) -> str:
        return chosen(path, environment, *arguments)

    assert plain() == "('home', '', False)"
    assert plain(path.name) == f"('{path.name}', '', False)"
    assert plain(path.name, "--at", "presentations.KM") == (
        f"('{path.name}', 'presentations.KM', False)"
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("list",),
        ("gone.toml",),
        ("FILE", "--at"),
        ("FILE", "--at", "nowhere"),
        ("FILE", "--at", "presentations.KM", "more"),
        ("--sessions", ".", "FILE"),
    ],
)
def test_whatever_else_is_asked_for_or_wrong_is_not(
    path: Path, environment: dict[str, str], arguments: Sequence[str]
) -> None:
    words = [path.name if word == "FILE" else word for word in arguments]
    assert chosen(path, environment, *words) == "None"


def test_a_shell_that_asks_what_could_be_meant_gets_no_screen(
    path: Path, environment: dict[str, str]
) -> None:
    asked = {**environment, "_GSEF_TUI_COMPLETE": "bash_source"}
    assert chosen(path, asked) == "None"


def test_without_a_terminal_nothing_is_plain(path: Path, environment: dict[str, str]) -> None:
    result = subprocess.run(
        [sys.executable, "-c", CHOSEN, path.name],
        env=environment,
        cwd=path.parent,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert result.stdout == "None\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("FILE", "--at", "nowhere"), "--at nowhere: no such place. Places: facts"),
        (("gone.toml",), "gone.toml: file not found. The command new creates a session"),
    ],
)
def test_what_is_wrong_is_said_at_a_terminal_too(
    path: Path, environment: dict[str, str], arguments: Sequence[str], said: str
) -> None:
    words = [path.name if word == "FILE" else word for word in arguments]
    with Terminal(
        [PROGRAM, *words], environment=environment, folder=path.parent, columns=120
    ) as terminal:
        assert terminal.wait() == 2
        assert said in terminal.text
