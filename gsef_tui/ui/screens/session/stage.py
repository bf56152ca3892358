"""Where a session is worked on: its desk, its panes, and how one goes from place to place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual import events
from textual.containers import Vertical

from gsef_tui.model.places import Place
from gsef_tui.storage.finding import Hit

from ...desk import Desk
from ...panes.base import Pane
from ...panes.pane_registry import pane_for
from ...widgets.note_area import NoteArea, is_text
from ..base import BaseScreen

if TYPE_CHECKING:
    from ...panels.check import Check
    from ...panels.line import CaptureLine


class Stage(BaseScreen):
    """The ground of the session screen, as its commands know it. Panes are mounted when they are
    first gone to. What there is to see of it is told by the screen that is built on it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.last_export: Path | None = None
        self._panes: dict[str, Pane] = {}
        self._pane: Pane | None = None
        self._form = ""

    async def take_key(self, event: events.Key) -> bool:
        """With nothing selected, ctrl+c sends the path of the export that was just written. In a
        window that may only read, the first key says so."""
        writes = event.key in ("enter", "backspace", "delete") or is_text(event.character or "")
        if (
            writes
            and self.desk.read_only
            and self.panel is None
            and isinstance(self.focused, NoteArea)
        ):
            self.say(self.desk.why_read_only, error=True)
            return True
        if self._pane is not None and await self._pane.take_key(event):
            return True
        if await super().take_key(event):
            self._tell_form()
            return True
        if event.key == "ctrl+c" and self.last_export is not None:
            return await self.run_command("copy_path")
        return False

    def told(self) -> None:
        """Something changed that header, outline or an open check show."""

    def arrived(self) -> None:
        """One has come to a place."""

    @property
    def here(self) -> Place:
        """Where one is."""
        return self._pane.here if self._pane else Place("")

    def mounted_panes(self) -> list[Pane]:
        """Every pane that was shown so far."""
        return list(self._panes.values())

    @property
    def pane(self) -> Pane | None:
        """The pane that is shown."""
        return self._pane

    @property
    def check(self) -> Check | None:
        """The list of what is missing, while it is open."""
        if self.panel is None:
            return None
        from ...panels.check import Check

        return self.panel if isinstance(self.panel, Check) else None

    @property
    def line(self) -> CaptureLine | None:
        """The one line, while it is open."""
        if self.panel is None:
            return None
        from ...panels.line import CaptureLine

        return self.panel if isinstance(self.panel, CaptureLine) else None

    async def go(self, place: Place, cursor: int | None = None) -> None:
        """Show a place: the cursor at an offset, else at the end of its text."""
        self.desk.sitting.close_batch()
        section = self.desk.template.section(place.section)
        if section is None:  # the forum's facts stand among the session's
            section = self.desk.template.all_sections[0]
        kind = pane_for(section, place)
        key = f"{section.id}/{kind.__name__}"
        if self._pane is not None and self._pane is not self._panes.get(key):
            self._pane.leaving()
        if key not in self._panes:
            pane = kind(self.desk, section)
            self._panes[key] = pane
            await self.query_one("#panes", Vertical).mount(pane)
        for other_key, other in self._panes.items():
            other.display = other_key == key
        self._pane = self._panes[key]
        await self._pane.arrive(place, cursor)
        self.arrived()

    async def go_to_hit(self, hit: Hit) -> None:
        """Show a place with what was found there selected."""
        await self.go(Place.parse(hit.place), hit.offset)
        area = self._pane.area if self._pane else None
        if area is not None and self.here == Place.parse(hit.place):
            area.move_cursor(area.location_of(hit.offset))
            area.move_cursor(area.location_of(hit.offset + hit.length), select=True)

    async def last_text(self) -> NoteArea | None:
        """The text typed into last, with the focus."""
        if self._pane is None or self._pane.area is None:
            return None
        if self.panel is not None:
            await self.close_panel(refocus=False)
        self.query_one("#outline").remove_class("over")
        self.set_focus(self._pane.area)
        return self._pane.area

    async def settle(self) -> None:
        """Fields that are to come or go in the pane."""
        if self._pane is not None:
            await self._pane.settle()

    def _tell_form(self) -> None:
        """The footer says what the next key will make of a short form, while one stands there."""
        area = self.focused
        known = area.expander.known(area) if isinstance(area, NoteArea) and area.expander else ""
        if known:
            self.say(known)
        elif self._form and self._message == self._form:
            self.hush()
        self._form = known
