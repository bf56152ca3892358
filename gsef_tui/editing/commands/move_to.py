"""The command that moves text elsewhere: a selection, or text that is not filed yet."""

from __future__ import annotations

from gsef_tui.model.edits import move_text
from gsef_tui.model.navigation import sections_named
from gsef_tui.model.places import Place
from gsef_tui.model.session import Session
from gsef_tui.model.template import UNFILED
from gsef_tui.model.titles import place_title

from .context import SessionContext


async def move_to(context: SessionContext) -> None:
    """Ask where to move the selection; under Not filed, without a selection, the whole text."""
    selection, here = context.selection(), context.here
    if selection is None:
        return
    if selection.text:
        start, end = selection.start, selection.end
    elif here.section == UNFILED and selection.whole.strip():
        start, end = 0, len(selection.whole)
    else:
        context.say("Select the text to move with Shift and the arrow keys")
        return
    session = context.session

    async def answer(text: str) -> str:
        there = target(session, here, text)
        if there is None:
            codes = ", ".join(session.people)
            return f"Not a code or a section. Codes: {codes}"
        if there == here:
            return "The text is already there"
        after = move_text(session, here, (start, end), there)
        if await context.apply(after, there):
            title = place_title(context.session, there)
            context.say(f"Moved to {title}. {context.key('undo')} undoes this")
        return ""

    hint = "A person's code or a section: the text is added at the end of the notes there"
    await context.ask("Move to", "", answer, hint)


def target(session: Session, here: Place, text: str) -> Place | None:
    """Return the place that a code or the beginning of a section's name stands for; None if it
    stands for none."""
    from gsef_tui.capture.targets import place_of_person

    if text.strip().upper() in session.people:
        return place_of_person(session, here, text.strip().upper())
    for section in sections_named(session, text):
        if place := section.kind.place_without_person(section):
            return place
    return None
