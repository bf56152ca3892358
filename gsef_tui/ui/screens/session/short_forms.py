"""The commands about short forms: learnt from a selection, listed, typed from there, forgotten."""

from __future__ import annotations

from gsef_tui.capture.expansions import (
    EXPANSIONS,
    SIGN,
    Form,
    bare,
    forget,
    has_room,
    learn,
    propose,
)
from gsef_tui.storage.errors import CannotWrite
from gsef_tui.storage.own_forms import drop_form, keep_form
from gsef_tui.storage.settings import load_settings

from ...panels.prompt import Prompt
from ...text import short
from .stage import Stage


class ShortFormCommands:
    """The session's list is part of the session; one's own is in the settings."""

    def __init__(self, screen: Stage) -> None:
        self._screen = screen

    async def do_learn(self) -> None:
        """A short form for the selection, in this session."""
        screen = self._screen
        if screen.desk.read_only:
            screen.say(screen.desk.why_read_only, error=True)
            return
        await self._learn(own=False)

    async def do_learn_own(self) -> None:
        """A short form for the selection, in all sessions."""
        await self._learn(own=True)

    async def do_short_forms(self) -> None:
        """All there are."""
        from ...panels.short_forms import ShortFormList

        screen = self._screen
        if await screen.toggle_panel(ShortFormList):
            return

        async def use(form: Form) -> None:
            area = await screen.last_text()
            if area is not None:
                area.take_paste(form.long)

        await screen.open_panel(ShortFormList(screen.desk.short_forms.all, use, self._forget))

    async def _learn(self, *, own: bool) -> None:
        screen = self._screen
        area = screen.pane.area if screen.pane else None
        long = area.selected_text.strip() if area else ""
        if not long:
            screen.say("Select what it is to stand for, with Shift and the arrows")
            return

        async def answer(text: str) -> str:
            form = bare(text)
            if not form:
                return "Letters and digits, 24 at most, without a space"
            if form.upper() in screen.desk.session.people:
                return f"{form.upper()} is a person's code: {SIGN}{form.lower()} is their name"
            problem = self._keep_own(form, long) if own else self._keep(form, long)
            if not problem:
                screen.say(f"{SIGN}{form} and a space: {short(long, 60)}")
            return problem

        where = "in all sessions" if own else "in this session"
        hint = f"Typed as {SIGN}… and a space, {where}"
        await screen.ask(Prompt(f"Short form for “{short(long, 30)}”", propose(long), answer, hint))

    def _keep(self, form: str, long: str) -> str:
        screen = self._screen
        if not has_room(screen.desk.session):
            return (
                f"{EXPANSIONS} in the session's file is something else than a table: mend it there"
            )
        screen.desk.apply(learn(screen.desk.session, form, long), screen.here)
        return ""

    def _keep_own(self, form: str, long: str) -> str:
        try:
            keep_form(form, long)
        except CannotWrite as error:
            return str(error)
        self._read_own()
        return ""

    def _forget(self, form: Form) -> None:
        screen = self._screen
        if form.source == "own":
            try:
                drop_form(bare(form.short))
            except CannotWrite as error:
                screen.say(str(error), error=True)
                return
            self._read_own()
            screen.say(f"Forgotten, in all sessions: {form.short} → {form.long}")
        elif form.source != "session":
            screen.say(f"{form.short} is there by the code of {form.source}")
        elif screen.desk.read_only:
            screen.say(screen.desk.why_read_only, error=True)
        else:
            screen.desk.apply(forget(screen.desk.session, form.short), screen.here)
            screen.say(f"Forgotten: {form.short}. Ctrl+Z brings it back")

    def _read_own(self) -> None:
        settings, _ = load_settings()
        self._screen.gsef.settings = self._screen.desk.short_forms.settings = settings
