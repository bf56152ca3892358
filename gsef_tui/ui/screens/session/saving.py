"""The messages of the session screen about saving."""

from __future__ import annotations

from pathlib import Path

from gsef_tui.editing.open_session import OpenSession
from gsef_tui.storage.errors import shown
from gsef_tui.storage.leaving import not_saved
from gsef_tui.storage.save_state import SaveState

from ...panes.stack import PaneStack
from ..base import BaseScreen
from .status import StatusPresenter


class SavingMessages:
    """Shows once that saving fails, that it works again, that the session was moved or taken over,
    and that an earlier window left text that was never saved."""

    def __init__(
        self, screen: BaseScreen, opened: OpenSession, panes: PaneStack, status: StatusPresenter
    ) -> None:
        self._screen = screen
        self._opened = opened
        self._panes = panes
        self._status = status
        self._has_offered = False
        self._fails = False
        self._copy: Path | None = None

    def opened(self) -> None:
        """Show why the session is read-only, that it is open without a lock, or that its file has
        another name, which will not follow."""
        opened = self._opened
        if opened.read_only:
            self._screen.say(opened.why_read_only, error=True, stays=60)
        elif opened.lock_problem:
            why = opened.lock_problem
            text = f"The session could not be locked ({why}). Open it in one window only."
            self._screen.say(text)
        elif opened.has_other_names:
            text = "The file has other names (hard links). What you write goes to this name only."
            self._screen.say(text, stays=15)

    def show(self, state: SaveState) -> None:
        """Apply the saver's state, and show what the user has to know."""
        screen, opened = self._screen, self._opened
        was_read_only, path = opened.read_only, opened.path
        opened.follow(state)
        if opened.path != path:
            screen.services.session_moved(path, opened.path)
            screen.say(f"The session file was moved. It is now {shown(opened.path)}", stays=30)
        if opened.read_only and not was_read_only:
            self._panes.set_read_only()
            screen.say(opened.why_read_only, error=True, stays=60)
        if state.recovered is not None and not self._has_offered:
            self._has_offered = True
            at = state.recovered.written.astimezone()
            key = screen.key("decide")
            screen.say(f"Text of {at:%d/%m %H:%M} was never saved. {key} shows it", stays=60)
        self._show_failure(state)
        self._status.update_header()

    def _show_failure(self, state: SaveState) -> None:
        """Show once that saving fails, again if the copy moves, and once that saving works
        again."""
        fails = bool(state.failed_since or state.stalled_since or state.copy)
        copy = state.conflict or state.copy
        elsewhere = copy is not None and copy != self._copy
        if not state.taken_by and (elsewhere or (fails and not self._fails)):
            text = not_saved(state, self._screen.key("decide"))
            self._screen.say(text, error=True, stays=30)
        elif self._fails and not fails and state.saved:
            self._screen.say("Saved again. Everything you typed is in the file.", stays=15)
        self._fails, self._copy = fails, copy
