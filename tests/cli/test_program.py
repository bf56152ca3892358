from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

import gsef_tui
from gsef_tui.cli.command_index import COMMANDS
from gsef_tui.cli.output import columns

from .conftest import SAMPLE, Cli


def test_version(cli: Cli) -> None:
    assert cli("--version") == (0, f"gsef-tui {gsef_tui.__version__}\n".encode(), "")


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_names_every_command_and_shows_examples(cli: Cli, option: str) -> None:
    result = cli(option)
    assert result.status == 0
    for name in COMMANDS:
        assert f"\n  {name} " in result.out
    assert "gsef-tui FILE --at presentations.BA" in result.out


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "keys"])
def test_the_help_of_a_command_has_examples(cli: Cli, name: str) -> None:
    result = cli(name, "--help")
    assert result.status == 0
    assert result.out.startswith(f"Usage: gsef-tui {name} ")
    assert f"  gsef-tui {name}" in result.out.split("Examples:")[1]


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("exprot", "Did you mean the command export?"),
        ("lst", "Did you mean the command list?"),
        ("sessions/absent.toml", "The command new creates a session"),
        ("''", "The command new creates a session"),
        ("x" * 300, "The command new creates a session"),
    ],
)
def test_a_first_word_that_is_nothing_names_the_nearest_command(
    cli: Cli, folders: Path, word: str, near: str
) -> None:
    result = cli(word.strip("'"), "-f", "docx")
    assert (result.status, result.out) == (2, "")
    assert result.err == f"gsef-tui: {word}: file not found. {near}; see gsef-tui --help\n"
    assert not os.path.exists(folders / word)


@pytest.mark.parametrize("command", ["show", "export", "check"])
def test_a_missing_file_is_status_2_for_every_command(cli: Cli, command: str) -> None:
    result = cli(command, "absent.toml")
    assert (result.status, result.out) == (2, "")
    assert "absent.toml" in result.err
    assert result.err.count("\n") == 1


@pytest.mark.parametrize(
    ("place", "there"),
    [
        ("presentations.ZZ", "presentations, presentations.AM, presentations.LT, presentations.KM"),
        ("facts.colour", "facts, facts.title, facts.type"),
        ("closing.ZZ", "closing, closing.moderator, closing.AM"),
        ("forum.colour", "forum.theme, forum.name"),
        ("nowhere", "facts, participants, questions"),
    ],
)
def test_a_place_that_is_not_there_names_those_that_are(
    cli: Cli, session_file: Path, place: str, there: str
) -> None:
    for arguments in ((session_file, "--at", place), ("--at", place, session_file)):
        result = cli(*arguments)
        assert (result.status, result.out) == (2, "")
        assert f"--at {place}: no such place. Places: {there}" in result.err
        assert result.err.count("\n") == 1


@pytest.mark.parametrize("place", ["presentations.LT", "answers", "closing.moderator", "unfiled"])
def test_a_place_that_is_there_goes_on_to_the_screen(
    cli: Cli, session_file: Path, place: str
) -> None:
    result = cli(session_file, "--at", place)
    assert result.status == 2
    assert "needs a terminal" in result.err


def test_home_without_a_terminal_says_so(cli: Cli) -> None:
    result = cli()
    assert (result.status, result.out) == (2, "")
    assert "needs a terminal" in result.err


def test_at_without_a_session_is_wrong_usage(cli: Cli) -> None:
    assert "--at needs the FILE" in cli("--at", "answers").err
    result = cli("--at", "answers", "list")
    assert result.status == 2
    assert "--at goes with the FILE" in result.err


def test_what_a_file_s_name_holds_does_not_reach_the_terminal(cli: Cli) -> None:
    result = cli("check", "a\x1b]0;title\x07\nb.toml")
    assert result.status == 2
    assert "\x1b" not in result.err
    assert result.err.count("\n") == 1


def test_broken_settings_are_a_warning(cli: Cli, folders: Path, session_file: Path) -> None:
    (folders / "config").mkdir()
    (folders / "config" / "config.toml").write_text("[keys\n")
    result = cli("list")
    assert result.status == 0
    assert "config.toml" in result.err
    assert "Les cantines" in result.out


def test_a_session_of_a_template_that_is_not_here_is_shown_as_it_stands(
    cli: Cli, session_file: Path
) -> None:
    text = session_file.read_text(encoding="utf-8").replace('"gsef"', '"council"')
    session_file.write_text(text, encoding="utf-8")
    for command in ("show", "export"):
        result = cli(command, session_file)
        assert result.status == 0
        assert "no template 'council' here" in result.err
        assert "deux cuisines" in result.out


def test_show_is_plain_text_where_there_is_no_terminal(cli: Cli) -> None:
    result = cli("show", SAMPLE)
    assert (result.status, result.err) == (0, "")
    assert result.out == cli("export", SAMPLE).out
    assert cli("show", SAMPLE, "--plain").out == result.out


def test_keys_follow_the_settings(cli: Cli, folders: Path) -> None:
    commands = {command["id"]: command for command in json.loads(cli("keys", "--json").out)}
    assert commands["preview"]["keys"] == ["f2", "ctrl+r"]
    (folders / "config").mkdir()
    (folders / "config" / "config.toml").write_text(
        '[keys]\npreview = ["alt+g"]\nnothing = ["f12"]\n'
    )
    result = cli("keys", "--json")
    commands = {command["id"]: command for command in json.loads(result.out)}
    assert commands["preview"]["keys"] == ["alt+g"]
    assert "nothing" in result.err
    assert "Alt+G" in cli("keys").out


def test_columns_count_what_the_terminal_shows() -> None:
    assert columns([("김민수", "a"), ("Anne", "b")]) == ["김민수  a", "Anne    b"]
    assert columns([("abcdef", "x")], widest={0: 4}) == ["abc…  x"]
    assert columns([("a\nb", "x")]) == ["a b  x"]
    assert columns([("a", "", "x"), ("b", "", "y")]) == ["a  x", "b  y"]
    assert columns([("김민수", "x")], widest={0: 4}) == ["김 …  x"]


def test_the_list_of_commands_says_of_each_what_it_says_itself() -> None:
    from importlib import import_module

    for name, known in COMMANDS.items():
        command = import_module(f"gsef_tui.cli.{known.module}").command
        assert command.get_short_help_str(60) == known.says, name
