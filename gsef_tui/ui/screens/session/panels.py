"""The commands of the session screen that open a panel."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from gsef_tui.capture.floor import speaker
from gsef_tui.model import stops
from gsef_tui.model.kinds import EXCHANGES
from gsef_tui.model.places import Place
from gsef_tui.model.session import Session
from gsef_tui.storage.errors import shown
from gsef_tui.storage.finding import Hit, find_in_session

from ...measures import NARROW, ROOMY
from ...text import short
from ...widgets.matrix import Overview
from .stage import Stage

if TYPE_CHECKING:
    from gsef_tui.capture.filing import Filed, Line
    from gsef_tui.checks.findings import Finding
    from gsef_tui.checks.verifying import ToVerify
    from gsef_tui.report.making import Wanted

    from ...exporting import Written


class PanelCommands:
    """Go to, check, export and find: the key that opens each closes it too. None is needed to
    begin, and each brings much with it: they are imported when they are opened, or when nobody
    types."""

    def __init__(self, screen: Stage) -> None:
        self._screen = screen
        self._looked_for = ""
        self._line: Line | None = None
        self._earlier: list[str] = []

    async def do_goto(self) -> None:
        """People by sections."""
        from ...panels.goto import GoTo

        screen = self._screen
        if await screen.toggle_panel(GoTo):
            return

        async def go(place: Place) -> None:
            await screen.close_panel(refocus=False)
            await screen.go(place)

        desk = screen.desk
        panel = GoTo(desk.session, desk.template, screen.here, go, desk.floor.now())
        beside = screen.query_one("#beside", Overview)
        await screen.open_panel(panel, "#beside" if beside.display else "#panels")

    def do_overview(self) -> None:
        """The overview stays open beside the notes, or no longer; remembered."""
        screen = self._screen
        kept = not screen.gsef.memory.overview
        screen.gsef.remember(replace(screen.gsef.memory, overview=kept))
        screen.panel_changed()
        if not kept:
            screen.say("The overview is closed")
        elif screen.size.width < ROOMY:
            screen.say(f"Kept for a window of {ROOMY} columns: there it stands beside the notes")
        else:
            screen.say("The overview stays beside the notes; go to is in it now")

    async def do_line(self) -> None:
        """One line from anywhere; the same key returns to the cursor one came from."""
        from ...panels.line import CaptureLine

        screen = self._screen
        if await screen.toggle_panel(CaptureLine):
            return
        here = screen.here

        async def filed(done: Filed) -> None:
            self._line = done.line
            screen.desk.apply(done.session, here, done.place or here)
            if done.heard and not screen.desk.read_only:
                floor = screen.desk.floor
                (floor.heard if done.place else floor.give)(done.heard)
            for pane in screen.mounted_panes():
                await pane.rebuild()
            screen.told()

        self._line = self._coming_from(here)
        await screen.open_panel(CaptureLine(screen.desk, self._line, filed, self._earlier))

    def _coming_from(self, here: Place) -> Line:
        """A new opening: a question one is at is the current one, and who has the floor speaks."""
        from gsef_tui.capture.filing import Line

        desk, before = self._screen.desk, self._line or Line(here)
        section = desk.template.section(here.section)
        at_question = section is not None and section.kind is EXCHANGES and here.key
        turn = desk.floor.turn
        floor = turn.who if turn else speaker(desk.session, desk.template, here) or before.floor
        question = here.key if at_question else before.question
        line = replace(before, here=here, last=None, last_text="", question=question, floor=floor)
        return replace(line, used=desk.sitting.used_ids)

    async def do_check(self) -> None:
        """What is missing; the list stays until it is closed."""
        from gsef_tui.checks.findings import end_of

        from ...panels.check import Check

        screen = self._screen
        if await screen.toggle_panel(Check):
            return

        async def go(finding: Finding) -> None:
            place = Place.parse(finding.place)
            await screen.go(place, end_of(finding.about, screen.desk.text(place)))

        async def settle(edit: Callable[[Session], Session], said: str) -> None:
            if screen.desk.read_only:
                screen.say(screen.desk.why_read_only, error=True)
                return
            before, here = screen.desk.session, screen.here
            after = edit(before)
            screen.desk.apply(after, here)
            for pane in screen.mounted_panes():
                await pane.rebuild()
            code = stops.whose(before, screen.desk.template, here)
            if code in before.people and code not in after.people:
                await screen.go(Place(here.section))
            screen.set_focus(panel.rows)
            screen.told()
            back = ". Ctrl+Z takes it back"
            screen.say(f"{short(said, screen.size.width - len(back))}{back}")

        panel = Check(screen.desk.session, screen.desk.template, go, settle)
        where = "#right" if screen.size.width >= NARROW else "#panels"
        await screen.open_panel(panel, where)
        screen.told()
        screen.set_focus(panel.rows)

    async def do_verify(self) -> None:
        """What can be verified of what was said; the list stays until it is closed."""
        from gsef_tui.checks.verifying import facts_to_verify, verify_page

        from ...panels.verify import Verify

        screen, desk = self._screen, self._screen.desk
        if await screen.toggle_panel(Verify):
            return
        if not facts_to_verify(desk.session, desk.template):
            screen.say("Nothing to verify: no figure, sum, date, law or address is noted")
            return

        async def go(fact: ToVerify) -> None:
            hit = Hit(desk.path, "", str(fact.place), fact.offset, len(fact.text), "")
            await screen.go_to_hit(hit)

        def copy() -> None:
            screen.app.copy_to_clipboard("\n".join(verify_page(desk.session, desk.template)))
            screen.say("Sent to the clipboard")

        panel = Verify(lambda: facts_to_verify(desk.session, desk.template), go, copy)
        await screen.open_panel(panel)
        screen.set_focus(panel.rows)

    async def do_export(self) -> None:
        """Write the report."""
        from gsef_tui.checks.findings import missing_count

        from ... import exporting
        from ...panels.export import Export

        screen = self._screen
        if await screen.toggle_panel(Export):
            return
        missing = missing_count(screen.desk.findings(wording=False))
        memory = screen.gsef.memory

        def done(written: Written, wanted: Wanted) -> None:
            screen.last_export = written.path
            screen.gsef.remember(
                exporting.remembered(
                    screen.gsef.memory, screen.desk.path, panel.format_id, wanted, written
                )
            )
            more = len(written.warnings) - 1
            missed = f" · {written.warnings[0]}" if written.warnings else ""
            others = f" · and {more} more" if more > 0 else ""
            screen.say(f"Written: {shown(written.path)}{missed}{others}", stays=30)
            if screen.panel is panel:
                screen.call_later(screen.close_panel)

        panel = Export(screen.desk, memory, missing, done, screen.say)
        await screen.open_panel(panel)

    async def do_find(self) -> None:
        """Lines of this session."""
        from ...panels.find import Find

        screen = self._screen
        if await screen.toggle_panel(Find):
            return
        session, template = screen.desk.session, screen.desk.template

        def search(text: str) -> list[Hit]:
            return list(find_in_session(session, template, screen.desk.path, text))

        def name(hit: Hit) -> str:
            return stops.title(session, template, Place.parse(hit.place))

        async def go(hit: Hit, text: str) -> None:
            self._looked_for = text
            await screen.close_panel(refocus=False)
            await screen.go_to_hit(hit)

        await screen.open_panel(Find(self._looked_for, search, name, go))
