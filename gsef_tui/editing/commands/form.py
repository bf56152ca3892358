"""The commands of the form of a new session."""

from __future__ import annotations

from .context import FormContext


async def undo(context: FormContext) -> None:
    """Take back what was typed last in the form."""
    await context.undo()


async def redo(context: FormContext) -> None:
    """Do again what was last taken back."""
    await context.redo()


async def create(context: FormContext) -> None:
    """Make the session, and open it where notes begin."""
    await context.create()


async def close(context: FormContext) -> None:
    """Close the form; what is typed in it is kept."""
    await context.close_form()
