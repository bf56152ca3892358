"""The commands for the file of the open session and for its exports."""

from __future__ import annotations

from pathlib import Path

from gsef_tui.storage.errors import shown
from gsef_tui.storage.leaving import not_saved

from ..background import run_in_background
from .context import SessionContext


async def save(context: SessionContext) -> None:
    """Save at once, although every change is saved anyway, and report the outcome."""
    state = await run_in_background(context.opened.saver.secure)
    if state.saved:
        context.say(f"Saved: {shown(context.opened.path.name)}")
    else:
        context.say(not_saved(state, context.key("decide")), error=True, stays=15)


async def decide(context: SessionContext) -> None:
    """Take over the session if another window has it; otherwise open the panel about a conflict."""
    opened = context.opened
    if opened.holder is not None:
        if problem := await context.reopen(take_over=True):
            problem = about_file(problem, opened.path)
            context.say(f"The session could not be taken over: {problem}", error=True, stays=30)
        return
    await context.toggle_panel("conflict")


def copy_path(context: SessionContext) -> None:
    """Copy the path of the last export to the clipboard, or the session's path if there is none."""
    path = context.last_export or context.opened.path
    context.copy(str(path), f"Copied to the clipboard: {shown(path)}")


def open_export(context: SessionContext) -> None:
    """Open the last export with this machine's program for it."""
    path = context.last_export
    if path is None:
        context.say(f"Nothing exported yet: {context.key('export')} writes the report")
    else:
        context.open_file(path)


def about_file(problem: str, path: Path) -> str:
    """Return a message about the open file without the path at its start."""
    return problem.removeprefix(shown(path)).lstrip(":, ")
