"""The user's settings while the program runs, with one owner that publishes changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from gsef_tui.storage.own_abbreviations import drop_abbreviation, keep_abbreviation
from gsef_tui.storage.settings import Settings, load_settings

from .background import run_in_background

Listener: TypeAlias = Callable[[Settings], None]


class SettingsStore:
    """Holds the settings. Read ``current`` whenever a setting is needed, and keep no copy of it.

    ``problems``: a sentence for each error in the settings file.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.problems: list[str] = []
        if settings is None:
            settings, self.problems = load_settings()
        self.current = settings
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> None:
        """Call ``listener`` with the settings after each change."""
        self._listeners.append(listener)

    async def keep_abbreviation(self, short: str, long: str) -> None:
        """Add an abbreviation to the user's list, in memory and on disk.

        Raises CannotWrite if the settings file cannot be written.
        """
        await self._change(lambda: keep_abbreviation(short, long))

    async def drop_abbreviation(self, short: str) -> None:
        """Remove an abbreviation from the user's list, in memory and on disk.

        Raises CannotWrite if the settings file cannot be written.
        """
        await self._change(lambda: drop_abbreviation(short))

    async def _change(self, write: Callable[[], object]) -> None:
        """Change the settings file, then load it again."""

        def changed() -> Settings:
            write()
            return load_settings()[0]

        self.current = await run_in_background(changed)
        for listener in tuple(self._listeners):
            listener(self.current)
