"""The pane of one note at a time: a presentation, an answer, the conclusion, the questions, text
that is not filed."""

from __future__ import annotations

from gsef_tui.editing.open_session import OpenSession
from gsef_tui.editing.transactions import TextEdit
from gsef_tui.model import navigation
from gsef_tui.model.places import Place
from gsef_tui.model.template import Section

from ..widgets.expander import Expander
from ..widgets.note_area import NoteArea
from .base import Pane, focus_area


class NotePane(Pane):
    """The notes of a section, each in its own editor, which is mounted when first shown and keeps
    its cursor."""

    def __init__(self, opened: OpenSession, section: Section) -> None:
        super().__init__(opened, section)
        self._areas: dict[Place, NoteArea] = {}
        self._here = Place(section.id)

    @property
    def here(self) -> Place:
        """The place of the current note."""
        return self._here

    @property
    def area(self) -> NoteArea | None:
        """The editor of the current note."""
        return self._areas.get(self._here)

    async def arrive(self, place: Place, cursor: int | None = None) -> None:
        """Show a note; for a section without a key, its first note."""
        session = self.opened.session
        if not place.key and self.section.kind.by_person:
            place = navigation.section_items(session, self.section)[0].place
        place = Place(place.section, place.key)
        self._here = place
        if self.section.kind.by_person and not place.key:
            return
        if place not in self._areas:
            area = NoteArea(
                self.opened.text(place),
                typed=self._typed,
                placeholder=self.invite,
                entries=self.entries,
                read_only=self.opened.read_only,
            )
            area.expander = Expander(self.opened.abbreviations)
            self._areas[place] = area
            await self.mount(area)
        for other, area in self._areas.items():
            area.display = other == place
        self._areas[place].show_text(self.opened.text(place))
        focus_area(self._areas[place], cursor)

    async def rebuild(self) -> None:
        """Remove the editors of places that are gone, and show the current texts."""
        session = self.opened.session
        there = {s.place for s in navigation.section_items(session, self.section)}
        for place, area in list(self._areas.items()):
            if place in there:
                area.show_text(self.opened.text(place))
            else:
                del self._areas[place]
                await area.remove()

    def reflect(self, edit: TextEdit) -> None:
        """Show an edit that an undo made."""
        area = self._areas.get(Place(edit.place.section, edit.place.key))
        if area is not None:
            area.apply_external(
                edit.offset, edit.removed, edit.inserted, edit.offset + len(edit.inserted)
            )

    def _typed(self, area: NoteArea, offset: int, removed: str, inserted: str, cursor: int) -> None:
        place = next(place for place, other in self._areas.items() if other is area)
        self.record(place, (offset, removed, inserted, cursor), pasted=area.pasting)
