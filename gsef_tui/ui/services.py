"""What screens use of the application, so that they do not depend on its class."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from gsef_tui.editing.app_state import AppStateStore
from gsef_tui.editing.commands.command import Command, Scope
from gsef_tui.editing.settings import SettingsStore
from gsef_tui.storage.discovery import Hit


class AppServices(Protocol):
    """The application as its screens see it.

    ``commands``: every command, with its configured keys. ``last_key``: when a key was last typed
    into a text, by the monotonic clock, in seconds.
    """

    commands: tuple[Command, ...]
    last_key: float
    settings: SettingsStore
    app_state: AppStateStore

    async def open_session(self, path: Path, place: str = "", hit: Hit | None = None) -> None:
        """Open a session at a place, at a search hit, or at its last place.

        Raises UnreadableFile if the file cannot be read.
        """

    async def reopen_session(self, *, take_over: bool = False) -> str:
        """Open the session again from its file, with its lock if ``take_over`` is set.

        Returns why it cannot be opened, in which case nothing changes, or an empty text.
        """

    async def close_session(self) -> None:
        """Save, remember the place, and go back to the list of sessions."""

    def use_folder(self, folder: Path) -> None:
        """List the sessions of another folder from now on."""

    def session_moved(self, old: Path, new: Path) -> None:
        """Remember the last place of a session under the new name of its file."""

    async def show_help(self, commands: Sequence[Command], scope: Scope) -> None:
        """Show the keys of these commands."""

    def theme_names(self) -> Sequence[str]:
        """Return the names of the themes that can be chosen in this terminal."""

    def use_theme(self, name: str) -> None:
        """Draw the screen in a theme."""

    def keep_theme(self, name: str) -> None:
        """Remember a theme for the next start."""

    async def quit(self) -> None:
        """Save and quit; soon after a key, ask for a second press first."""

    async def leave_unsaved(self) -> None:
        """Quit and give up what could not be saved."""
