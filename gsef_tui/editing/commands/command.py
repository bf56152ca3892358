"""What a command is, and how its keys are displayed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Literal, TypeAlias

from msgspec import Struct

from .context import AppContext, FormContext, HomeContext, SessionContext

Done: TypeAlias = Awaitable[object] | None
Scope: TypeAlias = Literal["session", "home", "everywhere"]


def always(context: SessionContext) -> bool:
    """Return True: the command is available wherever its screen is."""
    return True


class Command(Struct, frozen=True):
    """Something that the user can do with a key or from the palette.

    ``keys``: the default keys; a command without keys is reached through the palette. ``help``: one
    sentence; ``footer``: a short name if the footer shows the command. ``session``, ``home``,
    ``form``, ``everywhere``: the function to call on the screen of a session, in the list of
    sessions, in the form of a new session, and on every screen. ``available``: whether the command
    applies to the session as it is now. ``writes``: it changes the session, so a read-only window
    refuses it and shows why.
    """

    id: str
    label: str
    help: str
    keys: tuple[str, ...] = ()
    footer: str = ""
    session: Callable[[SessionContext], Done] | None = None
    home: Callable[[HomeContext], Done] | None = None
    form: Callable[[FormContext], Done] | None = None
    everywhere: Callable[[AppContext], Done] | None = None
    available: Callable[[SessionContext], bool] = always
    writes: bool = False

    @property
    def scope(self) -> Scope:
        """The screens on which its keys are taken; the form of a new session is part of home."""
        at_home = self.home is not None or self.form is not None
        if self.everywhere is not None or (self.session is not None and at_home):
            return "everywhere"
        return "home" if at_home else "session"


def key_name(key: str) -> str:
    """Return the display name of a key: ``f2`` → ``F2``, ``ctrl+r`` → ``Ctrl+R``."""
    names = {"up": "↑", "down": "↓", "left": "←", "right": "→", "enter": "Enter"}
    return "+".join(names.get(part, part.capitalize()) for part in key.split("+"))


def key_of(command_id: str, commands: Iterable[Command]) -> str:
    """Return the name of a command's first key, as messages show it. For a command without keys
    return how the palette leads to it: ``More › Merge with…``."""
    by_id = {command.id: command for command in commands}
    command = by_id[command_id]
    if command.keys:
        return key_name(command.keys[0])
    return f"{by_id['palette'].footer} › {command.label}"


def short_key(key: str) -> str:
    """Return the name of a key in the footer: ``ctrl+r`` → ``^r``."""
    return key.replace("ctrl+", "^") if key.startswith("ctrl+") else key_name(key)
