"""The commands that change a session's structure: order, what is removed, the language."""

from __future__ import annotations

import asyncio

from msgspec.structs import replace

from gsef_tui.model import edits
from gsef_tui.model.places import Place
from gsef_tui.model.session import Session
from gsef_tui.storage.documents import with_template
from gsef_tui.storage.errors import CannotWrite, UnreadableFile, shown
from gsef_tui.storage.templates import template_ids

from ...opening import open_here
from ...panels.prompt import Prompt
from ...panes.pane_registry import VIEWS
from ..base import BaseScreen
from .stage import Stage


class StructureCommands:
    """Order, removal, language and template; what an act does not fit is said in the footer."""

    def __init__(self, screen: Stage) -> None:
        self._screen = screen

    async def do_move_up(self) -> None:
        """Earlier in this section."""
        await self._move(-1)

    async def do_move_down(self) -> None:
        """Later in this section."""
        await self._move(1)

    async def do_remove(self) -> None:
        """Remove what one is at."""
        screen, here = self._screen, self._screen.here
        session, template = screen.desk.session, screen.desk.template
        section = template.section(here.section)
        removal = VIEWS[section.kind].remove(session, template, here) if section else None
        if removal is None:
            screen.say("Here is nothing to remove: go to a person, a question or a picture")
            return
        await self._apply(removal.session, Place(here.section))
        screen.say(f"{removal.said}. Ctrl+Z brings it back")

    async def do_language(self) -> None:
        """The next language of the template for the report's labels."""
        screen = self._screen
        languages = screen.desk.template.languages
        session = screen.desk.session
        at = languages.index(session.language) if session.language in languages else -1
        language = languages[(at + 1) % len(languages)]
        await self._apply(replace(session, language=language), screen.here)
        screen.say(f"The report's labels: {language}")

    async def do_template(self) -> None:
        """Ask for another template; the session is saved and opened again with it."""
        screen, desk = self._screen, self._screen.desk
        if desk.read_only:
            screen.say(desk.why_read_only, error=True)
            return
        ids = template_ids()
        there = f"there are {', '.join(ids)}"
        hint = f"T{there[1:]}. Nothing typed is lost; undo begins anew"

        async def answer(text: str) -> str:
            wanted = text.strip()
            if wanted == desk.session.template:
                return ""
            if wanted not in ids:
                return f"No template is called so; {there}"
            try:
                changed = with_template(desk.session, desk.template, wanted)
            except (UnreadableFile, CannotWrite) as error:
                return f"The session stays as it is: {error}"
            desk.apply(changed, screen.here)
            state = desk.saver.save_now()
            if not state.saved:
                desk.undo()
                return f"The session stays as it is, it cannot be saved: {state.reason}"
            app = screen.app
            if problem := await screen.gsef.reopen_session():
                return problem
            if isinstance(app.screen, BaseScreen):
                app.screen.say(f"The template is {wanted}; what it has no section for is kept")
            return ""

        await screen.ask(Prompt("Template", desk.session.template, answer, hint))

    async def do_select_all(self) -> None:
        """The whole text."""
        area = await self._screen.last_text()
        if area is not None:
            area.select_all()

    def do_copy_path(self) -> None:
        """The path of the last export, else of the session."""
        screen = self._screen
        path = screen.last_export or screen.desk.path
        screen.app.copy_to_clipboard(str(path))
        screen.say(f"Sent to the clipboard: {shown(path)}")

    def do_open_export(self) -> None:
        """The last export, with the program this machine has for it."""
        screen, path = self._screen, self._screen.last_export
        if path is None:
            screen.say("Nothing was exported in this sitting: F5 writes the report")
            return

        async def open_it() -> None:
            problem = await asyncio.to_thread(open_here, path)
            said = f"Not opened, {problem}: {shown(path)}" if problem else f"Opened: {shown(path)}"
            screen.say(said, error=bool(problem), stays=15)

        screen.run_worker(open_it(), exit_on_error=False)

    async def _move(self, by: int) -> None:
        screen = self._screen
        after = edits.move(screen.desk.session, screen.desk.template, screen.here, by)
        await self._apply(after, screen.here)

    async def _apply(self, after: Session, there: Place) -> None:
        await apply_and_show(self._screen, after, there)


async def apply_and_show(screen: Stage, after: Session, there: Place) -> None:
    """Take over an edit of structure, and go where it leads."""
    screen.desk.apply(after, screen.here, there)
    for pane in screen.mounted_panes():
        await pane.rebuild()
    await screen.go(there)
