"""The commands about who speaks: correct and list turns, and set the start of the recording."""

from __future__ import annotations

from msgspec.structs import replace

from gsef_tui.capture.turns import RECORDING, turn_lines
from gsef_tui.model.people import numbers
from gsef_tui.model.times import read_hour

from ..transactions import Replace
from .context import SessionContext


async def pass_floor(context: SessionContext) -> None:
    """Ask whose turn the current one is."""
    turn = context.opened.turns.turn

    async def answer(text: str) -> str:
        session, code = context.session, text.strip().upper()
        digits = {str(n): c for c, n in numbers(session).items()}
        code = digits.get(code, code)
        if code not in session.people:
            return f"Nobody has the code {code or '(none)'}: there are {', '.join(session.people)}"
        context.opened.turns.pass_to(code)
        return ""

    since = f", since {turn.begins:%H:%M}" if turn else ""
    who = turn.who if turn else ""
    await context.ask(f"The floor{since}, is with", who, answer, "A code or a digit")


def end_turn(context: SessionContext) -> None:
    """End the current turn."""
    turn = context.opened.turns.turn
    context.opened.turns.end()
    context.say(f"{turn.who} gives the floor back" if turn else "Nobody has the floor")


async def show_turns(context: SessionContext) -> None:
    """Show who spoke when."""
    lines = turn_lines(context.session, context.opened.now())
    if lines:
        await context.show_page(lines)
    else:
        context.say("Nobody has had the floor yet; notes give it, and so does KO: in F4")


async def recording_started(context: SessionContext) -> None:
    """Ask when the recording started, and propose the current time."""

    async def answer(text: str) -> str:
        hour = read_hour(text)
        if hour is None:
            return "An hour is wanted, on the session's clock: 20:03 or 20:03:10"
        session = context.session
        after = replace(session, facts={**session.facts, RECORDING: hour})
        context.dispatch(Replace(after, context.here))
        context.say("More › Who spoke when tells where in the recording each turn is")
        return ""

    known = context.session.facts.get(RECORDING) or context.opened.session_time.time()
    hint = "On the session's clock; known later, it counts for all turns there are"
    await context.ask("The recording started at", str(known)[:8], answer, hint)
