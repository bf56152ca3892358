"""What screens ask of the application, and no more: so that they need not know it."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from gsef_tui.storage.finding import Hit
from gsef_tui.storage.memory import Memory
from gsef_tui.storage.settings import Settings

from .commands import Command


class Host(Protocol):
    """The application as its screens see it."""

    commands: tuple[Command, ...]
    ctrl_ways: bool
    last_key: float
    lag: float
    memory: Memory
    settings: Settings

    async def open_session(self, path: Path, place: str = "", hit: Hit | None = None) -> None:
        """Open a session at a place, at what was found, or at its last place."""

    async def reopen_session(self, take_over: bool = False) -> str:
        """Open the session again as its file has it now; with its lock, where asked. What keeps it
        from being opened, where all stays as it was, or an empty text."""

    async def close_session(self) -> None:
        """Save, remember the place, and go home."""

    def remember(self, memory: Memory) -> None:
        """Keep what is to be remembered."""

    def use_folder(self, folder: Path) -> None:
        """Show the sessions of another folder from now on."""

    def session_moved(self, old: Path, new: Path) -> None:
        """A session's file has another name."""
