"""What every pane is: where a section's texts are typed."""

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
    """A section of the open session, or a part of it, to be typed into."""

    DEFAULT_CSS = """
    Pane { height: 1fr; width: 1fr; }
    """

    class Says(Message):
        """One sentence for the footer."""

        def __init__(self, text: str, error: bool = False) -> None:
            super().__init__()
            self.text, self.error = text, error

    invite = ""
    """The placeholder of an empty text of the section."""

    def __init__(self, opened: OpenSession, section: Section) -> None:
        super().__init__()
        self.opened = opened
        self.section = section

    @property
    def here(self) -> Place:
        """The place of the text that has the focus, else of the one that had it last."""
        raise NotImplementedError

    @property
    def area(self) -> NoteArea | None:
        """The text typed into last."""
        raise NotImplementedError

    async def arrive(self, place: Place, cursor: int | None = None) -> None:
        """Show a place and put the cursor there: at an offset, else at the end."""
        raise NotImplementedError

    async def rebuild(self) -> None:
        """Show the session as it now is, after something else than typing here changed it."""
        raise NotImplementedError

    def reflect(self, edit: TextEdit) -> None:
        """Show an edit that undo made in a text of this pane."""
        raise NotImplementedError

    async def process_key(self, event: events.Key) -> bool:
        """Carry out a key before the text that has the focus gets it."""
        return False

    async def settle(self) -> None:
        """Finish what a key began, before the next key."""

    def leaving(self) -> None:
        """One goes elsewhere: what is only half typed is set in order."""

    def record(self, place: Place, edit: tuple[int, str, str, int]) -> None:
        """Hand an edit of a text on to the open session."""
        offset, removed, inserted, cursor = edit
        self.opened.dispatch(TextEdit(place, offset, removed, inserted, cursor))


def focus_area(area: NoteArea | None, cursor: int | None) -> None:
    """Give an area the focus, the cursor at an offset or at the end."""
    if area is None:
        return
    if cursor is None:
        area.to_end()
    else:
        area.move_cursor(area.location_of(cursor))
    screen: Widget = area.screen
    screen.set_focus(area)  # type: ignore[attr-defined]
