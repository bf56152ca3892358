"""The commands that learn an abbreviation from the selection, or forget one."""

from __future__ import annotations

from gsef_tui.capture.abbreviations import (
    EXPANSIONS,
    SIGN,
    Abbreviation,
    bare,
    forget,
    has_room,
    learn,
    propose,
)
from gsef_tui.storage.errors import CannotWrite

from ..transactions import Replace
from .context import SessionContext


async def learn_for_session(context: SessionContext) -> None:
    """Ask for an abbreviation of the selected text, for this session."""
    await _learn(context, own=False)


async def learn_for_user(context: SessionContext) -> None:
    """Ask for an abbreviation of the selected text, for all of the user's sessions."""
    await _learn(context, own=True)


async def forget_abbreviation(context: SessionContext, form: Abbreviation) -> None:
    """Remove an abbreviation from its list; show why if it is in neither list or cannot be
    removed."""
    if form.source == "own":
        try:
            await context.settings.drop_abbreviation(bare(form.short))
        except CannotWrite as error:
            context.say(str(error), error=True)
            return
        context.say(f"Abbreviation removed from all sessions: {form.short} → {form.long}")
    elif form.source != "session":
        context.say(f"{form.short} comes from the code {form.source}: it cannot be removed")
    elif context.dispatch(Replace(forget(context.session, form.short), context.here)):
        context.say(f"Abbreviation removed: {form.short}. {context.key('undo')} undoes this")


async def _learn(context: SessionContext, *, own: bool) -> None:
    selection = context.selection()
    long = selection.text.strip() if selection else ""
    if not long:
        context.say("Select the text that it stands for, with Shift and the arrow keys")
        return

    async def answer(text: str) -> str:
        form = bare(text)
        if not form:
            return "Use letters and digits, at most 24"
        if form.upper() in context.session.people:
            return f"{form.upper()} is a person's code: {SIGN}{form.lower()} types their name"
        problem = await _keep_own(context, form, long) if own else _keep(context, form, long)
        if not problem:
            context.say(f"{SIGN}{form} and a space now type: {context.short(long, 60)}")
        return problem

    hint = (
        f"You type {SIGN}, the abbreviation and a space, in all sessions"
        if own
        else f"You type {SIGN}, the abbreviation and a space, in this session"
    )
    await context.ask(f"Abbreviation of “{context.short(long, 30)}”", propose(long), answer, hint)


def _keep(context: SessionContext, form: str, long: str) -> str:
    if not has_room(context.session):
        return f"{EXPANSIONS} in the session's file is not a table: correct it in a text editor"
    context.dispatch(Replace(learn(context.session, form, long), context.here))
    return ""


async def _keep_own(context: SessionContext, form: str, long: str) -> str:
    try:
        await context.settings.keep_abbreviation(form, long)
    except CannotWrite as error:
        return str(error)
    return ""
