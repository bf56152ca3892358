"""The commands that go somewhere, and undo, which goes to the place of the undone step."""

from __future__ import annotations

from gsef_tui.model import navigation
from gsef_tui.model.gaps import find_gaps, next_gap
from gsef_tui.storage.discovery import Hit

from ..overview import next_empty
from ..step_summary import step_summary
from ..transactions import Redo, Undo
from .context import SessionContext


async def preview(context: SessionContext) -> None:
    """Show the report as it will be handed in."""
    await context.show_preview()


async def next_part(context: SessionContext) -> None:
    """Move the focus to the outline, the notes, an open check, and so on in a circle."""
    await context.next_part()


async def select_all(context: SessionContext) -> None:
    """Select the whole text of the note."""
    await context.select_all()


async def home(context: SessionContext) -> None:
    """Go back to the list of sessions, unless that loses anything."""
    await context.close_session()


async def next_place(context: SessionContext) -> None:
    """Go to the place below in the outline."""
    await _step(context, 1)


async def previous_place(context: SessionContext) -> None:
    """Go to the place above in the outline."""
    await _step(context, -1)


async def go_to_next_gap(context: SessionContext) -> None:
    """Select the next gap, so that typing replaces it; without gaps go to the next empty place."""
    session, here = context.session, context.here
    selection = context.selection()
    cursor = selection.cursor if selection else 0
    if context.panel_name != "check":
        await context.leave_panel(refocus=False)
    gap = next_gap(session, find_gaps(session), here, cursor)
    if gap is not None:
        hit = Hit(context.opened.path, "", str(gap.place), gap.offset, gap.length, "")
        await context.go_to_hit(hit, replaceable=True)
        return
    empty = next_empty(session, here)
    if empty == here:
        context.say("No gaps and no empty places")
    else:
        await context.go(empty)


async def undo(context: SessionContext) -> None:
    """Undo the latest step. In the capture line, which is not yet part of the session, undo an
    abbreviation that was just expanded."""
    if not context.undo_in_line():
        await _move(context, Undo(), "Undone", "Nothing to undo")


async def redo(context: SessionContext) -> None:
    """Redo what was undone last."""
    await _move(context, Redo(), "Redone", "Nothing to redo")


async def _move(context: SessionContext, step: Undo | Redo, done: str, nothing: str) -> None:
    """Undo or redo a step, show its place, and say what it changed. A line that was filed from the
    capture line is named, and the view stays while that is open."""
    before = context.session
    change = context.dispatch(step)
    if change is None:
        context.say(nothing)
        return
    if not (change.named and context.panel_name == "line"):
        await context.go(change.place, change.cursor)
    summary = change.named or step_summary(before, context.session)
    context.say(f"{done}: {summary}" if summary else done)


async def _step(context: SessionContext, by: int) -> None:
    place = navigation.neighbour(context.session, context.here, by)
    if place is not None:
        await context.go(place)
