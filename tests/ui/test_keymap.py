"""The keys as they are: the commands' own, changed by the configuration."""

from __future__ import annotations

from pathlib import Path

import pytest

from gsef_tui.editing.commands.declarations import COMMANDS
from gsef_tui.editing.keymap import RESERVED, bindings, resolve

from .hand import at_work


def keys_of(command_id: str, keys: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    commands, _ = resolve(keys)
    return next(command.keys for command in commands if command.id == command_id)


def test_without_settings_the_commands_keep_their_keys() -> None:
    assert resolve({}) == (COMMANDS, [])


def test_no_key_is_taken_twice_and_none_is_needed_for_typing() -> None:
    for scope in ("session", "home"):
        keys = [
            key
            for command in COMMANDS
            if command.scope in (scope, "everywhere")
            for key in command.keys
        ]
        assert len(keys) == len(set(keys)) == len(bindings(COMMANDS, scope))
        assert not RESERVED & set(keys)


def test_a_command_has_the_keys_that_are_wanted() -> None:
    commands, problems = resolve({"theme": ("F11", " alt+t ")})
    assert problems == []
    assert bindings(commands, "home")["alt+t"] == bindings(commands, "session")["f11"] == "theme"
    assert keys_of("theme", {"theme": ()}) == ()


@pytest.mark.parametrize(
    ("keys", "problem"),
    [
        ({"nonsense": ("f9",)}, "keys.nonsense is no command"),
        ({"theme": ("f2",)}, "keys.theme: f2 is taken by preview"),
        ({"theme": ("enter",)}, "keys.theme: enter is needed for typing"),
        ({"theme": ("a",)}, "keys.theme: 'a' is no key such as f2"),
        ({"theme": ("f11",), "language": ("f11",)}, "keys.language: f11 is taken by theme"),
    ],
)
def test_what_is_wrong_is_named_and_ignored(keys: dict[str, tuple[str, ...]], problem: str) -> None:
    commands, problems = resolve(keys)
    assert len(problems) == 1
    assert problem in problems[0]
    assert problems[0].endswith("ignored")
    assert bindings(commands, "session")["f2"] == "preview"


def test_keys_can_be_swapped() -> None:
    commands, problems = resolve({"preview": ("f3",), "goto": ("f2",)})
    assert problems == []
    bound = bindings(commands, "session")
    assert (bound["f2"], bound["f3"]) == ("goto", "preview")


async def test_a_key_of_the_configuration_works_and_is_in_the_footer(
    folder: Path, cantines: Path, tmp_path: Path
) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text('[keys]\ngoto = ["alt+g"]\n', encoding="utf-8")
    async with at_work(folder, cantines, "presentations.LT") as hand:
        assert "Alt+G Go to" in hand.footer
        await hand.press("f3")
        assert hand.notes.panel is None
        await hand.press("alt+g", "2")
        assert hand.here == "presentations.KM"


async def test_a_broken_configuration_is_named_and_the_rest_holds(
    folder: Path, cantines: Path, tmp_path: Path
) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text(
        '[keys]\nnonsense = "f9"\ntheme = "f2"\ncheck = "f11"\n', encoding="utf-8"
    )
    async with at_work(folder, cantines, "presentations.LT", size=(160, 30)) as hand:
        assert "keys.nonsense is no command" in hand.footer
        assert "f2 is taken by preview" in hand.footer
        await hand.press("f11")
        assert hand.notes.panel is not None


@pytest.mark.slow
async def test_a_configuration_that_is_no_toml_is_named(
    folder: Path, cantines: Path, tmp_path: Path
) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text("[keys\n", encoding="utf-8")
    async with at_work(folder, size=(200, 30)) as hand:
        assert "not TOML" in hand.footer
        await hand.press("enter")
        assert hand.notes.opened.path == cantines
