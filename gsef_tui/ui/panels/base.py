"""The base class of the panels."""

from __future__ import annotations

from textual import events
from textual.containers import Vertical
from textual.widget import Widget

from ..widgets.note_area import NoteArea


class Panel(Vertical):
    """A panel over the lower part or the right side of a screen. The command that opens it also
    closes it."""

    DEFAULT_CSS = """
    Panel { height: auto; background: $panel; border-top: solid $gsef-rule; }
    Panel .head { height: 1; background: $surface; }
    Panel .muted { color: $gsef-muted; }
    Panel .error { color: $warning; }
    Panel .line { height: 1; }
    Panel .line .name { width: 15; }
    """

    done = False
    """Whether the panel has finished and should be removed."""

    def __init__(self) -> None:
        super().__init__()
        self.held: list[events.Key] = []
        """Letters that the panel held back. They are typed before the next letter that it does not
        handle, in the same text."""

    @property
    def entry(self) -> NoteArea | None:
        """The panel's text field, if it has one."""
        return None

    @property
    def focus_first(self) -> Widget | None:
        """The widget that is focused when the panel opens."""
        return self.entry

    def update(self) -> None:
        """Show the current session; called after each change while the panel is open."""

    async def opened(self) -> None:
        """Fill the panel, which is mounted and gets the focus next."""

    async def process_key(self, event: events.Key) -> bool:
        """Handle a key before the panel's text field gets it; return whether it was handled."""
        return False

    async def settle(self) -> None:
        """Finish what a key began, before the next key."""

    async def leave(self) -> None:
        """Finish or discard what is half done, before the panel closes."""

    def typed(self, area: NoteArea, offset: int, removed: str, inserted: str, cursor: int) -> None:
        """React to a change of the panel's text."""
