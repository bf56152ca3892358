"""The panes of the session screen, one of which is shown at a time."""

from __future__ import annotations

from textual.containers import Vertical

from gsef_tui.editing.open_session import OpenSession
from gsef_tui.editing.transactions import Change
from gsef_tui.model.places import Place

from ..widgets.note_area import NoteArea
from .base import Pane
from .pane_registry import VIEWS, pane_for


class PaneStack(Vertical):
    """Mounts a pane when it is first needed, keeps it, and updates it after changes.

    A pane that a change concerns is rebuilt before it is shown next: the current one at the end of
    the key, the others when the user goes there.
    """

    def __init__(self, opened: OpenSession, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._opened = opened
        self._panes: dict[str, Pane] = {}
        self._stale: set[Pane] = set()
        self.current: Pane | None = None
        """The pane that is shown."""

    @property
    def here(self) -> Place:
        """The current place."""
        return self.current.here if self.current else Place("")

    @property
    def area(self) -> NoteArea | None:
        """The text that was typed into last in the current pane."""
        return self.current.area if self.current else None

    async def go(self, place: Place, cursor: int | None = None) -> None:
        """Show a place, with the cursor at an offset or at the end of its text."""
        self._opened.store.close_batch()
        template = self._opened.template
        section = template.section(place.section)
        if section is None:  # the forum's facts are shown with the session's
            section = template.all_sections[0]
        kind = pane_for(section, place)
        key = f"{section.id}/{kind.__name__}"
        if self.current is not None and self.current is not self._panes.get(key):
            self.current.leaving()
        if key not in self._panes:
            self._panes[key] = pane = kind(self._opened, section)
            pane.invite, pane.entries = VIEWS[section.kind].invite, VIEWS[section.kind].entries
            await self.mount(pane)
        for other_key, other in self._panes.items():
            other.display = other_key == key
        self.current = self._panes[key]
        await self.update()
        await self.current.arrive(place, cursor)

    def on_change(self, change: Change) -> None:
        """Show the text edits of an undo, and mark the panes that other changes concern."""
        for edit in change.text_edits:
            for pane in self._panes.values():
                pane.reflect(edit)
        if change.structure:
            self._stale.update(pane for pane in self._panes.values() if pane is not change.origin)

    async def update(self) -> None:
        """Rebuild the current pane if a change concerned it."""
        if self.current is not None and self.current in self._stale:
            self._stale.discard(self.current)
            await self.current.rebuild()

    def set_read_only(self) -> None:
        """Make every text read-only."""
        for area in self.query(NoteArea):
            area.read_only = True
