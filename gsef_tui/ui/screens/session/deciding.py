"""What is decided when a session is not one's own alone: taken over, changed elsewhere, or found
with text that an earlier window could not save."""

from __future__ import annotations

from pathlib import Path

from gsef_tui.storage.documents import open_document
from gsef_tui.storage.errors import UnreadableFile, shown
from gsef_tui.storage.unsaved import Recovered

from .stage import Stage
from .structure import apply_and_show


class DecideCommands:
    """One key for all of them: it is there only while there is something to decide."""

    def __init__(self, screen: Stage) -> None:
        self._screen = screen
        self._decided: Recovered | None = None

    async def do_decide(self) -> None:
        """Take the session over, or say whose text the file is to have."""
        from ...panels.conflict import Conflict

        screen = self._screen
        if await screen.toggle_panel(Conflict):
            return
        state = screen.desk.saver.state
        if screen.desk.holder is not None:
            if problem := await screen.gsef.reopen_session(take_over=True):
                problem = _about_file(problem, screen.desk.path)
                screen.say(f"Not taken over: {problem}", error=True, stays=30)
        elif state.changed:
            await self._ask_whose()
        elif state.recovered is not None and state.recovered != self._decided:
            await self._ask_about(state.recovered)
        else:
            screen.say("Nothing is to be decided: the file is as this window wrote it")

    async def _ask_whose(self) -> None:
        from ...panels.conflict import CHANGED, UNREADABLE, Conflict

        screen = self._screen
        theirs, problem, between = None, "", CHANGED
        try:
            theirs = open_document(screen.desk.path).session
        except UnreadableFile as error:
            wrong = _about_file(str(error), screen.desk.path).partition(";")[0]
            problem, between = wrong.removesuffix(": correct it in a text editor"), UNREADABLE

        async def decide(choice: str) -> None:
            state = screen.desk.saver.resolve("theirs" if choice == "theirs" else "mine")
            if choice == "theirs":
                if problem := await screen.gsef.reopen_session():
                    problem = _about_file(problem, screen.desk.path)
                    screen.say(f"The file cannot be opened: {problem}", error=True, stays=30)
            elif state.saved:
                screen.say("Yours is in the file. Theirs is kept as a version of it", stays=15)
            else:
                screen.say(f"Still open: {state.reason}", error=True, stays=15)

        mine, template = screen.desk.session, screen.desk.template
        await screen.open_panel(Conflict(between, mine, theirs, template, decide, problem))

    async def _ask_about(self, recovered: Recovered) -> None:
        from ...panels.conflict import RECOVERED, Conflict

        screen = self._screen
        try:
            there = recovered.session()
        except (UnreadableFile, OSError) as error:
            screen.say(f"The recovered text cannot be read: {error}", error=True, stays=20)
            return

        async def decide(choice: str) -> None:
            self._decided = recovered
            if choice == "recovered":
                await apply_and_show(screen, there, screen.here)
                screen.say("This is what was not saved then. Ctrl+Z takes it back", stays=15)
            else:
                where = f"version {recovered.version.name}" if recovered.version else ""
                kept = where or shown(recovered.path)
                screen.say(f"Nothing is changed here. The other text is kept: {kept}", stays=15)

        mine, template = screen.desk.session, screen.desk.template
        await screen.open_panel(Conflict(RECOVERED, mine, there, template, decide))


def _about_file(problem: str, path: Path) -> str:
    """What is wrong with the file that is open here: its path need not be said."""
    return problem.removeprefix(shown(path)).lstrip(":, ")
