"""Help: every key, here and now, made from the commands."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical

from ..commands import TYPING, Command, key_name
from ..text import content, fit
from ..widgets.bars import Bar, FooterBar
from ..widgets.rows import Pieces, Rows
from .base import BaseScreen

INTRO = (
    ("", "Notes are saved as you type: look for ✓ saved at the top right."),
    ("", "Write a line, Enter; begin with - for a list, Tab goes one level in."),
    ("", "F3 and a digit: the end of that person's notes. F2: the report. F5: write it."),
)


class HelpScreen(BaseScreen):
    """The keys as they are now, the configuration's among them."""

    FOOTER = ("help",)

    def __init__(self, commands: Sequence[Command], scope: str) -> None:
        super().__init__()
        self.SCOPE = scope
        self.rows: Rows[tuple[str, str, str]] = Rows(_pieces, bar=False)
        self._lines = help_lines(commands)

    def compose(self) -> ComposeResult:
        """A heading, the lines, the way back."""
        yield Bar(id="header")
        yield self.rows
        yield Vertical(id="panels")
        yield FooterBar()

    def on_mount(self) -> None:
        """Show the lines."""
        self.query_one("#header", Bar).say(content(" Help", "bold"))
        self.rows.show(self._lines)
        self.set_focus(self.rows)
        self.call_after_refresh(self.tell_footer)

    def footer_keys(self) -> list[tuple[str, str]]:
        """The way back."""
        return [(key, "Back") for key, _ in super().footer_keys()] + [("↑ ↓ PgUp PgDn", "Scroll")]

    async def do_help(self) -> None:
        """Back."""
        await self.app.pop_screen()


def help_lines(commands: Sequence[Command]) -> list[tuple[str, str, str]]:
    """Heading lines and lines of key, name and sentence."""
    lines = [(*line, "") for line in INTRO]
    with_key = [c for c in commands if c.keys]
    lines += [("", "", ""), ("", "Commands", "")]
    lines += [(", ".join(map(key_name, c.keys)), c.label, c.help) for c in with_key]
    lines += [("", "", ""), ("", "By name, in More (Ctrl+P)", "")]
    lines += [("", f"  {c.label}", c.help) for c in commands if not c.keys]
    lines += [("", "", ""), ("", "While typing", "")]
    lines += [(keys, "", says) for keys, says in TYPING]
    return lines


def _pieces(line: tuple[str, str, str], width: int) -> Pieces:
    keys, name, says = line
    if not keys and not says:
        return [(f" {name}", "bold" if name and not name.endswith(".") else "")]
    first = [(fit(f" {keys}", 24), "accent")] if not name.startswith("  ") else []
    if not name:
        return [*first, (says, "")]
    room = 24 if not first else 15
    return [*first, (fit(f" {name}", room), "bold"), (says, "dim")]
