"""The commands about who speaks: correct and list turns, and set the start of the recording."""

from __future__ import annotations

from msgspec.structs import replace

from gsef_tui.capture.turns import RECORDING, turn_lines
from gsef_tui.model.people import numbers
from gsef_tui.model.times import read_hour

from ..transactions import Replace
from .context import SessionContext
from .structure import no_such_code


async def pass_floor(context: SessionContext) -> None:
    """Ask whose turn the current one is."""
    turn = context.opened.turns.turn

    async def answer(text: str) -> str:
        session, code = context.session, text.strip().upper()
        digits = {str(n): c for c, n in numbers(session).items()}
        code = digits.get(code, code)
        if code not in session.people:
            return no_such_code(session, code)
        context.opened.turns.pass_to(code)
        return ""

    asked = f"Who has been speaking since {turn.begins:%H:%M}" if turn else "Who is speaking"
    await context.ask(asked, turn.who if turn else "", answer, "A person's code or digit")


def end_turn(context: SessionContext) -> None:
    """End the current turn."""
    turn = context.opened.turns.turn
    context.opened.turns.end()
    context.say(f"Turn ended: {turn.who}" if turn else "Nobody has the floor")


async def show_turns(context: SessionContext) -> None:
    """Show who spoke when."""
    lines = turn_lines(context.session, context.opened.now())
    if lines:
        await context.show_page(lines)
    else:
        line = context.key("line")
        context.say(f"No speaking times yet. Notes on a person start one; so does KO: in {line}")


async def recording_started(context: SessionContext) -> None:
    """Ask when the recording started, and propose the current time."""

    async def answer(text: str) -> str:
        hour = read_hour(text)
        if hour is None:
            return "Enter a time, for example 20:03"
        session = context.session
        after = replace(session, facts={**session.facts, RECORDING: hour})
        context.dispatch(Replace(after, context.here))
        context.say(f"{context.key('turns')} shows where each turn is in the recording")
        return ""

    known = context.session.facts.get(RECORDING) or context.opened.session_time.time()
    hint = "The time on the session's clock. You can also set it afterwards."
    await context.ask("Start of the recording", str(known)[:8], answer, hint)
