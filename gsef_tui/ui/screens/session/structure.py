"""The commands that change a session's structure: order, what is removed, the language."""

from __future__ import annotations

from msgspec.structs import replace

from gsef_tui.model import edits
from gsef_tui.model.places import Place
from gsef_tui.model.session import Session
from gsef_tui.model.template import Kind

from .stage import Stage


class StructureCommands:
    """Order and removal; what an act does not fit is said in the footer."""

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
        kind = section.kind if section else None
        if kind is Kind.PEOPLE and here.key in session.people:
            after = edits.remove_person(session, template, here.key)
            said = f"{here.key} removed; their notes are in Not filed"
        elif kind is Kind.EXCHANGES and here.part not in ("", "asked_by"):
            after = edits.remove_answer(session, here)
            said = "Answer removed"
        elif kind in (Kind.EXCHANGES, Kind.PICTURES) and here.key:
            after = edits.remove_entry(session, here.section, here.key)
            said = "Removed" if kind is Kind.EXCHANGES else "Removed; the file stays in its folder"
        else:
            screen.say("Here is nothing to remove: go to a person, a question or a picture")
            return
        await self._apply(after, Place(here.section))
        screen.say(f"{said}. Ctrl+Z brings it back")

    async def do_language(self) -> None:
        """The next language of the template for the report's labels."""
        screen = self._screen
        languages = screen.desk.template.languages
        session = screen.desk.session
        at = languages.index(session.language) if session.language in languages else -1
        language = languages[(at + 1) % len(languages)]
        await self._apply(replace(session, language=language), screen.here)
        screen.say(f"The report's labels: {language}")

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
        screen.say(f"Sent to the clipboard: {path}")

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
