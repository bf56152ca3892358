"""The abbreviations of the open session: its own list, the user's list, and people's codes."""

from __future__ import annotations

from gsef_tui.capture.abbreviations import (
    EXPANSIONS,
    Abbreviation,
    Lookup,
    Swap,
    abbreviations,
    swap,
)

from .settings import SettingsStore
from .store import SessionStore


class Abbreviations:
    """Looks up abbreviations in a table that is rebuilt only after a list or the people changed."""

    def __init__(self, store: SessionStore, settings: SettingsStore) -> None:
        self._store = store
        self._settings = settings
        self._lookup = Lookup()
        self._made_from: tuple[object, ...] = ()

    def all(self) -> list[Abbreviation]:
        """Return every abbreviation that the user can type now."""
        return abbreviations(self._store.session, self._settings.current.expansions)

    def swap(self, before: str, key: str) -> Swap | None:
        """Return what replaces the end of ``before``, the text before the key that was just typed;
        None if nothing does."""
        return swap(before, key, self.find, self._settings.current.typing)

    def find(self, form: str) -> str:
        """Return what an abbreviation stands for; empty if it is not defined."""
        session, own = self._store.session, self._settings.current.expansions
        made_from = session.people, session.extra.get(EXPANSIONS), own
        if [*map(id, made_from)] != [*map(id, self._made_from)]:
            self._made_from, self._lookup = made_from, Lookup(self.all())
        return self._lookup.find(form)
