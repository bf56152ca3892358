"""The command that files what was typed where one was: a selection, or what is not filed."""

from __future__ import annotations

from gsef_tui.model.cldr import fold
from gsef_tui.model.edits import move_text
from gsef_tui.model.places import Place
from gsef_tui.model.session import Session
from gsef_tui.model.template import UNFILED, Template, label

from ...panels.prompt import Prompt
from .stage import Stage
from .structure import apply_and_show


class FilingCommands:
    """Moves text to a person or a section, as one act."""

    def __init__(self, screen: Stage) -> None:
        self._screen = screen

    async def do_move_to(self) -> None:
        """Ask where the selection is to go; in what is not filed, without one, the whole text."""
        screen = self._screen
        area, here = screen.pane.area if screen.pane else None, screen.here
        if area is None or screen.desk.read_only:
            return
        if area.selected_text:
            start, end = sorted(map(area.offset_of, (area.selection.start, area.selection.end)))
        elif here.section == UNFILED and area.text.strip():
            start, end = 0, len(area.text)
        else:
            screen.say("Select what is to be moved, with Shift and the arrows")
            return
        session, template = screen.desk.session, screen.desk.template

        async def answer(text: str) -> str:
            there = target(session, template, here, text)
            if there is None:
                codes = ", ".join(session.people)
                return f"Neither a code nor a section: there are {codes}, and the sections' names"
            if there == here:
                return "It is there already"
            after = move_text(session, template, here, (start, end), there)
            await apply_and_show(screen, after, there)
            screen.say("Moved. Ctrl+Z takes it back")
            return ""

        hint = "A person's code, or a section: it goes to the end of what is noted there"
        await screen.ask(Prompt("Move to", "", answer, hint))


def target(session: Session, template: Template, here: Place, text: str) -> Place | None:
    """The place that a code or the beginning of a section's name means."""
    from gsef_tui.capture.filing import place_of_person

    wanted = fold(text)
    if text.strip().upper() in session.people:
        return place_of_person(session, template, here, text.strip().upper())
    for section in template.all_sections:
        names = (section.id, label(section.short, session.language))
        if not wanted or not any(fold(name).startswith(wanted) for name in names):
            continue
        if place := section.kind.place_without_person(section):
            return place
    return None
