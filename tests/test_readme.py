"""What README and docs say is so: keys, commands, options, files, the sample of a session."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from gsef_tui.checks import check
from gsef_tui.cli.known import COMMANDS
from gsef_tui.cli.opening import command as opening
from gsef_tui.cli.program import Program
from gsef_tui.editing.commands.table import COMMANDS as SCREEN_COMMANDS
from gsef_tui.editing.commands.table import TYPING, keys_table
from gsef_tui.editing.keymap import resolve
from gsef_tui.model.session import Session
from gsef_tui.report.formats import FORMATS, format_for
from gsef_tui.storage.decode import decode
from gsef_tui.storage.settings import read_settings
from gsef_tui.storage.templates import load_template, require_template

GSEF = require_template("gsef")

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def blocks(language: str) -> list[str]:
    """The README's blocks of code in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


def words(text: str) -> list[str]:
    """What stands in backticks, outside of blocks."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.M))


def session_block() -> str:
    return next(block for block in blocks("toml") if block.startswith("format ="))


# -- keys -----------------------------------------------------------------------------------------


def test_the_table_of_keys_is_the_one_that_the_commands_make() -> None:
    table = re.search(r"<!-- keys -->\n(.*)\n<!-- /keys -->", README, re.DOTALL)
    assert table
    assert table[1] == keys_table(), f"between the comments belongs:\n{keys_table()}"


def test_the_table_names_every_command_and_its_keys() -> None:
    table = keys_table()
    assert all(command.label in table for command in SCREEN_COMMANDS)
    assert all(text in table for _, text in TYPING)
    rows = [line for line in table.splitlines() if line.startswith("|")]
    assert all(line.count("|") == 4 for line in rows), "no bar inside a cell"


def test_the_keys_that_it_changes_as_an_example_can_be_changed_so(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(next(block for block in blocks("toml") if block.startswith("[keys]")))
    settings, problems = read_settings(path)
    commands, ignored = resolve(settings.keys)
    assert problems == ignored == []
    assert settings.keys == {c.id: c.keys for c in commands if c.id in settings.keys}


# -- the command line -----------------------------------------------------------------------------


def test_every_command_line_names_a_command() -> None:
    known = {*COMMANDS, "FILE"}
    named = [line.split()[1] for line in words(README) if re.match(r"gsef-tui \S", line)]
    assert named
    assert set(named) <= known
    silent = [name for name in COMMANDS if not re.search(rf"(`|gsef-tui ){name}\b", README)]
    assert silent == [], "the README does not say what these are for"


def options() -> set[str]:
    program = Program("gsef-tui")
    context = click.Context(program)
    commands = [opening, *(program.get_command(context, name) for name in COMMANDS)]
    found = {"--help", "--version"}
    for command in commands:
        assert command
        found.update(option for parameter in command.params for option in parameter.opts)
    return found


def test_every_option_is_one_of_a_command() -> None:
    named = {o for word in words(README) for o in re.findall(r"(?<!\S)(--?[a-z][a-z-]*)", word)}
    assert {"--at", "--blank", "--language", "--sessions", "-o"} <= named
    assert named <= options()


def test_its_two_commands_are_what_pyproject_offers() -> None:
    install, try_out = (line for block in blocks("sh")[:2] for line in block.splitlines())
    venv = "python3 -m venv .venv && .venv/bin/pip install -e"
    assert install == f"{venv} . && .venv/bin/gsef-tui"
    assert try_out == f"{venv} '.[test]' && .venv/bin/pytest"
    assert "gsef-tui" in PROJECT["scripts"]
    for extra in re.findall(r"'\.\[([a-z,]+)\]'", README):
        assert set(extra.split(",")) <= set(PROJECT["optional-dependencies"])
    assert PROJECT["requires-python"].removeprefix(">=") in README


def test_every_format_has_its_row() -> None:
    endings = re.findall(r"`-o report(\.[a-z]+)`", README)
    assert sorted(endings) == sorted(form.suffix for form in FORMATS)
    assert all(format_for(f"report{ending}") for ending in endings)


# -- files ----------------------------------------------------------------------------------------


def links(text: str) -> Iterator[str]:
    yield from re.findall(r"\]\(([^)#]+)\)", text)


@pytest.mark.parametrize(
    ("text", "folder"), [(README, ROOT), (ARCHITECTURE, ROOT / "docs")], ids=["README", "docs"]
)
def test_every_file_that_is_linked_is_there(text: str, folder: Path) -> None:
    for link in links(text):
        assert (folder / link).exists(), link


def test_every_file_that_is_named_is_there() -> None:
    own = re.compile(r"(?:gsef_tui|tests|docs|model|ui|report|storage|checks|cli)/\S+")
    for text in (README, ARCHITECTURE):
        named = [word for word in words(text) if own.fullmatch(word)]
        assert named
        for name in named:
            assert (ROOT / name).exists() or (ROOT / "gsef_tui" / name).exists(), name
    for name in re.findall(r"\.ci/\w+|tests/\w+", "\n".join(blocks("sh"))):
        assert (ROOT / name).exists(), name


def test_every_variable_is_read_somewhere() -> None:
    source = "".join(path.read_text() for path in (ROOT / "gsef_tui").rglob("*.py"))
    for name in set(re.findall(r"GSEF_TUI_[A-Z]+", README)):
        assert name in source, name


# -- the file format ------------------------------------------------------------------------------


def test_the_sample_of_a_session_is_one() -> None:
    session = decode(session_block().encode(), "README.md")
    assert session.template is load_template("gsef")
    assert session != Session(template=GSEF)
    assert session.extra == {}, "every key in it is known"
    for section, value in session.sections.items():
        entries = [value, *(value.values() if isinstance(value, dict) else ())]
        assert all(getattr(entry, "extra", {}) == {} for entry in entries), section
    wrong = [f for f in check(session) if f.severity == "contradiction"]
    assert wrong == []


# -- docs -----------------------------------------------------------------------------------------


def test_every_dependency_is_named_with_what_it_is_for() -> None:
    dependencies = [re.split(r"[<>=~!\[;]", line)[0] for line in PROJECT["dependencies"]]
    assert len(dependencies) > 5
    for name in dependencies:
        assert re.search(rf"^\| {re.escape(name)} \| \S", ARCHITECTURE, re.M), name
    tests = [re.split(r"[<>=~!\[;]", line)[0] for line in PROJECT["optional-dependencies"]["test"]]
    for name in tests:
        assert re.search(rf"\b{re.escape(name)}\b", ARCHITECTURE), name


def test_the_layers_that_it_draws_are_those_that_are() -> None:
    drawn = re.findall(r"^  (\w+)/ ", ARCHITECTURE, re.M)
    there = [path.parent.name for path in (ROOT / "gsef_tui").glob("*/__init__.py")]
    assert sorted(drawn) == sorted(there)
