"""The list of pictures taken during the session, under the empty row of a section of pictures."""

from __future__ import annotations

import threading
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import tzinfo

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from gsef_tui.storage.errors import shown
from gsef_tui.storage.picture_candidates import PictureCandidate

from ..text import content, fit, short
from ..widgets.rows import Pieces, Rows

HEAD = "Pictures from these hours: ↵ adds one, ↓ ↑ choose"
NAME, CLOCK, WEIGHT = 24, 6, 9
"""Columns for a name at most, for the time and for the size, each with the space around it."""

Search = Callable[[], list[PictureCandidate]]


class PhotoList(Vertical):
    """The pictures that were found, the newest first.

    The search runs on its own thread, and what it finds while the user types is not shown before
    the next search.
    """

    DEFAULT_CSS = """
    PhotoList { height: auto; margin-left: 2; display: none; }
    PhotoList.any { display: block; }
    PhotoList Static { height: 1; padding-left: 1; color: $gsef-muted; }
    PhotoList Rows { height: auto; max-height: 4; }
    """

    class Found(Message):
        """A search has ended; the pane scrolls the list into view. ``error``: an error of the
        program."""

        def __init__(
            self, photos: Sequence[PictureCandidate], error: Exception | None = None
        ) -> None:
            super().__init__()
            self.photos, self.error = photos, error

    def __init__(self, chosen: Callable[[PictureCandidate], Awaitable[None]]) -> None:
        super().__init__()
        self._rows: Rows[PictureCandidate] = Rows(self._pieces, chosen)
        self._search: Search = list
        self._zone: tzinfo | None = None
        self._looks = self._again = self._held = False
        self._waiting: Sequence[PictureCandidate] | None = None

    def compose(self) -> ComposeResult:
        """Yield the heading and the pictures."""
        yield Static(content(HEAD))
        yield self._rows

    @property
    def photos(self) -> Sequence[PictureCandidate]:
        """The pictures in the list."""
        return self._rows.items

    def look(self, search: Search, zone: tzinfo | None) -> None:
        """Start a search, unless one is running, and show what was found meanwhile. ``search`` is
        called on a thread of its own."""
        self._search, self._zone, self._held = search, zone, False
        if self._waiting is not None:
            self._show(self._waiting)
        if not self._looks:
            self._begin()

    def hold(self) -> None:
        """Keep the list unchanged until the next search, because the user is typing."""
        self._held = True

    def without(self, photo: PictureCandidate) -> None:
        """Remove a picture from the list, and repeat a search that is running, as its result is
        outdated."""
        self._again = self._looks
        self._show([other for other in self.photos if other != photo])

    async def process_key(self, event: events.Key) -> bool:
        """Handle the keys of a list under a text field; up from the first row leaves the list."""
        if not self.photos or (event.key == "up" and self._rows.cursor == 0):
            return False
        return await self._rows.steer(event)

    def _begin(self) -> None:
        self._looks = True
        # A daemon thread: a folder that does not answer does not keep the program from ending.
        threading.Thread(target=self._run, name="photos", daemon=True).start()

    def _run(self) -> None:
        try:
            found = self.Found(self._search())
        except Exception as error:  # raised again on the application's thread
            found = self.Found((), error)
        with suppress(RuntimeError):  # the program has ended meanwhile
            self.post_message(found)

    @on(Found)
    def _found(self, event: Found) -> None:
        self._looks = False
        if event.error is not None:
            raise event.error
        if self._again:
            self._again = False
            self._begin()
        elif self._held:
            self._waiting = event.photos
        else:
            self._show(event.photos)

    def _show(self, photos: Sequence[PictureCandidate]) -> None:
        self._waiting = None
        self.set_class(bool(photos), "any")
        self._rows.show(photos, 0 if photos != self.photos else None)

    def _pieces(self, photo: PictureCandidate, width: int) -> Pieces:
        room = min(NAME, max(8, width - CLOCK - WEIGHT - 8))
        return [
            (fit(shown(photo.path.name), room), "strong"),
            (photo.clock(self._zone).rjust(CLOCK), ""),
            (photo.weight.rjust(WEIGHT), ""),
            (f"  {short(photo.folder, max(0, width - room - CLOCK - WEIGHT - 2))}", "muted"),
        ]
