"""The commands of the line mode, each declared once: a word after a slash, and what it does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from msgspec import Struct

from gsef_tui.model.wording import counted

from . import line_edits, line_files, line_lists, line_moves
from .line_mode import LineMode, listed

Run: TypeAlias = Callable[[LineMode, str], Sequence[str]]
"""Carries out a command with the words after it, and returns the rows of the answer."""


class LineCommand(Struct, frozen=True):
    """A command of the line mode.

    ``name`` is typed after a slash, ``words`` shows what may follow, ``says`` what it does.
    ``writes``: it changes the session, so a read-only window refuses it.
    """

    name: str
    words: str
    says: str
    run: Run
    writes: bool = False

    @property
    def usage(self) -> str:
        """What the user types: ``/goto [PLACE]``."""
        return f"/{self.name} {self.words}".rstrip()


def commands_table() -> str:
    """Return the table of the commands for the documentation, in Markdown."""
    rows = [f"| `{command.usage}` | {command.says} |" for command in LINE_COMMANDS]
    return "\n".join(["| command | what it does |", "|---|---|", *rows])


def _help(mode: LineMode, words: str) -> list[str]:
    known = LINE_COMMANDS
    count = counted(len(known), "{n} command", "{n} commands")
    return listed(count, [f"{command.usage}: {command.says}" for command in known])


def _lines(mode: LineMode, words: str) -> list[str]:
    return [mode.hold()]


def _quit(mode: LineMode, words: str) -> list[str]:
    """Leave, unless that loses anything; the word ``leave`` gives that up."""
    from gsef_tui.storage.leaving import WORD, refusal

    mode.opened.saver.secure()
    lost = mode.opened.saver.unkept()
    if lost is not None and words != WORD:
        why = " ".join(refusal(lost)[:-1])
        return [f"{why} /quit {WORD} discards what is not saved."]
    mode.ended, mode.discards = True, lost is not None
    return ["The session is closed."]


LINE_COMMANDS = (
    LineCommand("people", "", "the people, with number and code", line_lists.people),
    LineCommand("gaps", "", "the gaps, each with its number", line_lists.gaps),
    LineCommand("ask", "", "the gaps as lines for the chat of the call", line_lists.ask),
    LineCommand("missing", "", "what the report still lacks", line_lists.missing),
    LineCommand("check", "", "what is missing, inconsistent or worth a look", line_lists.check),
    LineCommand("show", "[PLACE]", "the text at a place", line_lists.show),
    LineCommand("find", "TEXT", "every line that contains a text", line_lists.find),
    LineCommand("ideas", "", "the key ideas by speaker", line_lists.ideas),
    LineCommand("turns", "", "who spoke when", line_lists.turns),
    LineCommand("places", "", "the places to which /goto leads", line_lists.places),
    LineCommand("goto", "[PLACE]", "go to a place; alone, to the next empty one", line_moves.goto),
    LineCommand("next", "", "go to the next place", line_moves.next_place),
    LineCommand("previous", "", "go to the previous place", line_moves.previous_place),
    LineCommand("back", "", "the next line goes to the place where you are", line_moves.back),
    LineCommand(
        "target", "", "the next line goes to the open question, or no longer", line_moves.target
    ),
    LineCommand("lines", "", "hold the next lines, until /end files them as one", _lines, True),
    LineCommand("gap", "", "mark a gap at the end of the text", line_edits.gap, True),
    LineCommand("fill", "NUMBER TEXT", "fill a gap that /gaps lists", line_edits.fill, True),
    LineCommand(
        "stamp", "[TEXT]", "the time at the end of the text, or before a new line",
        line_edits.stamp, True,
    ),
    LineCommand("move", "PLACE", "move the line filed last", line_edits.move, True),
    LineCommand("set", "PLACE TEXT", "replace the text at a place", line_edits.set_text, True),
    LineCommand(
        "speaker", "CODE", "make a code a speaker's, to be named later", line_edits.speaker, True
    ),
    LineCommand(
        "floor", "[PERSON or -]", "who has the floor; correct or end the turn", line_edits.floor
    ),
    LineCommand(
        "recording", "[TIME]", "when the recording started; alone, now", line_edits.recording, True
    ),
    LineCommand(
        "photo", "[FILE]", "attach a picture; alone, the newest of the session's hours",
        line_files.photo, True,
    ),
    LineCommand("export", "[FORMAT or FILE]", "write the report", line_files.export),
    LineCommand("undo", "", "undo the latest change", line_moves.undo, True),
    LineCommand("redo", "", "redo what was undone last", line_moves.redo, True),
    LineCommand("help", "", "this list", _help),
    LineCommand("quit", "", "save and leave", _quit),
)  # fmt: skip
"""The commands, in the order of the help."""

_BY_NAME = {command.name: command for command in LINE_COMMANDS}


def command_named(word: str) -> LineCommand | None:
    """Return the command with that name, in any case; None if there is none."""
    return _BY_NAME.get(word.casefold())
