"""The commands for the person of the current line or notes."""

from __future__ import annotations

from msgspec.structs import replace

from gsef_tui.model import edits
from gsef_tui.model.codes import is_code
from gsef_tui.model.kinds import PEOPLE
from gsef_tui.model.people import person_meant, role_of
from gsef_tui.model.places import Place, code_at
from gsef_tui.model.session import NOBODY, Person

from .context import SessionContext


async def show_fields(context: SessionContext) -> None:
    """Go to the person's fields."""
    if code := _code(context):
        people = context.template.of_kind(PEOPLE)[0]
        await context.go(Place(people.id, code, "position"))


async def change_code(context: SessionContext) -> None:
    """Ask for another code for the person."""
    code = _code(context)
    if not code:
        return

    async def answer(text: str) -> str:
        wanted = text.strip().upper()
        session = context.session
        if not is_code(wanted):
            return "A code has two to four letters or digits; X1, Q1 and R1 are reserved"
        if wanted != code and wanted in edits.codes_in_use(session):
            return f"{wanted} is already in use. To join two people: {context.key('merge')}"
        after = edits.change_code(session, code, wanted)
        await context.apply(after, _renamed(context.here, code, wanted))
        return ""

    await context.ask(f"Code of {code}", code, answer)


async def change_role(context: SessionContext) -> None:
    """Give the person the next role of the template."""
    code = _code(context)
    if not code:
        return
    session = context.session
    roles = [role.id for role in session.template.roles]
    role = role_of(session, code)
    at = roles.index(role.id) if role and role.id in roles else -1
    new = roles[(at + 1) % len(roles)]
    if await _change(context, code, replace(session.people[code], role=new)):
        context.say(f"Role of {code}: {new}")


async def toggle_absent(context: SessionContext) -> None:
    """Mark the person as absent, or as present again."""
    code = _code(context)
    if not code:
        return
    person = context.session.people[code]
    person = replace(person, absent=not person.absent)
    if await _change(context, code, person):
        context.say(f"{code}: absent" if person.absent else f"{code}: present")


async def merge(context: SessionContext) -> None:
    """Ask for the other person who is the same as this one."""
    code = _code(context)
    if not code:
        return

    async def answer(text: str) -> str:
        session = context.session
        others = {other: p for other, p in session.people.items() if other != code}
        into = person_meant(others, text) or text.strip().upper()
        if into not in others:
            codes = ", ".join(others)
            if not into:
                return f"Type a code or a name. Codes: {codes}"
            return f"No person has the code or name {into}. Codes: {codes}"
        after = edits.merge_people(session, code, into)
        if await context.apply(after, _renamed(context.here, code, into)):
            undoes = f"{context.key('undo')} undoes this"
            context.say(f"{code} was merged into {into}, in every section. {undoes}")
        return ""

    await context.ask(f"Merge {code} with", "", answer, "The code or name of the other person")


async def _change(context: SessionContext, code: str, person: Person) -> bool:
    people = {**context.session.people, code: person}
    return await context.apply(replace(context.session, people=people), context.here)


def _code(context: SessionContext) -> str:
    session = context.session
    code = code_at(session, context.here)
    if code in session.people:
        return code
    context.say("Go to a person's line or notes first")
    return ""


def _renamed(place: Place, old: str, new: str) -> Place:
    return Place(*(new if part == old and part != NOBODY else part for part in place))
