"""The keys of the commands: their defaults, changed by the configuration.

An unknown command is reported and ignored, and so is a key that another command of the same screen
already has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from msgspec.structs import replace

from gsef_tui.model.lazy_pattern import lazy_pattern

from .commands.command import Command
from .commands.declarations import COMMANDS

RESERVED = frozenset(
    [
        "enter",
        "tab",
        "shift+tab",
        "escape",
        "backspace",
        "delete",
        "up",
        "down",
        "left",
        "right",
        "home",
        "end",
        "pageup",
        "pagedown",
        "space",
        "ctrl+a",
        "ctrl+e",
        "ctrl+c",
        "ctrl+x",
        "ctrl+v",
        "ctrl+w",
        "ctrl+u",
        "ctrl+k",
        "ctrl+m",
        "ctrl+i",
        "ctrl+h",
        "ctrl+j",
    ]
)
"""Keys that typing needs, or that terminals cannot tell from those."""
_KEY = lazy_pattern(
    r"f([1-9]|1[0-9]|2[0-4])|(ctrl|alt|shift)(\+(ctrl|alt|shift))*\+([a-z0-9]|up|down|left|right|"
    r"home|end|pageup|pagedown|delete|f([1-9]|1[0-9]|2[0-4])|space|tab|enter|[a-z_]+)"
)


def resolve(
    keys: Mapping[str, tuple[str, ...]], commands: Iterable[Command] = COMMANDS
) -> tuple[tuple[Command, ...], list[str]]:
    """Return the commands with the configured keys, and a sentence for each ignored setting."""
    resolved = {command.id: command for command in commands}
    problems: list[str] = []
    for command_id, wanted in keys.items():
        command = resolved.get(command_id)
        if command is None:
            problems.append(f"config.toml: keys.{command_id} is no command; it is ignored")
            continue
        good: list[str] = []
        for raw in wanted:
            key = raw.strip().lower()
            problem = _problem(key, command, resolved.values(), keys)
            if problem:
                problems.append(f"config.toml: keys.{command_id}: {problem}; it is ignored")
            else:
                good.append(key)
        if good or not wanted:
            resolved[command_id] = replace(command, keys=tuple(good))
    return tuple(resolved.values()), problems


@lru_cache(maxsize=8)
def bindings(commands: tuple[Command, ...], scope: str) -> Mapping[str, str]:
    """Return the command id of each key on a screen of this scope. It is cached, because every key
    press calls it."""
    return {
        key: command.id
        for command in commands
        if command.scope in (scope, "everywhere")
        for key in command.keys
    }


def _problem(
    key: str, command: Command, others: Iterable[Command], keys: Mapping[str, tuple[str, ...]]
) -> str:
    if key in RESERVED:
        return f"{key} is needed for typing"
    if not _KEY.fullmatch(key):
        return f"{key!r} is no key such as f2, ctrl+r or alt+x"
    for other in others:
        shared = "everywhere" in (other.scope, command.scope) or other.scope == command.scope
        if other.id != command.id and shared and key in other.keys:
            moved = other.id in keys and key not in keys[other.id]
            if not moved:
                return f"{key} is taken by {other.id}"
    return ""
