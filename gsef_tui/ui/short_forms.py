"""The short forms of the session that is open: its own, one's own, people by their codes."""

from __future__ import annotations

from gsef_tui.capture.expansions import EXPANSIONS, Form, Lookup, Swap, forms, swap
from gsef_tui.model.sitting import Sitting
from gsef_tui.storage.settings import Settings


class ShortForms:
    """Answers from a table that is made again only where a list or the people changed."""

    def __init__(self, sitting: Sitting, settings: Settings) -> None:
        self._sitting = sitting
        self.settings = settings
        self._lookup = Lookup()
        self._made_from: tuple[object, ...] = ()

    def all(self) -> list[Form]:
        """Every short form there is now."""
        return forms(self._sitting.session, self.settings.expansions)

    def swap(self, before: str, key: str) -> Swap | None:
        """What takes the place of what stands before a key that was typed."""
        return swap(before, key, self.find, self.settings.typing)

    def find(self, form: str) -> str:
        """What a short form stands for."""
        session = self._sitting.session
        made_from = session.people, session.extra.get(EXPANSIONS), self.settings.expansions
        if [*map(id, made_from)] != [*map(id, self._made_from)]:
            self._made_from, self._lookup = made_from, Lookup(self.all())
        return self._lookup.find(form)
