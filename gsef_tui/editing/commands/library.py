"""The commands for whole sessions, in the list of a folder.

What moves the files is imported when a command runs: a start with a session does not need it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gsef_tui.storage.errors import CannotWrite, UnreadableFile, shown

from ..background import run_in_background
from .context import HomeContext


async def new(context: HomeContext) -> None:
    """Show the form of a new session."""
    await context.show_new()


async def recover(context: HomeContext) -> None:
    """List the copies of sessions that could not be saved in their places."""
    await context.toggle_panel("copies")


async def duplicate(context: HomeContext) -> None:
    """Create a session with the same forum and people, without the notes."""
    from gsef_tui.storage import library

    if (chosen := context.chosen) is not None:
        await _act(
            context, lambda: library.duplicate(chosen.path), lambda name: f"Duplicated as {name}"
        )


async def rename(context: HomeContext) -> None:
    """Ask for another name for the file."""
    from gsef_tui.storage import library

    chosen = context.chosen
    if chosen is None:
        return

    async def answer(text: str) -> str:
        try:
            path = await run_in_background(lambda: library.rename(chosen.path, text.strip()))
        except (CannotWrite, OSError) as error:
            return str(error)
        context.session_moved(chosen.path, path)
        await context.refill(path)
        context.say(f"Renamed to {shown(path.name)}")
        return ""

    await context.ask("File name", chosen.path.stem, answer)


async def delete(context: HomeContext) -> None:
    """Move the session to the bin, with its pictures."""
    from gsef_tui.storage import library

    chosen = context.chosen
    if chosen is None:
        return

    def to_bin() -> Path:
        context.deleted.append(library.delete(chosen.path))
        return chosen.path

    await _act(
        context,
        to_bin,
        lambda name: f"Moved to the bin: {name}. {context.key('undo')} brings it back",
    )


async def undelete(context: HomeContext) -> None:
    """Bring back the session that was deleted last."""
    from gsef_tui.storage import library

    if not context.deleted:
        context.say("Nothing to undo")
        return

    def from_bin() -> Path:
        path = library.undelete(context.deleted[-1])
        context.deleted.pop()
        return path

    await _act(context, from_bin, lambda name: f"Brought back: {name}")


async def change_folder(context: HomeContext) -> None:
    """Ask for another folder; folders used before are offered."""
    before = [f for f in context.app_state.current.folders if f != str(context.folder)]

    async def answer(text: str) -> str:
        folder = Path(text.strip()).expanduser().absolute()
        if not folder.is_dir():
            return f"Folder not found: {shown(folder)}"
        await context.use_folder(folder)
        return ""

    offered = " · ".join(map(shown, before[:3]))
    hint = f"Used before: {offered}" if before else "The path of a folder"
    proposed = before[0] if before else str(context.folder)
    await context.ask("Folder", proposed, answer, hint)


async def _act(context: HomeContext, act: Callable[[], Path], done: Callable[[str], str]) -> None:
    """Do something with a session's files; then read the folder again and report what was done."""
    try:
        path = await run_in_background(act)
    except (CannotWrite, UnreadableFile, OSError) as error:
        context.say(str(error), error=True)
        return
    await context.refill(path)
    context.say(done(shown(path.name)))
