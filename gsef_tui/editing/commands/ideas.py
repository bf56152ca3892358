"""The commands for the key ideas of a session: correct one, remove one, or copy all."""

from __future__ import annotations

from gsef_tui.model.ideas import Idea, mended, without
from gsef_tui.model.people import numbers
from gsef_tui.model.session import Session

from ..transactions import Replace
from .context import SessionContext


async def correct_idea(context: SessionContext, idea: Idea) -> None:
    """Ask for the corrected text of an idea."""

    async def answer(text: str) -> str:
        from gsef_tui.capture.line_grammar import Said, read_line

        session = context.session
        digits = {n: code for code, n in numbers(session).items()}
        act = read_line(text, session.people, digits)
        by, said = (act.code, act.text) if isinstance(act, Said) else ("", text.strip())
        if not said:
            return "Type an idea. To remove this one, press Delete in the list."
        _replace(context, mended(session, idea.id, said, by), "Idea corrected")
        return ""

    line = f"{idea.by}: {idea.text}" if idea.by else idea.text
    await context.ask("Key idea", line, answer, "The code before the colon says whose idea it is")


def remove_idea(context: SessionContext, idea: Idea) -> None:
    """Remove an idea."""
    _replace(context, without(context.session, idea.id), "Idea removed")


def copy_ideas(context: SessionContext) -> None:
    """Copy all ideas to the clipboard, grouped by speaker."""
    from gsef_tui.report.ideas import ideas_page

    context.copy("\n".join(ideas_page(context.session)))


def _replace(context: SessionContext, after: Session, done: str) -> None:
    if context.dispatch(Replace(after, context.here)) is not None:
        context.say(f"{done}. {context.key('undo')} undoes this")
