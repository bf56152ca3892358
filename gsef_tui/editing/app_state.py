"""What the program remembers between runs, with one owner that writes it off the event loop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress

from gsef_tui.storage.app_state import AppState, load_app_state, save_app_state


class AppStateStore:
    """Holds the remembered state. ``update`` returns at once; a thread writes the newest state.

    Losing this state loses no notes, so a failed write is ignored.
    """

    def __init__(self, state: AppState | None = None) -> None:
        self.current = load_app_state() if state is None else state
        self._turn = threading.Condition()
        self._unwritten: AppState | None = None
        self._writing = False

    def update(self, change: Callable[[AppState], AppState]) -> None:
        """Change the state and write it in the background. Call it on one thread only."""
        self.current = change(self.current)
        with self._turn:
            self._unwritten = self.current
            if not self._writing:
                self._writing = True
                threading.Thread(target=self._write, name="app-state", daemon=True).start()

    def flush(self, seconds: float) -> bool:
        """Wait for at most ``seconds`` until the state is written or its writing has failed; return
        whether nothing is left to write."""
        with self._turn:
            return self._turn.wait_for(lambda: not self._writing, seconds)

    def _write(self) -> None:
        while True:
            with self._turn:
                state, self._unwritten = self._unwritten, None
                if state is None:
                    self._writing = False
                    self._turn.notify_all()
                    return
            with suppress(OSError):
                save_app_state(state)
