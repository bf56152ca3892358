"""What every screen offers to commands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from gsef_tui.editing.app_state import AppStateStore
from gsef_tui.editing.commands.command import Command, Scope, key_of
from gsef_tui.editing.settings import SettingsStore

from ..services import AppServices
from ..text import short
from .panel_screen import PanelScreen


class ActionScreen(PanelScreen):
    """The part of every screen that commands use."""

    SCOPE: Scope = "session"

    @property
    def services(self) -> AppServices:
        """The application, as far as screens use it."""
        return cast(AppServices, self.app)

    def available(self) -> Sequence[Command]:
        """Return the commands that are available here, in their order."""
        raise NotImplementedError

    @property
    def settings(self) -> SettingsStore:
        """The settings."""
        return self.services.settings

    @property
    def app_state(self) -> AppStateStore:
        """What is remembered between runs."""
        return self.services.app_state

    def copy(self, text: str, said: str = "Copied to the clipboard") -> None:
        """Put ``text`` on the clipboard, and show ``said``."""
        self.app.copy_to_clipboard(text)
        self.say(said)

    def key(self, command_id: str) -> str:
        """Return the name of a command's first key, as messages show it; if it has none, how the
        palette leads to it."""
        return key_of(command_id, self.services.commands)

    def short(self, text: str, columns: int) -> str:
        """Return the text cut to at most ``columns`` columns, with an ellipsis."""
        return short(text, columns)

    async def show_help(self) -> None:
        """Show every key that works on this screen."""
        await self.services.show_help(self.available(), self.SCOPE)

    async def quit(self) -> None:
        """Save and quit; soon after a key, ask for a second press first."""
        await self.services.quit()

    async def leave_unsaved(self) -> None:
        """Quit and give up what could not be saved."""
        await self.services.leave_unsaved()
