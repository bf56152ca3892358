"""The base class of the panes, in which the user types a section's texts."""

from __future__ import annotations

from textual import events
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget

from gsef_tui.editing.open_session import OpenSession
from gsef_tui.editing.transactions import TextEdit
from gsef_tui.model.places import Place
from gsef_tui.model.template import Section

from ..widgets.note_area import NoteArea


class Pane(Vertical):
    """A section of the open session, or a part of it, that the user can type into."""

    DEFAULT_CSS = """
    Pane { height: 1fr; width: 1fr; }
    """

    class Says(Message):
        """A message: one sentence for the footer. ``undo``: it names the key that undoes this."""

        def __init__(self, text: str, error: bool = False, *, undo: bool = False) -> None:
            super().__init__()
            self.text, self.error, self.undo = text, error, undo

    invite = ""
    """The placeholder of the section's empty texts."""
    entries = False
    """Whether each line of a text is an entry."""

    def __init__(self, opened: OpenSession, section: Section) -> None:
        super().__init__()
        self.opened = opened
        self.section = section

    @property
    def here(self) -> Place:
        """The place of the text that has the focus, or that had it last."""
        raise NotImplementedError

    @property
    def area(self) -> NoteArea | None:
        """The text that was typed into last."""
        raise NotImplementedError

    async def arrive(self, place: Place, cursor: int | None = None) -> None:
        """Show a place and put the cursor there, at an offset or at the end."""
        raise NotImplementedError

    async def rebuild(self) -> None:
        """Show the session as it is now, after a change that was not typed here."""
        raise NotImplementedError

    def reflect(self, edit: TextEdit) -> None:
        """Show an edit that an undo made in a text of this pane."""
        raise NotImplementedError

    async def process_key(self, event: events.Key) -> bool:
        """Handle a key before the focused text gets it; return whether it was handled."""
        return False

    async def settle(self) -> None:
        """Finish what a key began, before the next key."""

    def leaving(self) -> None:
        """Finish what is half typed, because the user goes elsewhere."""

    def record(
        self, place: Place, edit: tuple[int, str, str, int], *, pasted: bool = False
    ) -> None:
        """Pass an edit of a text to the open session; ``pasted`` as in ``TextEdit``."""
        offset, removed, inserted, cursor = edit
        self.opened.dispatch(TextEdit(place, offset, removed, inserted, cursor, pasted=pasted))


def focus_area(area: NoteArea | None, cursor: int | None) -> None:
    """Focus an area, with the cursor at an offset or at the end."""
    if area is None:
        return
    if cursor is None:
        area.to_end()
    else:
        area.move_cursor(area.location_of(cursor))
    screen: Widget = area.screen
    screen.set_focus(area)  # type: ignore[attr-defined]
