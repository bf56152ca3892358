"""The commands that open a panel; each closes it when used again."""

from __future__ import annotations

from msgspec.structs import replace

from .context import Context, HomeContext, SessionContext


async def palette(context: Context) -> None:
    """List every command by name."""
    await context.toggle_panel("palette")


async def go_to(context: SessionContext) -> None:
    """Show people by sections, to go to one of them."""
    await context.toggle_panel("go_to")


async def line(context: SessionContext) -> None:
    """Open the capture line; closing it returns to the cursor."""
    await context.toggle_panel("line")


async def check(context: SessionContext) -> None:
    """List what is missing or contradictory."""
    await context.toggle_panel("check")


async def verify(context: SessionContext) -> None:
    """List the claims in the notes that can be verified."""
    await context.toggle_panel("verify")


async def export(context: SessionContext) -> None:
    """Open the panel that exports the report."""
    await context.toggle_panel("export")


async def find(context: SessionContext) -> None:
    """Find text in this session."""
    await context.toggle_panel("find")


async def find_everywhere(context: HomeContext) -> None:
    """Find text in the notes of all sessions."""
    await context.toggle_panel("find")


async def ideas(context: SessionContext) -> None:
    """List the key ideas by speaker."""
    await context.toggle_panel("ideas")


async def abbreviations(context: SessionContext) -> None:
    """List every abbreviation."""
    await context.toggle_panel("abbreviations")


def overview(context: SessionContext) -> None:
    """Show or hide the overview beside the notes, and remember the choice."""
    kept = not context.app_state.current.overview
    context.app_state.update(lambda state: replace(state, overview=kept))
    context.say(context.show_overview())
