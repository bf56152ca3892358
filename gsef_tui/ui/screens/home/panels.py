"""The panels of the list of sessions, and the message about copies that were left behind."""

from __future__ import annotations

from gsef_tui.editing.background import run_in_background
from gsef_tui.editing.commands.context import PanelName
from gsef_tui.storage.copies import Copy
from gsef_tui.storage.discovery import Hit
from gsef_tui.storage.errors import CannotWrite, UnreadableFile, shown
from gsef_tui.storage.unsaved import abandoned_copies, bring_back

from ...panels.base import Panel
from .actions import HomeActions


async def home_panel(name: PanelName, screen: HomeActions) -> Panel | str | None:
    """Return a panel of the list of sessions, or why there is none."""
    match name:
        case "find":
            return _find(screen)
        case "copies":
            return await _copies(screen)
        case _:
            return None


def _find(screen: HomeActions) -> Panel:
    """Return the panel that searches the notes of all sessions; Enter opens a session at the
    hit."""
    from gsef_tui.storage.notes_index import search_notes

    from ...panels.find_in_all import FindInAll

    async def go(hit: Hit, text: str) -> None:
        screen.sought = text
        await screen.leave_panel()
        await screen.open_session(hit.path, hit)

    return FindInAll(screen.sought, lambda text: search_notes(screen.folder, text), go)


async def _copies(screen: HomeActions) -> Panel | str:
    """Return the panel of copies that could not be saved in their places; Enter brings one back."""
    from ...panels.copies import Copies

    copies = await run_in_background(abandoned_copies)
    if not copies:
        return "No copies: every session was saved in its place"

    async def back(copy: Copy) -> None:
        try:
            path = await run_in_background(lambda: bring_back(copy, screen.folder))
            await screen.services.open_session(path)
        except (CannotWrite, UnreadableFile) as error:
            screen.say(str(error), error=True, stays=20)

    return Copies(copies, back)


async def mention_copies(screen: HomeActions) -> None:
    """Show once that there are copies of sessions that could not be saved."""
    copies = await run_in_background(abandoned_copies)
    if copies:
        name = shown((copies[0].origin or copies[0].path).name)
        one = f"{name} was not saved in its place; a copy is kept"
        more = f"{len(copies)} sessions were not saved in their places; copies are kept"
        text = one if len(copies) == 1 else more
        screen.say(f"{text}: More › Recover a copy", error=True, stays=60)
