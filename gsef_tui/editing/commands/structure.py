"""The commands that change the structure of a session: order, removal, language, template."""

from __future__ import annotations

from msgspec.structs import replace

from gsef_tui.model import edits
from gsef_tui.model.kinds import EXCHANGES
from gsef_tui.model.places import Place
from gsef_tui.model.session import Session
from gsef_tui.storage.documents import with_template
from gsef_tui.storage.errors import CannotWrite, UnreadableFile
from gsef_tui.storage.templates import template_ids

from ..background import run_in_background
from ..removals import removal_at
from ..transactions import Replace, Undo
from .context import SessionContext


async def move_up(context: SessionContext) -> None:
    """Move the item at the current place one position up in its section."""
    await _move(context, -1)


async def move_down(context: SessionContext) -> None:
    """Move the item at the current place one position down in its section."""
    await _move(context, 1)


async def remove(context: SessionContext) -> None:
    """Remove the person, question, answer or picture at the current place."""
    session, here = context.session, context.here
    section = session.template.section(here.section)
    removal = removal_at(session, section, here) if section else None
    if removal is None:
        context.say("Nothing to remove here. Go to a person, a question or a picture.")
    elif await context.apply(removal.session, Place(here.section)):
        context.say(f"{removal.done} {context.key('undo')} undoes this")


def at_answer(context: SessionContext) -> bool:
    """Return whether the current section has answers that can be attributed to a person."""
    section = context.template.section(context.here.section)
    return section is not None and section.kind is EXCHANGES


async def answer_by(context: SessionContext) -> None:
    """Ask who gave the answer at the current place."""
    place = context.here
    if place.part in ("", "asked_by"):
        context.say("Go to an answer first")
        return

    async def answer(text: str) -> str:
        session, code = context.session, text.strip().upper()
        if code not in session.people:
            return no_such_code(session, code)
        await context.apply(edits.give_answer(session, place, code), place._replace(part=code))
        return ""

    await context.ask("Answered by", "", answer, "A person's code")


async def next_language(context: SessionContext) -> None:
    """Use the template's next language for the labels of the report."""
    languages, session = context.template.languages, context.session
    at = languages.index(session.language) if session.language in languages else -1
    language = languages[(at + 1) % len(languages)]
    if await context.apply(replace(session, language=language), context.here):
        context.say(f"Language of the report: {language}")


async def change_template(context: SessionContext) -> None:
    """Ask for another template; save the session and open it again with that template."""
    ids = template_ids()
    known = ", ".join(ids)
    hint = f"Templates: {known}. Your notes are kept. You cannot undo what you did before."

    async def answer(text: str) -> str:
        wanted, opened = text.strip(), context.opened
        if wanted == opened.template.id:
            return ""
        if wanted not in ids:
            return f"Template not found. Templates: {known}"
        try:
            changed = with_template(opened.session, wanted)
        except (UnreadableFile, CannotWrite) as error:
            return f"The template was not changed: {error}"
        if context.dispatch(Replace(changed, context.here)) is None:
            return opened.why_read_only
        state = await run_in_background(opened.saver.save_now)
        if not state.saved:
            context.dispatch(Undo())
            return (
                f"The template was not changed, because the session cannot be saved: {state.reason}"
            )
        done = f"Template: {wanted}. Notes without a section in it are kept."
        return await context.reopen(done=done)

    await context.ask("Template", context.template.id, answer, hint)


def no_such_code(session: Session, code: str) -> str:
    """Return the message about a code that no person has; an empty one was not typed."""
    codes = ", ".join(session.people)
    return f"No person has the code {code}. Codes: {codes}" if code else f"Type a code: {codes}"


async def _move(context: SessionContext, by: int) -> None:
    after = edits.move(context.session, context.here, by)
    await context.apply(after, context.here)
