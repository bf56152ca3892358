"""The commands about the person whose line or notes one is in."""

from __future__ import annotations

from msgspec.structs import replace

from gsef_tui.model import edits, stops
from gsef_tui.model.codes import is_code
from gsef_tui.model.kinds import PEOPLE
from gsef_tui.model.people import role_of
from gsef_tui.model.places import Place
from gsef_tui.model.session import NOBODY

from ...panels.prompt import Prompt
from .stage import Stage
from .structure import apply_and_show


class PeopleCommands:
    """What is done to the person whose line or notes one is in."""

    def __init__(self, screen: Stage) -> None:
        self._screen = screen

    async def do_person(self) -> None:
        """The fields of a person."""
        code = self._code()
        if code:
            people = self._screen.desk.template.of_kind(PEOPLE)[0]
            await self._screen.go(Place(people.id, code, "position"))

    async def do_change_code(self) -> None:
        """Ask for another code."""
        code = self._code()
        if not code:
            return

        async def answer(text: str) -> str:
            screen, wanted = self._screen, text.strip().upper()
            session, template = screen.desk.session, screen.desk.template
            if not is_code(wanted):
                return "A code has two to four letters or digits; X1, Q1, R1 are kept for others"
            if wanted != code and wanted in edits.codes_in_use(session, template):
                return f"{wanted} is somebody's already: More › Same person as … joins two"
            there = _renamed(screen.here, code, wanted)
            await apply_and_show(screen, edits.change_code(session, template, code, wanted), there)
            return ""

        await self._screen.ask(Prompt(f"Code of {code}", code, answer))

    async def do_change_role(self) -> None:
        """The next role of the template."""
        code, screen = self._code(), self._screen
        if not code:
            return
        session, template = screen.desk.session, screen.desk.template
        roles = [role.id for role in template.roles]
        role = role_of(session, template, code)
        at = roles.index(role.id) if role and role.id in roles else -1
        new = roles[(at + 1) % len(roles)]
        person = replace(session.people[code], role=new)
        people = {**session.people, code: person}
        await apply_and_show(screen, replace(session, people=people), screen.here)
        screen.say(f"{code} is {new}")

    async def do_absent(self) -> None:
        """Whether the person came."""
        code, screen = self._code(), self._screen
        if not code:
            return
        session = screen.desk.session
        person = replace(session.people[code], absent=not session.people[code].absent)
        people = {**session.people, code: person}
        await apply_and_show(screen, replace(session, people=people), screen.here)
        screen.say(f"{code} is {'absent' if person.absent else 'there'}")

    async def do_merge(self) -> None:
        """Ask who this person is."""
        code = self._code()
        if not code:
            return

        async def answer(text: str) -> str:
            screen, into = self._screen, text.strip().upper()
            session, template = screen.desk.session, screen.desk.template
            if into == code or into not in session.people:
                there = ", ".join(c for c in session.people if c != code)
                return f"Nobody has the code {into or '(none)'}: there are {there}"
            there_place = _renamed(screen.here, code, into)
            await apply_and_show(
                screen, edits.merge_people(session, template, code, into), there_place
            )
            screen.say(f"{code} is {into} now, in every section. Ctrl+Z takes it back")
            return ""

        await self._screen.ask(
            Prompt(f"{code} is the same person as", "", answer, "The code of the other")
        )

    def _code(self) -> str:
        screen = self._screen
        session = screen.desk.session
        code = stops.whose(session, screen.desk.template, screen.here)
        if code in session.people:
            return code
        screen.say("Go to a person's line or notes first")
        return ""


def _renamed(place: Place, old: str, new: str) -> Place:
    return Place(*(new if part == old and part != NOBODY else part for part in place))
