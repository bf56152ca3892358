"""What README, CONTRIBUTING and docs say is so: keys, commands, options, files, samples."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path

import click
import pytest

from gsef_tui.capture.abbreviations import EXPANSIONS, listed_in
from gsef_tui.capture.line_grammar import Act, GoesOn, read_line
from gsef_tui.checks import check
from gsef_tui.checks.dismissals import is_dismissed
from gsef_tui.cli import templates
from gsef_tui.cli.command_index import COMMANDS
from gsef_tui.cli.open import command as opening
from gsef_tui.cli.program import Program
from gsef_tui.editing.commands.command import key_name
from gsef_tui.editing.commands.declarations import COMMANDS as SCREEN_COMMANDS
from gsef_tui.editing.commands.declarations import TYPING, keys_table
from gsef_tui.editing.keymap import resolve
from gsef_tui.model.ideas import ideas
from gsef_tui.model.kinds import all_kinds
from gsef_tui.model.search import places
from gsef_tui.model.session import Session
from gsef_tui.model.template import FieldType
from gsef_tui.model.turns import turns
from gsef_tui.report.formats import FORMATS, format_for
from gsef_tui.storage.decode import decode
from gsef_tui.storage.settings import Settings, read_settings
from gsef_tui.storage.shapes import MEANS_OF_FACTS, MEANS_OF_FORUM
from gsef_tui.storage.templates import load_template, require_template

GSEF = require_template("gsef")

ROOT = Path(__file__).parents[1]
TOP = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
PAGES = {
    name: (ROOT / name).read_text(encoding="utf-8")
    for name in (*TOP, *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")))
}
FOREIGN_KEYS = ("docs/keystrokes.md",)
"""Pages that name keys of other programs too."""
README, CONTRIBUTING = PAGES["README.md"], PAGES["CONTRIBUTING.md"]
ARCHITECTURE = PAGES["docs/architecture.md"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

each_page = pytest.mark.parametrize("page", PAGES)


def blocks(language: str, page: str = "README.md") -> list[str]:
    """The blocks of code of a page in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", PAGES[page], re.DOTALL | re.MULTILINE)


def prose(page: str) -> str:
    """A page without its blocks of code and its generated parts, which other tests compare."""
    text = re.sub(r"^```.*?^```", "", PAGES[page], flags=re.DOTALL | re.M)
    return re.sub(r"<!-- (\w+) -->.*?<!-- /\1 -->", "", text, flags=re.DOTALL)


def words(page: str) -> list[str]:
    """What is in backticks, outside of blocks."""
    return re.findall(r"`([^`\n]+)`", prose(page))


def tokens(page: str) -> list[str]:
    """The pieces between white space of what is in backticks."""
    return [token for word in words(page) for token in word.split()]


def command_lines(page: str) -> Iterator[list[str]]:
    """The words of each command line of the program: in backticks and in blocks for a shell."""
    shell = [line.split(" #")[0] for block in blocks("sh", page) for line in block.splitlines()]
    for line in (*words(page), *shell):
        if re.match(r"gsef-tui\s+\S", line):
            yield re.split(r"\s+", line.strip())


# -- keys -----------------------------------------------------------------------------------------


def test_the_table_of_keys_is_the_one_that_the_commands_make() -> None:
    table = re.search(r"<!-- keys -->\n(.*)\n<!-- /keys -->", PAGES["docs/keys.md"], re.DOTALL)
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
    path.write_text(blocks("toml", "docs/keys.md")[0])
    settings, problems = read_settings(path)
    commands, ignored = resolve(settings.keys)
    assert problems == ignored == []
    assert settings.keys
    assert settings.keys == {c.id: c.keys for c in commands if c.id in settings.keys}


@each_page
def test_every_key_is_one_of_a_command(page: str) -> None:
    if page in FOREIGN_KEYS:
        return
    there = {key_name(key) for command in SCREEN_COMMANDS for key in command.keys}
    there |= {key for keys, _ in TYPING for key in keys.split(", ")}
    named = set(re.findall(r"(?<![\w+])(?:F\d{1,2}|Ctrl\+\S)(?!\w)", prose(page)))
    assert named <= there


@each_page
def test_every_command_by_name_has_that_label(page: str) -> None:
    labels = [re.escape(command.label) for command in SCREEN_COMMANDS]
    named = re.findall(r"More › .{0,30}", re.sub(r"\s+", " ", prose(page)))
    wrong = [text for text in named if not re.match(rf"More › ({'|'.join(labels)})\W", text)]
    assert wrong == []


# -- the line from anywhere -----------------------------------------------------------------------


def filed(page: str) -> dict[str, Act]:
    """What each line that a page has in its table for F4 says, where KO is person 2."""
    table = PAGES[page].partition("| you type | the program |\n")[2].partition("\n\n")[0]
    cells = [row.split("|")[1] for row in table.splitlines()[1:]]
    samples = [sample for cell in cells for sample in re.findall(r"`([^`]+)`", cell)]
    return {sample: read_line(sample, ["KO"], {2: "KO"}) for sample in samples}


@pytest.mark.parametrize(("page", "count"), [("README.md", 4), ("docs/notes.md", 24)])
def test_every_line_in_its_table_is_more_than_text(page: str, count: int) -> None:
    lines = filed(page)
    assert len(lines) == count
    as_they_are = {"text", "... text", "\\ text"}
    text = {sample for sample, act in lines.items() if isinstance(act, GoesOn)}
    assert text == as_they_are & lines.keys()
    assert lines.get("... text", GoesOn("text")) == lines.get("\\ text", GoesOn("text"))


# -- the command line -----------------------------------------------------------------------------


@cache
def options_of(name: str) -> frozenset[str]:
    """The options of a command, those of its own commands among them; ``FILE``: of opening."""
    if name == "FILE":
        command: click.Command | None = opening
    else:
        program = Program("gsef-tui")
        command = program.get_command(click.Context(program), name)
    assert command
    found = {"--help", "-h"}
    inner = list(command.commands.values()) if isinstance(command, click.Group) else []
    for each in (command, *inner):
        found.update(option for parameter in each.params for option in parameter.opts)
    return frozenset(found)


@each_page
def test_every_command_line_is_one_of_the_program(page: str) -> None:
    for line in command_lines(page):
        name = "FILE" if line[1].startswith("-") else line[1]
        assert name in {*COMMANDS, "FILE"}, line
        if name == "template" and len(line) > 2:
            assert line[2] in templates.command.commands, line
        for word in line[1:]:
            if word.startswith("-") and word != "-":
                assert word in options_of(name) | {"--version"}, line


def test_the_page_of_the_command_line_says_what_every_command_is_for() -> None:
    page = "docs/command-line.md"
    silent = [
        name for name in COMMANDS if not re.search(rf"^\| `gsef-tui {name}\b", PAGES[page], re.M)
    ]
    assert silent == []


def test_the_options_that_several_commands_have_are_theirs() -> None:
    rows = re.findall(
        r"^\| `(-\S+?)(?: \w+)?` \| ((?:`\w+`(?:, )?)+) \|", PAGES["docs/command-line.md"], re.M
    )
    assert len(rows) >= 4
    for option, named in rows:
        having = {name for name in COMMANDS if name != "template" and option in options_of(name)}
        assert set(re.findall(r"\w+", named)) == having, option


def test_the_page_of_exports_says_what_every_option_does() -> None:
    listed = set(re.findall(r"^\| `(--[a-z-]+)", PAGES["docs/exports.md"], re.M))
    assert listed == {o for o in options_of("export") if o.startswith("--")} - {
        "--help", "--format", "--output",
    }  # fmt: skip


@each_page
def test_every_option_is_one_of_a_command(page: str) -> None:
    every = {o for name in (*COMMANDS, "FILE") for o in options_of(name)} | {"--version"}
    bench = (ROOT / "tests" / "bench" / "__main__.py").read_text(encoding="utf-8")
    every.update(re.findall(r'"(--[a-z]+)"', bench))
    ours = [word for word in words(page) if re.match(r"gsef-tui|-", word)]
    named = {o for word in ours for o in re.findall(r"(?<!\S)(--?[a-z][a-z-]*)", word)}
    assert named <= every


def test_its_two_commands_are_what_pyproject_offers() -> None:
    install, try_out = (line for block in blocks("sh")[:2] for line in block.splitlines())
    venv = "python3 -m venv .venv && .venv/bin/pip install -e"
    assert install == f"{venv} . && .venv/bin/gsef-tui"
    assert try_out == f"{venv} '.[test]' && .venv/bin/pytest"
    assert "gsef-tui" in PROJECT["scripts"]
    assert PROJECT["requires-python"].removeprefix(">=") in README


@each_page
def test_every_extra_is_one_of_pyproject(page: str) -> None:
    for extra in re.findall(r"'\.\[([a-z,]+)\]'", PAGES[page]):
        assert set(extra.split(",")) <= set(PROJECT["optional-dependencies"])


def test_every_format_has_its_row() -> None:
    endings = re.findall(r"`-o report(\.[a-z]+)`", PAGES["docs/exports.md"])
    assert sorted(endings) == sorted(form.suffix for form in FORMATS)
    assert all(format_for(f"report{ending}") for ending in endings)


# -- files ----------------------------------------------------------------------------------------


@each_page
def test_every_file_that_is_linked_is_there(page: str) -> None:
    targets = re.findall(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"", PAGES[page])
    for target in (markdown or html for markdown, html in targets):
        name, _, anchor = target.partition("#")
        if "://" in target:
            continue
        linked = (ROOT / page).parent / name if name else ROOT / page
        assert linked.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", linked.read_text(encoding="utf-8"), re.M)
            assert anchor in {heading.lower().replace(" ", "-") for heading in headings}, target


def test_the_readme_leads_to_every_page() -> None:
    linked = set(re.findall(r"\]\((\S+?\.md)\)", README + CONTRIBUTING))
    assert linked >= PAGES.keys() - {"README.md"}


@each_page
def test_every_file_that_is_named_is_there(page: str) -> None:
    folders = "|".join(sorted(p.name for p in (ROOT / "gsef_tui").iterdir() if p.is_dir()))
    own = re.compile(rf"(?:gsef_tui|tests|docs|\.ci|{folders})/[\w./-]+")
    for name in tokens(page):
        if own.fullmatch(name.partition("::")[0]):
            file = name.partition("::")[0]
            assert (ROOT / file).exists() or (ROOT / "gsef_tui" / file).exists(), name
    for name in re.findall(r"\.ci/\w+|tests/\w+", "\n".join(blocks("sh", page))):
        assert (ROOT / name).exists(), name


@cache
def modules() -> frozenset[str]:
    """The file name of every module of the program and of its tests."""
    return frozenset(p.name for top in ("gsef_tui", "tests") for p in (ROOT / top).rglob("*.py"))


@each_page
def test_every_module_that_is_named_without_its_folder_is_there(page: str) -> None:
    assert {name for name in words(page) if re.fullmatch(r"\w+\.py", name)} <= modules()


@cache
def sources_of_tests() -> dict[Path, str]:
    """The source of each module of tests, by its path in the repository."""
    found = (ROOT / "tests").rglob("test_*.py")
    return {path.relative_to(ROOT): path.read_text(encoding="utf-8") for path in found}


@each_page
def test_every_test_that_is_named_is_there(page: str) -> None:
    for name in tokens(page):
        module, _, function = name.rpartition("::")
        if re.fullmatch(r"test_\w+\.py", function):
            module, function = function, ""
        elif not re.fullmatch(r"test_\w+", function):
            continue
        sources = [s for path, s in sources_of_tests().items() if path.match(module or "*")]
        assert sources, name
        assert not function or any(f"def {function}(" in source for source in sources), name


@each_page
def test_every_name_is_in_the_file_that_a_page_says(page: str) -> None:
    for name, file in re.findall(r"`(\w+)`\s+(?:in|to)\s+`([\w/]+(?:\.py)?)`", prose(page)):
        inside = ROOT / "gsef_tui" / file
        path = inside if inside.exists() else ROOT / file
        paths = path.rglob("*.py") if path.is_dir() else [path]
        assert any(re.search(rf"\b{name}\b", p.read_text(encoding="utf-8")) for p in paths), name


@each_page
def test_every_variable_is_read_somewhere(page: str) -> None:
    places_of_code = (ROOT / "gsef_tui", ROOT / "tests")
    paths = [path for folder in places_of_code for path in folder.rglob("*.py")]
    source = "".join(path.read_text(encoding="utf-8") for path in paths if path != Path(__file__))
    for name in set(re.findall(r"GSEF_TUI_[A-Z]+", PAGES[page])):
        assert name in source, name


# -- settings -------------------------------------------------------------------------------------


def test_the_page_of_settings_has_each_of_them() -> None:
    rows = re.findall(r"^\| `\[?(\w+)\]?` \|", PAGES["docs/settings.md"], re.M)
    assert sorted(name for name in rows if name.islower()) == sorted(Settings.__struct_fields__)


def test_the_page_of_settings_has_each_variable_of_the_program() -> None:
    source = "".join(path.read_text() for path in (ROOT / "gsef_tui").rglob("*.py"))
    rows = set(re.findall(r"^\| `(GSEF_TUI_\w+)` \|", PAGES["docs/settings.md"], re.M))
    assert rows == set(re.findall(r"GSEF_TUI_[A-Z]+", source))


@pytest.mark.parametrize("page", ["docs/settings.md", "docs/abbreviations.md"])
def test_the_sample_of_settings_is_one(page: str, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(blocks("toml", page)[0], encoding="utf-8")
    settings, problems = read_settings(path)
    assert problems == []
    assert settings.expansions == {"ess": "économie sociale et solidaire"}
    assert settings.typing == ("arrows", "quotes")


# -- the file format ------------------------------------------------------------------------------


def test_the_sample_of_a_session_is_one() -> None:
    session = decode(blocks("toml", "docs/file-format.md")[0].encode(), "file-format.md")
    assert session.template is load_template("gsef")
    assert session != Session(template=GSEF)
    assert session.extra == {}, "every key in it is known"
    for section, value in session.sections.items():
        entries = [value, *(value.values() if isinstance(value, dict) else ())]
        assert all(getattr(entry, "extra", {}) == {} for entry in entries), section
    wrong = [f for f in check(session) if f.severity == "contradiction"]
    assert wrong == []


def test_the_tables_beside_the_report_are_read_as_the_page_says() -> None:
    report, beside = blocks("toml", "docs/file-format.md")
    session = decode(f"{report}\n{beside}".encode(), "file-format.md")
    assert session.text("unfiled") == "ce qui n'a pas encore de place"
    assert [(idea.by, idea.text) for idea in ideas(session)] == [
        ("TI", "Des toits, pas de l'argent")
    ]
    spoke = [(turn.who, turn.begins, turn.ends) for turn in turns(session)]
    begins, ends = (datetime.fromisoformat(f"2026-05-12T16:{m}:00+09:00") for m in (38, 45))
    assert spoke == [("TI", begins, ends)]
    assert listed_in(session) == session.extra[EXPANSIONS]
    told = [f for f in check(decode(report.encode(), "x")) if f.rule == "no-answer"]
    assert told
    assert all(is_dismissed(session, finding) for finding in told)


def test_the_places_that_the_page_names_are_some() -> None:
    session = decode("\n".join(blocks("toml", "docs/file-format.md")).encode(), "file-format.md")
    answers = {**session.sections, "answers": {"TI": "…"}}
    closing = session.closing("closing")
    remarks = type(closing)(summary=closing.summary, remarks={"TI": "…"})
    sections = {**answers, "closing": remarks}
    whole = Session(
        **{**{f: getattr(session, f) for f in session.__struct_fields__}, "sections": sections}
    )
    there = {str(place) for place in places(whole)} | {"forum.name"}
    rows = PAGES["docs/file-format.md"].partition("| kind of section | place |")[2]
    named = re.findall(r"`([a-z]+(?:\.\w+)*)`", rows)
    assert len(named) > 12
    parts = {"organisation", "country", "position", "also", "name"}
    assert [name for name in named if name not in there | parts] == []


# -- templates ------------------------------------------------------------------------------------


def test_the_page_of_templates_has_each_kind_of_section() -> None:
    page = PAGES["docs/templates.md"].partition("## The kinds of section")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", page, re.M)) == {kind.id for kind in all_kinds()}


def test_the_page_of_templates_has_each_type_of_field_and_what_it_can_mean() -> None:
    rows = dict(re.findall(r"^\| `(type|means)` \| (.*) \|$", PAGES["docs/templates.md"], re.M))
    types = {*FieldType, "choices"}
    assert set(re.findall(r"`(\w+)`", rows["type"])) == {str(each) for each in types}
    assert set(re.findall(r"`(\w+)`", rows["means"])) == MEANS_OF_FACTS | MEANS_OF_FORUM


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
