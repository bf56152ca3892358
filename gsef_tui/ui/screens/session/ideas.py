"""The command that shows the key ideas, mends them, removes them, copies them."""

from __future__ import annotations

from gsef_tui.model.ideas import Idea, ideas, mended, without
from gsef_tui.model.people import numbers
from gsef_tui.model.session import Session

from ...panels.prompt import Prompt
from .stage import Stage


class IdeaCommands:
    """What the forum publishes the best of, all sessions together."""

    def __init__(self, screen: Stage) -> None:
        self._screen = screen

    async def do_ideas(self) -> None:
        """The key ideas by speaker."""
        from ...panels.ideas import KeyIdeas

        screen = self._screen
        if await screen.toggle_panel(KeyIdeas):
            return
        if not ideas(screen.desk.session):
            screen.say("No key ideas yet: ! and the idea, in F4")
            return
        heading = screen.desk.template.word("ideas", screen.desk.session.language) or "Ideas"
        panel = KeyIdeas(heading, lambda: screen.desk.session, self._mend, self._remove, self._copy)
        await screen.open_panel(panel)
        screen.set_focus(panel.rows)

    async def _mend(self, idea: Idea) -> None:
        async def answer(text: str) -> str:
            from gsef_tui.capture.lines import Said, read_line

            session, template = self._screen.desk.session, self._screen.desk.template
            digits = {n: code for code, n in numbers(session, template).items()}
            act = read_line(text, session.people, digits)
            by, said = (act.code, act.text) if isinstance(act, Said) else ("", text.strip())
            if not said:
                return "An idea is wanted; Delete in the list removes it"
            return self._settle(mended(session, idea.id, said, by), "Mended")

        line = f"{idea.by}: {idea.text}" if idea.by else idea.text
        hint = "The code before the colon is whose it is"
        await self._screen.ask(Prompt("Key idea", line, answer, hint))

    def _remove(self, idea: Idea) -> None:
        problem = self._settle(without(self._screen.desk.session, idea.id), "Removed")
        if problem:
            self._screen.say(problem, error=True)

    def _settle(self, after: Session, said: str) -> str:
        screen = self._screen
        if screen.desk.read_only:
            return screen.desk.why_read_only
        screen.desk.apply(after, screen.here)
        screen.say(f"{said}. Ctrl+Z takes it back")
        return ""

    def _copy(self) -> None:
        from gsef_tui.report.ideas import ideas_page

        screen = self._screen
        page = ideas_page(screen.desk.session, screen.desk.template)
        screen.app.copy_to_clipboard("\n".join(page))
        screen.say("Sent to the clipboard")
