"""The commands of the whole program, available on every screen."""

from __future__ import annotations

from .context import AppContext


async def show_help(context: AppContext) -> None:
    """Show every key that works on this screen."""
    await context.show_help()


async def themes(context: AppContext) -> None:
    """List the colour themes, and show each as it is selected."""
    await context.toggle_panel("themes")


async def quit(context: AppContext) -> None:
    """Save and quit; soon after a key, ask for a second press first."""
    await context.quit()


async def leave_unsaved(context: AppContext) -> None:
    """Quit and give up what could not be saved."""
    await context.leave_unsaved()
