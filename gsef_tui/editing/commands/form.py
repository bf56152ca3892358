"""The commands of the form of a new session."""

from __future__ import annotations

from .context import FormContext


async def undo(context: FormContext) -> None:
    """Undo the last edit in the form."""
    await context.undo()


async def redo(context: FormContext) -> None:
    """Redo what was undone last."""
    await context.redo()


async def create(context: FormContext) -> None:
    """Create the session, and open it at the notes."""
    await context.create()


async def close(context: FormContext) -> None:
    """Close the form; keep what was typed in it."""
    await context.close_form()
