"""The commands that change the structure of a session: order, removal, language, template."""

from __future__ import annotations

from msgspec.structs import replace

from gsef_tui.model import edits
from gsef_tui.model.kinds import EXCHANGES
from gsef_tui.model.places import Place
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
        context.say("Here is nothing to remove: go to a person, a question or a picture")
    elif await context.apply(removal.session, Place(here.section)):
        context.say(f"{removal.done}. Ctrl+Z brings it back")


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
            there = ", ".join(session.people)
            return f"Nobody has the code {code or '(none)'}: there are {there}"
        await context.apply(edits.give_answer(session, place, code), place._replace(part=code))
        return ""

    await context.ask("The answer is by", "", answer, "A code")


async def next_language(context: SessionContext) -> None:
    """Use the template's next language for the labels of the report."""
    languages, session = context.template.languages, context.session
    at = languages.index(session.language) if session.language in languages else -1
    language = languages[(at + 1) % len(languages)]
    if await context.apply(replace(session, language=language), context.here):
        context.say(f"The report's labels: {language}")


async def change_template(context: SessionContext) -> None:
    """Ask for another template; save the session and open it again with that template."""
    ids = template_ids()
    there = f"there are {', '.join(ids)}"
    hint = f"T{there[1:]}. Nothing typed is lost; undo begins anew"

    async def answer(text: str) -> str:
        wanted, opened = text.strip(), context.opened
        if wanted == opened.template.id:
            return ""
        if wanted not in ids:
            return f"No template is called so; {there}"
        try:
            changed = with_template(opened.session, wanted)
        except (UnreadableFile, CannotWrite) as error:
            return f"The session stays as it is: {error}"
        if context.dispatch(Replace(changed, context.here)) is None:
            return opened.why_read_only
        state = await run_in_background(opened.saver.save_now)
        if not state.saved:
            context.dispatch(Undo())
            return f"The session stays as it is, it cannot be saved: {state.reason}"
        done = f"The template is {wanted}; what it has no section for is kept"
        return await context.reopen(done=done)

    await context.ask("Template", context.template.id, answer, hint)


async def _move(context: SessionContext, by: int) -> None:
    after = edits.move(context.session, context.here, by)
    await context.apply(after, context.here)
