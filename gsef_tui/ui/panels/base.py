"""What every panel is: it comes over the lower part or the right side and goes again."""

from __future__ import annotations

from textual import events
from textual.containers import Vertical
from textual.widget import Widget

from ..widgets.note_area import NoteArea


class Panel(Vertical):
    """A panel under the notes. The command that opens it closes it too."""

    DEFAULT_CSS = """
    Panel { height: auto; border-top: solid $foreground 30%; }
    Panel .head { height: 1; }
    Panel .dim { color: $text-muted; }
    Panel .error { color: $error; }
    Panel .line { height: 1; }
    Panel .line .name { width: 15; }
    """

    done = False
    """Whether the panel has done its work and is to be removed."""

    @property
    def entry(self) -> NoteArea | None:
        """The text of the panel, where it has one."""
        return None

    @property
    def focus_first(self) -> Widget | None:
        """The widget that is focused when the panel opens."""
        return self.entry

    def update(self) -> None:
        """Show the session as it now is; called after each change while the panel is open."""

    async def opened(self) -> None:
        """Fill the panel; it is mounted and has the focus next."""

    async def process_key(self, event: events.Key) -> bool:
        """Carry out a key before the panel's text gets it."""
        return False

    async def leave(self) -> None:
        """The panel goes: what is half done is set in order."""

    def typed(self, area: NoteArea, offset: int, removed: str, inserted: str, cursor: int) -> None:
        """The panel's text changed."""
