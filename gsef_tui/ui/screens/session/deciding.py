"""What is decided when a session is not one's own alone: taken over, or changed elsewhere."""

from __future__ import annotations

from gsef_tui.storage.documents import open_document
from gsef_tui.storage.errors import UnreadableFile
from gsef_tui.storage.save_state import Choice

from .stage import Stage


class DecideCommands:
    """One key for both: it is there only while there is something to decide."""

    def __init__(self, screen: Stage) -> None:
        self._screen = screen

    async def do_decide(self) -> None:
        """Take the session over, or say whose text the file is to have."""
        from ...panels.conflict import Conflict

        screen = self._screen
        if screen.desk.holder is not None:
            await screen.gsef.reopen_session(take_over=True)
            return
        if await screen.toggle_panel(Conflict):
            return
        if not screen.desk.saver.state.changed:
            screen.say("Nothing is to be decided: the file is as this window wrote it")
            return
        try:
            theirs = open_document(screen.desk.path).session
        except UnreadableFile as error:
            screen.say(f"The file cannot be read now: {error}", error=True, stays=20)
            return

        async def decide(choice: Choice) -> None:
            state = screen.desk.saver.resolve(choice)
            if choice == "theirs":
                await screen.gsef.reopen_session()
            elif state.saved:
                screen.say("Yours is in the file; theirs is kept among its versions", stays=15)
            else:
                screen.say(f"Still open: {state.reason}", error=True, stays=15)

        await screen.open_panel(Conflict(screen.desk.session, theirs, screen.desk.template, decide))
