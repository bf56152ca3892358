"""The commands that mark what you missed, and when something was said."""

from __future__ import annotations

from datetime import datetime

from gsef_tui.model.gaps import mark
from gsef_tui.model.stamps import stamp
from gsef_tui.model.times import fact_times

from .context import SessionContext


async def mark_gap(context: SessionContext) -> None:
    """Type the mark of a gap, with the current time."""
    await context.type_text(lambda began: mark(context.opened.session_time), apart=True)


async def type_stamp(context: SessionContext) -> None:
    """Type the time at which the current line was begun, less the lag from the settings."""
    lag = context.settings.current.lag
    await context.type_text(lambda began: stamp(_moment(context, began), lag))


async def show_gaps(context: SessionContext) -> None:
    """Show what has to be asked for, one line for each person."""
    from gsef_tui.report.gaps import gaps_page

    lines = gaps_page(context.session)
    if lines:
        await context.show_page(lines)
    else:
        context.say(f"No gaps. {context.key('gap')} or @@ marks one")


def _moment(context: SessionContext, seconds: float) -> datetime:
    """Return a moment on the session's clock, or on this machine's if the session has no zone."""
    zone = fact_times(context.session).zone
    return datetime.fromtimestamp(seconds).astimezone(zone)
