"""The command palette: every available command, by name."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from gsef_tui.editing.commands.command import Command, key_name
from gsef_tui.model.folding import fold

from ..text import content, fit
from ..widgets.note_area import NoteArea
from ..widgets.rows import Pieces, Rows
from .base import Panel


class Palette(Panel):
    """A list of commands; letters narrow it, and Enter runs the selected command."""

    DEFAULT_CSS = """
    Palette { height: 14; }
    """

    def __init__(
        self, commands: Sequence[Command], run: Callable[[str], Awaitable[object]]
    ) -> None:
        super().__init__()
        self._commands = commands
        self._run = run
        self._entry = NoteArea(
            one_line=True, typed=self.typed, placeholder="a command", classes="field"
        )
        self._rows: Rows[Command] = Rows(_pieces, self._chosen)

    def compose(self) -> ComposeResult:
        """Yield the filter and the list."""
        with Horizontal(classes="line"):
            yield Static(content("More  "), classes="name")
            yield self._entry
        yield self._rows

    @property
    def entry(self) -> NoteArea:
        """The line that narrows the list."""
        return self._entry

    async def opened(self) -> None:
        """Show all commands."""
        self._rows.show(self._commands)

    def typed(self, area: NoteArea, offset: int, removed: str, inserted: str, cursor: int) -> None:
        """Show only the commands whose name or help contains every word; matching names come
        first."""
        wanted = fold(self._entry.text).split()
        found = [c for c in self._commands if matches(c, wanted)]
        self._rows.show(sorted(found, key=lambda c: not _named(c, wanted)), 0)

    async def process_key(self, event: events.Key) -> bool:
        """Move with the arrows, run with Enter."""
        return await self._rows.steer(event)

    async def _chosen(self, command: Command) -> None:
        await self._run(command.id)


def matches(command: Command, wanted: list[str]) -> bool:
    """Return whether the command's name or help contains every word."""
    text = fold(f"{command.label} {command.help}")
    return all(word in text for word in wanted)


def _named(command: Command, wanted: list[str]) -> bool:
    return all(word in fold(command.label) for word in wanted)


def _pieces(command: Command, width: int) -> Pieces:
    keys = ", ".join(key_name(key) for key in command.keys)
    return [
        (fit(command.label, 22), "strong"),
        (fit(keys, 14), "strong"),
        (fit(command.help, max(0, width - 36)), "muted"),
    ]
