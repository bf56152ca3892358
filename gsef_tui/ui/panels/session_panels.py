"""The panels of an open session, each connected to the session's commands.

None is needed at startup, and each imports much: they are imported when they are first opened, or
in a pause of typing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from gsef_tui.editing.background import run_in_background
from gsef_tui.editing.commands.abbreviations import forget_abbreviation
from gsef_tui.editing.commands.context import PanelName, SessionContext
from gsef_tui.editing.commands.files import about_file
from gsef_tui.editing.commands.ideas import copy_ideas, correct_idea, remove_idea
from gsef_tui.editing.filing import keep_filed, line_from
from gsef_tui.editing.transactions import Replace
from gsef_tui.model import titles
from gsef_tui.model.ideas import Idea, ideas
from gsef_tui.model.places import Place, code_at
from gsef_tui.model.session import Session
from gsef_tui.model.template import in_place_of
from gsef_tui.model.wording import counted
from gsef_tui.storage.discovery import Hit, find_in_session
from gsef_tui.storage.documents import open_document
from gsef_tui.storage.errors import UnreadableFile, shown
from gsef_tui.storage.unsaved import Recovered

from .base import Panel

if TYPE_CHECKING:
    from gsef_tui.capture.abbreviations import Abbreviation
    from gsef_tui.capture.apply_line import Filed
    from gsef_tui.checks.claims import Claim
    from gsef_tui.checks.findings import Finding
    from gsef_tui.editing.export import Exported, ExportRequest

Made: TypeAlias = "Panel | str | None"
"""A panel, or why there is none to show; None if the user has been told already."""


async def make_panel(name: PanelName, context: SessionContext) -> Made:
    """Return a new panel of that name."""
    return await _PANELS[name](context)


async def _go_to(context: SessionContext) -> Made:
    from .goto import GoTo

    async def go(place: Place) -> None:
        await context.leave_panel(refocus=False)
        await context.go(place)

    now = context.opened.now()
    return GoTo(context.session, context.here, go, now)


async def _line(context: SessionContext) -> Made:
    from .capture_line import CaptureLine

    memory, here = context.panel_memory, context.here

    async def filed(done: Filed, said: str) -> None:
        keep_filed(context.opened, done, here, said)

    memory.line = line_from(context.opened, here, memory.line)
    return CaptureLine(context.opened, memory, filed)


async def _check(context: SessionContext) -> Made:
    from gsef_tui.checks.findings import end_of

    from .check import Check

    async def go(finding: Finding) -> None:
        place = Place.parse(finding.place)
        await context.go(place, end_of(finding.about, context.opened.text(place)))

    async def settle(edit: Callable[[Session], Session], done: str) -> None:
        before, here = context.session, context.here
        after = edit(before)
        if context.dispatch(Replace(after, here)) is None:
            return
        code = code_at(before, here)
        if code in before.people and code not in after.people:
            await context.go(Place(here.section))
        panel.screen.set_focus(panel.rows)
        back = f". {context.key('undo')} undoes this"
        context.say(f"{context.short(done, panel.screen.size.width - len(back))}{back}")

    panel = Check(context.session, go, settle, lambda: (context.session, context.findings()))
    return panel


async def _verify(context: SessionContext) -> Made:
    from gsef_tui.checks.claims import claims_page, find_claims

    from .verify import Verify

    def look() -> list[Claim]:
        return list(find_claims(context.session))

    if not look():
        return "Nothing to verify: the notes have no figure, sum, date, law or address"

    async def go(claim: Claim) -> None:
        path, place = context.opened.path, str(claim.place)
        await context.go_to_hit(Hit(path, "", place, claim.offset, len(claim.text), ""))

    def copy() -> None:
        context.copy("\n".join(claims_page(context.session)))

    return Verify(look, go, copy)


async def _export(context: SessionContext) -> Made:
    from gsef_tui.checks.findings import missing_count
    from gsef_tui.editing.export import state_after_export

    from .export import Export

    opened = context.opened
    missing = missing_count(opened.findings(wording=False))

    def done(written: Exported, request: ExportRequest) -> None:
        context.last_export = written.path
        path = opened.path
        context.app_state.update(lambda state: state_after_export(state, path, request, written))
        more = len(written.warnings) - 1
        said = [f"Exported: {shown(written.path)}", *written.warnings[:1]]
        if more > 0:
            said.append(counted(more, "{n} more remark", "{n} more remarks"))
        context.say(" · ".join(said), stays=30)
        if context.panel_name == "export":
            panel.screen.call_later(context.leave_panel)

    state = context.app_state.current
    panel = Export(opened, state, missing, done, context.say, context.key)
    return panel


async def _find(context: SessionContext) -> Made:
    from .find import Find

    session, path = context.session, context.opened.path

    def search(text: str) -> list[Hit]:
        return list(find_in_session(session, path, text))

    def name(hit: Hit) -> str:
        return titles.place_title(session, Place.parse(hit.place))

    async def go(hit: Hit, text: str) -> None:
        context.panel_memory.sought = text
        await context.leave_panel(refocus=False)
        await context.go_to_hit(hit)

    return Find(context.panel_memory.sought, search, name, go)


async def _ideas(context: SessionContext) -> Made:
    from .ideas import KeyIdeas

    if not ideas(context.session):
        return f"No key ideas yet. To add one, type ! and the idea in {context.key('line')}"

    async def correct(idea: Idea) -> None:
        await correct_idea(context, idea)

    heading = context.template.word("ideas", context.session.language) or "Ideas"
    return KeyIdeas(
        heading,
        lambda: context.session,
        correct,
        lambda idea: remove_idea(context, idea),
        lambda: copy_ideas(context),
    )


async def _abbreviations(context: SessionContext) -> Made:
    from .abbreviations import AbbreviationList

    async def use(form: Abbreviation) -> None:
        await context.paste_text(form.long)

    async def forget(form: Abbreviation) -> None:
        await forget_abbreviation(context, form)

    return AbbreviationList(context.opened.abbreviations.all, use, forget)


async def _conflict(context: SessionContext) -> Made:
    state, memory = context.opened.saver.state, context.panel_memory
    if state.changed:
        return await _whose(context)
    if state.recovered is not None and state.recovered != memory.decided:
        return await _recovered(context, state.recovered)
    return "No conflict: the file has not changed"


async def _whose(context: SessionContext) -> Made:
    from .conflict import CHANGED, UNREADABLE, Conflict, Difference, differences

    opened, mine, problem, between = context.opened, context.session, "", CHANGED
    found: list[Difference] = []
    try:
        found = await run_in_background(
            lambda: differences(mine, open_document(opened.path).session)
        )
    except UnreadableFile as error:
        wrong = about_file(str(error), opened.path).partition(";")[0]
        problem, between = wrong.removesuffix(": correct it in a text editor"), UNREADABLE

    async def decide(choice: str) -> None:
        chosen = choice == "theirs"
        saver = opened.saver
        state = await run_in_background(lambda: saver.resolve("theirs" if chosen else "mine"))
        if chosen:
            if wrong := await context.reopen():
                wrong = about_file(wrong, opened.path)
                context.say(f"The file could not be opened: {wrong}", error=True, stays=30)
        elif state.saved:
            context.say("Your version is in the file. The other version is kept.", stays=15)
        else:
            context.say(f"The conflict is not resolved: {state.reason}", error=True, stays=15)

    return Conflict(between, found, decide, problem)


async def _recovered(context: SessionContext, recovered: Recovered) -> Made:
    from .conflict import RECOVERED, Conflict, Difference, differences

    mine = context.session

    def read() -> tuple[Session, list[Difference]]:
        there = recovered.session()
        return there, differences(mine, there)

    try:
        there, found = await run_in_background(read)
    except (UnreadableFile, OSError) as error:
        context.say(f"The unsaved text cannot be read: {error}", error=True, stays=20)
        return None

    async def decide(choice: str) -> None:
        context.panel_memory.decided = recovered
        if choice == "recovered":
            # The panes are made for the template that the session was opened with.
            template = in_place_of(context.session.template, there.template.file_id)
            if await context.apply(replace(there, template=template), context.here):
                text = f"This is the unsaved text. {context.key('undo')} undoes this"
                context.say(text, stays=15)
            return
        where = f"version {recovered.version.name}" if recovered.version else ""
        kept = where or shown(recovered.path)
        context.say(f"Nothing was changed. The other version is kept: {kept}", stays=15)

    return Conflict(RECOVERED, found, decide)


_PANELS: Mapping[PanelName, Callable[[SessionContext], Awaitable[Made]]] = {
    "abbreviations": _abbreviations,
    "check": _check,
    "conflict": _conflict,
    "export": _export,
    "find": _find,
    "go_to": _go_to,
    "ideas": _ideas,
    "line": _line,
    "verify": _verify,
}
