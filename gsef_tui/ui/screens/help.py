"""The help: every key that works now, generated from the commands."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from gsef_tui.editing.commands.command import Command, Scope, key_name
from gsef_tui.editing.commands.declarations import TYPING
from gsef_tui.report.wrapping import wrapped as wrap_text

from ..text import content, fit
from ..widgets.bars import Bar, FooterBar
from ..widgets.line_view import LineView
from .overlay import OverlayScreen

INTRO = (
    "Your notes are saved as you type: look for ✓ saved at the top right.",
    "Type a line and press Enter; begin with - for a list; Tab indents an item.",
    "F3 and a digit: the end of that person's notes. F2: the report. F5: export.",
)
KEYS, NAME = 15, 17
"""Columns for the keys and for the name of a command."""


class HelpLine(Struct, frozen=True):
    """A line of the help; ``left``: the column of its sentence, 0 if it has no columns."""

    keys: str = ""
    name: str = ""
    says: str = ""
    bold: bool = False
    left: int = 0


class HelpScreen(OverlayScreen):
    """The current keys, including those of the configuration."""

    FOOTER = ("help",)
    CLOSED_BY = "help"

    def __init__(self, commands: Sequence[Command], scope: Scope) -> None:
        super().__init__()
        self.SCOPE = scope
        self.view = LineView()
        self._commands = commands

    def compose(self) -> ComposeResult:
        """Yield a heading, the lines, and the footer."""
        yield Bar(id="header")
        yield self.view
        yield Vertical(id="panels")
        yield FooterBar()

    def on_mount(self) -> None:
        """Show the lines."""
        self.query_one("#header", Bar).say(content(" Help", "strong"))
        self.set_focus(self.view)

    def on_resize(self, event: events.Resize) -> None:
        """Wrap the sentences to the width of the screen."""
        lines = help_lines(self._commands, event.size.width - 3)
        self.view.show_lines([_segments(line) for line in lines])
        self.call_after_refresh(self.update_footer)

    def footer_keys(self) -> list[tuple[str, str]]:
        """Return the keys that close and scroll the help."""
        return [(key, "Back") for key, _ in super().footer_keys()] + [("↑ ↓ PgUp PgDn", "Scroll")]


def help_lines(commands: Sequence[Command], width: int) -> list[HelpLine]:
    """Return the lines of the help: keys, name, and the sentence over as many lines as it needs."""
    found = [HelpLine("", text) for text in wrapped(INTRO, width)]
    found += [HelpLine(), HelpLine("", "Keys", bold=True)]
    for command in (c for c in commands if c.keys):
        found += _entry(", ".join(map(key_name, command.keys)), command.label, command.help, width)
    found += [HelpLine(), HelpLine("", "By name, under All commands", bold=True)]
    for command in (c for c in commands if not c.keys):
        found += _entry("", command.label, command.help, width)
    found += [HelpLine(), HelpLine("", "While typing", bold=True)]
    for keys, says in TYPING:
        found += _entry(keys, "", says, width)
    return found


def wrapped(texts: Sequence[str], width: int) -> list[str]:
    """Wrap texts into lines of at most ``width`` columns, two for a Korean letter."""
    return [line for text in texts for line in wrap_text(text, max(width, 20)).split("\n")]


def _entry(keys: str, name: str, says: str, width: int) -> list[HelpLine]:
    head = keys if name and keys else keys or name
    left = (KEYS if keys else 0) + (NAME if name else 0)
    if width - left < 24:  # too narrow for columns: the sentence goes below
        first = HelpLine(head, name if keys else "", "")
        return [first, *(HelpLine("", f"  {line}") for line in wrapped([says], width - 3))]
    lines = wrapped([says], width - left)
    first = HelpLine(keys, name, lines[0], left=left)
    return [first, *(HelpLine("", "", line, left=left) for line in lines[1:])]


def _segments(line: HelpLine) -> list[Segment]:
    bold = Style(bold=True)
    if not line.left:
        name = Segment(line.name, bold if line.bold else Style())
        return [Segment(f"{line.keys} ", bold), name] if line.keys else [name]
    keys = fit(line.keys, KEYS) if line.keys else ""
    return [
        Segment(keys, bold),
        Segment(fit(line.name, line.left - len(keys)), bold),
        Segment(line.says, Style()),
    ]
