"""The commands about who speaks: turns corrected and listed, the start of the recording."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from gsef_tui.capture.floor import RECORDING, turn_lines
from gsef_tui.model.facts import fact_times, read_hour
from gsef_tui.model.people import numbers

from ...panels.prompt import Prompt
from .stage import Stage


class FloorCommands:
    """What is done to turns."""

    def __init__(self, screen: Stage) -> None:
        self._screen = screen

    async def do_floor_other(self) -> None:
        """Ask whose turn it is."""
        screen = self._screen
        floor, turn = screen.desk.floor, screen.desk.floor.turn

        async def answer(text: str) -> str:
            session, code = screen.desk.session, text.strip().upper()
            digits = {str(n): c for c, n in numbers(session, screen.desk.template).items()}
            code = digits.get(code, code)
            if code not in session.people:
                return (
                    f"Nobody has the code {code or '(none)'}: there are {', '.join(session.people)}"
                )
            if screen.desk.read_only:
                return screen.desk.why_read_only
            floor.pass_to(code)
            screen.told()
            return ""

        since = f", since {turn.begins:%H:%M}" if turn else ""
        who = turn.who if turn else ""
        await screen.ask(Prompt(f"The floor{since}, is with", who, answer, "A code or a digit"))

    def do_floor_nobody(self) -> None:
        """End the turn that goes on."""
        screen = self._screen
        if screen.desk.read_only:
            screen.say(screen.desk.why_read_only, error=True)
            return
        turn = screen.desk.floor.turn
        screen.desk.floor.nobody()
        screen.told()
        screen.say(f"{turn.who} gives the floor back" if turn else "Nobody has the floor")

    async def do_turns(self) -> None:
        """Who spoke when, as a plain page."""
        from ..gaps import GapsScreen

        screen = self._screen
        lines = turn_lines(screen.desk.session, screen.desk.template, screen.desk.floor.now())
        if not lines:
            screen.say("Nobody has had the floor yet; notes give it, and so does KO: in F4")
            return
        await screen.app.push_screen(GapsScreen(lines))

    async def do_recording(self) -> None:
        """Ask when the recording started; now is proposed."""
        screen, desk = self._screen, self._screen.desk

        async def answer(text: str) -> str:
            hour = read_hour(text)
            if hour is None:
                return "An hour is wanted, on the session's clock: 20:03 or 20:03:10"
            if desk.read_only:
                return desk.why_read_only
            facts = {**desk.session.facts, RECORDING: hour}
            desk.apply(replace(desk.session, facts=facts), screen.here)
            screen.say("More › Who spoke when tells where in the recording each turn is")
            return ""

        known = desk.session.facts.get(RECORDING) or self._clock().time()
        hint = "On the session's clock; known later, it counts for all turns there are"
        await screen.ask(Prompt("The recording started at", str(known)[:8], answer, hint))

    def _clock(self) -> datetime:
        desk = self._screen.desk
        return desk.floor.now().astimezone(fact_times(desk.session, desk.template).zone)
