"""The terminal's own cursor, where input methods draw what they compose and screen readers read,
stands where the program draws its cursor, in every state.

The program draws its cursor in colours that nothing else has. They are learnt once, from the letter
that was just typed; the cells in these colours are compared with the terminal's cursor.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest

from .at_work import opened
from .terminal import PROGRAM, Terminal

NOWHERE = (0, 0)
"""Where the cursor stands while no text takes letters."""
BURST = "".join(f"ligne {n}\n" for n in range(40))


class State(NamedTuple):
    """What is done after the state before, what is then on the screen, and whether a text has the
    focus. ``keys`` are pressed, ``typed`` is typed."""

    name: str
    keys: tuple[str, ...] = ()
    typed: str = ""
    shows: str = ""
    text: bool = True


SESSION = (
    State("a session just opened"),
    State("after a letter", typed="né", shows="né"),
    State("in the middle of a line", ("left",)),
    State("at the next place", ("ctrl+down",), shows="Réponses"),
    State("back again", ("ctrl+up",), shows="né"),
    State("go to, just opened", ("f3",), shows="digit, code or letters"),
    State("go to, after a syllable", typed="김", shows="김"),
    State("go to, closed", ("f3",), shows="F4 Line"),
    State("the line, just opened", ("f4",), shows="KO: text"),
    State("the line, after a syllable", typed="LT: 한", shows="LT: 한"),
    State("the line, filed", ("enter",)),
    State("the line, closed", ("f4",), shows="F4 Line"),
    State("find, just opened", ("ctrl+f",), shows="Find"),
    State("find, after the first syllable: the field moves up", typed="n", shows="goes there"),
    State("find, after one that is nowhere", typed="ôn", shows="not found"),
    State("find, closed", ("ctrl+f",), shows="F4 Line"),
    State("export", ("f5",), shows="To"),
    State("export, closed", ("f5",), shows="F4 Line"),
    State("the palette", ("ctrl+p",), shows="a command"),
    State("the palette, filtered", typed="recording", shows="Recording start"),
    State("a question", ("enter",), shows="recording"),
    State("an answer", typed="20:00", shows="20:00"),
    State("no answer", ("escape",), shows="F4 Line"),
    State("check", ("f8",), shows="missing", text=False),
    State("check, closed", ("f8",), shows="F4 Line"),
    State("help", ("f1",), shows="Your notes are saved as you type", text=False),
    State("help, closed", ("f1",), shows="F4 Line"),
    State("the report", ("f2",), shows="as it will be handed in", text=False),
    State("the report, closed", ("f2",), shows="F4 Line"),
    State("the outline", ("f6",), text=False),
    State("the note again", ("f6",)),
    State("forty lines in one burst", typed=BURST, shows="ligne 39"),
    State("one line end at the lower edge", ("enter",)),
    State("the top of the note", ("up",) * 50, shows="ligne 0"),
    State("a line longer than the row", typed="한국어 메모 " * 12, shows="메모"),
    State("a form", ("ctrl+p", *"person", "enter"), shows="Organization"),
    State("the next field", ("tab",)),
    State("a form's field after a syllable", typed="가", shows="가"),
)
HOME = (
    State("the filter", shows="type to filter"),
    State("the filter, after a syllable", typed="c", shows="cantines"),
    State("the filter, emptied", ("backspace",), shows="type to filter"),
    State("find in all notes", ("ctrl+f",), shows="Find"),
    State("find in all notes, after a letter", typed="cuisine", shows="cuisine"),
    State("find in all notes, closed", ("ctrl+f",), shows="type to filter"),
    State("help", ("f1",), shows="Your notes are saved as you type", text=False),
    State("help, closed", ("f1",), shows="type to filter"),
    State("the new session's form", ("ctrl+n",), shows="Participants"),
    State("the new session's title", typed="밥", shows="밥"),
    State("its next field", ("tab",)),
    State("home again", ("ctrl+n",), shows="filter"),
)


def cursor_colours(terminal: Terminal) -> object:
    """Wait until the cell of the terminal's cursor looks as no other, and return how it looks."""
    terminal.wait_for(
        lambda: terminal.cells_that_look(terminal.look(*terminal.cursor)) == [terminal.cursor],
        "the drawn cursor",
    )
    return terminal.look(*terminal.cursor)


def is_right(terminal: Terminal, colours: object, text: bool) -> bool:
    """Whether the terminal's cursor stands where the drawn one is; or at a fixed place, and none is
    drawn, if no ``text`` has the focus."""
    drawn = terminal.cells_that_look(colours)
    if not text:
        return not drawn and terminal.cursor == NOWHERE
    return drawn[:1] == [terminal.cursor]


def walk(terminal: Terminal, states: tuple[State, ...]) -> None:
    """Go through the states, and look at the cursor in each."""
    colours: object = None
    for state in states:
        terminal.press(*state.keys)
        terminal.type(state.typed)
        terminal.wait_for(state.shows, f"{state.name}: {state.shows}")
        colours = colours or cursor_colours(terminal)
        terminal.wait_for(
            partial(is_right, terminal, colours, state.text), f"{state.name}: the cursor"
        )
        assert 25 not in terminal.modes, "only the drawn cursor is visible"


@pytest.mark.parametrize("size", [(100, 30), (80, 24), (160, 45)])
def test_the_cursor_in_every_state_of_a_session(
    path: Path, environment: dict[str, str], size: tuple[int, int]
) -> None:
    columns, rows = size
    with Terminal(
        (PROGRAM, path, "--at", "presentations.KM"),
        environment=environment,
        folder=path.parent,
        columns=columns,
        rows=rows,
    ) as terminal:
        terminal.wait_for("F1 Help")
        walk(terminal, SESSION)


def test_the_cursor_in_every_state_of_the_list_of_sessions(
    path: Path, environment: dict[str, str]
) -> None:
    command = (PROGRAM, "--sessions", path.parent)
    with Terminal(command, environment=environment, folder=path.parent) as terminal:
        terminal.wait_for("F1 Help")
        walk(terminal, HOME)


def test_the_cursor_after_another_size_of_the_window(
    path: Path, environment: dict[str, str]
) -> None:
    with opened(path, environment, "--at", "presentations.LT") as terminal:
        colours = cursor_colours(terminal)
        for columns, rows in ((60, 20), (140, 45), (40, 12)):
            terminal.resize(columns, rows)
            terminal.type("x")
            terminal.wait_for(
                partial(is_right, terminal, colours, True), f"{columns} by {rows}: the cursor"
            )
